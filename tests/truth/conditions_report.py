"""When each sentence of a report about cost, volume and range is true."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from calculator.domain.what_if.sensitivity import tornado
from calculator.domain.workload_input import parse_workload
from tests.truth.conditions_costs import OfCosts, Words, bounded
from tests.truth.conditions_exploring import stops
from tests.truth.conditions_volumes import bounds_the_work
from tests.truth.reader import Costs, number_in, shows, shows_share


def _lede(c: Costs, w: Words) -> bool:
    return (
        shows(w["units"], c.units)
        and shows(w["total"], c.total)
        and bounded(w["total"], "at least ", c)
        and shows(w["tokens"], c.visible)
    )


def _alike(one: Fraction, other: Fraction, total: Fraction) -> bool:
    """Whether two sums are told in the same figures: whole dollars in a whole of a thousand, cents below."""
    return abs(one - other) < (1 if max(one, other, total) >= 1000 else Fraction(1, 100))


def _largest(c: Costs, w: Words) -> bool:
    """One line is more than any other, as told."""
    top, after = sorted(c.lines.values(), reverse=True)[:2]
    return (
        top > 0
        and (not _alike(top, after, c.total) or top != after)
        and shows(w["amount"], top)
        and shows_share(w["share"], top / c.total)
        and shows(w["total"], c.total)
    )


def _as_large(c: Costs, w: Words) -> bool:
    """So many lines come to as much, and none to more."""
    top = max(c.lines.values())
    named = str(w["lines"]).replace("tools and guardrails", "tools").replace(" and ", ", ").split(", ")
    as_much = [amount for amount in c.lines.values() if _alike(amount, top, c.total)]
    return shows(w["amount"], top) and shows(w["total"], c.total) and 1 < len(named) <= len(as_much)


def _followed(c: Costs, w: Words) -> bool:
    """By all lines that come to as much as the second."""
    second = sorted(c.lines.values())[-2]
    named = str(w["lines"]).replace(" and ", ", ").split(", ")
    as_much = sum(amount == second for amount in c.lines.values())
    return shows(w["amount"], second) and len(named) >= as_much


def _below(c: Costs, w: Words) -> bool:
    hidden = c.total - c.visible
    return (
        c.complete
        and c.visible > 0
        and hidden > 0
        and shows(w["hidden"], hidden / c.visible)
        and shows(w["amount"], hidden)
    )


def _missing(c: Costs, w: Words) -> bool:
    """As many names as lines, and the total of the others."""
    named = str(w["lines"]).replace(" and ", ", ").split(", ")
    return not c.open_ended and 0 < len(c.missing) <= len(named) and shows(w["total"], c.total)


def _missing_at_least(c: Costs, w: Words) -> bool:
    return c.half_reviewed and _missing(c, w)


def _stepped(c: Costs) -> Fraction:
    """What goes with its blocks when volume falls: all started beyond those that are kept."""
    kept = c.value("capacity_instances") * c.value("capacity_hourly") * c.value("capacity_hours")
    found = Fraction(0)
    for line, (every, cost) in c.blocks.items():
        blocks = -(-c.units // every)
        found += max(blocks * cost - kept, Fraction(0)) if line == "capacity" else blocks * cost
    return found


def _stays(*, in_steps: bool, complete: bool = True) -> OfCosts:
    def holds(c: Costs, w: Words) -> bool:
        stepped = _stepped(c)
        return (
            bool(stepped) is in_steps
            and c.complete is complete
            and bounded(w["variable"], "at least ", c)
            and shows_share(w["fixed"], (c.fixed - stepped) / c.total)
            and shows_share(w["stepped"], stepped / c.total)
            and shows(w["variable"], c.hand.variable())
        )

    return holds


def _nothing_moves(*, in_steps: bool) -> OfCosts:
    """Of half an estimate in which no unit adds anything so far."""
    return lambda c, w: (
        not c.complete
        and not c.hand.variable()
        and bool(_stepped(c)) is in_steps
        and shows_share(w["fixed"], (c.fixed - _stepped(c)) / c.total)
        and shows_share(w["stepped"], _stepped(c) / c.total)
    )


def _attempts(c: Costs, w: Words) -> bool:
    return (
        c.lines["retries"] > 0
        and shows(w["attempts"], c.hand.attempts())
        and shows(w["amount"], c.lines["retries"])
    )


def _tenfold(c: Costs, w: Words) -> bool:
    """As the reader's review share stays what it is."""
    if c.overloaded or not c.sustains(10 * c.units):
        return False
    at_ten = c.changed(units_per_month=10 * c.units).each
    texts = [w["now"], w.get("then", w["now"])]
    amounts = [c.each or Fraction(0), at_ten or Fraction(0)]
    return all(
        shows(text, amount) and bounded(text, "at least ", c)
        for text, amount in zip(texts, amounts, strict=True)
    )


def _any_scale(c: Costs, w: Words) -> bool:
    tried = (c.units / 100, c.units, 10 * c.units, 100 * c.units)
    volumes = [volume for volume in tried if c.sustains(volume)]
    return not c.overloaded and all(
        shows(w["now"], c.changed(units_per_month=volume).each or 0) for volume in volumes
    )


def _most_done(c: Costs) -> Costs:
    """The greatest of the volumes of the table that its instances can do."""
    tried = [100 * c.units, 10 * c.units, c.units, c.units / 10, c.units / 100]
    done = [volume for volume in tried if c.sustains(volume)]
    return c.changed(units_per_month=done[0])


def _floor(c: Costs, w: Words) -> bool:
    floor = _most_done(c)
    return (
        shows(w["volume"], floor.units)
        and shows(w["floor"], floor.each or 0)
        and bounded(w["floor"], "at least ", c)
        and shows_share(w["tokens"], floor.visible / floor.total)
    )


def _spreads(c: Costs, w: Words) -> bool:
    """Something is paid without any volume: whole reviewers, blocks and instances come with it."""
    return c.changed(units_per_month=0).total > 0 and _floor(c, w)


def _moves(c: Costs, w: Words) -> bool:
    """No input moves the total by more; its name is checked where names are."""
    return c.total > 0 and number_in(str(w["swing"]))[0] > 0


def _moved_as_much(c: Costs) -> int:
    """How many inputs move the total by as much as the one that moves it most, as told."""
    sizes = [swing.size for swing in tornado(parse_workload(c.inputs))]
    return sum(_alike(size, max(sizes), c.total) for size in sizes)


def _moves_alone(c: Costs, w: Words) -> bool:
    sizes = sorted(swing.size for swing in tornado(parse_workload(c.inputs)))
    return _moves(c, w) and (len(sizes) < 2 or sizes[-1] != sizes[-2])


def _move_alike(c: Costs, w: Words) -> bool:
    return _moves(c, w) and _moved_as_much(c) > 1


def _in_full(c: Costs, w: Words) -> bool:
    return c.complete and c.total > 0 and shows(w["total"], c.total) and _hidden(c, w)


def _hidden(c: Costs, w: Words) -> bool:
    """Shares that add up to 100% may stand a tenth away."""
    shown, _places = number_in(w["share"])
    return abs(shown - (c.total - c.visible) / c.total * 100) <= Fraction(1, 10)


REPORT: Final[Mapping[str, OfCosts]] = {
    "{units} per month cost {total}.": lambda c, w: (
        shows(w["units"], c.units)
        and c.total == c.visible
        and shows(w["total"], c.total)
        and bounded(w["total"], "at least ", c)
    ),
    "{count} cost lines are not entered yet.": lambda c, w: (
        not c.total and int(w.get("count", 1)) == len(c.missing)
    ),
    "{units} per month cost {total}, {tokens} of it {visible}.": _lede,
    "{visible}, of what is entered": lambda c, _w: not c.complete,
    "full cost per month": lambda c, _w: c.complete,
    "full cost of one {unit}": lambda c, _w: c.complete,
    "is {visible}, above the waterline": lambda c, _w: c.complete,
    "at this volume, per year": lambda c, _w: c.complete,
    "Every line that was entered comes to {nothing}.": lambda c, w: not c.total and shows(w["nothing"], 0),
    "The largest line is {line}: {amount} per month, {share} of {total}{next}.": lambda c, w: (
        c.complete and _largest(c, w)
    ),
    "The largest line entered is {line}: {amount} per month, {share} of the {total} entered{next}.": (
        lambda c, w: not c.complete and _largest(c, w)
    ),
    ", followed by {lines} with {amount}": _followed,
    ", followed by {lines} with {amount} each": _followed,
    "The largest lines are {lines}: {amount} per month each, of {total}.": lambda c, w: (
        c.complete and _as_large(c, w)
    ),
    "The largest lines entered are {lines}: {amount} per month each, of the {total} entered.": (
        lambda c, w: not c.complete and _as_large(c, w)
    ),
    "For every dollar of {visible}, {hidden} is paid below the waterline: {amount} per month.": _below,
    "Not entered: {lines}. The true cost is {total} per month plus whatever they come to.": _missing,
    (
        "Not entered: {lines}. The true cost is at least {total} per month, without them: reviews are only "
        "half entered."
    ): _missing_at_least,
    "The true cost is at least {total} per month: reviews are only half entered.": lambda c, w: (
        c.half_reviewed and not c.open_ended and not c.missing and shows(w["total"], c.total)
    ),
    "At least {total} per month": lambda c, w: (
        c.half_reviewed and not c.open_ended and not c.missing and shows(w["total"], c.total)
    ),
    "At least {total} per month, and {count} cost lines still to be entered": lambda c, w: (
        not c.open_ended
        and c.total > 0
        and int(w.get("count", 1)) == len(c.missing) > 0
        and shows(w["total"], c.total)
    ),
    "{fixed} of the total stays when volume falls; the next {unit} adds {variable}.": _stays(in_steps=False),
    (
        "{fixed} of the total stays when volume falls, {stepped} moves only in whole steps; within a step "
        "the next {unit} adds {variable}."
    ): _stays(in_steps=True),
    "Of what is entered, {fixed} stays when volume falls.": _nothing_moves(in_steps=False),
    "Of what is entered, {fixed} stays when volume falls, and {stepped} moves only in whole steps.": (
        _nothing_moves(in_steps=True)
    ),
    "Of what is entered, {fixed} stays when volume falls; the next {unit} adds {variable}.": _stays(
        in_steps=False, complete=False
    ),
    (
        "Of what is entered, {fixed} stays when volume falls, {stepped} moves only in whole steps; within a "
        "step the next {unit} adds {variable}."
    ): _stays(in_steps=True, complete=False),
    "One {unit} takes {attempts} attempts on average, which adds {amount} per month.": _attempts,
    "As far as entered, {total} per month": lambda c, w: c.open_ended and shows(w["total"], c.total),
    "Nothing that was entered costs anything, and {count} cost lines are still to be entered": (
        lambda c, w: not c.total and int(w.get("count", 1)) == len(c.missing) > 0
    ),
    "As far as entered, {total} per month, and {count} cost lines still to be entered": lambda c, w: (
        c.open_ended and int(w.get("count", 1)) == len(c.missing) and shows(w["total"], c.total)
    ),
    "Nothing is paid for this workload so far": lambda c, _w: c.complete and not c.total,
    "{share} of {total} per month lies below the waterline": _in_full,
    "All of the {total} per month is {visible}, above the waterline": lambda c, w: (
        c.complete and c.total == c.visible > 0 and shows(w["total"], c.total)
    ),
    "The only line that costs anything is {line}.": lambda c, _w: (
        c.complete and sum(map(bool, c.lines.values())) == 1
    ),
    "The only line entered that costs anything is {line}.": lambda c, _w: (
        not c.complete and sum(map(bool, c.lines.values())) == 1
    ),
    "Seats are counted as {seats} at every volume: more work may need more of them.": lambda c, w: (
        c.lines["seats"] > 0 and shows(w["seats"], c.value("seats"))
    ),
    (
        "Instances are counted as {instances} at every volume: above {most} per month they cannot do the "
        "work, and more of them would cost more."
    ): lambda c, w: shows(w["instances"], c.value("capacity_instances")) and bounds_the_work(c, w["most"]),
    (
        "The areas of the picture are in proportion to dollars, for the lines that were entered. "
        "A line that was not entered is not zero: nobody has looked yet."
    ): lambda c, _w: not c.complete,
    "The areas of the picture are in proportion to dollars. The tip is {visible}.": (
        lambda c, _w: c.complete
    ),
    "Only the lines that were entered are counted.": lambda c, _w: not c.complete,
    "lies below, as far as entered": lambda c, _w: not c.complete,
    "lies below the waterline": lambda c, _w: c.complete,
    "Volume does not make one {unit} cheaper: it costs {now} at any scale": _any_scale,
    "The instances cannot do today's volume: they do {most} per month at most": lambda c, w: (
        c.overloaded and bounds_the_work(c, w["most"])
    ),
    "The instances cannot do ten times the volume: they do {most} per month at most": lambda c, w: (
        bounds_the_work(c, w["most"]) and not c.sustains(10 * c.units)
    ),
    "The instances cannot do ten times the volume: another one starts too late": lambda c, _w: (
        not c.sustains(10 * c.units) and c.given("capacity_units_per_instance")
    ),
    "At ten times the volume one {unit} still costs {now}": _tenfold,
    "At ten times the volume one {unit} costs {then} instead of {now}": _tenfold,
    (
        "There is next to no fixed cost to spread over more {units}; {tokens} of one is {visible}."
    ): lambda c, w: (
        c.complete
        and shows_share(
            w["tokens"],
            _most_done(c).visible / _most_done(c).total,
        )
    ),
    "Nothing that was entered is a fixed cost to spread over more {units}.": lambda c, _w: (
        not c.complete and not c.fixed
    ),
    "What was entered as fixed cost is next to nothing for each of more {units}.": lambda c, _w: (
        not c.complete and bool(c.fixed)
    ),
    (
        "Fixed cost spreads over more {units}; what each one adds does not. At {volume} per month one "
        "costs {floor}, {tokens} of it {visible}."
    ): lambda c, w: c.complete and _spreads(c, w),
    "At {volume} per month one {unit} costs {floor}, {tokens} of it {visible}.": (
        lambda c, w: c.complete and not c.changed(units_per_month=0).total and _floor(c, w)
    ),
    (
        "Fixed cost spreads over more {units}; what each one adds does not. At {volume} per month "
        "one costs {floor}; {tokens} of what is entered is {visible}."
    ): lambda c, w: not c.complete and _spreads(c, w),
    "At {volume} per month one {unit} costs {floor}; {tokens} of what is entered is {visible}.": (
        lambda c, w: not c.complete and not c.changed(units_per_month=0).total and _floor(c, w)
    ),
    "{input}: this moves the total most, {swing} per month between a fifth less and a fifth more": (
        _moves_alone
    ),
    "{input}: this moves the total most, {swing} per month between {low} and {high} of it": _moves_alone,
    (
        "{input}: this moves the total most, {swing} per month between {low} and {high}; beyond that the "
        "instances cannot do the work"
    ): lambda c, w: _moves_alone(c, w) and stops(c),
    "{inputs}: each of these moves the total most, by {swing} per month": _move_alike,
    "{input}: this moves the total most, {swing} per month between a fifth less and {most}": _moves_alone,
    "Without units or without any cost there is nothing to scale. With both it would show:": (
        lambda c, _w: not c.units or not c.total
    ),
    (
        "Reviewers are on the payroll in whole people: a smaller load frees their time at once, and "
        "releases cash only when a whole reviewer is no longer needed."
    ): lambda c, _w: c.given("reviews_per_reviewer"),
    (
        "Review by the minute is time: reviewing less frees it, and releases no cash unless reviewers are "
        "paid only for the hours they review."
    ): lambda c, _w: not c.given("reviews_per_reviewer") and c.lines["human_review"] > 0,
}
