"""Fifteen reports, word for word and figure for figure.

A wanted change of words is written by `python -m tests.reports.whole` and read as a difference.
"""

import pytest

from tests.reports.whole import CASES, FOLDER, file_of, told


@pytest.mark.parametrize("name", CASES)
def test_a_report_says_what_it_said(name: str) -> None:
    assert told(name).splitlines() == file_of(name).read_text("utf-8").splitlines()


def test_no_report_is_kept_that_is_not_told() -> None:
    assert {path.name for path in FOLDER.iterdir()} == {file_of(name).name for name in CASES}
