"""When each sentence about a range is true: the figures are those of the draws, in words that they bear."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import lru_cache
from math import ceil, floor
from typing import Final

from calculator.domain.costs import numbers
from calculator.domain.fields import Kind, field_of
from calculator.domain.labels import label
from calculator.domain.what_if.quantiles import Percentiles
from calculator.domain.what_if.ranges import Range, ranged
from calculator.domain.what_if.uncertainty import assumed_ranges, is_fact
from calculator.domain.workload_input import parse_workload
from tests.truth.conditions_costs import OfCosts, Words, bounded
from tests.truth.conditions_exploring import EXPLORING
from tests.truth.reader import Costs, number_in, shows

OUR_STEP: Final = Fraction(1, 5)
NEAR: Final = Fraction(1, 20)
NEARLY: Final = Fraction(95, 100)


@lru_cache(maxsize=4)
def drawn(c: Costs) -> Range:
    """The draws that page and report make of a workload without guesses of its reader."""
    workload = parse_workload(c.inputs)
    return ranged(workload, assumed_ranges(workload), seed=1)


def _third_digit(largest: Fraction) -> Fraction:
    """What the third digit of the largest stands for: all of them are told to that place."""
    place = Fraction(1, 100)
    while largest >= place * 1000:
        place *= 10
    while 0 < largest < place * 100:
        place /= 10
    return place


def _three(found: Percentiles | None, w: Words) -> bool:
    """Low, middle and high, in that order; two look alike only where a headline would not tell them apart."""
    if found is None:
        return False
    ends = [Fraction(each) for each in (found.p10, found.p50, found.p90)]
    said = [number_in(str(w[name]))[0] for name in ("low", "middle", "high")]
    apart = all(
        one != other or abs(low - high) <= (1 if ends[-1] >= 1000 else Fraction(1, 100))
        for one, other, low, high in zip(said, said[1:], ends, ends[1:], strict=False)
    )
    half = _third_digit(max(map(abs, ends))) / 2
    named = all(abs(one - each) <= half for one, each in zip(said, ends, strict=True))
    return said == sorted(said) and apart and named


def _month(*, complete: bool) -> OfCosts:
    return lambda c, w: c.complete is complete and _three(drawn(c).total, w)


def _unit(*, complete: bool) -> OfCosts:
    return lambda c, w: c.complete is complete and not c.out_of_reach and _three(drawn(c).accepted, w)


def _rough(c: Costs, w: Words) -> bool:
    """Of a figure's end that chance leaves open by more than a twentieth: it lies inside what is told."""
    ends = drawn(c).total if w["figure"] == "the month" else drawn(c).accepted
    assert ends is not None
    end = {"the low end": ends.p10, "the median": ends.p50, "the high end": ends.p90}[str(w["end"])]
    low, high = (number_in(str(w[name]))[0] for name in ("low", "high"))
    half = _third_digit(high) / 2
    return low - half <= Fraction(end) <= high + half and high - low + 2 * half > Fraction(end) / 20


def _same(figure: str, found: Callable[[Range], Percentiles | None]) -> OfCosts:
    """One figure in every case, or in most with the ends of all; hedged where a line is missing."""

    def holds(c: Costs, w: Words) -> bool:
        ends = found(drawn(c))
        assert ends is not None
        said = [(figure, ends.p10), (figure, ends.p90), ("lowest", ends.lowest), ("highest", ends.highest)]
        said = [(name if name in w else figure, end) for name, end in said]
        apart = "lowest" not in w or w["lowest"] != w["highest"]
        return apart and all(bounded(w[n], "at least ", c) and shows(w[n], Fraction(end)) for n, end in said)

    return holds


def _share_of(text: object, part: Fraction) -> bool:
    said = str(text)
    if said in {"all", "none"}:
        return part == (said == "all")
    if said == "more than 99%":
        return Fraction(99, 100) < part < 1
    if said == "less than 1%":
        return 0 < part < Fraction(1, 100)
    return shows(said, part, unit=100) and (said not in {"0%", "100%"} or part in {0, 1})


def _pays(*, complete: bool, all_of_them: bool = False) -> OfCosts:
    def holds(c: Costs, w: Words) -> bool:
        pays = drawn(c).pays
        assert pays is not None
        said = pays == 1 if all_of_them else 0 < pays < 1 and _share_of(w["share"], pays)
        return c.complete is complete and not c.untold and said

    return holds


def _none_pays(c: Costs, _w: Words) -> bool:
    return drawn(c).pays == 0 and not c.untold and bool(c.units)


def _is_open(pays: Fraction) -> bool:
    """Whether some draws pay and some do not, and either are more than one in a hundred, as printed."""
    return Fraction(15, 1000) < pays < Fraction(985, 1000)


def _hangs(c: Costs, w: Words) -> bool:
    found = drawn(c)
    assert found.pays is not None
    assert found.hangs_on is not None
    names = [label(name).inside for name in found.hangs_on.fields]
    return (
        _is_open(found.pays)
        and len(names) <= 5
        and all(name in str(w["names"]) for name in names)
        and _share_of(w["lower"], found.hangs_on.lower)
        and _share_of(w["higher"], found.hangs_on.higher)
    )


def _hangs_alike(c: Costs, w: Words) -> bool:
    """Several inputs between which the draws cannot tell, few enough that each is named."""
    found = drawn(c)
    assert found.pays is not None
    assert found.hangs_on is not None
    fields = [*found.hangs_on.fields, *found.hangs_on.alike]
    named = all(label(name).inside in str(w["names"]) for name in fields)
    return _is_open(found.pays) and 1 < len(fields) <= 5 and named


def _cut_at_all(c: Costs, w: Words) -> bool:
    """Each input named is a share that a fifth more would take beyond all there is."""
    values = numbers(parse_workload(c.inputs))
    cut = {label(name).inside for name, value in values.items() if 5 < value * 6 <= 6 and _is_share(name)}
    return set(str(w["names"]).replace(" and ", ", ").split(", ")) <= cut


def _is_share(name: str) -> bool:
    field = field_of(name)
    return field is not None and field.kind is Kind.SHARE


def _nearly_full(*lines: str) -> OfCosts:
    """A block of the line that today's volume nearly fills, its room and what another costs."""

    def holds(c: Costs, w: Words) -> bool:
        for key, (every, cost) in c.blocks.items():
            if key not in lines and not (lines == ("other",) and key.startswith("other_")):
                continue
            blocks = ceil(c.units / every)
            if key == "capacity":
                blocks = max(blocks, int(c.value("capacity_instances")))
            room = every * blocks
            if (
                c.units >= NEARLY * room
                and shows(w["room"], Fraction(floor(room)) if room >= 1 else room)
                and shows(w["cost"], cost)
                and shows(w.get("n", w["room"]), blocks if "n" in w and len(lines) == 1 else room)
            ):
                return True
        return False

    return holds


def _names_of(text: object) -> list[str]:
    return [name for group in str(text).split("; ") for name in group.replace(" and ", ", ").split(", ")]


def _entered_names(c: Costs) -> set[str]:
    names = {name for name in c.hand.given if c.value(name)}
    own = {
        f"other_lines.{n}.{part}"
        for n, line in enumerate(c.inputs.get("other_lines", ()), 1)
        for part in line
    }
    return names | own


def _varied(c: Costs, w: Words) -> bool:
    """Nothing that is a fact is varied, and nothing that was not entered."""
    varied = {label(guess.field).inside for guess in assumed_ranges(parse_workload(c.inputs))}
    said = str(w["names"])
    facts = {label(name).inside for name in _entered_names(c) if is_fact(name)}
    return (
        shows(w["share"], OUR_STEP, unit=100)
        and all(name in said for name in varied)
        and not (facts - varied) & set(_names_of(said))
    )


def _at_volumes(c: Costs) -> list[Fraction]:
    """What one unit costs at a hundredth of today's volume, at ten times each, up to a hundred times.

    As far as its instances can do so much.
    """
    return [
        each
        for power in range(-2, 3)
        if c.sustains(c.units * Fraction(10) ** power)
        and (each := c.changed(units_per_month=c.units * Fraction(10) ** power).each) is not None
    ]


def _scaled(c: Costs, w: Words) -> bool:
    low, high = (number_in(str(w[name])) for name in ("low", "high"))
    near = [Fraction(1, 2 * 10**places) for _number, places in (low, high)]
    return low[0] < high[0] and all(low[0] - near[0] <= each <= high[0] + near[1] for each in _at_volumes(c))


def _at_the_ends(c: Costs, w: Words) -> bool:
    """What it costs at the least and at the most of these volumes; nowhere between them more, or less."""
    costs = _at_volumes(c)
    shown = shows(w["fewest"], costs[0]) and shows(w["most"], costs[-1])
    low, high = sorted((w["fewest"], w["most"]), key=lambda each: number_in(str(each))[0])
    return shown and _scaled(c, {"low": low, "high": high})


def _bounded(c: Costs) -> bool:
    """Whether a hundred times today's volume cannot be done, today's perhaps neither."""
    return not c.sustains(100 * c.units)


def _typed(c: Costs, w: Words) -> bool:
    """Of the one range that these tests type: the volume, half as many to twice as many."""
    low, high = (number_in(part)[0] for part in str(w["ranges"]).split(" from ")[1].split(" to "))
    return (low, high) == (c.units / 2, c.units * 2)


def _daily(_c: Costs, w: Words) -> bool:
    """Each between a lower and a higher value."""
    ends = [part.split(" to ") for part in str(w["ranges"]).split(" from ")[1:]]
    return all(number_in(low)[0] < number_in(high)[0] for low, high in ends)


def _known(c: Costs, w: Words) -> bool:
    said = str(w["names"])
    facts = {label(name).inside for name in c.hand.given if c.value(name) and is_fact(name)}
    return all(name in said for name in facts)


def _near_an_end(*, high: bool) -> OfCosts:
    """The total is within a twentieth of the range from its end, or beyond it."""

    def holds(c: Costs, w: Words) -> bool:
        ends = drawn(c).total
        low, width = Fraction(ends.p10), Fraction(ends.p90) - Fraction(ends.p10)
        place = (c.total - low) / width
        return shows(w["total"], c.total) and (place >= 1 - NEAR if high else place <= NEAR)

    return holds


def _beyond(*, all_of_them: bool = False) -> OfCosts:
    """Some of the months, or all, ask more of the instances than they sustain; today's does not."""

    def holds(c: Costs, w: Words) -> bool:
        found = drawn(c)
        said = w["draws"] == "5,000" and (all_of_them or number_in(str(w["number"]))[0] == found.beyond)
        bounded = c.given("capacity_tokens_per_second") and not c.overloaded
        return bounded and said and found.beyond > 0 and (found.beyond == found.draws) is all_of_them

    return holds


_ALL: Final = "In all of {draws} simulated months the {units} earn more than they cost."
_SOME: Final = "In {share} of {draws} simulated months the {units} earn more than they cost."
RANGES: Final[Mapping[str, OfCosts]] = {
    **EXPLORING,
    "In all of {draws} simulated months the instances cannot do the work.": _beyond(all_of_them=True),
    (
        "In {number} of {draws} simulated months the instances cannot do the work: no cost and no gain is "
        "counted of these."
    ): _beyond(),
    "Of the months that the instances can do: {sentence}": lambda c, _w: 0 < drawn(c).beyond < drawn(c).draws,
    "The month costs {total} in every case.": _same("total", lambda found: found.total),
    (
        "The month costs {total} in 8 of 10 cases or more; of all cases the lowest is {lowest}, the highest "
        "{highest}."
    ): _same("total", lambda found: found.total),
    "In 8 of 10 cases the month costs between about {low} and {high}; the median is {middle}.": (
        _month(complete=True)
    ),
    (
        "As far as entered, the month costs between about {low} and {high} in 8 of 10 cases; the median is "
        "{middle}."
    ): _month(complete=False),
    "{end} of what {figure} costs lies between about {low} and {high}": _rough,
    "The simulated months tell some of this only roughly: {ends}. Another seed gives other figures.": (
        lambda c, w: " lies between about " in str(w["ends"]) and drawn(c).can_be_done
    ),
    "An accepted {unit} costs {cost} in every case.": _same("cost", lambda found: found.accepted),
    (
        "An accepted {unit} costs {cost} in 8 of 10 cases or more; of all cases the lowest is {lowest}, the "
        "highest {highest}."
    ): _same("cost", lambda found: found.accepted),
    "An accepted {unit} costs about {low} to {high} in 8 of 10 cases; the median is {middle}.": (
        _unit(complete=True)
    ),
    (
        "As far as entered, an accepted {unit} costs between about {low} and {high} in 8 of 10 cases; the "
        "median is {middle}."
    ): _unit(complete=False),
    (
        "More than {most} model steps are varied: what all of them cost is drawn {pool} times, and each "
        "simulated month takes one of these."
    ): lambda c, w: len(c.inputs["steps"]) > number_in(w["most"])[0] == 4 and w["pool"] == "250",
    (
        "{draws} simulated months; each input is drawn from a triangle with its peak at today's figure. "
        "Anyone repeating them gets the same result (seed {seed})."
    ): lambda _c, w: w["draws"] == "5,000" and str(w["seed"]).isdigit(),
    "In none of {draws} simulated months do the {units} earn more than they cost.": _none_pays,
    _ALL: _pays(complete=True, all_of_them=True),
    "As far as entered, the {units} earn more than they cost in all of {draws} simulated months.": _pays(
        complete=False, all_of_them=True
    ),
    _SOME: _pays(complete=True),
    "As far as entered, in {share} of {draws} simulated months the {units} earn more than they cost.": _pays(
        complete=False
    ),
    "This depends most on {names}, about as much on each.": _hangs_alike,
    "No share is varied beyond 100%: {names}.": _cut_at_all,
    "This depends most on {names}: {lower} where they are lower, {higher} where they are higher.": _hangs,
    (
        "{n} reviewers are enough for {room} {units} per month; more need another, at {cost} per month."
    ): _nearly_full("human_review"),
    (
        "{n} instances are enough for {room} {units} per month; more need another, at {cost} per month."
    ): _nearly_full("capacity"),
    (
        "Infrastructure is enough for {room} {units} per month; more cost another {cost} per month."
    ): _nearly_full("infrastructure"),
    "“{name}” is enough for {room} {units} per month; more cost another {cost} per month.": (
        _nearly_full("other")
    ),
    "We assume that what is not known yet may turn out up to {share} lower or higher: {names}.": _varied,
    "Taken as known, from price lists, contracts, payroll and the calendar: {names}.": _known,
    "One {unit} costs {cost}, the same at any volume": lambda c, w: (
        c.complete and not _bounded(c) and all(shows(w["cost"], each) for each in _at_volumes(c))
    ),
    "As far as entered, one {unit} costs {cost}, the same at any volume": lambda c, w: (
        not c.complete and all(shows(w["cost"], each) for each in _at_volumes(c))
    ),
    "The instances can do no volume between a hundredth and a hundred times today's: none has a cost": (
        lambda c, _w: not _at_volumes(c)
    ),
    "One {unit} costs {fewest} at a hundredth of today's volume and {most} at a hundred times it": (
        lambda c, w: c.complete and _at_the_ends(c, w)
    ),
    (
        "As far as entered, one {unit} costs {fewest} at a hundredth of today's volume and {most} at a "
        "hundred times it"
    ): lambda c, w: not c.complete and _at_the_ends(c, w),
    "One {unit} costs {low} to {high} between a hundredth and a hundred times today's volume": lambda c, w: (
        c.complete and _scaled(c, w)
    ),
    (
        "As far as entered, one {unit} costs {low} to {high} between a hundredth and a hundred times today's "
        "volume"
    ): lambda c, w: not c.complete and _scaled(c, w),
    "One {unit} costs {cost}, the same at any volume that the instances can do": lambda c, w: (
        c.complete and _bounded(c) and all(shows(w["cost"], each) for each in _at_volumes(c))
    ),
    "As far as entered, one {unit} costs {cost}, the same at any volume that the instances can do": (
        lambda c, w: not c.complete and _bounded(c) and all(shows(w["cost"], each) for each in _at_volumes(c))
    ),
    "One {unit} costs {low} to {high} from a hundredth of today's volume to all the instances can do": (
        lambda c, w: c.complete and _bounded(c) and _scaled(c, w)
    ),
    (
        "As far as entered, one {unit} costs {low} to {high} from a hundredth of today's volume to all the "
        "instances can do"
    ): lambda c, w: not c.complete and _bounded(c) and _scaled(c, w),
    "{total} per month is near the low end of its own range.": _near_an_end(high=False),
    "{total} per month is near the high end of its own range.": _near_an_end(high=True),
    "Measured from day to day: {ranges}.": _daily,
    "Measured without days that say how far it varies, and so not varied: {names}.": lambda c, w: (
        {*_names_of(w["names"])} <= {label(name).inside for name in _entered_names(c)}
    ),
    "Measured by model, while days are not told by model, and so not varied: {names}.": lambda c, w: (
        bool(c.inputs.get("steps")) and len(_names_of(w["names"])) >= 1
    ),
    "Varied: {ranges}. Every other input stays as it is.": _typed,
    "Every input entered is a price, a contract, a salary or a date, so nothing is varied.": lambda c, _w: (
        not assumed_ranges(parse_workload(c.inputs))
    ),
}
