"""A step that makes retries fewer, where a bill holds them within its tokens."""

from runrate.reports.domain.beside_a_bill.step_on_retries import not_in_the_figure
from runrate.reports.domain.compose import compose
from runrate.reports.domain.evaluation import read
from tests.reports.domain.beside_a_bill.test_retries import measured

SAID = "Fewer retries have no figure: they are in tokens, and the file does not separate them."


def test_each_step_on_retries_says_that_they_have_no_figure() -> None:
    reading = read(measured())

    said = {each.question.key for each in reading.advice.measures if not_in_the_figure(reading, each)}

    assert said == {"q3", "q9", "q14"}
    assert all(
        "retries" not in each.saving.lines
        for each in reading.advice.measures
        if each.saving and each.question.key in said
    )


def test_the_note_stands_in_its_row_and_nowhere_without_such_a_bill() -> None:
    assert "Fewer retries" not in str(compose(measured({})))
    assert str(compose(measured())).count(SAID) == 3
