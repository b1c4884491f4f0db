"""Which model steps of two workloads are of one model; one model without steps is a step too."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Final

from calculator.domain.fields import REPLACED_BY_STEPS
from calculator.domain.labels import label, label_of
from calculator.domain.token_cost import FLAT, STEPS, Names, steps_of
from calculator.domain.workload import Workload

ZERO, ONE = Fraction(0), Fraction(1)
_NOT_OF_A_STEP: Final = frozenset({"calls", "input_tokens", "output_tokens", "input_growth", "searches"})
_OF_THE_CHEAPER: Final = frozenset({"batch_share", "batch_factor"})
"""What a cheaper model has as the other: nothing of it is cached, and its price is paid in full."""
_FREE_AGAINST_PAID: Final = 10**9

type Values = Mapping[str, Fraction]
type Pair = tuple[int | None, int | None]
"""Places of two steps that are of one model; one of them None where a side has none."""


def as_steps(values: Values, other: Values) -> Values:
    """One model without steps as the step that it is, the cheaper one beside it as another, at equal cost.

    Searches and fees of calls stand apart already. What replaces steps is as in `other`, which has some.
    """
    calls, routed = values["calls_per_unit"], values["routed_share"]
    if not calls:
        return values
    found = {name: value for name, value in values.items() if name not in REPLACED_BY_STEPS}
    found |= {name: value for name, value in other.items() if name in REPLACED_BY_STEPS}
    of_a_call = {name: values[name] / calls for name in ("input_tokens", "output_tokens")}
    of_a_call |= {"input_growth": ZERO, "searches": ZERO}
    shared = {name: values[of] for name, of in FLAT.items() if of in values and name not in _NOT_OF_A_STEP}
    found |= _named(STEPS[0], {**shared, **of_a_call, "calls": calls * (1 - routed)})
    if routed:
        kept = {name: shared[name] if name in _OF_THE_CHEAPER else ZERO for name in _needed(shared)}
        prices = {name: values[f"routed_{name}"] for name in ("input_price", "output_price")}
        found |= _named(STEPS[1], {**kept, **of_a_call, **prices, "calls": calls * routed})
    return found


def _needed(shared: Values) -> list[str]:
    """Numbers that every step has: without a price of cached tokens or a threshold nothing is missing."""
    return [
        name
        for name in shared
        if name in _OF_THE_CHEAPER or name.endswith("_share") or name in {"call_fee", "search_price"}
    ]


def _named(names: Names, step: Values) -> dict[str, Fraction]:
    return {names[name]: value for name, value in step.items()}


def names_of(workload: Workload, values: Values) -> list[str]:
    """What the steps are called; nothing where one model alone is a step."""
    return [step.name or "" for step in workload.steps] or ["" for _names in steps_of(values)]


def pairs_of(ours: Sequence[str], theirs: Sequence[str], before: Values, after: Values) -> list[Pair]:
    """By their names; without one in common by place, or else by what their tokens cost; nothing to pair."""
    known = {*ours} & {*theirs} - {""}
    if known and len({*ours}) == len(ours) and len({*theirs}) == len(theirs):
        both = [(place, theirs.index(name) if name in known else None) for place, name in enumerate(ours)]
        new = [(None, place) for place, name in enumerate(theirs) if name not in known]
        found: list[Pair] = [*both, *new]
        return found if len(found) <= len(STEPS) else []
    if len(ours) == len(theirs) and not all((*ours, *theirs)):
        return [(place, place) for place in range(len(ours))]
    return _nearest(before, after)


def _nearest(before: Values, after: Values) -> list[Pair]:
    """Each with the one whose prices are the nearest; more steps of one side are models of their own.

    A model is known by its price better than by its place: the other of a bill is seldom the first one.
    """
    ours, theirs = list(steps_of(before)), list(steps_of(after))
    if not ours or not theirs:
        return []
    far = sorted(
        (_times(before, one, after, other), place, at)
        for place, one in enumerate(ours)
        for at, other in enumerate(theirs)
    )
    found: dict[int, int] = {}
    for _far, place, at in far:
        if place not in found and at not in found.values():
            found[place] = at
    new = [(None, at) for at in range(len(theirs)) if at not in found.values()]
    return [*((place, found.get(place)) for place in range(len(ours))), *new]


def _times(before: Values, one: Names, after: Values, other: Names) -> Fraction:
    """How many times the price of one the other has: 1 for the same, both ways alike."""
    found = ONE
    for name in ("input_price", "output_price"):
        low, high = sorted((_paid(before, one, name), _paid(after, other, name)))
        found *= ONE if low == high else high / low if low else _FREE_AGAINST_PAID
    return found


def _paid(values: Values, names: Names, name: str) -> Fraction:
    return values.get(names[name], ZERO) * values.get(names["price_factor"], ONE)


def called(pairs: Sequence[Pair], ours: Sequence[str], theirs: Sequence[str]) -> tuple[str, ...]:
    """The name of each pair: of two that are called otherwise the second stands in brackets."""
    both = [("" if one is None else ours[one], "" if at is None else theirs[at]) for one, at in pairs]
    return tuple(
        f"{one} ({other})" if one and other not in {"", one} else one or other for one, other in both
    )


def label_at(name: str, names: Sequence[str]) -> str:
    """What an input is called, by its step's name where that has one: `gpt-4.1: input price`."""
    number = name.split(".")[1] if name.startswith("steps.") else "0"
    step = names[int(number) - 1] if 0 < int(number) <= len(names) else ""
    return f"{step}: {label(name).inside}" if step else label_of(name)


def renumbered(values: Values, places: Sequence[int | None]) -> Values:
    """With its steps at the places of their pairs."""
    found = {name: value for name, value in values.items() if not name.startswith("steps.")}
    for names, place in zip(STEPS, places, strict=False):
        if place is not None:
            old = STEPS[place]
            found |= {names[name]: values[old[name]] for name in names if old[name] in values}
    return found


def filled(values: Values, other: Values) -> Values:
    """With the steps that the other alone has, called no times."""
    found = dict(values)
    for names in STEPS:
        if names["calls"] in other and names["calls"] not in values:
            found |= {name: other[name] for name in names.values() if name in other}
            found[names["calls"]] = ZERO
    return found
