"""A cost that an answer speaks of, and that the scenario has not, has as zero, or has after all."""

from collections.abc import Callable

from calculator.domain.cost_lines import line_name
from runrate.core.numbers import percent
from runrate.core.text import listed
from runrate.core.translation import gettext as _
from runrate.reports.domain.contradictions.facts import Entry, Facts


def lines_missing(facts: Facts) -> str:
    missing = [line.own_name or line_name(line.key).lower() for line in facts.estimate.missing]
    if not missing:
        return ""
    return _(
        "All lines are said to have a figure, yet the scenario has none entered for {lines}: "
        "enter it, or zero where nothing is paid."
    ).format(lines=listed(missing))


def tracing_free(facts: Facts) -> str:
    if facts.line("observability") is not Entry.ZERO:
        return ""
    return _(
        "All calls of a unit are said to be joined and to carry a cost, yet observability is entered as zero."
    )


def tracing_missing(facts: Facts) -> str:
    if facts.line("observability") is not Entry.MISSING:
        return ""
    return _("The cost of tracing is said to be known, yet observability is not entered in the scenario.")


def review_without_cost(facts: Facts) -> str:
    if not facts.rate or facts.one_review is Entry.COSTS:
        return ""
    said = (
        _(
            "The full cost per unit is said to be calculated over all lines, yet the scenario has "
            "{rate} of the units reviewed by a person and a review that costs nothing."
        )
        if facts.one_review is Entry.ZERO
        else _(
            "The full cost per unit is said to be calculated over all lines, yet the scenario has "
            "{rate} of the units reviewed by a person and no cost of a review entered."
        )
    )
    return said.format(rate=percent(facts.rate))


def worth_missing(facts: Facts) -> str:
    if facts.workload.given("value_per_unit"):
        return ""
    return _(
        "What a unit is worth is said to be a written figure, yet no value per unit is entered in the "
        "scenario: enter it, so that it stands beside the cost."
    )


def nothing_stored(facts: Facts) -> str:
    kinds = {facts.line("vector_db"), facts.line("observability")}
    if Entry.COSTS in kinds:
        return ""
    return (
        _(
            "Retention is said to be set for stored data and telemetry, yet neither a vector database nor "
            "observability has a cost entered in the scenario."
        )
        if Entry.MISSING in kinds
        else _(
            "Retention is said to be set for stored data and telemetry, yet a vector database and "
            "observability are both entered as zero."
        )
    )


def stored_for_nothing(facts: Facts) -> str:
    """What is kept, for ever or not, costs something: a zero denies it, as no silence does."""
    if {facts.line("vector_db"), facts.line("observability")} != {Entry.ZERO}:
        return ""
    return _(
        "Stored data and telemetry are said to be kept, yet a vector database and observability are both "
        "entered as zero."
    )


def one_budget_missing(facts: Facts) -> str:
    kinds = {key: facts.line(key) for key in ("vector_db", "observability")}
    missing = [line_name(key).lower() for key, kind in kinds.items() if kind is Entry.MISSING]
    if Entry.COSTS not in kinds.values() or not missing:
        return ""
    return _(
        "The cost per unit of stored data and telemetry is said to be budgeted, yet the scenario has none "
        "entered for {line}."
    ).format(line=listed(missing))


def costs_after_all(*keys: str) -> Callable[[Facts], str]:
    def said(facts: Facts) -> str:
        costing = [line_name(key).lower() for key in keys if facts.line(key) is Entry.COSTS]
        if not costing:
            return ""
        return _("This is said not to apply, yet the scenario has a cost of {lines}.").format(
            lines=listed(costing)
        )

    return said


def runs_on_nothing(facts: Facts) -> str:
    """Capacity that is not sized by usage, or whose use is watched, is there, and is paid for."""
    if not _all_zero(facts):
        return ""
    return _(
        "Always-on capacity and integrations are said to be in use, yet infrastructure and integrations are "
        "both entered as zero."
    )


def _all_zero(facts: Facts) -> bool:
    both = {facts.line("infrastructure"), facts.line("integrations")} == {Entry.ZERO}
    return both and facts.line("capacity") is not Entry.COSTS


def nothing_sized(facts: Facts) -> str:
    if not _all_zero(facts):
        return ""
    return _(
        "Capacity and integrations are said to be sized on purpose, yet infrastructure and integrations are "
        "both entered as zero."
    )


def calls_unpriced(facts: Facts) -> str:
    if facts.line("integrations") is not Entry.MISSING:
        return ""
    return _(
        "The cost of an integration call is said to be known, yet integrations are not entered in the "
        "scenario."
    )
