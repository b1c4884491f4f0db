"""How the work is said to be done, and how the scenario has it: models, repeats, checks, and losses."""

from calculator.domain.costs import numbers
from calculator.domain.further_answers import cost_of_a_review
from calculator.domain.labels import worded_short
from runrate.core.numbers import count, percent
from runrate.core.telling_apart.figures import prices_apart
from runrate.core.translation import gettext as _
from runrate.reports.domain.contradictions.facts import Entry, Facts
from runrate.reports.domain.losing import loss, only_the_build_loses, pays_nowhere


def needs_a_margin(facts: Facts) -> str:
    if pays_nowhere(facts.workload, facts.estimate):
        return _(
            "Each launch and each renewal is said to need a margin above a threshold, yet no volume of this "
            "workload pays: it could pass no renewal."
        )
    if not _loses_today(facts):
        return ""
    return _(
        "Each launch and each renewal is said to need a margin above a threshold, yet at today's volume "
        "this workload loses money: as it is, it could pass no renewal."
    )


def switched_off(facts: Facts) -> str:
    if pays_nowhere(facts.workload, facts.estimate):
        return _(
            "What loses money is said to be switched to a cheaper path or off, by rule, yet no volume of "
            "this workload pays and it runs."
        )
    if not _loses_today(facts):
        return ""
    return _(
        "What loses money is said to be switched to a cheaper path or off, by rule, yet at today's volume "
        "this workload loses money and it runs."
    )


def _loses_today(facts: Facts) -> bool:
    """At no volume nothing runs that could be switched off, or renewed; a build is spent either way."""
    loses = loss(facts.estimate) is not None and not only_the_build_loses(facts.estimate)
    return bool(facts.estimate.units_per_month) and loses


def second_model(facts: Facts) -> str:
    routed = numbers(facts.workload)["routed_share"]
    if facts.models > 1:
        return _(
            "One large model is said to do everything, yet the steps of the scenario have the prices of "
            "{count} models."
        ).format(count=count(facts.models))
    if not routed:
        return ""
    return _(
        "One large model is said to do everything, yet the scenario sends {share} to a cheaper one."
    ).format(share=percent(routed))


def chosen_after_all(facts: Facts) -> str:
    routed = numbers(facts.workload)["routed_share"]
    if facts.models > 1:
        return _(
            "The choice of a model is said not to apply, yet the steps of the scenario have the prices of "
            "{count} models."
        ).format(count=count(facts.models))
    if not routed:
        return ""
    return _(
        "The choice of a model is said not to apply, yet the scenario sends {share} to a second one."
    ).format(share=percent(routed))


def no_retries(facts: Facts) -> str:
    if not facts.workload.given("retry_rate"):
        return _(
            "The retry rate is said to be known, yet none is entered in the scenario: "
            "enter it and the retries line will carry it."
        )
    if numbers(facts.workload)["retry_rate"] or facts.retries_measured:
        return ""
    return _(
        "The retry rate is said to be known, yet the scenario repeats no run: "
        "enter the measured rate and the retries line will carry it."
    )


def rate_guessed(facts: Facts) -> str:
    """Zero is a guess like any other, but where the repeats stand in a bill."""
    if not _rate_entered(facts):
        return ""
    return _(
        "By the answers nobody knows the retry rate, yet the scenario has {rate} entered: it is a guess "
        "until the rate is found out."
    ).format(rate=worded_short("retry_rate", numbers(facts.workload)["retry_rate"]))


def _rate_entered(facts: Facts) -> bool:
    """Whether a rate stands in the scenario, and no bill behind it."""
    return facts.workload.given("retry_rate") and not facts.retries_measured


def rate_uncounted(facts: Facts) -> str:
    """What nobody counts is known less than what nobody asked about."""
    if not _rate_entered(facts):
        return ""
    return _(
        "Repeated runs are said not to be counted, yet the scenario has a retry rate of {rate}: it is a "
        "guess until they are."
    ).format(rate=worded_short("retry_rate", numbers(facts.workload)["retry_rate"]))


def some_reviewed(facts: Facts) -> str:
    """All or none without a reason: neither a share between nor one that rules oblige to."""
    rate = facts.rate
    if rate is None:
        return ""
    if 0 < rate < 1:
        return _("All outputs are said to be treated alike, yet the scenario has {rate} checked.").format(
            rate=percent(rate)
        )
    if rate == 1 and facts.minimum == 1:
        return _(
            "What is checked is said to have no reason, yet rules are entered that oblige you to "
            "check every one."
        )
    return ""


def none_reviewed(facts: Facts) -> str:
    if facts.rate != 0:
        return ""
    return _("A share of the outputs is said to be checked, yet the scenario has none checked.")


def everything_reviewed(facts: Facts) -> str:
    """Nothing can be tuned where rules oblige to check as much, nor where the last check pays for itself;
    less than that is within no minimum."""
    rate, minimum = facts.rate, facts.minimum
    if rate is None:
        return ""
    if minimum is not None and rate < minimum:
        return _(
            "Review is said to stay within compliance minimums, yet the scenario has {rate} of the units "
            "checked, and the rules entered oblige you to {minimum}."
        ).format(rate=percent(rate), minimum=percent(minimum))
    if rate < 1 or minimum == 1 or facts.review_pays:
        return ""
    return _(
        "Review is said to be tuned to the point where one more check no longer pays, "
        "yet the scenario has {rate} of the units checked."
    ).format(rate=percent(rate))


def reviews_that_lose(facts: Facts) -> str:
    """The point is passed where a review costs more than it avoids, and more is checked than rules ask."""
    saved, rate = facts.estimate.avoided_error_cost_per_review, facts.rate
    if not saved or not rate or rate <= (facts.minimum or 0) or facts.one_review is not Entry.COSTS:
        return ""
    cost = cost_of_a_review(facts.workload)
    if saved >= cost:
        return ""
    one, other = prices_apart(saved, cost)
    return _(
        "Review is said to be tuned to the errors it avoids, yet one review saves {saved} in errors and "
        "costs {cost}."
    ).format(saved=one, cost=other)


def reviewed_after_all(facts: Facts) -> str:
    if not facts.rate:
        return ""
    return _("Human review is said not to apply, yet the scenario has {rate} of the units checked.").format(
        rate=percent(facts.rate)
    )
