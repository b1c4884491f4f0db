"""Charts of the overview: as long as what they show, and text in every language."""

from fractions import Fraction

from django.utils import translation

from assessment.domain.charts import WIDTH
from assessment.staff.charts import columns, rows


def test_bars_are_as_long_as_their_share_of_the_largest() -> None:
    drawn = rows([("One", Fraction(1), "25%"), ("Two", Fraction(4), "100%")], title="Stages")

    assert [row.width for row in drawn.rows] == ["100", "400"]
    assert drawn.description == "One 25%; Two 100%."


def test_a_given_most_fills_the_width_and_nothing_is_still_to_be_seen() -> None:
    drawn = rows([("Half", Fraction(50), "50"), ("None", Fraction(0), "0")], title="", most=Fraction(100))

    assert [row.width for row in drawn.rows] == ["200", "1"]


def test_columns_stand_on_one_base_and_the_highest_says_its_value() -> None:
    drawn = columns([("1 June", 2), ("8 June", 0), ("15 June", 4)], title="By week")

    assert [column.height for column in drawn.columns] == ["65", "0", "130"]
    assert {float(column.y) + float(column.height) for column in drawn.columns} == {160.0}
    slot = WIDTH / 3
    assert [round(float(column.x) / slot, 2) for column in drawn.columns] == [0.1, 1.1, 2.1]
    assert [round(float(column.width) / slot, 2) for column in drawn.columns] == [0.8] * 3
    assert (drawn.highest, drawn.first, drawn.last) == ("4", "1 June", "15 June")
    assert drawn.description == "1 June: 2; 8 June: 0; 15 June: 4."


def test_without_any_week_there_is_a_chart_of_none() -> None:
    drawn = columns([], title="By week")

    assert (drawn.columns, drawn.highest, drawn.first, drawn.last) == ((), "1", "", "")


def test_a_german_page_gets_points_and_no_commas() -> None:
    with translation.override("de"):
        drawn = columns([("a", 1), ("b", 2), ("c", 3)], title="")

    assert drawn.columns[1].y == "73.33"
