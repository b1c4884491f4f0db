"""When each sentence about stopping a workload that loses money is true.

What the steps asked for give back is calculated a second time in `tests/reports/test_promised_effects.py`.
"""

from collections.abc import Mapping
from typing import Final

from tests.truth.conditions_costs import Words
from tests.truth.conditions_joined import OfBoth
from tests.truth.conditions_steps import at_the_top
from tests.truth.conditions_volumes import never_pays
from tests.truth.reader import INSTRUMENT, Costs, Reader, number_in, shows


def loses(c: Costs) -> bool:
    """Today's volume brings less than it costs."""
    return c.net is not None and c.net < 0 and not c.untold


def _stops(r: Reader, *, dearer: bool) -> bool:
    """No volume pays, and people doing all of it would cost more than today, or would not."""
    saved = r.costs.hand.saving_against_human() or 0
    return loses(r.costs) and never_pays(r.costs) and (saved > 0) is dearer


def _goes_on(r: Reader, w: Words) -> bool:
    lost = -(r.costs.net or 0)
    bounded = str(w["loss"]).startswith("at least ") is not r.costs.complete
    return loses(r.costs) and bounded and shows(w["loss"], lost)


def _less(r: Reader, w: Words) -> bool:
    """Steps that are asked for with their cash leave less of the loss."""
    return loses(r.costs) and 0 < number_in(str(w["loss"]))[0] <= -(r.costs.net or 0) + 1


def _gain(r: Reader, w: Words) -> bool:
    return loses(r.costs) and 0 < number_in(str(w["gain"]))[0] <= r.costs.total + 1


def _top(r: Reader) -> bool:
    return r.costed and at_the_top(r) and loses(r.costs)


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
    "With the steps asked for it still loses {loss} per month.": _less,
    "With the steps asked for it would bring a net gain of {gain} per month.": _gain,
    "With the steps asked for it would just break even, as far as entered.": lambda r, _w: loses(r.costs),
    "Before it stops, find out which contracts and pay would run on.": (
        lambda r, _w: loses(r.costs) and never_pays(r.costs)
    ),
    "What its build cost is spent either way.": lambda r, _w: r.costs.lines["build"] > 0,
    "Decide whether to stop: every step is taken, and as it is, no volume pays.": (
        lambda r, _w: _top(r) and never_pays(r.costs)
    ),
    "Find out which contracts and pay would run on, then decide whether it stops.": (
        lambda r, _w: _top(r) and never_pays(r.costs)
    ),
    "Decide at which volume it goes on, or whether it stops.": (
        lambda r, _w: _top(r) and not never_pays(r.costs)
    ),
    "Look again at the answers to {topics}: they do not fit the scenario.": (
        lambda r, w: r.costed and at_the_top(r) and _topics(w) > 0
    ),
    "Every answer that applies stands at the top: no step is left that would help.": lambda r, _w: _top(r),
    (
        "Decide whether to continue at another volume or to stop: every step is taken, and at today's volume "
        "it loses money."
    ): lambda r, _w: _top(r) and not never_pays(r.costs),
    "Every answer that applies stands at the top; whether another volume pays is said below.": (
        lambda r, _w: _top(r) and r.costs.given("value_per_unit")
    ),
}
