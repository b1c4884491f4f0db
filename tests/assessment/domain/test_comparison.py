"""Two attempts side by side, within a version and across versions."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from assessment.domain.comparison import Span, compare
from assessment.domain.scoring import NotApplicable, score
from tests.assessment.sheets import KEYS, sheet


def test_a_raised_level_shows_in_its_question_and_dimension() -> None:
    found = compare(sheet(2), sheet(2, q1=4))

    moved = [(change.question.key, change.levels) for change in found.changes if change.differs]
    assert moved == [("q1", 2)]
    assert [each.by for each in found.dimensions] == [(Fraction(50, 3),) * 2, *[(0, 0)] * 4]


def test_what_has_no_level_on_one_side_has_no_step() -> None:
    found = compare(sheet(2, q10="dk"), sheet(2, q11=NotApplicable("nothing stored")))

    steps = {change.question.key: change.levels for change in found.changes if change.differs}
    assert steps == {"q10": None, "q11": None}


def test_dimensions_of_one_version_are_those_of_the_results() -> None:
    before, after = sheet(3, q10=NotApplicable("none"), q5="dk"), sheet(1, q2=4)

    found = compare(before, after)

    assert _lowest({each.dimension.key: each.before for each in found.dimensions}) == score(before).dimensions
    assert _lowest({each.dimension.key: each.after for each in found.dimensions}) == score(after).dimensions


def _lowest(spans: Mapping[str, Span | None]) -> dict[str, Fraction | None]:
    return {key: span[0] if span else None for key, span in spans.items()}


def test_what_is_not_known_spans_from_the_lowest_level_to_the_top() -> None:
    found = compare(sheet(2, q1="dk"), sheet(2, q1=4, q2="dk"))

    visibility = found.dimensions[0]
    assert visibility.before == (Fraction(100, 3), Fraction(200, 3))
    assert visibility.after == (Fraction(50), Fraction(250, 3))
    assert visibility.by == (Fraction(-50, 3), Fraction(50))
    assert [each.by for each in found.dimensions[1:]] == [(0, 0)] * 4


def test_across_versions_only_common_questions_count_and_it_is_said(second_version: None) -> None:
    before = sheet(2, q13=4)
    after = replace(before, version="2", answers={**{key: 3 for key in KEYS if key != "q13"}, "q16": 0})

    found = compare(before, after)

    assert found.same_version is False
    assert found.left_out == ("q13", "q16")
    assert [change.question.key for change in found.changes] == [key for key in KEYS if key != "q13"]
    control = found.dimensions[4]
    assert (control.before, control.after) == ((Fraction(50),) * 2, (Fraction(75),) * 2)
