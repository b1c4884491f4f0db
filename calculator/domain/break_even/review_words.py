"""Up to which share of reviews a workload breaks even, in sentences."""

from fractions import Fraction

from calculator.domain.cost_lines import Estimate
from calculator.domain.costs import errors, numbers, review
from calculator.domain.workload import Workload
from runrate.core.numbers import at_most
from runrate.core.telling_apart.figures import percents_apart
from runrate.core.translation import gettext as _


def up_to_which_review_rate(workload: Workload, estimate: Estimate, rate: Fraction) -> str:
    """The rate is known within 0 and 1: at its ends more, or less, might be left than nothing."""
    if not rate:
        if _net_with(workload, estimate, Fraction(0)) < 0:
            return _("At today's volume it would not break even without any review either.")
        return (
            _("At today's volume it breaks even only without any review.")
            if estimate.complete
            else _("As far as entered, at today's volume it breaks even only without any review.")
        )
    if rate == 1:
        gains = _net_with(workload, estimate, Fraction(1)) > 0
        return _with_all_reviewed(workload, gains=gains, complete=estimate.complete)
    return _("Break-even review rate: {rate}.").format(
        rate=at_most(rate_told(rate, workload), complete=estimate.complete)
    )


def where_reviews_earn(workload: Workload, estimate: Estimate) -> str:
    """From which share on it breaks even where each review avoids more than it costs; nothing elsewhere.

    Nor while nobody entered what a review costs, nor of reviewers on the payroll: what a review of theirs
    costs depends on how many there are.
    """
    avoided = estimate.avoided_error_cost_per_review
    if not avoided or estimate.net_monthly is None or not estimate.units_per_month:
        return ""
    if workload.staffed or not workload.review_is_priced:
        return ""
    earned = _net_with(workload, estimate, Fraction(1)) - _net_with(workload, estimate, Fraction(0))
    if earned < 0 or estimate.break_even_review_rate is not None:
        return ""
    return _earning(workload, estimate, earned)


def _earning(workload: Workload, estimate: Estimate, earned: Fraction) -> str:
    words, least = {"unit": workload.unit_name}, _net_with(workload, estimate, Fraction(0))
    if not earned:
        return _("A review avoids as much as it costs: how many are reviewed changes nothing.")
    if least + earned < 0:
        said = _(
            "Each review avoids more than it costs, yet at today's volume it would not break even with every "
            "{unit} reviewed either."
        )
        return said.format(**words)
    if least >= 0:
        said = (
            _(
                "Each review avoids more than it costs: it covers its cost with none, and brings more with "
                "each."
            )
            if estimate.complete
            else _(
                "As far as entered, each review avoids more than it costs: it covers its cost with none, and "
                "brings more with each."
            )
        )
        return said.format(**words)
    said = (
        _("Each review avoids more than it costs: at today's volume it breaks even from {rate} reviewed on.")
        if estimate.complete
        else _(
            "As far as entered, each review avoids more than it costs: at today's volume it breaks even from "
            "{rate} reviewed on."
        )
    )
    return said.format(rate=rate_told(-least / earned, workload))


def _with_all_reviewed(workload: Workload, *, gains: bool, complete: bool) -> str:
    """Where every unit is reviewed already, that is no "would"; what leaves a gain does not break even."""
    words = {"unit": workload.unit_name}
    if gains:
        return _gain_with_all_reviewed(today=workload.review_rate == 1, complete=complete).format(**words)
    if workload.review_rate == 1:
        said = (
            _("It breaks even with every {unit} reviewed, as today.")
            if complete
            else _("As far as entered, it breaks even with every {unit} reviewed, as today.")
        )
        return said.format(**words)
    said = (
        _("At today's volume it would still break even with every {unit} reviewed.")
        if complete
        else _("As far as entered, at today's volume it would still break even with every {unit} reviewed.")
    )
    return said.format(**words)


def _gain_with_all_reviewed(*, today: bool, complete: bool) -> str:
    if today:
        return (
            _("It leaves a gain with every {unit} reviewed, as today.")
            if complete
            else _("As far as entered, it leaves a gain with every {unit} reviewed, as today.")
        )
    return (
        _("At today's volume it would still leave a gain with every {unit} reviewed.")
        if complete
        else _("As far as entered, at today's volume it would still leave a gain with every {unit} reviewed.")
    )


def rate_told(rate: Fraction, workload: Workload) -> str:
    """A share that is neither none nor all is not shown as either, nor as today's where it is another."""
    today = Fraction(workload.review_rate or 0)
    said = [percents_apart(rate, other)[0] for other in (Fraction(0), Fraction(1), today)]
    return max(said, key=lambda each: len(each.partition(".")[2]))


def _net_with(workload: Workload, estimate: Estimate, rate: Fraction) -> Fraction:
    """What a month leaves if so many units are reviewed by the minute, and the other errors pass."""
    v, units = numbers(workload), estimate.units_per_month
    then = {**v, "review_rate": rate}
    more = (errors(then) - errors(v)) * units
    more += review(then, units, Fraction(0))[1] * units - estimate.line("human_review").monthly
    return (estimate.net_monthly or Fraction(0)) - more
