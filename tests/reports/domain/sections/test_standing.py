"""What a board is told of the score: one reason once, and each time that answers do not fit the scenario."""

import pytest

from assessment.domain.answer_sheet import Sheet
from runrate.reports.domain.evaluation import read
from runrate.reports.domain.sections.standing import stands
from tests.reports.readers import BY_THE_MINUTE, sheet, source, workload

ONE = "One answer does not fit the scenario: look at it again before the score is relied on."
TWO = "2 answers do not fit the scenario: look at them again before the score is relied on."


@pytest.mark.parametrize(
    ("answered", "retries", "said"),
    [
        (sheet(2), "0.1", []),
        (sheet(2), None, [TWO]),
        (sheet(2), 0, [ONE]),
        (sheet(2, q7=0), 0, [ONE]),
        (sheet(2, q10=0), 0, [TWO]),
        (sheet(2, q1="dk", q9="dk"), "0.1", [ONE]),
    ],
)
def test_answers_that_do_not_fit_are_told_the_board_after_all_else(
    answered: Sheet, retries: object, said: list[str]
) -> None:
    inputs = BY_THE_MINUTE if retries is None else {**BY_THE_MINUTE, "value_per_unit": 9}
    told = list(stands(read(source(answered, workload(inputs, retry_rate=retries)))))

    assert [each for each in told if "not fit" in each] == said
    assert told[len(told) - len(said) :] == said


def test_the_weakest_dimension_is_not_named_again_where_it_limits_the_stage() -> None:
    held, free = (list(stands(read(source(sheet(3, q7=level, q8=level, q9=level))))) for level in (0, 2))

    assert [each for each in held if "run efficiency" in each.lower()] == held[:1]
    assert held[0].startswith("A score of 60.0 alone would be Optimized. Run efficiency at 0.0 is only ")
    assert free[0] == "Run efficiency is the weakest dimension at 50.0, against 70.0 overall."


def test_an_assessment_alone_contradicts_nothing() -> None:
    assert [each for each in stands(read(source(sheet(2)))) if "not fit" in each] == []
