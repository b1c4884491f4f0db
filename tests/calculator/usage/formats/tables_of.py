"""A sample's rows with some cells changed, and its lines of JSON with some fields changed."""

import csv
import io
import json
from collections.abc import Mapping
from typing import Any

from tests.calculator.usage.expected import SAMPLES


def table(name: str, *changes: Mapping[str, str], row: int = 0) -> str:
    """The header of a sample, and its row once for each of the changes."""
    titles, *rows = csv.reader(io.StringIO((SAMPLES / name).read_text("utf-8-sig"), newline=""))
    held = io.StringIO(newline="")
    written = csv.DictWriter(held, titles)
    written.writeheader()
    base = dict(zip(titles, rows[row], strict=True))
    written.writerows([base | dict(each) for each in changes])
    return held.getvalue()


def line(name: str, row: int = 0) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((SAMPLES / name).read_text().splitlines()[row])
    return found


def json_lines(*values: object) -> str:
    return "\n".join(json.dumps(value) for value in values) + "\n"


def by_kind(found: Mapping[str, Any], *columns: str) -> dict[str, Any]:
    """Lines by kind of token, one column of each or a tuple of several."""
    picked = {each["kind"]: tuple(each[column] for column in columns) for each in found["lines"]}
    return {kind: values[0] if len(columns) == 1 else values for kind, values in picked.items()}
