"""When each sentence on which volumes pay is true: net is calculated by hand at the volumes it names."""

from collections.abc import Mapping
from fractions import Fraction
from math import ceil
from typing import Final

from tests.truth.conditions_costs import OfCosts, Words, priced
from tests.truth.reader import Costs, number_in, shows


def _spare(c: Costs, w: Words) -> bool:
    """So many instances do the work and one fewer does not; those beyond them cost so much a month."""
    kept, needed = c.value("capacity_instances"), number_in(str(w["needed"]))[0]
    second = c.value("capacity_hours") * 3600 * c.value("capacity_tokens_per_second")
    tokens = c.hand.run_on_capacity() * c.hand.attempts() * c.units

    def enough(number: Fraction) -> bool:
        by_units = not c.given("capacity_units_per_instance") or (
            c.units <= number * c.value("capacity_units_per_instance")
        )
        return by_units and (not second or tokens <= number * second)

    hour = c.value("capacity_hourly") * c.value("capacity_hours")
    fewest = enough(needed) and (not needed or not enough(needed - 1))
    return fewest and needed < kept and shows(w["amount"], (kept - needed) * hour)


def _starts(c: Costs) -> set[int]:
    """Volumes at which something starts, today's, and some round ones."""
    starts = {1, 2, 10, 1000, 10**6, ceil(c.units)}
    for every, _cost in c.blocks.values():
        starts |= {int(every * times) + more for times in (1, 2, 3, 7, 50) for more in (0, 1)}
    return {volume for volume in starts if volume}


def _from(c: Costs, first: int) -> bool:
    """From this volume on every one pays, and the one before does not."""
    later = [first, first + 1, 2 * first, 10 * first + 7]
    later += [volume for volume in _starts(c) if volume > first]
    return all(c.net_at(volume) >= 0 for volume in later) and (first <= 1 or c.net_at(first - 1) < 0)


def _from_there(c: Costs, w: Words) -> bool:
    return _from(c, int(number_in(w["volume"])[0]))


def _between(c: Costs, w: Words) -> bool:
    last = int(number_in(w["last"])[0])
    first = int(number_in(w["first"])[0]) if "first" in w else last
    return (
        c.net_at(first) >= 0
        and c.net_at(last) >= 0
        and (c.net_at(last + 1) < 0 or not c.sustains(last + 1))
        and c.sustains(first)
        and c.sustains(last)
        and (first <= 1 or c.net_at(first - 1) < 0 or not c.sustains(first - 1))
    )


def _at_one(c: Costs, w: Words) -> bool:
    return _between(c, {"last": w["last"]})


def _pays(*, complete: bool) -> OfCosts:
    return lambda c, _w: c.complete is complete and not c.untold and c.given("value_per_unit")


def _nothing_fixed(*, complete: bool) -> OfCosts:
    return lambda c, _w: c.complete is complete and _from(c, 1) and not c.changed(units_per_month=0).total


def never_pays(c: Costs) -> bool:
    """Not at any volume at which something starts, nor at today's."""
    return all(c.net_at(volume) < 0 for volume in _starts(c))


def avoided(c: Costs) -> Fraction:
    """What one review saves in errors."""
    v = c.value
    return v("acceptance_rate") * v("error_rate") * v("review_catch_rate") * v("error_cost")


def would_pay_reviewed(c: Costs) -> bool:
    """Some volume pays with every unit reviewed, whose errors are avoided at a price that was entered."""
    if not c.given("error_rate") or not priced(c) or avoided(c) <= 0:
        return False
    return not never_pays(c.changed(review_rate=1))


def hopeless(c: Costs) -> bool:
    """Neither as it is, nor with all of it reviewed."""
    return never_pays(c) and not would_pay_reviewed(c)


def _just_even(*, complete: bool) -> OfCosts:
    return lambda c, _w: c.complete is complete and all(c.net_at(volume) == 0 for volume in _starts(c))


def _even_at_blocks(*, complete: bool) -> OfCosts:
    def holds(c: Costs, w: Words) -> bool:
        named = [int(number_in(w[name])[0]) for name in ("first", "second", "third")]
        return c.complete is complete and [c.net_at(volume) for volume in named] == [0, 0, 0]

    return holds


def _blocks_of(*lines: str) -> OfCosts:
    """Blocks of these lines alone cost more than their units earn."""
    return lambda c, _w: never_pays(c) and c.margin_of_blocks < 0 <= c.margin and set(c.blocks) == set(lines)


def _stops(c: Costs, w: Words) -> bool:
    """With this unit another block starts, and the month no longer pays."""
    volume = int(number_in(w["volume"])[0])
    before, after = (c.changed(units_per_month=each).lines for each in (volume - 1, volume))
    jumps = [line for line, (_every, cost) in c.blocks.items() if after[line] - before[line] >= cost > 0]
    return c.net_at(volume - 1) >= 0 > c.net_at(volume) and bool(jumps)


def bounds_the_work(c: Costs, amount: object) -> bool:
    """Its instances do the work of so many units, and not of one more."""
    most = int(number_in(str(amount))[0])
    return c.sustains(most) and not c.sustains(most + 1)


def _of_one(c: Costs) -> Costs:
    """With one instance, however much there is to do."""
    kept = {name: value for name, value in c.inputs.items() if name != "capacity_units_per_instance"}
    return Costs({**kept, "capacity_instances": 1})


def _within(complete: bool) -> OfCosts:
    return lambda c, w: c.complete is complete and bounds_the_work(c, w["most"])


def _of_the_curve(c: Costs, w: Words) -> bool:
    """The greatest volume looked at is where the curve ends, and a person reviews some of them."""
    return c.value("review_rate") > 0 and number_in(str(w["most"]))[0] == max(int(100 * c.units), 1)


def _between_whole_ones(*, pays: bool) -> OfCosts:
    """Today's volume is no whole number, and comes to what is said of it."""
    return lambda c, w: (
        c.units.denominator > 1
        and c.net is not None
        and (c.net >= 0) is pays
        and (number_in(str(w["volume"]))[0] == c.units or c.units.denominator > 100)
    )


VOLUMES: Final[Mapping[str, OfCosts]] = {
    "Today's volume of {volume} pays too: those that are listed are whole ones.": (
        _between_whole_ones(pays=True)
    ),
    "Today's volume of {volume} does not pay: those that are listed are whole ones.": (
        _between_whole_ones(pays=False)
    ),
    "With a share reviewed that falls as volume grows, no volume up to {most} per month pays.": lambda c, w: (
        _of_the_curve(c, w) and c.net is not None and c.net < 0
    ),
    "With a share reviewed that falls as volume grows, it pays {volumes}, of volumes up to {most}.": (
        lambda c, w: c.complete and _of_the_curve(c, w)
    ),
    (
        "As far as entered, with a share reviewed that falls as volume grows, it pays {volumes}, of "
        "volumes up to {most}."
    ): lambda c, w: not c.complete and _of_the_curve(c, w),
    "Pays {volumes}.": _pays(complete=True),
    "As far as entered, it pays {volumes}.": _pays(complete=False),
    "Pays {volumes}. The instances can do {most} per month at most.": _within(complete=True),
    "As far as entered, it pays {volumes}. The instances can do {most} per month at most.": (
        _within(complete=False)
    ),
    "No volume pays that the instances can do: they do {most} per month at most.": lambda c, w: (
        bounds_the_work(c, w["most"]) and c.net_at(int(number_in(w["most"])[0])) < 0
    ),
    "more than the instances can do": lambda c, _w: not c.sustains(10**9),
    (
        "One instance sustains {sustained} per month, fewer than the {each} after which another one starts: "
        "between these, and above {most}, the instances cannot do the work."
    ): lambda c, w: (
        bounds_the_work(c, w["most"])
        and bounds_the_work(_of_one(c), w["sustained"])
        and number_in(w["each"])[0] == c.value("capacity_units_per_instance")
    ),
    "from {volume} per month on": _from_there,
    "from the first {unit} on": lambda c, _w: _from(c, 1),
    "{between}, and from {volume} on: {cause}": _from_there,
    "at {last} per month": _at_one,
    "at {last}": _at_one,
    "between {first} and {last} per month": _between,
    "between {first} and {last}": _between,
    "at {volume} {blocks} start": _stops,
    "It just breaks even at every volume: a {unit} brings what it costs.": _just_even(complete=True),
    "As far as entered, it just breaks even at every volume: a {unit} brings what it costs.": (
        _just_even(complete=False)
    ),
    "Nothing costs a fixed amount: it pays for itself from the first {unit}.": _nothing_fixed(complete=True),
    "No line entered costs a fixed amount: so far it pays for itself from the first {unit}.": (
        _nothing_fixed(complete=False)
    ),
    "It just breaks even at full blocks: {first} per month, {second}, {third} and so on.": (
        _even_at_blocks(complete=True)
    ),
    (
        "As far as entered, it just breaks even at full blocks: {first} per month, {second}, {third} "
        "and so on."
    ): _even_at_blocks(complete=False),
    "No volume pays: each further {unit} costs more than it brings.": lambda c, _w: (
        never_pays(c) and c.margin < 0
    ),
    "No volume pays: each further {unit} costs what it brings, and more is to be paid.": (
        lambda c, _w: never_pays(c) and not c.margin
    ),
    "No volume pays: full blocks cost all that their {units} earn, and more is fixed.": (
        lambda c, _w: never_pays(c) and not c.margin_of_blocks and c.margin > 0
    ),
    "No volume pays: each reviewer costs more than the {units} of one reviewer earn.": (
        _blocks_of("human_review")
    ),
    "No volume pays: each instance costs more than the {units} of one instance earn.": _blocks_of("capacity"),
    "No volume pays: started blocks cost more than their {units} earn.": (
        lambda c, _w: never_pays(c) and c.margin_of_blocks < 0 <= c.margin and len(c.blocks) > 1
    ),
    "No volume pays: each started block costs more than its {units} earn.": (
        lambda c, _w: (
            never_pays(c)
            and c.margin_of_blocks < 0 <= c.margin
            and not set(c.blocks) & {"human_review", "capacity"}
        )
    ),
    (
        "Today's volume needs {needed} of the {kept} instances of capacity: use the others for more work, or "
        "retire those that are no reserve, which saves up to {amount} per month."
    ): _spare,
    "in many more ranges": lambda c, _w: bool(c.blocks),
    "in {count} more ranges": lambda c, _w: bool(c.blocks),
    "another reviewer": lambda c, _w: "human_review" in c.blocks,
    "a second reviewer": lambda c, _w: "human_review" in c.blocks,
    "another instance": lambda c, _w: "capacity" in c.blocks,
    "another block of infrastructure": lambda c, _w: "infrastructure" in c.blocks,
    "another block of “{name}”": lambda c, _w: any(line.startswith("other_") for line in c.blocks),
}
