"""How each line came about: its formula in words, and the same formula with the numbers in it."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from calculator.domain.cost_lines import PER_UNIT_LINES, Estimate
from calculator.domain.labels import LABELS
from calculator.domain.workload import BY_NAME, Workload
from runrate.core import numbers
from runrate.core.decimals import plain
from runrate.core.translation import gettext as _

POWERS_SPELLED_OUT: Final = 3
MOST_DIGITS: Final = 40
"""More than any input has, so that each stands in full."""


@dataclass(frozen=True, slots=True)
class Explained:
    """One line, explained; `substituted` is empty when the line was not entered."""

    key: str
    formula: str
    substituted: str
    monthly: Fraction


@dataclass(frozen=True, slots=True)
class Term:
    """A piece of a formula, in words and in figures."""

    words: str
    figures: str


def explain(workload: Workload, estimate: Estimate) -> tuple[Explained, ...]:
    """Every line of an estimate in order; each substituted formula comes to its line exactly."""
    terms = {
        "tokens": _tokens(workload, estimate),
        "retries": _retries(workload, estimate),
        **{key: _monthly_and_per_unit(workload, estimate, key) for key in PER_UNIT_LINES},
        "human_review": _review(workload, estimate),
        "infrastructure": _infrastructure(workload, estimate),
        "upkeep": _input(workload, "upkeep_monthly"),
        "build": _say(
            "{} ÷ {}",
            _input(workload, "build_cost"),
            _input(workload, "build_months"),
        ),
    }
    return tuple(
        Explained(
            line.key, terms[line.key].words, terms[line.key].figures if line.entered else "", line.monthly
        )
        for line in estimate.lines
    )


_MONEY: Final = frozenset({"money", "price"})


def _say(pattern: str, *terms: Term) -> Term:
    """The same sentence twice: once with the words, once with the figures."""
    return Term(pattern.format(*(t.words for t in terms)), pattern.format(*(t.figures for t in terms)))


def _figure(number: Decimal, money: bool) -> str:
    """Every digit that there is, so that the formula comes to its line exactly.

    A part longer than anybody would type into a pocket calculator is cut, and a sign says so.
    """
    whole, _point, part = plain(number).partition(".")
    zeros = len(part) - len(part.lstrip("0")) if whole == "0" else 0
    places = min(len(part), max(MOST_DIGITS - len(whole) + zeros, 0))
    cut = "…" if places < len(part) else ""
    if cut:
        number = Decimal(f"{whole}.{part[:places]}")
    shown = numbers.money(number, places=places) if money else numbers.count(number, places=places)
    return shown + cut


def _input(workload: Workload, name: str) -> Term:
    return Term(LABELS[name].term, _figure(workload.value(name) or Decimal(0), BY_NAME[name].kind in _MONEY))


def _units(estimate: Estimate) -> Term:
    return Term(
        LABELS["units_per_month"].term, _figure(Decimal(plain(estimate.units_per_month)), money=False)
    )


def _tokens(workload: Workload, estimate: Estimate) -> Term:
    return _say("{} × {}", _units(estimate), _attempt(workload))


def _attempt(workload: Workload) -> Term:
    """The price of one attempt, with only those parts in it that this workload uses."""
    tokens_in, tokens_out = (
        _input(workload, "input_tokens"),
        _input(workload, "output_tokens"),
    )
    price_in, price_out = _prices_in_force(workload)
    fresh, cached = _input_prices(workload, price_in)
    if cached and workload.batch_share and workload.given("batch_cache_factor"):
        cost = _say(
            "(({} × {} + {} × {}) × {} + {} × {} × {})",
            tokens_in, fresh, tokens_out, price_out, _batch(workload, "batch_factor"),
            tokens_in, cached,
            _batch(workload, "batch_cache_factor"),
        )  # fmt: skip
        return _say("{} ÷ 1,000,000", _routed(workload, cost, batch=True))
    mixed = _say("({} + {})", fresh, cached) if cached else fresh
    cost = _say("({} × {} + {} × {})", tokens_in, mixed, tokens_out, price_out)
    cost = _routed(workload, cost, batch=False)
    if workload.batch_share:
        cost = _say("{} × {}", cost, _batch(workload, "batch_factor"))
    return _say("{} ÷ 1,000,000", cost)


def _batch(workload: Workload, name: str) -> Term:
    """What is left of a price when a share of the attempts is sent as batch."""
    share = _input(workload, "batch_share")
    return _say("(1 − {} × (1 − {}))", share, _input(workload, name))


def _routed(workload: Workload, cost: Term, *, batch: bool) -> Term:
    """A share of the units answered by the second model; `batch` where its batch factor is still to come."""
    if not workload.routed_share:
        return cost
    second = _say(
        "({} × {} + {} × {})",
        _input(workload, "input_tokens"),
        _input(workload, "routed_input_price"),
        _input(workload, "output_tokens"),
        _input(workload, "routed_output_price"),
    )
    if batch:
        second = _say("{} × {}", second, _batch(workload, "batch_factor"))
    share = _input(workload, "routed_share")
    return _say("((1 − {0}) × {1} + {0} × {2})", share, cost, second)


def _long(workload: Workload) -> bool:
    calls, threshold = Fraction(workload.value("calls_per_unit") or 1), workload.long_context_threshold
    return threshold is not None and Fraction(workload.input_tokens) > Fraction(threshold) * calls


def _prices_in_force(workload: Workload) -> tuple[Term, Term]:
    if _long(workload):
        return (
            _input(workload, "long_context_input_price"),
            _input(workload, "long_context_output_price"),
        )
    return _input(workload, "input_price"), _input(workload, "output_price")


def _input_prices(workload: Workload, price_in: Term) -> tuple[Term, Term | None]:
    """What an input token costs, in two parts: those sent anew, and those read from or written to a cache."""
    cached = [
        (_input(workload, f"cache_{way}_share"), _cache_price(workload, way, price_in))
        for way in ("read", "write")
        if workload.value(f"cache_{way}_share")
    ]
    if not cached:
        return price_in, None
    rest = _say("(1" + " − {}" * len(cached) + ")", *(share for share, _price in cached))
    parts = _say(
        "(" + " + ".join(["{} × {}"] * len(cached)) + ")", *(term for part in cached for term in part)
    )
    return _say("{} × {}", rest, price_in), parts


def _cache_price(workload: Workload, way: str, price_in: Term) -> Term:
    above, name = f"long_context_cache_{way}_price", f"cache_{way}_price"
    if _long(workload) and workload.given(above):
        return _input(workload, above)
    return _input(workload, name) if workload.given(name) else price_in


def _retries(workload: Workload, estimate: Estimate) -> Term:
    attempt = Term(
        _("cost of one attempt"), _figure(Decimal(plain(estimate.token_cost_per_unit)), money=True)
    )
    return _say("{} × {} × {}", _units(estimate), attempt, _repeats(workload))


def _repeats(workload: Workload) -> Term:
    """Attempts after the first: spelled out for a few, as the sum of the series for many."""
    rate, most = _input(workload, "retry_rate"), int(workload.value("max_retries") or 0)
    if most <= POWERS_SPELLED_OUT:
        powers = ["{0}" + ("" if power == 1 else f"^{power}") for power in range(1, most + 1)]
        return _say(f"({' + '.join(powers)})" if powers else "0", rate)
    if workload.retry_rate == 1:
        return Term(LABELS["max_retries"].term, str(most))
    return _say(f"{{0}} × (1 − {{0}}^{most}) ÷ (1 − {{0}})", rate)


def _monthly_and_per_unit(workload: Workload, estimate: Estimate, key: str) -> Term:
    monthly, each = (
        _input(workload, f"{key}_monthly"),
        _input(workload, f"{key}_per_unit"),
    )
    return _say("{} + {} × {}", monthly, each, _units(estimate))


def _review(workload: Workload, estimate: Estimate) -> Term:
    reviewed = _say("{} × {}", _units(estimate), _input(workload, "review_rate"))
    if workload.staffed:
        return _say(
            "⌈{} ÷ {}⌉ × {}",
            reviewed,
            _input(workload, "reviews_per_reviewer"),
            _input(workload, "reviewer_monthly_cost"),
        )
    return _say(
        "{} × {} ÷ 60 × {}",
        reviewed,
        _input(workload, "review_minutes"),
        _input(workload, "reviewer_hourly_cost"),
    )


def _infrastructure(workload: Workload, estimate: Estimate) -> Term:
    always_on = _input(workload, "infrastructure_monthly")
    if workload.infrastructure_step_units is None:
        return always_on
    return _say(
        "{} + ⌈{} ÷ {}⌉ × {}",
        always_on,
        _units(estimate),
        _input(workload, "infrastructure_step_units"),
        _input(workload, "infrastructure_step_monthly"),
    )
