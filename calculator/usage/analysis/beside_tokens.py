"""Inputs on their way out of a bill, and those that stand beside tokens: searches, hours, seats, requests."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final

from calculator.domain.workload_input import WorkloadErrors
from calculator.usage.analysis.bill import ZERO, UsageLine
from calculator.usage.analysis.derived import OWN_LINE, Input
from calculator.usage.analysis.input_numbers import UnmeasuredError, spelled
from calculator.usage.analysis.model_use import KINDS, ModelUse
from calculator.usage.analysis.odd_prices import OddPrice
from runrate.core.numbers import count
from runrate.core.text import clean
from runrate.core.translation import gettext as _
from runrate.core.translation import gettext_noop

LONGEST_STEP: Final = 60
SEARCHES_UNPRICED: Final = gettext_noop(
    "The file counts {number} web searches and has no money for them: their price is that of the model on "
    "the list, or one that is entered."
)
SEARCHES_OF_NO_MODEL: Final = gettext_noop(
    "The file does not say which model made {number} of its web searches: they are taken as those of {model}."
)
METERED: Final = gettext_noop(
    "Credits and requests are paid by the piece, not by the token: their money is in the line of one's own "
    "“{name}”, and their tokens have no price of their own."
)

NO_CALLS: Final = gettext_noop("The file does not count calls: a unit is taken as one call.")
NO_CALLS_OF_ANY: Final = gettext_noop(
    "The file does not count calls: a unit is taken as one call of each model."
)
CALLS_OF_NO_MODEL: Final = gettext_noop(
    "The file counts calls and does not say of which model: a unit is taken as one call of each."
)
CALLS_OF_OTHERS: Final = gettext_noop(
    "The file counts calls, but none of {model}: a unit is taken as one call of it."
)
CALLS_FAILED: Final = gettext_noop(
    "All calls of {model} that the file counts have failed: a unit is taken as one call of it."
)

CORRECTED: Final = gettext_noop(
    "Corrections and refunds are more than the usage of this month and part: nothing can be measured of it."
)


class CorrectedError(UnmeasuredError, WorkloadErrors):
    """Tokens or money of some kind come to less than nothing, so that no price and no share follows."""

    def __init__(self) -> None:
        WorkloadErrors.__init__(self, {"usage": [_(CORRECTED)]})

    def __str__(self) -> str:
        return _(CORRECTED)


type Prices = Mapping[str, Fraction]
"""A model's prices on the list by kind of token, in dollars per million."""


@dataclass(slots=True)
class Making:
    """Inputs on their way: what was found, from which lines, and what has to be said."""

    units: Fraction
    listed: Mapping[str, Prices]
    looks_up: bool
    not_told: Collection[str]
    repeats: Fraction = Fraction(1)
    scale: Fraction = Fraction(1)
    inputs: dict[str, Input] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)
    none: list[str] = field(default_factory=list)
    elsewhere: dict[str, str] = field(default_factory=dict)
    notes: dict[str, None] = field(default_factory=dict)
    model: str = ""
    inside: set[str] = field(default_factory=set)
    counted: set[str] = field(default_factory=set)
    """Models of lines that count calls, "" of those that name none."""
    odd_prices: list[OddPrice] = field(default_factory=list)
    held: set[str] = field(default_factory=set)
    """Kinds of tokens that some model of the file has: then the format does tell them."""
    assumed: set[str] = field(default_factory=set)
    of_list: dict[str, Fraction] = field(default_factory=dict)
    of_nothing: dict[str, str] = field(default_factory=dict)

    def put(self, name: str, value: Fraction, lines: Iterable[UsageLine]) -> None:
        self.inputs[name] = Input(name, spelled(value), _places(lines, of_money=name.endswith("_price")))

    def nothing_below_0(self, uses: Iterable[ModelUse], steps: Iterable[Mapping[str, str]]) -> None:
        """Raises CorrectedError for tokens or inputs below 0, and for more of a thing than all of it."""
        named = [(each.name, each.value) for each in self.inputs.values()]
        named += [(name, value) for step in steps for name, value in step.items() if name != "name"]
        whole = [Fraction(value) <= 1 for name, value in named if name.endswith("_share")]
        numbers = [
            *(use.of(kind) for use in uses for kind in KINDS),
            *(Fraction(value) for _n, value in named),
        ]
        if min(numbers, default=ZERO) < 0 or not all(whole):
            raise CorrectedError

    def lacks(self, kind: str) -> bool:
        """Whether the file does not say how many cached tokens of a kind there were."""
        return kind in self.not_told and kind not in self.held

    def has_none(self, kind: str, model: str) -> bool:
        """Whether the list knows a model and no price for cached tokens of a kind: then it has none."""
        listed = self.listed.get(model) or {}
        return bool(listed) and kind not in listed

    def miss(self, *names: str) -> None:
        self.missing += [name for name in names if name not in self.missing]


def step_name(model: str) -> str:
    """What a model's step is called; cut to what a step's name may have."""
    return clean(model).strip()[:LONGEST_STEP] or _("without a name")


def why_assumed(making: Making, use: ModelUse, *, alone: bool) -> str:
    """Why a unit is taken as one call of a model: the one thing that is said of calls nobody counted."""
    if use.calls is not None:
        said = CALLS_FAILED
    elif not making.counted:
        said = NO_CALLS if alone else NO_CALLS_OF_ANY
    else:
        said = CALLS_OF_NO_MODEL if "" in making.counted else CALLS_OF_OTHERS
    return _(said).format(model=use.model or _("no model"))


def of_part(held: Iterable[UsageLine], part: str) -> list[UsageLine]:
    """Lines of one part of the bill that have money."""
    return [line for line in held if line.part == part and line.money_kind]


def searches(making: Making, held: Sequence[UsageLine], steps: Sequence[dict[str, str]]) -> None:
    """How many a unit takes and what a thousand cost; of several models each step has its own."""
    lines = [line for line in held if line.part == "searches"]
    money = sum((line.cost or ZERO for line in lines), ZERO)
    number = sum((line.quantity or ZERO for line in lines), ZERO)
    if not number:
        _by_the_unit(making, "searches", lines)
        return
    each = money / number * 1000 if any(line.billed is not None for line in lines) else None
    if each is None:
        making.miss("search_price")
        making.notes[_(SEARCHES_UNPRICED).format(number=count(number))] = None
    per = making.units * making.repeats
    if not steps:
        making.put("searches_per_unit", number / per, lines)
        if each is not None:
            making.put("search_price", each, lines)
        return
    by_step, unsaid = _by_step(lines, steps)
    if unsaid:
        words = {"number": count(unsaid), "model": steps[0]["name"]}
        making.notes[_(SEARCHES_OF_NO_MODEL).format(**words)] = None
    for step, found in by_step:
        step["searches"] = spelled(found / per / Fraction(step["calls"]))
        if each is not None:
            step["search_price"] = spelled(each)


def _by_step(
    lines: Iterable[UsageLine], steps: Sequence[dict[str, str]]
) -> tuple[list[tuple[dict[str, str], Fraction]], Fraction]:
    """Searches of each step; those of a model without a step are the first one's, and how many those are."""
    unsaid = ZERO
    found = [ZERO] * len(steps)
    places = {step["name"]: place for place, step in reversed(list(enumerate(steps)))}
    for line in lines:
        number, name = line.quantity or ZERO, step_name(line.model)
        found[places.get(name, 0)] += number
        unsaid += ZERO if name in places else number
    return [(step, number) for step, number in zip(steps, found, strict=True) if number], unsaid


def by_the_hour(making: Making, held: Sequence[UsageLine], *, beside_tokens: bool) -> None:
    """Reserved throughput; beside tokens that are paid for, hours are what is stored for them."""
    lines = of_part(held, "hours")
    money = sum((line.cost or ZERO for line in lines), ZERO)
    hours = sum((line.quantity or ZERO for line in lines), ZERO)
    if money <= 0:
        return
    if hours > 0 and not beside_tokens:
        making.put("capacity_instances", Fraction(1), lines)
        making.put("capacity_hourly", money / hours, lines)
        making.put("capacity_hours", hours * making.scale, lines)
    else:
        making.put("infrastructure_monthly", money * making.scale, lines)
        making.elsewhere["hours"] = "infrastructure_monthly"


def by_the_seat(making: Making, held: Sequence[UsageLine], seen: Fraction) -> None:
    """What is paid for people; as many as the bill counts, else as were seen."""
    lines = of_part(held, "seats")
    money = sum((line.cost or ZERO for line in lines), ZERO)
    if money <= 0:
        return
    seats = sum((line.quantity or ZERO for line in lines), ZERO) or seen
    making.put("seats", seats, lines)
    making.put("seat_monthly", money * making.scale / seats, lines)


def by_the_piece(making: Making, held: Sequence[UsageLine]) -> None:
    """Credits and requests beyond what seats hold: usage, with a line of its own."""
    _by_the_unit(making, "metered", of_part(held, "metered"), OWN_LINE)


def _by_the_unit(making: Making, part: str, lines: Sequence[UsageLine], name: str = "tools_per_unit") -> None:
    """Into what a line costs a unit, beside what is there already."""
    money = sum((line.cost or ZERO for line in lines), ZERO)
    if money <= 0:
        return
    held = making.inputs.get(name)
    before = Fraction(held.value) if held else ZERO
    places = {*(held.places if held else ()), *_places(lines, of_money=True)}
    value = spelled(before + money / making.units)
    making.inputs[name] = Input(name, value, tuple(sorted(places)))
    making.elsewhere[part] = name


def _places(lines: Iterable[UsageLine], *, of_money: bool) -> tuple[int, ...]:
    """Of every kept line behind a number; of a price those too that have the money of what was used."""
    found: set[int] = set()
    for line in lines:
        found |= line.places | (line.paid_by if of_money else frozenset())
    return tuple(sorted(found))
