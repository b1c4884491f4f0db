"""Which monthly volumes the instances of reserved or self-hosted capacity can do."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import ceil


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
            begin = 0 if self.each is None or instance == self.kept else int((instance - 1) * self.each) + 1
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
        """The number of instances at the greatest volume: of more, each has too much to do when it starts."""
        if self.each is None:
            return self.kept
        return max(self.kept, 1, int((self.each - 1) / (self.each - self.sustained)))
