"""When each sentence about stopping a workload that loses money is true.

What the steps asked for give back is calculated a second time in `tests/reports/test_promised_effects.py`.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from tests.truth.conditions_costs import Words
from tests.truth.conditions_joined import OfBoth
from tests.truth.conditions_steps import at_the_top
from tests.truth.conditions_volumes import hopeless, never_pays, would_pay_reviewed
from tests.truth.reader import INSTRUMENT, Costs, Reader, number_in, shows


def loses(c: Costs) -> bool:
    """Today's volume brings less than it costs."""
    return c.net is not None and c.net < 0 and not c.untold


def _stops(r: Reader, *, dearer: bool) -> bool:
    """No volume pays, and people doing all of it would cost more than today, or would not."""
    saved = r.costs.hand.saving_against_human() or 0
    return loses(r.costs) and running(r.costs) < 0 and hopeless(r.costs) and (saved > 0) is dearer


def running(c: Costs) -> Fraction:
    """What a month leaves once no part of a build is counted in it."""
    return (c.net or Fraction(0)) + c.lines["build"]


def _bounded(r: Reader, amount: object, hedge: str, exact: Fraction) -> bool:
    return str(amount).startswith(hedge) is not r.costs.complete and shows(amount, exact)


def _goes_on(r: Reader, w: Words) -> bool:
    """All of today's loss stays, month for month."""
    stays = r.costs.changed(build_cost=0).net == r.costs.net
    return loses(r.costs) and stays and _bounded(r, w["loss"], "at least ", -(r.costs.net or Fraction(0)))


def _goes_on_less(r: Reader, w: Words) -> bool:
    lost, after = -(r.costs.net or Fraction(0)), -running(r.costs)
    said = _bounded(r, w["loss"], "at least ", lost) and _bounded(r, w["after"], "at least ", after)
    return loses(r.costs) and 0 < after < lost and said


def _earns_running(r: Reader, w: Words) -> bool:
    """That all of the loss is the build is said of nothing that misses a line."""
    return (
        r.costs.complete and loses(r.costs) and shows(w["earned"], running(r.costs)) and running(r.costs) > 0
    )


def _at_best(r: Reader, w: Words) -> bool:
    c, lost = r.costs, -(r.costs.net or Fraction(0))
    said = "earned" not in w or _bounded(r, w["earned"], "at most ", running(c))
    return not c.complete and loses(c) and _bounded(r, w["loss"], "at least ", lost) and said


def _less(r: Reader, w: Words) -> bool:
    """Steps that are asked for with their cash leave less of the loss."""
    return loses(r.costs) and 0 < number_in(str(w["loss"]))[0] <= -(r.costs.net or 0) + 1


def _gain(r: Reader, w: Words) -> bool:
    return loses(r.costs) and 0 < number_in(str(w["gain"]))[0] <= r.costs.total + 1


def _top(r: Reader) -> bool:
    return r.costed and at_the_top(r) and loses(r.costs) and running(r.costs) < 0


def _topics(w: Words) -> int:
    """How many topics of questions a list names."""
    return sum(each.topic in str(w["topics"]) for each in INSTRUMENT.questions)


STOPPING: Final[Mapping[str, OfBoth]] = {
    "No step is left, and the workload loses money: the board page asks whether to continue.": (
        lambda r, _w: _top(r)
    ),
    "The other choice is to stop: as it is, no volume pays.": lambda r, _w: _stops(r, dearer=False),
    "The other choice, where the work need not be done, is to stop: as it is, no volume pays.": (
        lambda r, _w: _stops(r, dearer=True)
    ),
    "If nothing is done, it keeps losing {loss} per month at today's volume.": _goes_on,
    (
        "If nothing is done, it loses {loss} per month at today's volume, and keeps losing {after} once "
        "its build is written off."
    ): _goes_on_less,
    (
        "Running it earns {earned} per month at today's volume: the loss is a month's part of its build, "
        "which is not paid back yet."
    ): _earns_running,
    "Running it just breaks even at today's volume: the loss is its build, which is not paid back.": (
        lambda r, _w: r.costs.complete and loses(r.costs) and not running(r.costs)
    ),
    (
        "If nothing is done, it loses {loss} per month at today's volume; once its build is written off, it "
        "breaks even at best."
    ): lambda r, w: _at_best(r, w) and not running(r.costs),
    (
        "If nothing is done, it loses {loss} per month at today's volume; once its build is written off, it "
        "earns {earned}."
    ): lambda r, w: _at_best(r, w) and running(r.costs) > 0,
    "With the steps asked for it loses {loss} per month until its build is written off.": lambda r, w: (
        _less(r, w) and number_in(str(w["loss"]))[0] <= r.costs.lines["build"] + 1
    ),
    "With the steps asked for it still loses {loss} per month.": _less,
    "With the steps asked for it would bring a net gain of {gain} per month.": _gain,
    "With the steps asked for it would just break even, as far as entered.": lambda r, _w: loses(r.costs),
    "As it is, no volume pays; with every {unit} reviewed it could.": lambda r, _w: (
        loses(r.costs) and never_pays(r.costs) and would_pay_reviewed(r.costs)
    ),
    "Before it stops, find out which contracts and pay would run on.": (
        lambda r, _w: loses(r.costs) and running(r.costs) < 0 and hopeless(r.costs)
    ),
    "What its build cost is spent either way.": lambda r, _w: r.costs.lines["build"] > 0,
    "Decide whether to stop: every step is taken, and as it is, no volume pays.": (
        lambda r, _w: _top(r) and hopeless(r.costs)
    ),
    "Find out which contracts and pay would run on, then decide whether it stops.": (
        lambda r, _w: _top(r) and hopeless(r.costs)
    ),
    "Decide at which volume it goes on, or whether it stops.": (
        lambda r, _w: _top(r) and not hopeless(r.costs)
    ),
    "Look again at the answers to {topics}: they do not fit the scenario.": (
        lambda r, w: r.costed and at_the_top(r) and _topics(w) > 0
    ),
    "Every answer that applies stands at the top: no step is left that would help.": lambda r, _w: _top(r),
    (
        "Decide whether to continue at another volume or to stop: every step is taken, and at today's volume "
        "it loses money."
    ): lambda r, _w: _top(r) and not hopeless(r.costs),
    "Every answer that applies stands at the top; whether another volume pays is said below.": (
        lambda r, _w: _top(r) and r.costs.given("value_per_unit")
    ),
}
