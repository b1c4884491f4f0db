"""Ranges measured from day to day: no guesses, and true of the very values they were measured with.

What was measured without days has no range: nothing says how far it varies, so it is held as it is.
"""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Final

from calculator.domain.costs import numbers
from calculator.domain.fields import field_of
from calculator.domain.typed_numbers.inputs import DIGITS_IN_A_BOX
from calculator.domain.what_if.uncertainty import Guess, assumed_ranges
from calculator.domain.workload import Workload
from calculator.domain.workload_input import read_decimal
from runrate.core.decimals import plain

MEASURED_RANGES: Final = "measured_ranges"
"""What they are called beside guesses, seed and growth: in an address, and with a scenario."""
LONGEST: Final = 4000
"""Letters; the few inputs that days can say fit well, and those of a hundred model steps that are held."""


def ranges_sent(sent: Mapping[str, str]) -> dict[str, str]:
    """How low and high measured inputs were from day to day: on the way to Explore and to a scenario."""
    found = sent.get(MEASURED_RANGES, "")[:LONGEST]
    return {MEASURED_RANGES: found} if found else {}


def written(found: Iterable[Guess]) -> str:
    """As `measured_in` reads it back; nothing of none."""
    return ",".join(":".join([each.field, *_ends(each)]) for each in found)


def _ends(each: Guess) -> list[str]:
    return [plain(end) for end in ((each.base,) if is_held(each) else (each.low, each.base, each.high))]


def held_at(name: str, value: Fraction) -> Guess:
    """What was measured without days."""
    return Guess(name, value, value, value)


def is_held(each: Guess) -> bool:
    return each.low == each.high


def taken_over(kept: Mapping[str, str], found: Mapping[str, str]) -> dict[str, str]:
    """What is kept around a scenario with newly measured ranges in it; guesses about the same inputs end."""
    texts = [text for text in (kept.get(MEASURED_RANGES, ""), found.get(MEASURED_RANGES, "")) if text]
    parts = {part.partition(":")[0]: part for text in texts for part in text.split(",")}
    names = {part.partition(":")[0] for part in found.get(MEASURED_RANGES, "").split(",")}
    ended = {f"{end}_{name}" for name in names for end in ("low", "high")}
    rest = {name: text for name, text in kept.items() if name not in ended}
    return rest | ({MEASURED_RANGES: ",".join(parts.values())[:LONGEST]} if parts else {})


def measured_in(text: str, workload: Workload) -> tuple[Guess, ...]:
    """The ranges of inputs that still are as they were measured; one that was changed since has none."""
    return tuple(_read(text[:LONGEST], numbers(workload)))


def _read(text: str, values: Mapping[str, Fraction]) -> Iterator[Guess]:
    for part in text.split(","):
        name, *ends = part.split(":")
        ends = ends * 3 if len(ends) == 1 else ends
        low, value, high = (read_decimal(end)[0] for end in ends) if len(ends) == 3 else (None, None, None)
        field = field_of(name)
        if low is None or value is None or high is None or field is None or field.whole:
            continue
        now = values.get(name)
        if now is None or not _same(now, Fraction(value)):
            continue
        if part.count(":") == 1:
            yield held_at(name, now)
        elif 0 <= low <= now <= high and low < high:
            yield Guess(name, Fraction(low), now, Fraction(high))


def _same(now: Fraction, measured: Fraction) -> bool:
    """Whether both are one number, as far as a box shows its digits."""
    return abs(now - measured) <= abs(measured) / Fraction(10 ** (DIGITS_IN_A_BOX - 1))


def with_assumed(measured: tuple[Guess, ...], workload: Workload) -> tuple[Guess, ...]:
    """Ours around everything that is not known yet and was not measured, in the order of the inputs."""
    found = {each.field: each for each in (*assumed_ranges(workload), *measured)}
    return tuple(found[name] for name in numbers(workload) if name in found and not is_held(found[name]))


def with_guesses(measured: tuple[Guess, ...], guesses: tuple[Guess, ...]) -> tuple[Guess, ...]:
    """What somebody guessed, and what was measured and not guessed."""
    guessed = {each.field for each in guesses}
    return (*guesses, *(each for each in measured if each.field not in guessed and not is_held(each)))
