"""The fifteen answers: what is said of those that name a level and of those nobody knows."""

import pytest

from assessment.domain.answer_sheet import Sheet
from runrate.reports.domain.compose import compose
from tests.reports.readers import sheet, source


@pytest.mark.parametrize(
    ("answered", "headline"),
    [
        (sheet(2), "Every answer stands at level 2"),
        (sheet(2, q1="dk"), "Every answer that names a level stands at level 2"),
        (sheet("dk"), "No answer names a level yet"),
    ],
)
def test_answers_that_are_not_known_stand_nowhere(answered: Sheet, headline: str) -> None:
    answers = compose(source(answered)).answers

    assert answers is not None
    assert answers.headline == headline


def test_unknowns_give_a_range_and_a_list_to_find_out() -> None:
    content = compose(source(sheet(2, q1="dk", q2="dk")))

    assert content.maturity is not None
    assert content.answers is not None
    assert content.maturity.score_range == "43.3 to 56.7"
    assert len(content.answers.unknown) == 2
