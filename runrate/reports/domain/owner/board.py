"""What an owner typed beside the inputs of a workload, as a board learns it: invoice, target and limits."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from calculator.domain.further_answers import invoice_sentence
from calculator.domain.labels import worded_apart
from runrate.core.decimals import plain
from runrate.core.numbers import count, half_up, headline_money
from runrate.core.translation import gettext as _
from runrate.core.translation import ngettext
from runrate.reports.domain.evaluation import Reading, Scenario
from runrate.reports.domain.least_review import least_review
from runrate.reports.domain.losing import passed_limits
from runrate.reports.domain.savings import CENT


def for_a_board(reading: Reading) -> Iterator[str]:
    """Sentences of the board page; a target that is reached and limits that hold stand with the inputs."""
    scenario = reading.scenario
    if scenario is None:
        return
    yield from filter(None, [invoice_sentence(scenario.estimate, scenario.last_invoice)])
    yield from _below_target(scenario)
    yield from _to_retire(scenario)
    yield from at_odds(reading)
    yield from _below_the_least(reading, scenario)


def at_odds(reading: Reading) -> Iterator[str]:
    """A limit for retiring that every share of reviews passes which the reader's rules allow."""
    least = reading.source.minimum_review_rate
    limit = reading.scenario.triggers.review_above if reading.scenario else None
    if least is None or limit is None or least <= limit:
        return
    most, fewest = worded_apart("review_rate", limit, least)
    yield _(
        "It is to be retired when more than {most} are reviewed, and at least {fewest} must be: as entered, "
        "one of the two always fails."
    ).format(most=most, fewest=fewest)


def entered(scenario: Scenario) -> Iterator[str]:
    """The same for the list of what was entered, inside a sentence."""
    if scenario.last_invoice is not None:
        yield _("the vendor's last invoice")
    if scenario.target is not None:
        yield _("a target of accepted units")
    if limits := len(scenario.triggers.as_json()):
        yield ngettext("one limit for retiring it", "{count} limits for retiring it", limits).format(
            count=count(limits)
        )


def _below_target(scenario: Scenario) -> Iterator[str]:
    """Of a volume that instances cannot do nobody knows what is accepted."""
    target, estimate = scenario.target, scenario.estimate
    if target is None or estimate.out_of_reach:
        return
    accepted = estimate.units_per_month * Fraction(scenario.workload.value("acceptance_rate") or 0)
    if accepted < Fraction(target):
        yield _("{accepted} per month are accepted, below the target of {target}.").format(
            accepted=_told_from(accepted, target, scenario), target=count(target)
        )


def _told_from(accepted: Fraction, target: Decimal, scenario: Scenario) -> str:
    """As many digits as the target has, or as tell it from the target."""
    places = len(plain(target).partition(".")[2])
    while half_up(accepted, places) == target:
        places += 1
    return f"{count(accepted, places=places)} {scenario.units}"


def _to_retire(scenario: Scenario) -> Iterator[str]:
    """What its owner set for retiring it, once it is passed: what is not passed stands with the inputs."""
    passed = passed_limits(scenario)
    if passed:
        yield ngettext(
            "A limit that was set for retiring it is passed: {passed}.",
            "Limits that were set for retiring it are passed: {passed}.",
            len(passed),
        ).format(passed="; ".join(passed))


def _below_the_least(reading: Reading, scenario: Scenario) -> Iterator[str]:
    """What rules oblige to check, and is not checked: nothing a board should learn from an appendix."""
    found = least_review(reading)
    if found is None:
        return
    said = (
        _(
            "{today} of the {units} are checked, less than the {least} entered as the least: "
            "checking as many would cost {more} more per month."
        )
        if found.more >= CENT
        else _("{today} of the {units} are checked, less than the {least} entered as the least.")
    )
    today, least = worded_apart("review_rate", found.today, found.least)
    yield said.format(
        today=today,
        least=least,
        units=scenario.units,
        more=headline_money(found.more),
    )
