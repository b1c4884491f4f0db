"""When each sentence that a template says of its reader is true: on a result, an estimate and around it."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Final

from assessment.domain.answer_sheet import NotApplicable
from runrate.reports.domain.inputs import Source
from tests.assessment.by_hand import NAMES, worked_out
from tests.truth.conditions_answers import OfAnswers, is_open
from tests.truth.conditions_costs import OfCosts, Words, bounded
from tests.truth.reader import INSTRUMENT, Answers, Costs, number_in, shows, shows_share


def _by_hand(a: Answers) -> dict[str, object]:
    given = {
        key: {"na": answer.reason} if isinstance(answer, NotApplicable) else answer
        for key, answer in a.sheet.answers.items()
    }
    found: dict[str, object] = worked_out(given, {})
    return found


def _stage(a: Answers, key: str = "stage") -> str:
    return INSTRUMENT.stage(str(_by_hand(a)[key])).name


def _at_stage(a: Answers, w: Words) -> bool:
    return str(w["stage"]) == _stage(a)


def _between(a: Answers, w: Words) -> bool:
    return _at_stage(a, w) and bool(a.unknown) and shows(w["low"], a.score()) and shows(w["high"], a.score(4))


def _weakest(a: Answers, w: Words) -> bool:
    lowest = min(a.dimensions.values())
    names = [name for name, value in a.dimensions.items() if value == lowest]
    said = [name for name in a.dimensions if name in str(w["names"])]
    return said == names and shows(w["value"], lowest)


def _weakest_for_sure(a: Answers, w: Words) -> bool:
    low, _to, high = str(w["value"]).partition(" to ")
    highest = min(a.dimension(each.key, unknown=4) for each in INSTRUMENT.dimensions)
    return not is_open(a) and _weakest(a, w) and shows(high or low, highest)


def _weakest_so_far(a: Answers, w: Words) -> bool:
    """Named by what is counted; its range reaches another one's lowest."""
    low, _to, high = str(w["value"]).partition(" to ")
    named = [each.key for each in INSTRUMENT.dimensions if each.name in str(w["names"])]
    if len(named) == 1 and not shows(high or low, a.dimension(named[0], unknown=4)):
        return False
    return is_open(a) and _weakest(a, w)


def _tied(a: Answers) -> bool:
    return len(set(a.dimensions.values())) == 1


def _held_back(a: Answers, w: Words) -> bool:
    alone = _stage(a, "stage_without_caps")
    return _at_stage(a, w) and str(w["alone"]) == alone != _stage(a)


def _next(a: Answers, w: Words) -> bool:
    place = NAMES.index(str(_by_hand(a)["stage"])) + 1
    return str(w["stage"]) == INSTRUMENT.stage(NAMES[place]).name


def _weakest_may_begin(a: Answers, _w: Words) -> bool:
    """Three steps are left and one of them in a weakest dimension, unless all are as weak."""
    lowest = min(a.dimensions.values())
    left = [each for each in INSTRUMENT.questions if a.level(each.key) in range(4)]
    weak = [each for each in left if a.dimension(each.dimension) == lowest]
    return len(left) >= 3 and bool(weak) and len(set(a.dimensions.values())) > 1


PAGES_OF_ANSWERS: Final[Mapping[str, OfAnswers]] = {
    "At least one of the first three is in a weakest dimension.": _weakest_may_begin,
    "A result: %(stage)s": _at_stage,
    "Your stage: %(stage)s": _at_stage,
    "%(stage)s, at %(low)s to %(high)s of 100": _between,
    "%(stage)s, at %(score)s of 100": lambda a, w: (
        _at_stage(a, w) and not a.unknown and shows(w["score"], a.score())
    ),
    "No dimension is weaker than the others.": lambda a, _w: _tied(a) and not a.unknown,
    "Which dimension is weakest is not known yet.": lambda a, _w: _tied(a) and bool(a.unknown),
    "The weakest links are %(names)s, at %(value)s each.": _weakest_for_sure,
    (
        "Weakest links: %(names)s (at least %(value)s each, depending on the answers that are not known yet; "
        "fewer or other dimensions may turn out the weakest)."
    ): _weakest_so_far,
    "The score alone would mean %(alone)s; the stage is %(stage)s because:": _held_back,
    "The shortest way to %(stage)s (fewest days of work)": _next,
    "%(n)s things to find out": lambda a, w: int(w["n"]) == len(a.unknown) > 0,
    "Scored with version %(version)s of the questions, which never changes.": lambda a, w: (
        w["version"] == a.sheet.version
    ),
}


def _unit(c: Costs, w: Words) -> bool:
    return str(w["unit"]) == str(c.inputs.get("unit_name", "unit"))


def _waterline(c: Costs, w: Words) -> bool:
    above, below = (number_in(str(w[name]))[0] for name in ("visible", "hidden"))
    return c.complete and shows_share(w["visible"], c.visible / c.total) and above + below == 100


def _together(c: Costs, w: Words) -> bool:
    """What the levers save and what is left make the total, each shown to a dollar or a cent."""
    saved, places = number_in(str(w["together"]))
    left, decimals = number_in(str(w["after"]))
    rounded = Fraction(1, 2 * 10**places) + Fraction(1, 2 * 10**decimals)
    adds_up = 0 < saved <= c.total and abs(saved + left - c.total) <= rounded
    least = str(w["together"]).startswith("at least ")
    return adds_up and (not least or not c.complete)


def _year(c: Costs, w: Words) -> bool:
    return shows(w["month"], c.total) and shows(w["year"], 12 * c.total)


TARGET: Final = 9000
TRIGGERS: Final = {
    "retire_cost_above": Decimal("0.002"),
    "retire_margin_below": Decimal("3.99"),
    "retire_review_above": Decimal("0.05"),
}
"""What the owner of an agent decided beforehand, in each test that shows a portfolio."""


def _to_retire(c: Costs, _w: Words) -> bool:
    """Some trigger has been passed; what a unit leaves is known where its value is."""
    dear = (
        (c.total > 0 and not c.untold) if c.accepted is None else c.accepted > TRIGGERS["retire_cost_above"]
    )
    leaves = c.given("value_per_unit") and c.margin < TRIGGERS["retire_margin_below"]
    return dear or leaves or c.value("review_rate") > TRIGGERS["retire_review_above"]


PAGES_OF_COSTS: Final[Mapping[str, OfCosts]] = {
    "per %(unit)s": _unit,
    "Above the waterline %(visible)s, below it %(hidden)s": _waterline,
    "Not entered, so not counted:": lambda c, _w: not c.complete,
    "Enter a value, or 0 where it really costs nothing.": lambda c, _w: not c.complete,
    "The estimate is %(total)s per month in total.": lambda c, w: (
        shows(w["total"], c.total) and bounded(w["total"], "at least ", c)
    ),
    "Not entered, and not counted on this page: %(lines)s.": lambda c, _w: not c.complete,
    "Applied together, these levers save %(together)s per month and leave %(after)s. They overlap, so their "
    "savings are never added up.": _together,
    "This lever saves %(together)s per month and leaves %(after)s.": _together,
    "At today's volume each month costs %(month)s, and the next twelve months %(year)s. "
    '<a href="#growth">Enter a growth per month</a> to see them change.': _year,
    "Each month costs %(month)s, and the next twelve months %(year)s: nothing that was entered moves with "
    "volume, so growth changes no month.": lambda c, w: (
        _year(c, w) and c.changed(units_per_month=9 * c.units + 1).total == c.total
    ),
    "retire?": _to_retire,
    "below target": lambda c, _w: c.hand.accepted() < TARGET,
    "loses money": lambda c, _w: (
        c.net is not None and c.net < 0 and (not c.complete or c.net + c.lines["build"] < 0)
    ),
    "its build makes the loss": lambda c, _w: (
        c.net is not None and c.net < 0 <= c.net + c.lines["build"] and not c.untold and c.complete
    ),
    "Nothing moves it: every input that counts is zero.": lambda c, _w: c.total == 0,
    "Without any volume there is no curve.": lambda c, _w: c.units == 0,
}


def _drawn(made_from: Source, w: Words) -> bool:
    assert made_from.costed is not None
    c = Costs(made_from.costed.workload.as_json())
    return shows_share(w["visible"], c.visible / c.total) and shows_share(
        w["hidden"], 1 - c.visible / c.total
    )


PAGES_OF_SOURCES: Final[Mapping[str, Callable[[Source, Words], bool]]] = {
    "Nobody here has checked its inputs; the figures are calculated from them.": lambda made_from, _w: (
        made_from.imported
    ),
    "An iceberg drawn to scale: %(visible)s above the water, %(hidden)s below.": _drawn,
}
