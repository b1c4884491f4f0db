"""The method page: formulas that add up, and the planning table as it is."""

from fractions import Fraction

from assessment.domain import questionnaire
from calculator.domain.label_table import LABELS
from runrate.pages.examples import FRAMEWORK, example, workforce
from runrate.pages.method import formulas, planning_table, short_names


def test_formulas_of_the_example_add_up_to_its_total() -> None:
    shown = example(FRAMEWORK)

    assert (
        sum((each.explained.monthly for each in formulas(shown)), Fraction(0)) == shown.estimate.total_monthly
    )


def test_what_a_formula_calls_otherwise_than_the_form_is_said_beside_them() -> None:
    shown = formulas(example(FRAMEWORK))

    named = {each.term: each.box for each in short_names(shown)}

    said = " ".join(each.explained.formula for each in shown)
    labels = [label for label in LABELS.values() if label.term in said and label.term != label.inside]
    assert named.items() >= {label.term: label.text for label in labels}.items()
    assert named["cache read share"] == "Cached input (read)"
    assert len(named) >= 3


def test_planning_table_names_question_line_and_five_factors() -> None:
    rows = {(row.number, row.line): row.factors for row in planning_table(questionnaire.current())}

    assert rows[10, "Human review"] == ("2.50", "2.00", "1.50", "1.20", "1.00")
    assert rows[3, "Observability"] == ("0.75", "0.80", "0.90", "1.00", "1.00")


def test_rows_of_an_example_add_up_to_a_hundred_with_the_largest_hidden_line_first() -> None:
    shown = example("article-small")

    assert str(sum(row.share for row in shown.rows)) == "100.0"
    assert [row.name for row in shown.rows[:2]] == ["Tokens", "Human review"]


def test_workforce_holds_the_examples_that_say_what_a_unit_is_worth() -> None:
    assert [each.preset.key for each in workforce()] == [
        "support-desk",
        "insurance-claims",
        "loan-applications",
        "claims-agent",
    ]
