"""Words that every chapter needs: plurals of units and lists."""

import pytest

from calculator.domain.units import plural_of
from runrate.core.text import listed


@pytest.mark.parametrize(
    ("unit", "units"),
    [
        ("ticket", "tickets"),
        ("query", "queries"),
        ("batch", "batches"),
        ("day", "days"),
        ("box", "boxes"),
        ("address", "addresses"),
        ("tickets", "tickets"),
        ("status", "statuses"),
        ("analysis", "analyses"),
    ],
)
def test_units_have_a_plural(unit: str, units: str) -> None:
    assert plural_of(unit) == units


@pytest.mark.parametrize(
    ("names", "said"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_lists_read_well(names: list[str], said: str) -> None:
    assert listed(names) == said
