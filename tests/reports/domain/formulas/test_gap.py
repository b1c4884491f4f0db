"""Each figure between an estimate and a bill comes from printed operands."""

import pytest

from runrate.reports.domain.formulas.gap import of_gap
from runrate.reports.domain.inputs import Source
from tests.reports.billed_sources import BILLED
from tests.reports.test_formulas import reckoned, value_of


def rows(source: Source) -> list[tuple[str, str, str]]:
    costed = source.costed
    assert costed is not None
    assert costed.billed is not None
    return [(row.name, row.substituted, row.monthly) for row in of_gap(costed.workload, costed.billed)]


@pytest.mark.parametrize("name", BILLED)
def test_both_ends_stand_first_and_what_is_between_them_is_their_difference(name: str) -> None:
    found = rows(BILLED[name])
    between = next(row for row in found if row[0].startswith("Between estimate and "))
    first, second = between[1].split(" − ", 1)

    assert found[0][0] == "Estimate, in lines that a bill holds"
    assert value_of(found[0][2])[0] == value_of(second)[0]
    assert value_of(between[2])[0] == value_of(first)[0] - value_of(second)[0]


@pytest.mark.parametrize("name", BILLED)
def test_each_row_comes_to_its_figure(name: str) -> None:
    for row, figures, printed in rows(BILLED[name]):
        if "…" not in figures and "≥" not in figures:
            value, half = value_of(printed)
            assert abs(reckoned(figures) - value) <= half, row
