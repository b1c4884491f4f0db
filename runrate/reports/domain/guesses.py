"""What somebody guessed around a scenario: how low and how high an input may turn out, and the seed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

from calculator.domain.costs import numbers
from calculator.domain.fields import Kind, field_of
from calculator.domain.what_if.measured_ranges import with_assumed, with_guesses
from calculator.domain.what_if.uncertainty import Guess
from calculator.domain.workload import Workload
from calculator.domain.workload_input import read_decimal
from runrate.core.decimals import plain

LARGEST_SEED = 2**32 - 1
LARGEST_DECAY = 2


class GuessedError(ValueError):
    """What is wrong with guesses, in words."""


@dataclass(frozen=True, slots=True)
class Guessed:
    """Nothing in it: nobody guessed, and the report says what a fifth either way would do."""

    ranges: Mapping[str, tuple[Decimal, Decimal]] = field(default_factory=dict)
    seed: int = 1
    review_rate_decay: Decimal = Decimal(0)
    """How fast the share reviewed falls as volume grows; 0 keeps it."""
    measured: Mapping[str, tuple[Decimal, Decimal]] = field(default_factory=dict)
    """Ranges that a bill's days measured."""

    def guesses(self, workload: Workload) -> tuple[Guess, ...]:
        """In the order in which the calculator draws them: another order would be another draw."""
        return _in_order(self.ranges, workload)

    def drawn(self, workload: Workload) -> tuple[Guess, ...]:
        """Guesses and measured ranges; without a guess ours around everything else that is not known yet."""
        guesses, measured = self.guesses(workload), _in_order(self.measured, workload)
        return with_guesses(measured, guesses) if guesses else with_assumed(measured, workload)

    def as_json(self) -> dict[str, Any]:
        """Empty where nothing was guessed, so that a report from before guesses keeps its key."""
        if self == Guessed():
            return {}
        ranges, measured = (
            {name: [plain(low), plain(high)] for name, (low, high) in sorted(held.items())}
            for held in (self.ranges, self.measured)
        )
        return {
            "ranges": ranges,
            "seed": self.seed,
            "review_rate_decay": plain(self.review_rate_decay),
        } | ({"measured": measured} if measured else {})


def _in_order(ranges: Mapping[str, tuple[Decimal, Decimal]], workload: Workload) -> tuple[Guess, ...]:
    return tuple(
        Guess(name, Fraction(ranges[name][0]), value, Fraction(ranges[name][1]))
        for name, value in numbers(workload).items()
        if name in ranges
    )


def parse_guessed(data: object, workload: Workload) -> Guessed:
    """Guesses from their JSON form. Raises GuessedError for what fits no input of the workload."""
    if data is None:
        return Guessed()
    ranges, measured = (
        data.get(name, {}) if isinstance(data, Mapping) else None for name in ("ranges", "measured")
    )
    if not isinstance(data, Mapping) or not isinstance(ranges, Mapping) or not isinstance(measured, Mapping):
        raise GuessedError("Guesses are an object: the low and the high figure of each input.")
    seed = data.get("seed", 1)
    if type(seed) is not int or not 0 <= seed <= LARGEST_SEED:
        raise GuessedError("The seed is a whole number.")
    decay, message = read_decimal(data.get("review_rate_decay", 0))
    if decay is None or not 0 <= decay <= LARGEST_DECAY:
        raise GuessedError(message or f"The decay of the review rate is a number from 0 to {LARGEST_DECAY}.")
    given, found = (
        {str(name): _range(str(name), pair, workload) for name, pair in held.items()}
        for held in (ranges, measured)
    )
    return Guessed(given, seed, decay, found)


def _range(name: str, pair: object, workload: Workload) -> tuple[Decimal, Decimal]:
    base, field = numbers(workload).get(name), field_of(name)
    if base is None or field is None or field.whole:
        raise GuessedError(f"{name[:60]} is no input that can be guessed.")
    if not isinstance(pair, list) or len(pair) != 2:
        raise GuessedError(f"{name}: give a low and a high figure.")
    low, high = (read_decimal(end)[0] for end in pair)
    if low is None or high is None or not 0 <= low <= base <= high:
        raise GuessedError(f"{name}: the low guess is at most, and the high one at least, what was entered.")
    if (field.above_zero and not low) or (field.kind is Kind.SHARE and high > 1):
        raise GuessedError(f"{name}: the guesses are outside what this input can be.")
    return low, high
