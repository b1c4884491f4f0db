"""Scores as formulas: unknown at 0 and at 4, unbacked claims at 2, what does not apply left out."""

from assessment.domain.answer_sheet import Sheet
from runrate.reports.domain.compose import compose
from runrate.reports.domain.evaluation import read
from runrate.reports.domain.formulas.scores import of_scores
from tests.reports.readers import sheet, source


def told(answered: Sheet) -> dict[str, tuple[str, str]]:
    reading = read(source(answered))
    assert reading.assessment is not None
    return {row.name: (row.substituted, row.monthly) for row in of_scores(reading, reading.assessment)}


def test_a_dimension_is_the_mean_of_its_answers_and_the_score_the_mean_of_five() -> None:
    found = told(sheet(1, q12=2))

    assert found["Sticky costs"] == ("(1 + 1 + 2) ÷ 3 × 25", "33.3")
    assert found["Score"][0].endswith(" × 25 ÷ 5")
    assert [*found] == [
        "Visibility", "Unit economics", "Run efficiency", "Sticky costs", "Control and foresight", "Score",
        "Score once the stage has changed",
    ]  # fmt: skip


def test_what_does_not_apply_leaves_the_mean() -> None:
    assert told(sheet(1, q12={"na": "nothing runs idle"}))["Sticky costs"] == ("(1 + 1) ÷ 2 × 25", "25.0")


def test_unknown_answers_count_zero_and_four_and_claims_without_evidence_two() -> None:
    found = told(sheet(4, q1="dk"))

    assert found["Visibility"][0] == "(0 + 4 + 4) ÷ 3 × 25"
    assert found["Visibility if everything unknown is best"] == ("(4 + 4 + 4) ÷ 3 × 25", "100.0")
    assert [name for name in found if name.endswith("is best")] == [
        "Visibility if everything unknown is best",
        "Score if everything unknown is best",
    ]
    assert found["Score if everything unknown is best"][0].startswith("((4 + 4 + 4) ÷ 3")
    assert found["Evidenced score"][0].startswith("((0 + 2 + 2) ÷ 3")


def test_the_score_that_the_way_to_the_next_stage_reaches_has_its_formula() -> None:
    content = compose(source(sheet(1)))

    [row] = [each for each in content.method.results if each.name == "Score once the stage has changed"]
    assert content.maturity is not None
    assert f": {row.monthly}, " in content.maturity.changes[0]
    assert [each for each in told(sheet(4)) if "once" in each] == []
