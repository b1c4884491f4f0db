"""Tests of plain Python, which one run is enough for: they know no database, in whatever folder they lie."""

from pathlib import Path
from typing import Final

import pytest

FOLDERS: Final = frozenset(
    {"ci", "domain", "facts", "files", "number_input", "rendering", "telling_apart", "truth", "usage"}
)
"""Of what reads, calculates and writes; tests of other folders may start a site in a process of its own."""
READS_FORMS: Final = "test_every_number_box.py"
"""Each spelling in each box of the site, minutes of a processor: a box has read its number before anything
of it comes to a database."""
FILES: Final = frozenset(
    {
        "test_architecture.py",
        "test_cached_makers.py",
        "test_docs.py",
        "test_formulas.py",
        "test_mirror.py",
        "test_mutation.py",
        "test_promised_effects.py",
        "test_templates.py",
    }
)
"""In other folders: what reads the source, and what computes or composes a report from values."""
_HERE: Final = Path(__file__).parent
_DATABASE: Final = frozenset({"db", "transactional_db", "live_server"})
_MARKS: Final = ("django_db", "postgresql")


def is_plain(test: pytest.Item) -> bool:
    """Whether nothing of a test can depend on the database: pytest-django refuses it one unless it asks."""
    asks = _DATABASE & set(getattr(test, "fixturenames", ()))
    marked = any(test.get_closest_marker(mark) for mark in _MARKS)
    there = _HERE in test.path.parents and (FOLDERS | FILES) & set(test.path.relative_to(_HERE).parts)
    return test.path.name == READS_FORMS or (bool(there) and not asks and not marked)
