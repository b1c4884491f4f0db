"""When what Explore says of inputs that move the total, and of levers, is true."""

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from calculator.domain.fields import NUMBERS, Kind, field_of
from calculator.domain.labels import label_of
from tests.truth.conditions_costs import OfCosts, Words
from tests.truth.reader import Costs, shows

PIECES: Final = ("seats", "capacity_instances")
CACHES: Final = ("cache_read_share", "cache_write_share", "cache_write_1h_share")


def ends(c: Costs, name: str) -> tuple[Fraction, Fraction]:
    """A fifth less and a fifth more of one input, by hand; what is counted in pieces by whole ones."""
    value, field = c.value(name), field_of(name)
    assert field is not None
    low, high = value * Fraction(4, 5), value * Fraction(6, 5)
    if name in PIECES:
        away = max(Fraction(round(value / 5)), Fraction(1))
        low, high = max(value - away, Fraction(1)), value + away
    if field.kind is Kind.SHARE:
        others = [each for each in CACHES if each != name] if name in CACHES else []
        high = min(high, 1 - sum(map(c.value, others), Fraction(0)))
    if field.kind is Kind.DAYS:
        high = min(high, max(Fraction(31), value))
    if field.highest is not None:
        high = min(high, max(Fraction(field.highest), value))
    return low, high


def beyond(c: Costs, name: str, end: Fraction) -> bool:
    """Whether the instances, which can do today's work, cannot do it with an input at one of its ends."""
    return not c.overloaded and c.changed(**{name: end}).overloaded


def swing(c: Costs, name: str) -> Fraction:
    """How far the total is between these ends; an end that cannot be done is none."""
    low, high = (c.total if beyond(c, name, end) else c.changed(**{name: end}).total for end in ends(c, name))
    return abs(high - low)


def stops(c: Costs) -> bool:
    """Whether an input of the flat ones has an end that the instances cannot do; of steps nobody counts."""
    return "steps" in c.inputs or any(beyond(c, name, end) for name in _moved(c) for end in ends(c, name))


def _moved(c: Costs) -> list[str]:
    """The flat inputs that can move a month; a share of list price that nobody has is none."""
    names = [each.name for each in NUMBERS if each.name != "max_retries" and c.value(each.name)]
    return [name for name in names if name != "price_factor" or c.given(name)]


def _moves_most(c: Costs, w: Words) -> bool:
    """No other input of the flat ones moves it more; lines of one's own are not compared."""
    said = re.sub(r" \((at most .*|[\d,.]+ to [\d,.]+)\)$", "", str(w["first"]))
    names = _moved(c)
    swings = {name: swing(c, name) for name in names}
    named = next((name for name in names if said == label_of(name)), None)
    if named is None:
        return "other_lines" in c.inputs
    as_much = [name for name in names if swings[name] == max(swings.values())]
    return as_much == [named]


def _how_many(said: str) -> int:
    """Of inputs joined in one sentence; a label may hold a comma or an "and" itself."""
    for label in sorted((label_of(each.name) for each in NUMBERS), key=len, reverse=True):
        said = re.sub(re.escape(label), "an input", said, flags=re.IGNORECASE)
    return len(re.split(", | and ", said))


def _move_as_much(c: Costs, w: Words) -> bool:
    """Each that is named moves it as much, and none more; of many their number is told."""
    names = _moved(c)
    swings = {name: swing(c, name) for name in names}
    top = max(swings.values())
    exactly = sum(moved == top for moved in swings.values())
    # In cents from a dollar on, below one in four digits.
    step = Fraction(1, 100) if top >= 1 else top / 1000
    as_told = sum(top - moved < step for moved in swings.values())
    said = str(w["inputs"])
    if said[0].isdigit():
        return int(said.split(maxsplit=1)[0]) >= exactly and as_told > 3
    many = _how_many(said)
    return "other_lines" in c.inputs or "steps" in c.inputs or exactly <= many <= as_told


def _freed(c: Costs, w: Words) -> bool:
    """Half of what reviews by the minute cost; of staff, whose cost is cash, there is no such time."""
    paid = c.lines["human_review"]
    half = w["share"] == "50%" and shows(w["time"], paid / 2)
    return not c.given("reviews_per_reviewer") and paid > 0 and half


def _let_pass(c: Costs) -> Fraction:
    """What errors cost more that half as many reviews let pass."""
    return c.changed(review_rate=c.value("review_rate") / 2).lines["errors"] - c.lines["errors"]


def _dear(c: Costs, w: Words) -> bool:
    """The errors cost something, and less than the time."""
    errors = _let_pass(c)
    return _freed(c, w) and shows(w["errors"], errors) and 0 < errors < c.lines["human_review"] / 2


def _nothing_to_lower(c: Costs) -> bool:
    """No input costs anything that a lever could take less of."""
    return not (c.lines["human_review"] and not c.given("reviews_per_reviewer")) and "steps" not in c.inputs


def fees(c: Costs) -> Fraction:
    """What calls and searches of one unit of flat fields cost beside its tokens, in thousandths."""
    v = c.value
    return v("calls_per_unit") * v("call_fee") + v("searches_per_unit") * v("search_price")


EXPLORING: Final[Mapping[str, OfCosts]] = {
    "None of the usual levers saves anything here.": lambda c, _w: c.complete and _nothing_to_lower(c),
    "None of the usual levers saves anything on what is entered so far.": lambda c, _w: (
        not c.complete and _nothing_to_lower(c)
    ),
    "cannot be done": lambda c, _w: stops(c),
    "{first}: this moves the total most": _moves_most,
    "{inputs}: each of these moves the total most": _move_as_much,
    (
        "Reviewing %(share)s fewer frees reviewers' time of %(time)s per month, which becomes cash only "
        "where reviewers are paid by the hour."
    ): lambda c, w: _freed(c, w) and not _let_pass(c),
    (
        "Reviewing %(share)s fewer would free reviewers' time of %(time)s per month and let errors of "
        "%(errors)s pass: that pays only where reviewers are paid by the hour."
    ): _dear,
    "cache writes beyond those entered are not counted ({prices} per million tokens)": lambda c, _w: (
        bool(c.hand.steps) or c.value("cache_write_price") > 0
    ),
    "call fees and web searches are counted for these too": lambda c, _w: bool(c.hand.steps) or fees(c) > 0,
    "%(lever)s (reviewers' time, not cash)": lambda c, _w: (
        not c.given("reviews_per_reviewer") and not _let_pass(c)
    ),
}
