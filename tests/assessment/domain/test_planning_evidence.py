"""What the planning table rests on: every row says it, and the weaker the evidence, the wider the band."""

from datetime import date
from fractions import Fraction

import pytest

from assessment.domain.planning_evidence import SPREAD, Evidence, Kind, evidence
from assessment.domain.questionnaire import load
from assessment.domain.savings import CASES, table

ROWS = [(question, line) for question, line, _factors in table(load()).figures()]
KNOWN = {
    ("q7", "tokens"): Kind.MEASURED,
    ("q8", "tokens"): Kind.ELSEWHERE,
    ("q10", "human_review"): Kind.ELSEWHERE,
    ("q11", "vector_db"): Kind.VENDOR,
    ("q11", "observability"): Kind.VENDOR,
    ("q12", "infrastructure"): Kind.SURVEY,
}


@pytest.mark.parametrize(("question", "line"), ROWS)
def test_each_row_names_its_source_and_day_or_says_that_it_is_our_assumption(
    question: str, line: str
) -> None:
    """N27."""
    found = evidence(question, line)

    if (question, line) not in KNOWN:
        assert found.told == "none: our assumption"
        return
    assert found.kind is KNOWN[question, line]
    assert found.told.startswith(f"{found.label}: {found.source}")
    assert (found.says != "", found.read_at.startswith("https://"), found.checked_on) == (
        True,
        True,
        date(2026, 11, 28),
    )


def test_no_evidence_is_kept_for_a_row_that_is_not_there() -> None:
    assert set(KNOWN) <= set(ROWS)


def test_the_weaker_the_evidence_the_wider_the_band() -> None:
    """N27."""
    width = {kind: high - low for kind, (low, high) in SPREAD.items()}

    assert width[Kind.MEASURED] < width[Kind.SURVEY] == width[Kind.VENDOR] < width[Kind.NONE]
    assert width[Kind.ELSEWHERE] == width[Kind.NONE]
    assert width[Kind.READER] == width[Kind.MEASURED]


@pytest.mark.parametrize(
    ("question", "line", "band"),
    [
        ("q7", "tokens", ("1.45", "1.9", "2.35")),
        ("q12", "infrastructure", ("7/6", "1.5", "11/6")),
        ("q9", "retries", ("1.75", "4", "6.25")),
        # Mammograms are not claims: what was measured of them leaves a wide band here.
        ("q10", "human_review", ("1.375", "2.5", "3.625")),
    ],
)
def test_low_and_high_stand_as_far_from_one_as_the_evidence_allows(
    question: str, line: str, band: tuple[str, str, str]
) -> None:
    planned = table(load())

    assert tuple(planned.factor(question, line, 0, case) for case in CASES) == tuple(map(Fraction, band))


def test_a_figure_of_the_readers_own_rests_on_the_reader() -> None:
    own = tuple(Fraction(each) for each in ("5", "3", "2", "1.5", "1"))
    changed = table(load()).with_changes({("q9", "retries"): own})

    assert changed.evidence("q9", "retries") == Evidence(Kind.READER)
    assert changed.evidence("q9", "retries").told == "your figure"
    assert changed.factor("q9", "retries", 0, "high") == 7
    assert table(load()).evidence("q9", "retries").kind is Kind.NONE
    # Typed as it stands, it is still ours.
    same = table(load()).with_changes({("q9", "retries"): table(load()).base["q9"]["retries"]})
    assert same.evidence("q9", "retries").kind is Kind.NONE


def test_no_factor_reaches_zero_in_any_case() -> None:
    planned = table(load())

    assert min(
        planned.factor(question, line, level, case)
        for question, line, factors in planned.figures()
        for level in range(len(factors))
        for case in CASES
    ) == Fraction("0.5625")
