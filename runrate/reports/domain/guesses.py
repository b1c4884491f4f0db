"""What somebody guessed around a scenario: how low and how high an input may turn out, and the seed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

from calculator.domain.costs import numbers
from calculator.domain.fields import Kind, field_of
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

    def guesses(self, workload: Workload) -> tuple[Guess, ...]:
        """In the order in which the calculator draws them: another order would be another draw."""
        return tuple(
            Guess(name, Fraction(self.ranges[name][0]), value, Fraction(self.ranges[name][1]))
            for name, value in numbers(workload).items()
            if name in self.ranges
        )

    def as_json(self) -> dict[str, Any]:
        """Empty where nothing was guessed, so that a report from before guesses keeps its key."""
        if self == Guessed():
            return {}
        ranges = {name: [plain(low), plain(high)] for name, (low, high) in sorted(self.ranges.items())}
        return {
            "ranges": ranges,
            "seed": self.seed,
            "review_rate_decay": plain(self.review_rate_decay),
        }


def parse_guessed(data: object, workload: Workload) -> Guessed:
    """Guesses from their JSON form. Raises GuessedError for what fits no input of the workload."""
    if data is None:
        return Guessed()
    ranges = data.get("ranges", {}) if isinstance(data, Mapping) else None
    if not isinstance(data, Mapping) or not isinstance(ranges, Mapping):
        raise GuessedError("Guesses are an object: the low and the high figure of each input.")
    seed = data.get("seed", 1)
    if type(seed) is not int or not 0 <= seed <= LARGEST_SEED:
        raise GuessedError("The seed is a whole number.")
    decay, message = read_decimal(data.get("review_rate_decay", 0))
    if decay is None or not 0 <= decay <= LARGEST_DECAY:
        raise GuessedError(message or f"The decay of the review rate is a number from 0 to {LARGEST_DECAY}.")
    return Guessed(
        {str(name): _range(str(name), pair, workload) for name, pair in ranges.items()}, seed, decay
    )


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
