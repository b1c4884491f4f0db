"""From guesses around an estimate, as texts, to numbers: low and high, seed, growth, decay."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Final

from calculator.domain.costs import numbers
from calculator.domain.fields import field_of
from calculator.domain.labels import label_of, valued, worded, worded_short
from calculator.domain.typed_numbers.measures import example_of, measure_of
from calculator.domain.what_if.measured_ranges import (
    MEASURED_RANGES,
    is_held,
    measured_in,
    with_assumed,
    with_guesses,
    written,
)
from calculator.domain.what_if.ranges import MOST_STEPS_DRAWN
from calculator.domain.what_if.sensitivity import Swing, names_of, tornado
from calculator.domain.what_if.uncertainty import Guess, stays_whole
from calculator.domain.workload import Workload
from runrate.core.number_input.reader import Measure, Typed, read_number
from runrate.core.number_input.reading_back import read_back
from runrate.core.number_input.reading_back import worded as said
from runrate.core.numbers import count
from runrate.core.translation import gettext as _

MOST_GUESSES: Final = 8
LARGEST_SEED: Final = 2**32 - 1
FIRST_SEED: Final = 1
MEASURES: Final = {
    "seed": Measure.COUNT,
    "growth": Measure.CHANGE,
    "review_rate_decay": Measure.COUNT,
    "price_change": Measure.CHANGE,
}
"""What each box takes that is no guess about an input."""
EXAMPLES: Final = {"review_rate_decay": "0.3"}


@dataclass(frozen=True, slots=True)
class GuessInput:
    """One input with room for how low and how high it may turn out: what was entered, and what was typed."""

    name: str
    label: str
    base: str
    low: str
    high: str
    error: str
    read_low: str = ""
    read_high: str = ""
    ours: str = ""
    """Between which values it is drawn as long as nobody types a range; empty for what is known."""
    measured: bool = False
    """Whether that range was measured from day to day."""
    held: bool = False
    """Whether it was measured without days, and is not varied as long as nobody types a range."""
    varied: bool = True
    """Whether it is drawn now, between these values or those that were typed."""


class Exploration:
    """Guesses, seed, growth, decay and other prices, read from texts; what is empty stays as it is."""

    def __init__(
        self, typed: Mapping[str, str], workload: Workload, saved: Mapping[str, str] | None = None
    ) -> None:
        """`saved` are the guesses kept with a scenario; they stand until the form, seed and all, is sent."""
        self.typed = typed if saved is None or "seed" in typed else {**saved, **typed}
        self.workload = workload
        self.errors: dict[str, str] = {}
        self.seed = self._whole("seed", FIRST_SEED)
        self.growth = self._number("growth", Decimal(-1), Decimal(10))
        self.price_change = self._number("price_change", Decimal(-1), Decimal(10))
        self.decay = self._number("review_rate_decay", Decimal(0), Decimal(2))
        self.guesses = self._guesses()
        self.measured = measured_in(self.typed.get(MEASURED_RANGES, ""), workload)

    @property
    def assumed(self) -> bool:
        """Whether the ranges are ours, because nobody typed one that can be used."""
        return not self.guesses

    @cached_property
    def drawn(self) -> tuple[Guess, ...]:
        """What is drawn: the ranges that were typed or measured; without typed ones ours for the rest."""
        if self.guesses:
            return with_guesses(self.measured, self.guesses)
        return with_assumed(self.measured, self.workload)

    @cached_property
    def _drawn(self) -> frozenset[str]:
        return frozenset(guess.field for guess in self.drawn)

    @property
    def measured_text(self) -> str:
        """For the form, which sends it along: what was measured is not typed again."""
        return self.kept().get(MEASURED_RANGES, "")

    @cached_property
    def swings(self) -> tuple[Swing, ...]:
        return tornado(self.workload, review_rate_decay=self.decay)

    def kept(self) -> dict[str, str]:
        """The texts that are not empty, to be saved with a scenario or put into an address."""
        names = [f"{end}_{name}" for name in names_of(self.workload) for end in ("low", "high")]
        names += ["seed", "growth", "review_rate_decay", "other_model", "price_change"]
        typed = [(name, self.typed.get(name, "").replace("\0", "").strip()[:240]) for name in names]
        typed.append((MEASURED_RANGES, written(self.measured)))
        return {name: text for name, text in typed if text}

    def inputs(self) -> list[GuessInput]:
        """The inputs that move the total most, and any other that has a guess or was measured."""
        return [self._input(name) for name in self._first]

    def further(self) -> list[GuessInput]:
        """Every other input that is varied as long as nobody types a range."""
        return [self._input(name) for name in self._ours if name not in self._first]

    @cached_property
    def _ours(self) -> dict[str, Guess]:
        return {guess.field: guess for guess in with_assumed(self.measured, self.workload)}

    @cached_property
    def _first(self) -> tuple[str, ...]:
        moving = [swing.field for swing in self.swings if swing.size and not _is_whole(swing.field)]
        worth = ["value_per_unit"] if self.workload.value_per_unit else []
        measured = [guess.field for guess in self.measured]
        return tuple(dict.fromkeys([*moving[:MOST_GUESSES], *self._guessed(), *measured, *worth]))

    def _input(self, name: str) -> GuessInput:
        measured = [guess for guess in self.measured if guess.field == name]
        return GuessInput(
            name,
            label_of(name),
            worded_short(name, numbers(self.workload)[name]),
            self.typed.get(f"low_{name}", ""),
            self.typed.get(f"high_{name}", ""),
            self.errors.get(name, ""),
            self._read_back(name, "low"),
            self._read_back(name, "high"),
            _ends(self._ours.get(name)),
            any(not is_held(guess) for guess in measured),
            any(is_held(guess) for guess in measured) and name not in self._drawn,
            name in self._drawn,
        )

    def _read_back(self, name: str, end: str) -> str:
        field = field_of(name)
        assert field is not None  # noqa: S101  # every number has a field
        text = self.typed.get(f"{end}_{name}", "")
        return read_back(text, measure_of(field), lambda number: valued(name, number))

    @property
    def read(self) -> dict[str, str]:
        """What was understood of the boxes below the guesses, where that is not just what was typed."""
        return {name: read_back(self.typed.get(name, ""), measure) for name, measure in MEASURES.items()}

    def _guessed(self) -> list[str]:
        base = numbers(self.workload)
        return [
            name
            for name in base
            if self.typed.get(f"low_{name}", "").strip() or self.typed.get(f"high_{name}", "").strip()
        ]

    def _guesses(self) -> tuple[Guess, ...]:
        found = []
        base, guessed = numbers(self.workload), self._guessed()
        for name in self._too_many(guessed):
            self.errors[name] = _("Guess the inputs of at most %(most)s model steps at once.") % {
                "most": MOST_STEPS_DRAWN
            }
        for name in guessed:
            if name in self.errors:
                continue
            low, high = (self._end(name, end) for end in ("low", "high"))
            if name in self.errors:
                continue
            lowest, highest = (base[name] if end is None else Fraction(end) for end in (low, high))
            if not lowest <= base[name] <= highest:
                self.errors[name] = _(
                    "The low guess is at most, and the high one at least, what you entered."
                )
                continue
            found.append(Guess(name, lowest, base[name], highest))
        return tuple(found)

    def _too_many(self, guessed: list[str]) -> list[str]:
        """Guesses of further model steps than are drawn at once."""
        steps = dict.fromkeys(name.split(".")[1] for name in guessed if name.startswith("steps."))
        left = set(list(steps)[MOST_STEPS_DRAWN:])
        return [name for name in guessed if name.startswith("steps.") and name.split(".")[1] in left]

    def _end(self, name: str, end: str) -> Decimal | None:
        text = self.typed.get(f"{end}_{name}", "").strip()
        if not text:
            return None
        field = field_of(name)
        assert field is not None  # noqa: S101  # every number has a field
        number, refusal = read_number(text, measure_of(field), example_of(field))
        if number is None:
            self.errors[name] = refusal
            return None
        if number < 0 or field.whole:
            self.errors[name] = _("Enter numbers of the same kind as the input itself.")
        elif number != number.to_integral_value() and stays_whole(numbers(self.workload), name):
            self.errors[name] = _("Enter a whole number, such as 12.")
        elif field.above_zero and not number:
            self.errors[name] = _("Enter a number above 0.")
        return number

    def _whole(self, name: str, default: int) -> int:
        text = self.typed.get(name, "").strip()
        number, refusal = read_number(text, MEASURES[name]) if text else Typed(Decimal(default))
        if number is None:
            self.errors[name] = refusal
        elif not 0 <= number <= LARGEST_SEED:
            ends = {"low": "0", "high": count(LARGEST_SEED)}
            self.errors[name] = _("Enter a number from %(low)s to %(high)s.") % ends
        elif number != number.to_integral_value():
            self.errors[name] = _("Enter a whole number, such as 12.")
        return default if name in self.errors or number is None else int(number)

    def _number(self, name: str, lowest: Decimal, highest: Decimal) -> Fraction:
        text, measure = self.typed.get(name, "").strip(), MEASURES[name]
        example = EXAMPLES.get(name, "")
        number, refusal = read_number(text, measure, example) if text else Typed(Decimal(0))
        if number is None:
            self.errors[name] = refusal
            return Fraction(0)
        if not lowest <= number <= highest:
            low, high = (said(each, measure) for each in (lowest, highest))
            self.errors[name] = _("Enter a number from %(low)s to %(high)s.") % {"low": low, "high": high}
            return Fraction(0)
        return Fraction(number)


def _is_whole(name: str) -> bool:
    """Whether an input is counted in whole things that nobody draws between."""
    field = field_of(name)
    return field is not None and field.whole


def _ends(guess: Guess | None) -> str:
    """`14,400 to 21,600`; nothing for what is not drawn."""
    if guess is None:
        return ""
    low, high = (worded(guess.field, end) for end in (guess.low, guess.high))
    return _("%(low)s to %(high)s") % {"low": low, "high": high}
