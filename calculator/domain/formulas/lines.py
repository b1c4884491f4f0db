"""How each line came about: its formula in words, and the same formula with the numbers in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from calculator.domain.cost_lines import PER_UNIT_LINES, Estimate
from calculator.domain.costs import numbers
from calculator.domain.fields import spread_over
from calculator.domain.formulas.attempt import attempt
from calculator.domain.formulas.terms import Term, figure, given, say, units
from calculator.domain.labels import label
from calculator.domain.workload import Workload
from runrate.core.translation import gettext as _

POWERS_SPELLED_OUT: Final = 3
RETRIES, RETRY_RATE = "retries", "retry_rate"
_WITHIN: Final = "inside:"
"""How the origin of retries begins that are in the tokens of a bill, as a scenario keeps it."""


@dataclass(frozen=True, slots=True)
class Explained:
    """One line, explained; `substituted` is empty when the line was not entered."""

    key: str
    name: str
    formula: str
    substituted: str
    monthly: Fraction


def _build(workload: Workload) -> Term:
    """All of it in one month, where it is spread over no more."""
    cost, months = given(workload, "build_cost"), given(workload, "build_months")
    return cost if spread_over(numbers(workload)) == 1 else say("{} ÷ {}", cost, months)


def explain(workload: Workload, estimate: Estimate) -> tuple[Explained, ...]:
    """Every line that a workload has, in order; each substituted formula comes to its line exactly."""
    terms = {
        "tokens": say("{} × {}", units(estimate), attempt(workload)),
        "retries": _retries(workload, estimate),
        "seats": say("{} × {}", given(workload, "seats"), given(workload, "seat_monthly")),
        "capacity": _capacity(workload, estimate),
        **{
            key: _per_month_and_unit(workload, estimate, f"{key}_monthly", f"{key}_per_unit")
            for key in PER_UNIT_LINES
        },
        "human_review": _review(workload, estimate),
        "errors": _errors(workload, estimate),
        "infrastructure": _infrastructure(workload, estimate),
        "upkeep": given(workload, "upkeep_monthly"),
        "build": _build(workload),
        **{
            f"other_{number}": _other(workload, estimate, f"other_lines.{number}.")
            for number in range(1, len(workload.other_lines) + 1)
        },
    }
    return tuple(
        Explained(
            line.key,
            line.name,
            terms[line.key].words,
            terms[line.key].figures if line.entered else "",
            line.monthly,
        )
        for line in estimate.listed
    )


def within_tokens(key: str, workload: Workload, origins: Mapping[str, str]) -> str:
    """What stands beside the 0 of retries that the tokens of a bill hold; nothing of any other line.

    `origins` are those of inputs, as they are kept or in words.
    """
    words = _("inside the measured tokens: {source}, {month}").partition("{")[0]
    held = origins.get(RETRY_RATE, "").startswith((_WITHIN, words)) and not workload.retry_rate
    return in_tokens() if key == RETRIES and held else ""


def in_tokens() -> str:
    """What is said in place of a formula of retries whose amount no file tells."""
    return _("In tokens: the file does not separate them.")


def _retries(workload: Workload, estimate: Estimate) -> Term:
    each = Term(_("cost of one attempt"), figure(estimate.token_cost_per_unit, money=True))
    return say("{} × {} × {}", units(estimate), each, _repeats(workload))


def _repeats(workload: Workload) -> Term:
    """Attempts after the first: spelled out for a few, as the sum of the series for many."""
    rate, most = given(workload, "retry_rate"), int(workload.value("max_retries") or 0)
    if most <= POWERS_SPELLED_OUT:
        powers = ["{0}" + ("" if power == 1 else f"^{power}") for power in range(1, most + 1)]
        return say(f"({' + '.join(powers)})" if powers else "0", rate)
    if workload.retry_rate == 1:
        return Term(label("max_retries").term, str(most))
    return say(f"{{0}} × (1 − {{0}}^{most}) ÷ (1 − {{0}})", rate)


def _capacity(workload: Workload, estimate: Estimate) -> Term:
    """Instances kept, or as many as the volume needs."""
    count = given(workload, "capacity_instances")
    if workload.capacity_units_per_instance is not None:
        needed = say("⌈{} ÷ {}⌉", units(estimate), given(workload, "capacity_units_per_instance"))
        count = say("max({}; {})", count, needed) if workload.capacity_instances else needed
    return say("{} × {} × {}", count, given(workload, "capacity_hourly"), given(workload, "capacity_hours"))


def _per_month_and_unit(workload: Workload, estimate: Estimate, monthly: str, per_unit: str) -> Term:
    return say("{} + {} × {}", given(workload, monthly), given(workload, per_unit), units(estimate))


def _review(workload: Workload, estimate: Estimate) -> Term:
    reviewed = say("{} × {}", units(estimate), given(workload, "review_rate"))
    if workload.staffed:
        return say(
            "⌈{} ÷ {}⌉ × {}",
            reviewed,
            given(workload, "reviews_per_reviewer"),
            given(workload, "reviewer_monthly_cost"),
        )
    return say(
        "{} × {} ÷ 60 × {}",
        reviewed,
        given(workload, "review_minutes"),
        given(workload, "reviewer_hourly_cost"),
    )


def _errors(workload: Workload, estimate: Estimate) -> Term:
    """Accepted units that are wrong and that no review catches."""
    accepted = say("{} × {}", units(estimate), given(workload, "acceptance_rate"))
    caught = say("{} × {}", given(workload, "review_rate"), given(workload, "review_catch_rate"))
    return say(
        "{} × {} × (1 − {}) × {}",
        accepted,
        given(workload, "error_rate"),
        caught,
        given(workload, "error_cost"),
    )


def _infrastructure(workload: Workload, estimate: Estimate) -> Term:
    always_on = given(workload, "infrastructure_monthly")
    if workload.infrastructure_step_units is None:
        return always_on
    blocks = _blocks(workload, estimate, "infrastructure_step_units", "infrastructure_step_monthly")
    return say("{} + {}", always_on, blocks)


def _other(workload: Workload, estimate: Estimate, p: str) -> Term:
    """A line of one's own."""
    term = _per_month_and_unit(workload, estimate, f"{p}monthly", f"{p}per_unit")
    if not workload.given(f"{p}step_units"):
        return term
    return say("{} + {}", term, _blocks(workload, estimate, f"{p}step_units", f"{p}step_monthly"))


def _blocks(workload: Workload, estimate: Estimate, size: str, each: str) -> Term:
    """So much for every started block of units."""
    return say("⌈{} ÷ {}⌉ × {}", units(estimate), given(workload, size), given(workload, each))
