"""A workload out of a bill costs what the bill says, or says what is between them."""

from fractions import Fraction

import pytest

from calculator.domain.workload_input import parse_workload
from calculator.usage.analysis.beside_tokens import CALLS_OF_NO_MODEL, NO_CALLS_OF_ANY
from calculator.usage.analysis.bill import Choice, NoRateError, UsageLine, usage_money
from calculator.usage.analysis.derive import derive
from calculator.usage.analysis.derived import Derived
from calculator.usage.analysis.variance import ai_usage
from tests.calculator.usage.analysis.bills import CLAUDE, GPT, LISTED, lines_of, pair_of
from tests.calculator.usage.expected import EXPECTED

OCTOBER = Choice("2026-10")
RATES = {"EUR": Fraction(11, 10)}
NEVER_ENDS = Fraction(1, 10**24)
"""What cutting numbers without an end after 28 digits may leave of a few hundred dollars."""

BILLS = {
    "focus-1.0-aws-bedrock.csv": "102.8",
    "gcp-billing-export.jsonl": "6.0588",
    "openrouter-activity.csv": "0.02254",
    "litellm-spend-logs.jsonl": "0.03515",
    "langfuse-observations.jsonl": "0.0234",
    "helicone-requests.jsonl": "0.032775",
    "deepseek-amount.csv": "0.5698",
}
OF_STEPS = {
    "focus-1.3-saas-eur.csv": "48.3615",
    "aws-cur2-bedrock.csv": "24.19",
    "azure-cost-details-mca.csv": "22.05",
    "github-copilot-ai-usage.csv": "0",
    "litellm-daily.csv": "2.4935",
    "openrouter-daily.csv": "2.5894",
}


def derived(lines: list[UsageLine], units: Fraction = Fraction(1000), **said: object) -> Derived:
    return derive(lines, OCTOBER, units, **{"rates": RATES, "prices": LISTED, **said})  # type: ignore[arg-type]


def gap(found: Derived) -> Fraction:
    """Estimate of the workload less what of the bill belongs into it."""
    elsewhere = sum((found.parts[part] for part in found.elsewhere), Fraction(0))
    return ai_usage(parse_workload(found.as_workload())) - usage_money(found.parts) + elsewhere


@pytest.mark.parametrize("units", [1000, 7, Fraction(1, 3)])
@pytest.mark.parametrize("name", [*BILLS, *OF_STEPS])
def test_the_workload_of_a_sample_costs_what_its_bill_says(name: str, units: Fraction) -> None:
    found = derived(lines_of(name), Fraction(units))
    elsewhere = sum((found.parts[part] for part in found.elsewhere), Fraction(0))

    assert usage_money(found.parts) - elsewhere == Fraction((BILLS | OF_STEPS)[name])
    assert abs(gap(found)) < NEVER_ENDS


@pytest.mark.parametrize(
    ("usage", "cost", "billed"),
    [
        ("openai-dashboard-usage.csv", "openai-dashboard-cost.csv", "0.03064"),
        ("anthropic-usage-report.json", "anthropic-cost-report.json", "21.75"),
    ],
)
def test_usage_and_cost_of_a_month_together_cost_what_was_billed(usage: str, cost: str, billed: str) -> None:
    found = derived(pair_of(usage, cost))

    assert usage_money(found.parts) == Fraction(billed)
    assert abs(gap(found)) < NEVER_ENDS


def test_every_sample_with_money_is_tried_or_says_what_is_missing() -> None:
    """Cost exports go together with the usage of their month; Cursor says no kind's money of a model."""
    by_itself = {"openai-dashboard-cost.csv", "anthropic-cost-report.json", "anthropic-console-cost.csv"}
    with_money = {name for name, told in EXPECTED.items() if told["money"]}

    assert with_money - BILLS.keys() - OF_STEPS.keys() - by_itself == {"cursor-usage-events.csv"}
    assert derived(lines_of("cursor-usage-events.csv")).missing == (
        "input_price", "output_price", "cache_read_price", "cache_write_price",
    )  # fmt: skip


@pytest.mark.parametrize(("listed", "lacks"), [(GPT, False), (CLAUDE, True), (None, True)])
def test_cache_writes_are_missing_only_of_a_model_that_may_have_some(
    listed: dict[str, Fraction] | None, lacks: bool
) -> None:
    lines = lines_of("openai-dashboard-usage.csv")
    prices = {"gpt-4.1-2025-04-14": listed} if listed else {}

    found = derived(lines, not_told={"cache_write"}, prices=prices)

    assert ("cache_write_share" in found.missing) is lacks


def test_a_file_that_has_cache_writes_of_one_model_tells_them_of_all() -> None:
    found = derived(lines_of("openai-usage-completions.json"), not_told={"cache_write"}, prices={})

    assert "cache_write_share" not in found.missing
    assert [step["cache_write_share"] != "0" for step in found.steps] == [True, False]


def test_where_no_number_is_without_end_not_a_digit_is_left() -> None:
    found = derived(pair_of("openai-dashboard-usage.csv", "openai-dashboard-cost.csv"))

    assert found.residuals(ai_usage(parse_workload(found.as_workload()))) == []


def test_inputs_are_what_the_lines_say_and_each_names_its_lines() -> None:
    lines = lines_of("focus-1.0-aws-bedrock.csv")
    found = derived(lines)

    inputs = {each.name: each.value for each in found.inputs}
    assert {
        name: inputs[name] for name in ("input_tokens", "output_tokens", "batch_factor", "input_price")
    } == {
        "input_tokens": "119000",
        "output_tokens": "12000",
        "batch_factor": "0.5",
        "input_price": "0.8",
    }
    behind = {each.name: [lines[place].kind for place in each.places] for each in found.inputs}
    assert behind["output_tokens"] == ["output", "output"]
    assert behind["cache_read_share"] == ["cache_read"]
    assert sorted(behind["batch_share"]) == [
        "cache_read",
        "cache_write",
        "input",
        "input",
        "output",
        "output",
    ]


def test_the_batch_share_is_weighted_by_money_at_standard_prices() -> None:
    inputs = {each.name: each.value for each in derived(lines_of("focus-1.0-aws-bedrock.csv")).inputs}

    # 20 million at 0.8 and 3 million at 3.2 of 28.8 + 47.2 + 6 + 8 + these 25.6 dollars.
    assert Fraction(inputs["batch_share"]) == pytest.approx(Fraction("25.6") / Fraction("115.6"))


def test_what_a_format_cannot_say_is_absent_and_said() -> None:
    found = derived(lines_of("gcp-billing-export.jsonl"))

    assert "calls_per_unit" in found.missing
    assert "calls_per_unit" not in found.as_workload()
    assert "The file does not count calls: a unit is taken as one call." in found.notes
    assert found.elsewhere == {"hours": "infrastructure_monthly"}


def test_without_list_prices_the_money_of_whole_calls_gives_no_price_of_a_kind() -> None:
    found = derived(lines_of("openrouter-activity.csv"), prices={})

    assert found.missing == ("input_price", "output_price", "cache_read_price")
    assert not {"input_price", "output_price"} & found.as_workload().keys()


def test_a_cost_export_that_counts_tokens_is_enough_for_a_workload() -> None:
    found = derived(
        lines_of("openai-dashboard-cost.csv"), Fraction(5), not_told={"cache_read", "cache_write"}
    )

    assert found.as_workload() == {
        "units_per_month": "5",
        "input_tokens": "1744",
        "output_tokens": "300",
        "retry_rate": "0",
        "input_price": "2.13761467889908256880733945",
        "output_price": "8",
    }
    assert found.missing == ("calls_per_unit", "cache_read_share", "cache_write_share")
    assert abs(gap(found)) < NEVER_ENDS


@pytest.mark.parametrize("name", ["anthropic-console-cost.csv", "anthropic-cost-report.json"])
def test_a_cost_export_without_tokens_says_that_it_has_money_alone(name: str) -> None:
    found = derived(lines_of(name))

    assert found.missing == ("input_tokens", "output_tokens")
    assert found.notes[0] == "This file has money and no tokens: tokens of a unit are in the usage export."
    assert usage_money(found.parts) > 0


def test_models_that_have_money_alone_are_all_named() -> None:
    listed = {"claude-sonnet-4-6": LISTED["claude-sonnet-4-6"]}

    found = derive(lines_of("anthropic-cost-report.json"), OCTOBER, Fraction(5), prices=listed)

    assert found.model == "claude-sonnet-4-6"
    assert found.notes[2] == (
        "The file has money for 2 models and tokens for none: claude-sonnet-4-6 has 95.3% of the money, so "
        "its list price stands for all of them. With the usage export each model becomes a step of its own. "
        "The others: claude-haiku-4-5-20251001 4.7%."
    )
    one = derive(
        lines_of("anthropic-console-cost.csv"), OCTOBER, Fraction(5), prices={"Claude Sonnet 4.6": {}}
    )
    assert not any("models" in note for note in one.notes)


def test_calls_that_are_of_no_model_are_not_said_to_be_uncounted() -> None:
    assert CALLS_OF_NO_MODEL in derived(lines_of("focus-1.3-saas-eur.csv")).notes
    assert CALLS_OF_NO_MODEL not in derived(lines_of("anthropic-usage-report.json")).notes
    assert NO_CALLS_OF_ANY in derived(lines_of("anthropic-usage-report.json")).notes


def test_a_model_of_the_list_stands_for_the_prices_that_a_file_does_not_have() -> None:
    lines = lines_of("openai-dashboard-usage.csv")
    listed = derive(lines, OCTOBER, Fraction(5), prices={"gpt-4.1-2025-04-14": LISTED["gpt-4.1"]})
    unlisted = derive(lines, OCTOBER, Fraction(5), prices={})
    unseen = derive(lines, OCTOBER, Fraction(5))

    assert listed.model == "gpt-4.1-2025-04-14"
    assert "This file has no prices: the list price of gpt-4.1-2025-04-14 is used." in listed.notes
    assert unlisted.model == ""
    assert any("is on no price list" in note for note in unlisted.notes)
    assert not any("is on no price list" in note for note in unseen.notes)


def test_none_of_what_a_format_does_not_tell_is_not_zero() -> None:
    lines = lines_of("openai-dashboard-usage.csv")

    inputs = derive(lines, OCTOBER, Fraction(5), not_told={"cache_write"}).as_workload()

    assert "cache_write_share" not in inputs
    assert inputs["cache_read_share"] == "0.128"
    assert derive(lines, OCTOBER, Fraction(5)).as_workload()["cache_write_share"] == "0"


def test_units_that_are_seen_give_calls_and_tokens_of_one() -> None:
    found = derived(lines_of("langfuse-observations.jsonl"), Fraction(2)).as_workload()

    assert (found["calls_per_unit"], found["input_tokens"], found["output_tokens"]) == ("1.5", "6100", "500")
    assert found["retry_rate"] == "0"


def test_attempts_of_a_log_are_split_off_and_the_money_is_the_same() -> None:
    found = derived(lines_of("focus-1.0-aws-bedrock.csv"), attempts=Fraction("1.11"))

    assert found.as_workload()["retry_rate"] == "0.1"
    assert Fraction(found.as_workload()["output_tokens"]) * Fraction("1.11") == pytest.approx(12000)
    assert abs(gap(found)) < NEVER_ENDS


def test_money_in_another_currency_needs_a_rate_unless_the_vendor_gives_dollars() -> None:
    with pytest.raises(NoRateError) as refused:
        derived(lines_of("focus-1.3-saas-eur.csv"), rates={})

    assert str(refused.value) == "Enter a rate for EUR, with its date."
    assert usage_money(derived(lines_of("azure-cost-details-mca.csv"), rates={}).parts) == Fraction("22.05")


def test_one_model_of_several_may_be_chosen() -> None:
    choice = Choice("2026-10", models=["syn-small"])

    found = derive(lines_of("focus-1.3-saas-eur.csv"), choice, Fraction(1000), rates=RATES)

    assert (found.steps, usage_money(found.parts)) == ((), Fraction("1.7325"))
    assert abs(gap(found)) < NEVER_ENDS


def test_a_slice_is_chosen_by_its_words() -> None:
    lines = lines_of("aws-cur2-bedrock.csv", by=("app",))

    assert derive(lines, Choice("2026-10", {"app": "other"}), Fraction(1)).parts["tokens"] == 0
    assert derive(lines, Choice("2026-10", {"app": "ticket-bot"}), Fraction(1)).parts["tokens"] == Fraction(
        "24.19"
    )
    assert derive(lines, Choice("2026-09"), Fraction(1)).parts["tokens"] == 0


def test_what_was_paid_of_the_list_is_known_where_the_list_is() -> None:
    line = UsageLine(
        month="2026-10",
        model="m",
        kind="input",
        unit="token",
        quantity=Fraction(10),
        currency="USD",
        billed=Fraction("0.9"),
        on_list=Fraction(1),
        money_kind="billed",
    )

    assert derive([line], OCTOBER, Fraction(1)).price_factor == Fraction(9, 10)
    assert derived(lines_of("openrouter-activity.csv")).price_factor is None


def test_a_model_without_output_has_a_price_of_nothing_only_in_its_workload() -> None:
    line = UsageLine(
        month="2026-10",
        model="embed",
        kind="input",
        unit="token",
        quantity=Fraction(10**6),
        billed=Fraction("0.02"),
        currency="USD",
        money_kind="billed",
    )
    found = derive([line], OCTOBER, Fraction(1))

    assert "output_price" not in [each.name for each in found.inputs]
    assert found.as_workload()["output_price"] == "0"
    assert gap(found) == 0


def test_several_models_are_steps_of_a_unit_that_bend_nothing() -> None:
    found = derived(pair_of("anthropic-usage-report.json", "anthropic-cost-report.json"))

    assert [step["name"] for step in found.steps] == ["claude-sonnet-4-6", "claude-haiku-4-5-20251001"]
    assert {name: found.steps[0][name] for name in ("cache_write_1h_share", "searches", "search_price")} == {
        "cache_write_1h_share": "0.02",
        "searches": "0.05",
        "search_price": "10",
    }


@pytest.mark.parametrize("units", [Fraction(0), Fraction(-1)])
def test_no_units_are_no_month(units: Fraction) -> None:
    with pytest.raises(ValueError, match="Enter a number above 0"):
        derived([], units)
