"""Tables of one's own as every door reads them: read with named columns, as the command line prints them."""

from pathlib import Path
from typing import Any, Final

from calculator.usage.exports import read_file
from calculator.usage.formats.own_columns import parse_mapping
from calculator.usage.summary import as_json

COLUMNS: Final = {
    "date": "Date",
    "model": "Model",
    "input": "Input tokens",
    "output": "Output tokens",
    "billed": "Cost",
}
TITLES: Final = ",".join(COLUMNS.values())


def days_of(model: str, cost: str, days: range = range(1, 29), tokens: str = "1000000,200000") -> list[str]:
    """A row for each day of February."""
    return [f"2026-02-{day:02d},{model},{tokens},{cost}" for day in days]


def own_table(folder: Path, rows: list[str], titles: str = TITLES, **more: str) -> dict[str, Any]:
    """What the command line prints of such a table."""
    path = folder / "mine.csv"
    path.write_text("\n".join((titles, *rows)))
    mapping = parse_mapping({"columns": {**COLUMNS, **more}})
    [reading] = read_file(path, columns=mapping.rows())
    return as_json(reading)
