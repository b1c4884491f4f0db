"""When each sentence about a workload is true: calculator, files, headline and verdict.

A condition takes the costs calculated by hand and the words in the sentence. What is hedged has to be hedged
while lines are missing, and never is otherwise.
"""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any, Final

from tests.truth.reader import Costs, number_in, shows, shows_share

type Words = Mapping[str, Any]
type OfCosts = Callable[[Costs, Words], bool]


def bounded(text: object, hedge: str, costs: Costs) -> bool:
    """Hedged while lines are missing, and never otherwise; no bound where it may turn out either way."""
    if costs.open_ended:
        return str(text).endswith(" as far as entered")
    return str(text).startswith(hedge) is not costs.complete


def _worth(c: Costs, w: Words) -> bool:
    return (
        c.accepted is not None
        and c.net is not None
        and shows(w["value"], c.value("value_per_unit"))
        and shows(w["cost"], c.accepted)
        and bounded(w["cost"], "at least ", c)
        and not c.untold
        and (number_in(w["value"])[0] == number_in(w["cost"])[0]) is (not c.net)
    )


def _gain(c: Costs, w: Words) -> bool:
    return c.net is not None and c.net > 0 and shows(w["net"], c.net) and bounded(w["net"], "at most ", c)


def _loss(c: Costs, w: Words) -> bool:
    return c.net is not None and c.net < 0 and shows(w["net"], -c.net) and bounded(w["net"], "at least ", c)


def _year(complete: bool, *, open_ended: bool = False) -> OfCosts:
    def holds(c: Costs, w: Words) -> bool:
        told = None if c.out_of_reach else c.accepted
        if told is None or "accepted" not in w:
            return told is None and "accepted" not in w
        return shows(w["accepted"], told)

    return lambda c, w: (
        (c.complete, c.open_ended) == (complete, open_ended)
        and shows(w["yearly"], c.hand.year())
        and holds(c, w)
    )


def _even(complete: bool) -> OfCosts:
    return lambda c, _w: c.net == 0 and c.complete is complete


def _saves(c: Costs, w: Words) -> bool:
    saved = c.hand.saving_against_human()
    return (
        saved is not None and saved > 0 and shows(w["amount"], saved) and bounded(w["amount"], "at most ", c)
    )


def _costs_more_than_people(c: Costs, w: Words) -> bool:
    saved = c.hand.saving_against_human()
    return (
        saved is not None
        and saved < 0
        and shows(w["amount"], -saved)
        and bounded(w["amount"], "at least ", c)
    )


def _like_people(complete: bool) -> OfCosts:
    return lambda c, w: (
        c.hand.saving_against_human() == 0
        and c.complete is complete
        and shows(w["human"], c.value("human_cost_per_unit"))
    )


def _review_rate(c: Costs, w: Words) -> bool:
    """As much review as that breaks even, and a last digit more does not."""
    rate, places = number_in(w["rate"])
    step = Fraction(1, 10**places)
    below, above = (max(Fraction(0), (rate + way * step) / 100) for way in (-1, 1))
    return (
        0 < rate < 100
        and bounded(w["rate"], "at most ", c)
        and c.net_at_review(below) >= 0 > c.net_at_review(min(above, Fraction(1)) if above <= 1 else above)
    )


def priced(c: Costs) -> bool:
    """Whether somebody said what a review costs, if only that it costs nothing."""
    by_the_minute = ("review_minutes", "reviewer_hourly_cost")
    pay = ("reviewer_monthly_cost",) if c.given("reviews_per_reviewer") else by_the_minute
    return all(map(c.given, pay)) or any(c.given(name) and not c.value(name) for name in pay)


def _from_rate(c: Costs, w: Words) -> bool:
    """A last digit less does not break even, and one more does."""
    rate, places = number_in(w["rate"])
    below, above = ((rate + way * Fraction(1, 10**places)) / 100 for way in (-1, 1))
    return c.net_at_review(max(below, Fraction(0))) < 0 <= c.net_at_review(min(above, Fraction(1)))


def _all_reviewed(*, today: bool, complete: bool) -> OfCosts:
    """A gain is left with everything reviewed, as it is already or would be."""
    return lambda c, _w: (
        c.net_at_review(1) > 0 and (c.value("review_rate") == 1) is today and c.complete is complete
    )


def _payback(c: Costs, w: Words) -> bool:
    months = c.hand.payback()
    return (
        months is not None
        and months <= 120
        and shows(w["months"], months)
        and bounded(w["months"], "at least ", c)
    )


def _paid_back_at_once(*, complete: bool) -> OfCosts:
    def holds(c: Costs, _w: Words) -> bool:
        months = c.hand.payback()
        return c.complete == complete and months is not None and 20 * months < 1

    return holds


def _one_review(c: Costs) -> tuple[Fraction, Fraction]:
    """What it saves in errors, and what it costs."""
    v = c.value
    saved = v("acceptance_rate") * v("error_rate") * v("review_catch_rate") * v("error_cost")
    reviews = c.units * v("review_rate")
    if c.given("reviews_per_reviewer") and reviews:
        return saved, c.lines["human_review"] / reviews
    return saved, _fully_used(c)


def _fully_used(c: Costs) -> Fraction:
    """What one review costs where no reviewer waits."""
    v = c.value
    if c.given("reviews_per_reviewer"):
        return v("reviewer_monthly_cost") / v("reviews_per_reviewer")
    return v("review_minutes") * v("reviewer_hourly_cost") / 60


def _all_together(sign: int) -> OfCosts:
    """A month costs less with its reviews than without any, or more; of none, what one would do."""

    def holds(c: Costs, _w: Words) -> bool:
        if not c.units * c.value("review_rate"):
            return not c.given("reviews_per_reviewer")
        return sign * (c.changed(review_rate=0).total - c.total) > 0

    return holds


def _reviewed(compare: Callable[[Fraction, Fraction], bool]) -> OfCosts:
    def holds(c: Costs, w: Words) -> bool:
        saved, cost = _one_review(c)
        shown = ("cost" not in w) or shows(w["cost"], cost)
        return saved > 0 and compare(saved, cost) and shows(w["saved"], saved) and shown

    return holds


def _asked_for_value(c: Costs, w: Words) -> bool:
    return not c.given("value_per_unit") and bool(c.hand.accepted())


def _at_least_value(complete: bool) -> OfCosts:
    return lambda c, w: (
        _asked_for_value(c, w)
        and bool(c.accepted)
        and c.complete is complete
        and shows(w["cost"], c.accepted or Fraction(0))
    )


def _capacity_per_million(c: Costs, w: Words) -> bool:
    used = c.hand.run_on_capacity() * c.hand.attempts() * c.units
    hedged = str(w["cost"]).startswith("at most ") is not c.given("retry_rate")
    return bool(used) and hedged and shows(w["cost"], c.lines["capacity"] * 10**6 / used)


def _capacity_used(c: Costs, w: Words) -> bool:
    used = c.hand.run_on_capacity() * c.hand.attempts() * c.units
    seconds = c.hand.instances() * c.value("capacity_hours") * 3600
    share, hedge = str(w["share"]), "at least "
    return (
        bool(c.hand.run_on_capacity())
        and share.startswith(hedge) is not c.given("retry_rate")
        and shows_share(share.removeprefix(hedge), used / (seconds * c.value("capacity_tokens_per_second")))
    )


def _capacity_units(c: Costs, w: Words) -> bool:
    most = c.hand.instances() * c.value("capacity_units_per_instance")
    return (
        bool(most)
        and shows_share(w["share"], c.units / most)
        and shows(w["units"], c.units)
        and shows(w["most"], most)
    )


def _dear_with_people(c: Costs, w: Words) -> bool:
    left = 1 - c.value("acceptance_rate")
    each = c.total / c.units + left * c.value("human_cost_per_unit")
    worth = c.value("value_per_unit")
    return left > 0 and each > worth and shows(w["cost"], each) and shows(w["value"], worth)


VERDICT: Final[Mapping[str, OfCosts]] = {
    "No {unit} is accepted, so there is nothing to set the cost against.": (
        lambda c, _w: not c.hand.accepted() and bool(c.units) and not c.untold
    ),
    "There are no {units} at this volume, so there is nothing to set the cost against.": (
        lambda c, _w: not c.units and not c.untold
    ),
    "{yearly} per year.": _year(True),
    "{yearly} per year. {accepted} per accepted {unit}.": _year(True),
    "At least {yearly} per year.": _year(False),
    "As far as entered, {yearly} per year.": _year(False, open_ended=True),
    "As far as entered, {yearly} per year and {accepted} per accepted {unit}.": _year(False, open_ended=True),
    (
        "Errors cost something, and nobody said how much of the work is reviewed: a review may save more in "
        "errors than it costs, or less. Until the share is entered, 0 too, the cost may turn out either way."
    ): lambda c, _w: c.open_ended,
    "At least {yearly} per year and {accepted} per accepted {unit}.": _year(False),
    "What one {unit} is worth was not entered.": _asked_for_value,
    "It pays for itself once an accepted one brings at least {cost}.": _at_least_value(True),
    "With what is entered, it pays for itself once an accepted one brings at least {cost}.": (
        _at_least_value(False)
    ),
    "An accepted {unit} is worth {value} and costs {cost}: {outcome}.": _worth,
    "An accepted {unit} is worth {value}; nothing that was entered costs anything so far.": lambda c, w: (
        not c.complete
        and not c.total
        and (c.accepted or 0) == 0 < c.units
        and shows(w["value"], c.value("value_per_unit"))
    ),
    "it just breaks even": _even(True),
    "with what is entered, it just breaks even": _even(False),
    "a net gain of {net} per month": _gain,
    "a net loss of {net} per month": _loss,
    "At today's volume it would not break even without any review either.": lambda c, _w: (
        c.net_at_review(0) < 0
    ),
    "At today's volume it breaks even only without any review.": (
        lambda c, _w: c.net_at_review(0) == 0 and c.complete
    ),
    "As far as entered, at today's volume it breaks even only without any review.": (
        lambda c, _w: c.net_at_review(0) == 0 and not c.complete
    ),
    **{
        words: _all_reviewed(today=today, complete=complete)
        for words, today, complete in (
            ("It leaves a gain with every {unit} reviewed, as today.", True, True),
            ("As far as entered, it leaves a gain with every {unit} reviewed, as today.", True, False),
            ("At today's volume it would still leave a gain with every {unit} reviewed.", False, True),
        )
    },
    (
        "As far as entered, at today's volume it would still leave a gain with every {unit} reviewed."
    ): _all_reviewed(today=False, complete=False),
    "At today's volume it would still break even with every {unit} reviewed.": (
        lambda c, _w: c.net_at_review(1) == 0 and c.value("review_rate") < 1 and c.complete
    ),
    "As far as entered, at today's volume it would still break even with every {unit} reviewed.": (
        lambda c, _w: c.net_at_review(1) == 0 and c.value("review_rate") < 1 and not c.complete
    ),
    "It breaks even with every {unit} reviewed, as today.": (
        lambda c, _w: c.net_at_review(1) == 0 and c.value("review_rate") == 1 and c.complete
    ),
    "As far as entered, it breaks even with every {unit} reviewed, as today.": (
        lambda c, _w: c.net_at_review(1) == 0 and c.value("review_rate") == 1 and not c.complete
    ),
    "Break-even review rate: {rate}.": _review_rate,
    "A review avoids as much as it costs: how many are reviewed changes nothing.": lambda c, _w: (
        priced(c) and c.net_at_review(0) == c.net_at_review(1)
    ),
    (
        "Each review avoids more than it costs, yet at today's volume it would not break even with every "
        "{unit} reviewed either."
    ): lambda c, _w: priced(c) and c.net_at_review(0) < c.net_at_review(1) < 0,
    "Each review avoids more than it costs: it covers its cost with none, and brings more with each.": (
        lambda c, _w: c.complete and 0 <= c.net_at_review(0) < c.net_at_review(1)
    ),
    (
        "As far as entered, each review avoids more than it costs: it covers its cost with none, and "
        "brings more with each."
    ): lambda c, _w: not c.complete and priced(c) and 0 <= c.net_at_review(0) < c.net_at_review(1),
    "Each review avoids more than it costs: at today's volume it breaks even from {rate} reviewed on.": (
        lambda c, w: c.complete and _from_rate(c, w)
    ),
    (
        "As far as entered, each review avoids more than it costs: at today's volume it breaks even from "
        "{rate} reviewed on."
    ): lambda c, w: not c.complete and priced(c) and _from_rate(c, w),
    "Costs the same as people doing all of it at {human} each.": _like_people(True),
    "As far as entered, it costs the same as people doing all of it at {human} each.": _like_people(False),
    "Saves {amount} per month compared with people doing all of it at {human} each.": _saves,
    "People doing all of it at {human} each would cost {amount} per month less.": _costs_more_than_people,
    (
        "People at {human} each cost more than the {value} that one is worth: this saving "
        "counts only where the work has to be done anyway."
    ): lambda c, w: (
        c.given("value_per_unit")
        and (c.hand.saving_against_human() or 0) > 0
        and c.value("human_cost_per_unit") > c.value("value_per_unit")
        and shows(w["human"], c.value("human_cost_per_unit"))
        and shows(w["value"], c.value("value_per_unit"))
    ),
    (
        "With the people who handle {units} the AI does not resolve, one {unit} costs {cost}, more than the "
        "{value} it is worth."
    ): lambda c, w: (c.net or 0) <= 0 and _dear_with_people(c, w),
    (
        "The net gain excludes the people who handle {units} the AI does not resolve. With them, one {unit} "
        "costs {cost}, more than the {value} it is worth."
    ): lambda c, w: (c.net or 0) > 0 and _dear_with_people(c, w),
    "At today's volume the build cost is not paid back within ten years.": lambda c, _w: (
        (c.hand.payback() or 0) > 120
    ),
    "The build cost is paid back in {months} months: spread over {spread} months, it makes the loss.": (
        lambda c, w: (
            c.complete
            and (c.net or 0) < 0 < (c.net or 0) + c.lines["build"]
            and _payback(c, w)
            and number_in(str(w["months"]))[0] > number_in(str(w["spread"]))[0]
        )
    ),
    "The build cost is paid back in {months} months.": _payback,
    "The build cost is paid back within the first month.": _paid_back_at_once(complete=True),
    "The build cost is paid back within the first month at the earliest.": _paid_back_at_once(complete=False),
    "On average one review saves {saved} in errors.": _reviewed(lambda _saved, cost: not cost),
    "On average one review saves {saved} in errors and costs {cost}: it pays.": (
        lambda c, w: _all_together(1)(c, w) and _reviewed(lambda saved, cost: saved > cost > 0)(c, w)
    ),
    "On average one review saves {saved} in errors and costs {cost}: it does not pay.": (
        lambda c, w: _all_together(-1)(c, w) and _reviewed(lambda saved, cost: saved < cost)(c, w)
    ),
    "On average one review saves {saved} in errors; by a reviewer who is fully used it costs {cost}.": (
        lambda c, w: (
            not c.units * c.value("review_rate")
            and c.given("reviews_per_reviewer")
            and _reviewed(lambda _saved, cost: cost > 0)(c, w)
        )
    ),
    "By a reviewer who is fully used one review would cost {cost}.": lambda c, w: (
        shows(w["cost"], _fully_used(c)) and _fully_used(c) < _one_review(c)[1]
    ),
    "On average one review saves {saved} in errors and costs as much.": _reviewed(
        lambda saved, cost: saved == cost
    ),
    "Capacity comes to {cost} per million tokens.": _capacity_per_million,
    "By tokens per second the instances are {share} used.": _capacity_used,
    "By units the instances are {share} used: {units} of {most} per month.": _capacity_units,
    "The lines that were not entered are not counted: each can only add to the cost.": (
        lambda c, _w: not c.complete and not c.open_ended
    ),
    "The lines that were not entered are not counted.": lambda c, _w: bool(c.missing) and c.open_ended,
}
