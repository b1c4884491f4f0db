"""Which monthly volumes the instances of reserved or self-hosted capacity can do."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Final

_MOST_PARTS: Final = 1000


@dataclass(frozen=True, slots=True)
class Doable:
    """Which whole monthly volumes the instances sustain: those kept, and those that volume starts."""

    kept: int
    each: Fraction | None
    """So many units start another instance; None where their number is fixed."""
    sustained: Fraction
    """So many units a month one instance sustains: fewer than start another one."""

    @property
    def most(self) -> int:
        """The greatest volume that can be done."""
        return int(self._last() * self.sustained)

    def within(self, first: int, last: int | None = None) -> Iterator[tuple[int, int]]:
        """The volumes from first to last that can be done, in ranges: each instance starts late."""
        number = self.kept if self.each is None else max(self.kept, ceil(first / self.each))
        found: tuple[int, int] | None = None
        for instance in range(number, self._last() + 1):
            begin = self._begin(instance)
            if last is not None and begin > last:
                break
            end = int(instance * self.sustained)
            run = max(begin, first), end if last is None else min(end, last)
            if run[0] > run[1]:
                continue
            if found and found[1] == run[0] - 1:
                found = found[0], run[1]
                continue
            if found:
                yield found
            found = run
        if found:
            yield found

    def _last(self) -> int:
        """The number of instances at the greatest volume: of more, each has too much to do when it starts.

        Where an instance takes no whole number of units, 2.5, every other one starts half a unit early: the
        last one that can do its work is among as many as that fraction has parts. Of more than a thousand
        parts not all are tried; then the last that surely can stands for it.
        """
        if self.each is None:
            return self.kept
        parts, apart = self.each.denominator, self.each - self.sustained
        sure, latest = int((self.each - 1) / apart), int((self.each - Fraction(1, parts)) / apart)
        tried = range(latest, max(sure, latest - min(parts, _MOST_PARTS)), -1)
        return max(self.kept, 1, next((number for number in tried if self._begins_in_time(number)), sure))

    def _begins_in_time(self, number: int) -> bool:
        """Whether so many instances can do the least volume that they are started for."""
        return self._begin(number) <= number * self.sustained

    def _begin(self, number: int) -> int:
        """The least volume that so many instances are started for; those kept are there from none on."""
        return 0 if self.each is None or number == self.kept else int((number - 1) * self.each) + 1
