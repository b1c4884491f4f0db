"""How sure an estimate is: every guess drawn at once, many times, and what an outcome hangs on."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import floor, sqrt
from random import Random
from typing import Final, NamedTuple

from calculator.domain.break_even.falling_review import at_its_review_rate
from calculator.domain.capacity import within_capacity
from calculator.domain.costs import ZERO, amounts, estimate, numbers, volume
from calculator.domain.token_cost import STEPS, step_cost, steps_of, unpaid_in_step, unpaid_tokens
from calculator.domain.what_if.quantiles import Percentiles, percentiles
from calculator.domain.what_if.sensitivity import CACHE_SHARES, total_of
from calculator.domain.what_if.uncertainty import Guess, moves_with, stays_whole, steps_among
from calculator.domain.workload import Workload

DRAWS: Final = 5000
NOISE: Final = Fraction(4, 100)
"""Of two shares of the draws that differ by less, chance alone may have made the difference."""
MOST_STEPS_DRAWN: Final = 4
"""So many model steps are calculated anew in each of five thousand draws; of more, `POOL` outcomes are."""
POOL: Final = 250
type _Values = Mapping[str, Fraction]
type _Attempt = tuple[list[float], float | None, float]
"""Where the groups of the steps stand in a draw, what one attempt costs there, and the tokens in its steps
that nobody is paid for."""


@dataclass(frozen=True, slots=True)
class HangsOn:
    """What decides most whether a unit earns more than it costs; of related inputs those that move it.

    `lower` and `higher` are the shares of draws that do, in the half with these inputs lower and higher.
    """

    fields: tuple[str, ...]
    lower: Fraction
    higher: Fraction
    alike: tuple[str, ...] = ()
    """Inputs of other groups that decide as much, as far as the draws can tell."""


@dataclass(frozen=True, slots=True)
class Range:
    """What comes out when every guess is drawn at once, many times."""

    seed: int
    draws: int
    total: Percentiles
    """Of the draws that can be done; where none can, of all, and told nobody."""
    accepted: Percentiles | None
    """None where a draw has no accepted unit, or where it cannot be as entered."""
    pays: Fraction | None
    """Which share of all draws leaves something; one that cannot be done does not."""
    hangs_on: HangsOn | None = None
    """None where every draw ends the same way."""
    beyond: int = 0
    """How many draws ask more of the instances than they sustain; none where today's month does already."""

    @property
    def can_be_done(self) -> bool:
        """Whether the instances can do the work of any of the months."""
        return self.beyond < self.draws


class _Triangle(NamedTuple):
    """What `Random.triangular` calculates at each draw, calculated once: the same bits come out.

    The field, which position of a draw it follows and whether against it, where the triangle begins, the
    share of draws below its likeliest value, how wide it is and where it ends.
    """

    field: str
    place: int
    against: bool
    low: float
    peak: float
    width: float
    high: float


class _Spread:
    """Guesses with one position per draw for each group of related inputs."""

    def __init__(self, guesses: Sequence[Guess], base: Mapping[str, Fraction]) -> None:
        groups = list(dict.fromkeys(moves_with(guess.field).group for guess in guesses))
        self.fields = tuple(tuple(_names_in(guesses, group)) for group in groups)
        self._triangles = [_triangle(guess, groups.index(moves_with(guess.field).group)) for guess in guesses]
        self._counted = [guess.field for guess in guesses if stays_whole(base, guess.field)]
        self._cached = sorted({_prefix(g.field) for g in guesses if _part(g.field) in CACHE_SHARES})

    def put(self, values: dict[str, float], random: Random) -> list[float]:
        """Draw a position for each group, and put each input where its group stands."""
        uniform = random.random
        at = [uniform() for _group in self.fields]
        for field, place, against, low, peak, width, high in self._triangles:
            here = 1.0 - at[place] if against else at[place]
            if here <= peak:
                values[field] = low + width * sqrt(here * peak)
            else:
                values[field] = high - width * sqrt((1.0 - here) * (1.0 - peak))
        for field in self._counted:
            values[field] = float(floor(values[field] + 0.5))
        for prefix in self._cached:
            _keep_cache_whole(values, prefix)
        return at


def ranged(
    workload: Workload, guesses: Sequence[Guess], *, seed: int, draws: int = DRAWS, decay: Fraction = ZERO
) -> Range:
    """Draw every guess from a triangle and cost the workload, `draws` times; same seed, same result.

    Related inputs stand at the same place of their triangles in each draw. With another volume the share
    reviewed falls or rises as on the curve.
    """
    random = Random(seed)  # noqa: S311  # a repeatable draw is the point
    base = numbers(workload)
    values = {name: float(value) for name, value in base.items()}
    flat = _Spread([guess for guess in guesses if not guess.field.startswith("steps.")], base)
    stepped = _Spread([guess for guess in guesses if guess.field.startswith("steps.")], base)
    attempts = _attempts(values, stepped, random)
    bounded = _is_bounded(base)
    worth, today = values.get("value_per_unit"), volume(values)
    totals: list[float] = []
    undone: list[float] = []
    accepted: list[float] = []
    places: list[list[float]] = []
    paid: list[bool] = []
    pooled = (
        POOL if len(steps_among(f for group in stepped.fields for f in group)) > MOST_STEPS_DRAWN else None
    )
    # Without a guess every draw is the same one.
    drawn = draws if guesses else 1
    for _ in range(drawn):
        at = flat.put(values, random)
        at_steps, attempt, tokens = next(attempts)
        found = amounts(at_its_review_rate(values, today, decay), attempt)
        total = total_of(found)
        units = found.units * values["acceptance_rate"]
        within = not bounded or within_capacity(
            values, found.units, 1 + found.repeats, unpaid_tokens(values) if attempt is None else tokens
        )
        (totals if within else undone).append(total)
        if within and units:
            accepted.append(total / units)
        if worth is not None:
            places.append(at + at_steps)
            paid.append(within and values["value_per_unit"] * units > total)
    return Range(
        seed=seed,
        draws=draws,
        total=percentiles(totals or undone, pooled),
        accepted=percentiles(accepted, pooled)
        if accepted and len(accepted) == len(totals) and not estimate(workload).out_of_reach
        else None,
        beyond=len(undone),
        pays=None if worth is None else Fraction(sum(paid), drawn),
        hangs_on=_hangs_on(flat.fields + stepped.fields, places, paid, _swings(base, guesses, decay)),
    )


def _is_bounded(base: Mapping[str, Fraction]) -> bool:
    """Whether a month may ask more of the instances than they sustain, which today's does not."""
    found = amounts(base)
    return "capacity_tokens_per_second" in base and within_capacity(
        base, found.units, 1 + found.repeats, unpaid_tokens(base)
    )


def _swings(base: _Values, guesses: Sequence[Guess], decay: Fraction) -> Callable[[str], Fraction]:
    """How far each guess alone moves what is left of a month, from its low end to its high one."""
    ends, today = {guess.field: (guess.low, guess.high) for guess in guesses}, volume(base)

    def left(values: Mapping[str, Fraction]) -> Fraction:
        found = amounts(at_its_review_rate(values, today, decay))
        return values["value_per_unit"] * values["acceptance_rate"] * found.units - total_of(found)

    def swing(field: str) -> Fraction:
        low, high = (left({**base, field: end}) for end in ends[field])
        return abs(high - low)

    return swing


def _leading(fields: tuple[str, ...], swing: Callable[[str], Fraction]) -> tuple[str, ...]:
    """Of inputs that move together those that decide: at least half as far as the one that moves most.

    All of them rise and fall with each other, so that one pair of halves is true of each.
    """
    swings = {field: swing(field) for field in fields}
    most = max(swings, key=lambda field: swings[field])
    against = moves_with(most).against
    return tuple(f for f in fields if 2 * swings[f] >= swings[most] and moves_with(f).against == against)


def _attempts(values: dict[str, float], stepped: _Spread, random: Random) -> Iterator[_Attempt]:
    """What one attempt costs in each draw; None where no model steps say it."""
    moved = steps_among(field for group in stepped.fields for field in group)
    still = [names for place, names in enumerate(steps_of(values)) if place not in moved]
    unmoved = sum(step_cost(values, names) for names in still)
    unpaid = sum(unpaid_in_step(values, names) for names in still)

    def one() -> _Attempt:
        at = stepped.put(values, random)
        tokens = sum((unpaid_in_step(values, STEPS[place]) for place in moved), unpaid)
        return at, sum((step_cost(values, STEPS[place]) for place in moved), unmoved), tokens

    if not moved:
        while True:
            yield [], unmoved if still else None, unpaid
    if len(moved) <= MOST_STEPS_DRAWN:
        while True:
            yield one()
    pool = [one() for _ in range(POOL)]
    while True:
        yield pool[int(random.random() * POOL)]


def _hangs_on(
    groups: Sequence[tuple[str, ...]],
    places: Sequence[Sequence[float]],
    paid: Sequence[bool],
    swing: Callable[[str], Fraction],
) -> HangsOn | None:
    """The group whose lower and whose higher half differ most in how many draws pay, and those like it."""
    if not any(paid) or all(paid):
        return None
    found = []
    for fields, at in zip(groups, zip(*places, strict=True), strict=True):
        lower = [pays for here, pays in zip(at, paid, strict=True) if here < 0.5]
        paid_lower, paid_higher = sum(lower), sum(paid) - sum(lower)
        below, above = _ratio(paid_lower, len(lower)), _ratio(paid_higher, len(paid) - len(lower))
        found.append(HangsOn(fields, below, above))
    if not found:
        return None
    most = max(found, key=_decides)
    alike = [each for each in found if each is not most and _decides(most) - _decides(each) < NOISE]
    named = _leading(most.fields, swing)
    if moves_with(named[0]).against:
        most = replace(most, lower=most.higher, higher=most.lower)
    return replace(
        most, fields=named, alike=tuple(field for each in alike for field in _leading(each.fields, swing))
    )


def _decides(found: HangsOn) -> Fraction:
    return abs(found.higher - found.lower)


def _ratio(part: int, whole: int) -> Fraction:
    return Fraction(part, whole) if whole else Fraction(0)


def _names_in(guesses: Iterable[Guess], group: str) -> Iterator[str]:
    """The inputs of a group."""
    yield from (guess.field for guess in guesses if moves_with(guess.field).group == group)


def _triangle(guess: Guess, place: int) -> _Triangle:
    low, high, base = float(guess.low), float(guess.high), float(guess.base)
    peak = (base - low) / (high - low) if high != low else 0.0
    return _Triangle(guess.field, place, moves_with(guess.field).against, low, peak, high - low, high)


def _keep_cache_whole(values: dict[str, float], prefix: str) -> None:
    """Shares of the same input drawn apart may pass one together: the later ones give way."""
    left = 1.0
    for share in CACHE_SHARES:
        name = f"{prefix}{share}"
        values[name] = min(values[name], left)
        left = max(left - values[name], 0.0)


def _prefix(name: str) -> str:
    group, dot, _name = name.rpartition(".")
    return group + dot


def _part(name: str) -> str:
    return name.rpartition(".")[2]
