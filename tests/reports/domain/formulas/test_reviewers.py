"""How many reviewers a step leaves has its formula, out of figures that are printed."""

from runrate.reports.domain.appendix import FormulaRow
from runrate.reports.domain.evaluation import read
from runrate.reports.domain.formulas.steps import of_steps
from tests.reports.composed import COMPOSED


def test_reviewers_then_are_the_load_of_today_times_what_is_left_of_it_rounded_up() -> None:
    rows = [
        each for each in of_steps(read(COMPOSED["large company"])) if each.name.endswith("reviewers then")
    ]

    words = "round up(units per month × human review rate × share of it then ÷ reviews per reviewer)"
    assert rows == [
        FormulaRow(name, words, f"round up(1,100,000 × 0.01 × {kept} ÷ 220)", reviewers)
        for name, kept, reviewers in (
            ("Retries and repairs: reviewers then", "0.896", "45"),
            ("Human review: reviewers then", "0.75", "38"),
            ("Steps worth taking, together: reviewers then", "0.672", "34"),
        )
    ]


def test_where_reviews_are_paid_by_the_minute_there_are_no_reviewers_to_count() -> None:
    rows = of_steps(read(COMPOSED["losing"]))

    assert [each.name for each in rows if "reviewers then" in each.name] == []
