"""Reports, word for word and figure for figure, part by part.

A wanted change of words is written by `python -m tests.reports.whole` and read as a difference.
"""

from dataclasses import asdict

import pytest

from runrate.reports.domain.compose import compose
from tests.flat import flat
from tests.reports.whole import CASES, FOLDER, SECTIONS, file_of, kept, told

PARTS = [(name, part) for name, (_source, parts) in CASES.items() for part in parts.split()]


@pytest.mark.parametrize(("name", "part"), PARTS)
def test_a_part_of_a_report_says_what_it_said(name: str, part: str) -> None:
    assert told(name, part) == kept(name)[part]


@pytest.mark.parametrize("name", ["both", "assessment", "scenario"])
def test_a_whole_report_is_its_parts(name: str) -> None:
    source, parts = CASES[name]
    content = asdict(compose(source, versions={"Template": "12"}))

    for part in set(parts.split()) & set(SECTIONS):
        assert list(flat(content[part], part)) == kept(name)[part]


def test_no_report_is_kept_that_is_not_told() -> None:
    assert {path.name for path in FOLDER.iterdir()} == {file_of(name).name for name in CASES}
