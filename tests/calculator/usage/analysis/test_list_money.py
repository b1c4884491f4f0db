"""Usage without money: the workload made of it costs what its lines do at list prices, to the last digit."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from calculator.domain.workload_input import parse_workload
from calculator.usage.analysis.bill import Choice, UsageLine
from calculator.usage.analysis.derive import derive
from calculator.usage.analysis.variance import ai_usage
from tests.calculator.usage.analysis.bills import GPT, lines_of

KINDS = ("input", "cache_read", "cache_write", "cache_write_5m", "cache_write_1h", "output")
NEVER_ENDS = Fraction(1, 10**9)
UNITS = Fraction(1000)
type Listed = Mapping[str, Fraction]


@st.composite
def price_lists(draw: st.DrawFn) -> dict[str, Fraction]:
    """Prices of one model, with a factor of batch calls on cached tokens that is often another one."""
    share = st.sampled_from([Fraction(1), Fraction(1, 2), Fraction(3, 4), Fraction(1, 10)])
    found = {"input": Fraction(draw(st.integers(1, 30))), "output": Fraction(draw(st.integers(1, 90)))}
    for kind in ("cache_read", "cache_write", "cache_write_1h"):
        if draw(st.booleans()):
            found[kind] = found["input"] * draw(share)
    if draw(st.booleans()):
        found |= {"long_context_threshold": Fraction(200), "long_context_input": found["input"] * 2}
        found["long_context_output"] = found["output"] * Fraction(3, 2)
        if draw(st.booleans()):
            found["long_context_cache_read"] = found["input"]
    if draw(st.booleans()):
        found |= {"batch_factor": draw(share), "batch_cache_factor": draw(share)}
    return found


@st.composite
def usage(draw: st.DrawFn) -> tuple[list[UsageLine], dict[str, dict[str, Fraction]]]:
    lines, listed = [], {}
    for model in draw(st.sampled_from([["v/a"], ["v/a", "v/b"]])):
        listed[model] = draw(price_lists())
        calls = draw(st.sampled_from([None, 7, 1000]))
        for kind in draw(st.lists(st.sampled_from(KINDS), min_size=1, unique=True)):
            for lane in draw(st.sampled_from([["standard"], ["batch"], ["standard", "batch"]])):
                quantity = Fraction(draw(st.integers(1, 10**7)))
                lines.append(
                    UsageLine(
                        month="2026-10", model=model, lane=lane, kind=kind, unit="token", quantity=quantity
                    )
                )
        if calls is not None:
            lines.append(UsageLine(month="2026-10", model=model, unit="request", calls=calls))
    return lines, listed


def by_hand(lines: list[UsageLine], listed: Mapping[str, Listed]) -> Fraction:
    """Each line times its price, one model after another."""
    total = Fraction(0)
    for model, prices in listed.items():
        own = [line for line in lines if line.model == model]
        calls = sum(line.calls or 0 for line in own) or UNITS
        into = sum(line.quantity or 0 for line in own if line.kind != "output")
        long = "long_context_threshold" in prices and into > prices["long_context_threshold"] * calls
        for line in own:
            kind = line.kind.replace("_5m", "")
            names = [kind, "cache_write"] if kind == "cache_write_1h" else [kind]
            # An hour's writes have one price, however long a call is.
            ways = [f"long_context_{each}" for each in names if long and each != "cache_write_1h"]
            ways = [*names[:1], *ways, *names[1:]] if kind == "cache_write_1h" else [*ways, *names]
            ways += ["long_context_input"] * long + ["input"]
            price = next(prices[way] for way in ways if way in prices)
            factor = Fraction(1)
            if line.lane == "batch":
                factor = prices.get("batch_factor", Fraction(1, 2))
                factor = prices.get("batch_cache_factor", factor) if "cache" in kind else factor
            total += (line.quantity or 0) * price * factor / 10**6
    return total


def priced(inputs: dict[str, Any], listed: Mapping[str, Listed]) -> dict[str, Any]:
    """With the prices that a model of the list brings."""
    model = inputs.pop("model", None)
    for step in inputs.get("steps", ()):
        priced(step, listed)
    for kind, amount in listed[model].items() if model else ():
        name = kind if "factor" in kind or "threshold" in kind else f"{kind}_price"
        inputs.setdefault(name, str(amount.numerator / amount.denominator))
    return inputs


@given(usage())
def test_an_estimate_of_usage_costs_what_its_lines_do_at_list_prices(
    found: tuple[list[UsageLine], dict[str, dict[str, Fraction]]],
) -> None:
    lines, listed = found

    derived = derive(lines, Choice(month="2026-10"), UNITS, prices=listed)
    estimated = ai_usage(parse_workload(priced(derived.with_models(), listed)))

    assert abs(estimated - by_hand(lines, listed)) < NEVER_ENDS


def test_batch_of_uncached_tokens_beside_cached_ones_at_their_full_price() -> None:
    """A hundred million cached at $0.50 and ten million new ones at half of $2 are $60."""
    listed = {"v/a": {"input": Fraction(2), "cache_read": Fraction(1, 2), "batch_cache_factor": Fraction(1)}}
    million = Fraction(10**6)
    lines = [
        UsageLine(month="2026-10", model="v/a", kind="cache_read", unit="token", quantity=100 * million),
        UsageLine(
            month="2026-10", model="v/a", lane="batch", kind="input", unit="token", quantity=10 * million
        ),
    ]

    derived = derive(lines, Choice(month="2026-10"), UNITS, prices=listed)

    estimated = ai_usage(parse_workload(priced(derived.with_models(), listed)))
    assert abs(estimated - 60) < NEVER_ENDS
    assert {each.name: each.value for each in derived.inputs}["batch_share"] == "1"
    assert (
        "Batch share of v/a is a share of what batch calls could save of all its tokens at list prices: "
        "100.0%. Of all its input tokens batch is 9.1%. Batch calls are taken at 50.0% of the price, and at "
        "100.0% of that of cached tokens."
    ) in derived.notes


def test_the_sample_of_two_models_costs_what_it_does_by_hand() -> None:
    """Batch at OpenAI is half the price, and cached tokens cost there what they always do."""
    batch = {"batch_factor": Fraction(1, 2), "batch_cache_factor": Fraction(1)}
    listed = {
        "gpt-4.1-2025-04-14": {**GPT, **batch},
        "gpt-4.1-mini-2025-04-14": {**{kind: price / 5 for kind, price in GPT.items()}, **batch},
    }
    lines = lines_of("openai-usage-completions.json")

    derived = derive(lines, Choice(month="2026-10"), Fraction(10), prices=listed)
    inputs = derived.with_models()
    for step in inputs["steps"]:
        step["model"] = step["name"]

    assert abs(ai_usage(parse_workload(priced(inputs, listed))) - Fraction("15.536")) < NEVER_ENDS


def test_cached_tokens_alone_are_priced_by_the_list() -> None:
    """Without one uncached token the price of input is still the list's, not 0."""
    cached = UsageLine(
        month="2026-10", model="v/a", kind="cache_read", unit="token", quantity=Fraction(10**6)
    )
    listed = {"v/a": {"input": Fraction(2), "output": Fraction(8)}}

    inputs = derive([cached], Choice(month="2026-10"), UNITS, prices=listed).with_models()

    assert inputs["model"] == "v/a"
    assert ai_usage(parse_workload(priced(inputs, listed))) == 2


def test_shares_of_all_cached_tokens_are_never_more_than_all_of_them() -> None:
    quantities = {"cache_read": 4, "cache_write": 1, "cache_write_1h": 1}
    lines = [
        UsageLine(month="2026-10", model="m", kind=kind, unit="token", quantity=Fraction(number))
        for kind, number in quantities.items()
    ]

    inputs = derive(lines, Choice(month="2026-10"), UNITS).as_workload()

    assert sum(Fraction(inputs[f"{kind}_share"]) for kind in quantities) <= 1
