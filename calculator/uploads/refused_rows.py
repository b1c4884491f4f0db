"""Refused rows as a table by which a file is mended: row, column, why, and cells; no text of the file."""

import csv
import io
from collections.abc import Sequence
from typing import Final

from calculator.usage.cells import RefusedError, cell_as_kept, shown
from runrate.core.csv_safety import inert

MOST_ROWS: Final = 5_000


class RefusedRows:
    """Collects refused rows of one table as text. Its first line is the table's header and three columns.

    Numbers, days and short codes stand as they are, all other text by its length, as on the page: in a row
    that is shifted any cell may hold what somebody wrote.
    """

    def __init__(self) -> None:
        self._held = io.StringIO(newline="")
        self._writer = csv.writer(self._held)
        self.count = 0

    def __call__(self, place: int, cells: Sequence[str], error: RefusedError) -> None:
        """As `Options.on_refused` is told; beyond the most rows only counted."""
        self.count += 1
        if self.count <= MOST_ROWS:
            kept = [inert(shown(cell)) for cell in cells]
            self._writer.writerow([place, inert(error.column or ""), inert(error.reason), *kept])

    def text(self, header: Sequence[str]) -> str:
        """The whole table; nothing of no rows."""
        if not self.count:
            return ""
        first = io.StringIO(newline="")
        csv.writer(first).writerow(
            ["row", "column", "reason", *(inert(cell_as_kept(each)) for each in header)]
        )
        return first.getvalue() + self._held.getvalue()
