"""The formula of one attempt at a unit: only those parts in it that the workload uses."""

from fractions import Fraction

from calculator.domain.costs import numbers
from calculator.domain.formulas.terms import Term, figure, given, say, summed
from calculator.domain.token_cost import STEPS, step_cost
from calculator.domain.workload import Workload
from runrate.core.translation import gettext as _

WAYS = ("read", "write", "write_1h")


def attempt(workload: Workload) -> Term:
    """What all models of one attempt cost; the figures come to it exactly.

    With steps it is their sum: each of them has a formula of its own.
    """
    if workload.steps:
        v = numbers(workload)
        costs = [(name, step_cost(v, names)) for name, names in zip(_names(workload), STEPS, strict=False)]
        return summed([Term(name, figure(cost, money=True)) for name, cost in costs])
    tokens_in, tokens_out = given(workload, "input_tokens"), given(workload, "output_tokens")
    long = _is_long(workload, "", Fraction(workload.value("calls_per_unit") or 1))
    cost, batched = _tokens(workload, "", tokens_in, tokens_out, long=long)
    if _fees(workload, "") or workload.price_factor is not None:
        main = cost if batched else _times_batch(workload, "", cost)
        main = _contracted(workload, "", say("{} ÷ 1,000,000", main))
        return _routed(workload, main, batch=True, by_the_unit=True)
    cost = _routed(workload, cost, batch=batched, by_the_unit=False)
    return say("{} ÷ 1,000,000", cost if batched else _times_batch(workload, "", cost))


def steps(workload: Workload) -> tuple[tuple[str, Term, Fraction], ...]:
    """Each model step: what it is called, its formula, and what it costs for one unit."""
    v = numbers(workload)
    return tuple(
        (name, _step(workload, f"steps.{number}."), step_cost(v, STEPS[number - 1]))
        for number, name in enumerate(_names(workload), start=1)
    )


def _names(workload: Workload) -> list[str]:
    """What each step is called: by its own name, or by its place."""
    return [
        step.name or _("step {number}").format(number=number)
        for number, step in enumerate(workload.steps, start=1)
    ]


def _step(workload: Workload, p: str) -> Term:
    """All calls of one step, `p` being its prefix, up to the threshold and above it."""
    calls = given(workload, f"{p}calls")
    tokens_in, tokens_out = given(workload, f"{p}input_tokens"), given(workload, f"{p}output_tokens")
    if not workload.value(f"{p}input_growth"):
        cost = _class_cost(workload, p, tokens_in, tokens_out, long=_is_long(workload, p, Fraction(1)))
        if workload.given(f"{p}calls"):
            cost = say("{} × {}", calls, cost)
    else:
        cost = summed(_growing(workload, p, calls, tokens_out))
    return _contracted(workload, p, say("{} ÷ 1,000,000", cost))


def _growing(workload: Workload, p: str, calls: Term, tokens_out: Term) -> list[Term]:
    """Calls whose input grows: the sum of their tokens, apart for those above the long-context threshold."""
    number, short = Fraction(workload.value(f"{p}calls") or 1), short_calls(workload, p)
    tokens, growth = given(workload, f"{p}input_tokens"), given(workload, f"{p}input_growth")
    below = Term(_("calls up to the threshold"), figure(short, money=False))
    every = say("({0} × {1} + {2} × {0} × ({0} − 1) ÷ 2)", calls, tokens, growth)
    first = say("({0} × {1} + {2} × {0} × ({0} − 1) ÷ 2)", below, tokens, growth)
    if short == number:
        return [_class_cost(workload, p, every, say("{} × {}", calls, tokens_out), long=False)]
    if not short:
        return [_class_cost(workload, p, every, say("{} × {}", calls, tokens_out), long=True)]
    above = say("({} − {})", calls, below)
    return [
        _class_cost(workload, p, first, say("{} × {}", below, tokens_out), long=False),
        _class_cost(
            workload, p, say("({} − {})", every, first), say("{} × {}", above, tokens_out), long=True
        ),
    ]


def short_calls(workload: Workload, p: str) -> Fraction:
    """How many calls of a step are not above the threshold."""
    calls, threshold = (
        Fraction(workload.value(f"{p}calls") or 1),
        workload.value(f"{p}long_context_threshold"),
    )
    first, growth = (Fraction(workload.value(f"{p}{name}") or 0) for name in ("input_tokens", "input_growth"))
    if threshold is None:
        return calls
    if first > threshold:
        return Fraction(0)
    return min(calls, Fraction((Fraction(threshold) - first) // growth + 1)) if growth else calls


def _is_long(workload: Workload, p: str, calls: Fraction) -> bool:
    threshold, tokens = workload.value(f"{p}long_context_threshold"), workload.value(f"{p}input_tokens")
    return threshold is not None and Fraction(tokens or 0) > Fraction(threshold) * calls


def _class_cost(workload: Workload, p: str, tokens_in: Term, tokens_out: Term, *, long: bool) -> Term:
    cost, batched = _tokens(workload, p, tokens_in, tokens_out, long=long)
    return cost if batched else _times_batch(workload, p, cost)


def _tokens(
    workload: Workload, p: str, tokens_in: Term, tokens_out: Term, *, long: bool
) -> tuple[Term, bool]:
    """Tokens at their prices, in millionths, and whether the batch factors are in it already."""
    way = "long_context_" if long else ""
    price_in, price_out = given(workload, f"{p}{way}input_price"), given(workload, f"{p}{way}output_price")
    fresh, cached = _input_prices(workload, p, price_in, long=long)
    if cached and workload.value(f"{p}batch_share") and workload.given(f"{p}batch_cache_factor"):
        cost = say(
            "(({} × {} + {} × {}) × {} + {} × {} × {})",
            tokens_in, fresh, tokens_out, price_out, _batch(workload, p, "batch_factor"),
            tokens_in, cached, _batch(workload, p, "batch_cache_factor"),
        )  # fmt: skip
        return cost, True
    mixed = say("({} + {})", fresh, cached) if cached else fresh
    return say("({} × {} + {} × {})", tokens_in, mixed, tokens_out, price_out), False


def _times_batch(workload: Workload, p: str, cost: Term) -> Term:
    if not workload.value(f"{p}batch_share"):
        return cost
    return say("{} × {}", cost, _batch(workload, p, "batch_factor"))


def _batch(workload: Workload, p: str, name: str) -> Term:
    """What is left of a price when a share of the attempts is sent as batch."""
    return say("(1 − {} × (1 − {}))", given(workload, f"{p}batch_share"), given(workload, f"{p}{name}"))


def _fees(workload: Workload, p: str) -> list[Term]:
    """Fees by the call and by the search, for one unit."""
    found = []
    calls = f"{p}calls" if p else "calls_per_unit"
    if workload.value(f"{p}call_fee"):
        found.append(say("{} × {} ÷ 1,000", given(workload, calls), given(workload, f"{p}call_fee")))
    if workload.value(f"{p}search_price") and workload.value(f"{p}searches" if p else "searches_per_unit"):
        searches = given(workload, f"{p}searches" if p else "searches_per_unit")
        each = say("{} × {}", given(workload, calls), searches) if p else searches
        found.append(say("{} × {} ÷ 1,000", each, given(workload, f"{p}search_price")))
    return found


def _contracted(workload: Workload, p: str, tokens: Term) -> Term:
    """Tokens and fees at the contracted share of list price."""
    fees = _fees(workload, p)
    cost = summed([tokens, *fees]) if fees else tokens
    if not workload.given(f"{p}price_factor"):
        return cost
    return say("{} × {}", cost, given(workload, f"{p}price_factor"))


def _routed(workload: Workload, cost: Term, *, batch: bool, by_the_unit: bool) -> Term:
    """A share of the units answered by the second model; `batch` where its batch factor is still to come."""
    if not workload.routed_share:
        return cost
    second = say(
        "({} × {} + {} × {})",
        given(workload, "input_tokens"),
        given(workload, "routed_input_price"),
        given(workload, "output_tokens"),
        given(workload, "routed_output_price"),
    )
    if batch:
        second = _times_batch(workload, "", second)
    if by_the_unit:
        second = say("{} ÷ 1,000,000", second)
    return say("((1 − {0}) × {1} + {0} × {2})", given(workload, "routed_share"), cost, second)


def _input_prices(workload: Workload, p: str, price_in: Term, *, long: bool) -> tuple[Term, Term | None]:
    """What an input token costs, in two parts: those sent anew, and those read from or written to a cache."""
    cached = [
        (given(workload, f"{p}cache_{way}_share"), _cache_price(workload, p, way, price_in, long=long))
        for way in WAYS
        if workload.value(f"{p}cache_{way}_share")
    ]
    if not cached:
        return price_in, None
    rest = say("(1" + " − {}" * len(cached) + ")", *(share for share, _price in cached))
    parts = say(
        "(" + " + ".join(["{} × {}"] * len(cached)) + ")", *(term for part in cached for term in part)
    )
    return say("{} × {}", rest, price_in), parts


def _cache_price(workload: Workload, p: str, way: str, price_in: Term, *, long: bool) -> Term:
    name = f"{p}cache_{way}_price"
    if way == "write_1h":
        if workload.given(name):
            return given(workload, name)
        return _cache_price(workload, p, "write", price_in, long=long)
    above = f"{p}long_context_cache_{way}_price"
    if long and workload.given(above):
        return given(workload, above)
    return given(workload, name) if workload.given(name) else price_in
