"""Which parts a bill can be chosen by: words of its lines, each with its share, and models."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from calculator.uploads.bills import Bill
from calculator.usage.analysis.bill import UsageLine

MOST_LISTED: Final = 200
"""So many stand in a list to choose from; any other is found by its name."""
MOST_LIKE: Final = 10
_NOT_WHOLE: Final = "further slices are not kept apart"
"""Said while reading before 2026-12, of a file whose slices had a part of their lines each."""


@dataclass(frozen=True, slots=True)
class Slice:
    """One word that lines can be chosen by, with its share of all tokens, or of the money without tokens."""

    key: str
    value: str
    share: Fraction | None
    of_tokens: bool = True

    @property
    def name(self) -> str:
        """As a form sends it."""
        return f"{self.key}={self.value}" if self.key else ""


def slices_of(bill: Bill) -> list[Slice]:
    """Every word that the bill's lines can be chosen by, the largest share first."""
    if any(note.endswith(_NOT_WHOLE) for each in bill.exports for note in each.notes):
        return []
    lines = bill.usage_lines
    weigh = _tokens if any(map(_tokens, lines)) else _money
    total = sum(map(weigh, lines), Fraction(0))
    found: dict[tuple[str, str], Fraction] = {}
    for line in lines:
        for pair in line.slice.items():
            if pair[1]:
                found[pair] = found.get(pair, Fraction(0)) + weigh(line)
    of_tokens = weigh is _tokens
    listed = [
        Slice(key, value, part / total if total else None, of_tokens) for (key, value), part in found.items()
    ]
    return sorted(listed, key=lambda each: (-(each.share or 0), each.key, each.value))


def models_of(bill: Bill) -> list[str]:
    return sorted({line.model for line in bill.usage_lines if line.model})


def _tokens(line: UsageLine) -> Fraction:
    return (line.quantity or Fraction(0)) if line.unit == "token" else Fraction(0)


def _money(line: UsageLine) -> Fraction:
    return line.billed or Fraction(0)


class UnknownSliceError(ValueError):
    """A name that no slice has, or several have; `like` are those that it may mean."""

    def __init__(self, like: Sequence[Slice]) -> None:
        super().__init__()
        self.like = like


def named_in(slices: Iterable[Slice], typed: str) -> Slice:
    """The one that is meant by its word, or by its key and its word. Raises UnknownSliceError."""
    wanted = typed.strip().casefold()
    held = [(each, _spellings(each)) for each in slices]
    exact = [each for each, spellings in held if wanted in spellings]
    if len(exact) != 1:
        like = exact or [each for each, spellings in held if wanted in spellings[0]]
        raise UnknownSliceError(like[:MOST_LIKE])
    return exact[0]


def _spellings(each: Slice) -> tuple[str, ...]:
    value = each.value.casefold()
    return value, f"{each.key}: {value}", f"{each.key}={value}"
