"""Chart geometry is text with points, inside the drawing, whatever the language of the page."""

import re
from dataclasses import asdict
from fractions import Fraction

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from assessment.domain.charts import NARROW, WIDE, WIDTH, BarShape, dimension_bars, maturity_curve, trend
from assessment.domain.questionnaire import load
from assessment.domain.scoring import score
from tests.assessment.sheets import sheet
from tests.markup import squeezed

INSTRUMENT = load("1")


@pytest.mark.parametrize(
    "value", [Fraction(0), Fraction(1, 3), Fraction(50), Fraction(175, 3), Fraction(100)]
)
def test_you_stand_inside_the_drawing(value: Fraction) -> None:
    chart = maturity_curve(INSTRUMENT, title="t", you="You", score=value, high=value, stage="allocated")

    assert chart.you is not None
    assert 0 <= Fraction(chart.you.x) <= 680
    assert 0 <= Fraction(chart.you.label_y) <= 290
    assert [band.name for band in chart.bands if band.current] == ["Allocated"]


def test_every_range_is_written_in_one_form() -> None:
    chart = maturity_curve(
        INSTRUMENT, title="t", you="You", score=Fraction(50), high=Fraction(60), stage="allocated"
    )

    assert [band.range for band in chart.bands] == [
        "0 to 20",
        "20 to 40",
        "40 to 60",
        "60 to 80",
        "80 to 100",
    ]
    assert chart.you is not None
    assert chart.you.label == "You 50.0 to 60.0"


def test_the_curve_never_falls() -> None:
    heights = [
        Fraction(y) for y in re.findall(r" ([0-9.]+)(?: L|$)", maturity_curve(INSTRUMENT, title="t").path)
    ]

    assert len(heights) == 51
    assert heights == sorted(heights, reverse=True)


def test_bars_grow_with_their_dimension_from_nothing() -> None:
    found = score(sheet(4, q13=0, q14=0, q15=0))

    chart = dimension_bars(INSTRUMENT, found.dimensions, weakest=found.weakest, title="t")

    assert [(bar.width, bar.weakest) for bar in chart.bars] == [("420", False)] * 4 + [("1", True)]


@pytest.mark.parametrize("shape", [WIDE, NARROW])
def test_a_bar_reaches_from_its_lowest_to_its_highest_and_its_words_have_room(shape: BarShape) -> None:
    found = score(sheet(4, q13="dk", q14=1, q15=0, q1="dk"))

    chart = dimension_bars(
        INSTRUMENT, found.dimensions, shape, weakest=[], title="t", highs=found.dimensions_high
    )
    visibility, _economics, _run, _sticky, control = chart.bars

    assert [bar.value for bar in (visibility, control)] == ["66.7 to 100.0", "8.3 to 41.7"]
    assert chart.description.endswith("Control and foresight 8.3 to 41.7.")
    assert [bool(bar.high_width) for bar in chart.bars] == [True, False, False, False, True]
    assert [Fraction(bar.high_width) / shape.reach for bar in (visibility, control)] == [
        1,
        pytest.approx(Fraction(5, 12), abs=0.001),
    ]
    assert all(Fraction(bar.value_x) + 8 * len(bar.value) <= shape.width for bar in chart.bars)
    assert Fraction(visibility.value_x) > shape.left + Fraction(visibility.width)


def test_on_a_phone_a_bar_stands_below_its_name_and_its_value_inside_the_drawing() -> None:
    found = score(sheet(4))

    chart = dimension_bars(INSTRUMENT, found.dimensions, NARROW, weakest=[], title="t")

    assert [int(bar.bar_y) - int(bar.label_y) for bar in chart.bars] == [7] * 5
    assert {(chart.width, chart.left, bar.value, bar.value_x) for bar in chart.bars} == {
        ("360", "4", "100.0", "308")
    }


def test_a_value_stands_on_no_line_of_the_grid() -> None:
    chart = dimension_bars(INSTRUMENT, score(sheet(2)).dimensions, weakest=[], title="t")

    drawn = render_to_string("charts/dimension_bars.svg", {"chart": chart})

    lowest = int(chart.bars[-1].bar_y) + 20
    assert re.findall(r'd="M[0-9.]+ (\d+) v-(\d+)"', drawn) == [(chart.grid_bottom, "6")] * 5
    assert int(chart.grid_bottom) - 6 >= lowest


def test_bars_of_a_report_made_before_are_drawn_where_they_were() -> None:
    """They tell neither a width nor where their values stand."""
    chart = dimension_bars(INSTRUMENT, score(sheet(2)).dimensions, weakest=[], title="t")
    before = {**asdict(chart), "bars": [{**asdict(bar), "value_y": ""} for bar in chart.bars]}
    del before["width"], before["left"]

    drawn = render_to_string("charts/dimension_bars.svg", {"chart": before})

    assert squeezed(drawn) == squeezed(render_to_string("charts/dimension_bars.svg", {"chart": chart}))


def test_a_trend_has_a_point_for_each_attempt_in_order() -> None:
    chart = trend(
        INSTRUMENT,
        [("2026-01-01", Fraction(20), Fraction(20)), ("2026-04-01", Fraction(60), Fraction(60))],
        title="t",
    )

    assert [(point.x, point.value) for point in chart.points] == [("110", "20.0"), ("640", "60.0")]
    assert Fraction(chart.points[1].y) < Fraction(chart.points[0].y)


def test_a_point_of_a_trend_reaches_to_its_highest_where_answers_were_not_known() -> None:
    chart = trend(
        INSTRUMENT,
        [("a", Fraction(20), Fraction(45)), ("b", Fraction(200, 3), Fraction(100))],
        title="t",
    )

    assert [point.value for point in chart.points] == ["20.0 to 45.0", "66.7 to 100.0"]
    assert all(Fraction(point.high_y) < Fraction(point.y) for point in chart.points)
    assert Fraction(chart.points[1].x) + 4 * len(chart.points[1].value) <= WIDTH


def test_drawings_hold_no_style_and_no_comma_in_a_german_page() -> None:
    found = score(sheet(3, q5="dk", q10=1))
    drawings = {
        "maturity_curve": maturity_curve(
            INSTRUMENT, title="<t>", you="You", score=found.score, high=found.score_high, stage=found.stage
        ),
        "dimension_bars": dimension_bars(
            INSTRUMENT, found.dimensions, weakest=["sticky_costs"], title="<t>", highs=found.dimensions_high
        ),
        "trend": trend(
            INSTRUMENT,
            [("a", Fraction(1, 3), Fraction(2)), ("b", Fraction(2, 3), Fraction(2, 3))],
            title="<t>",
        ),
    }

    for name, chart in drawings.items():
        with translation.override("de"):
            drawn = render_to_string(f"charts/{name}.svg", {"chart": chart})
        assert re.search(r"<svg[^>]*><title>&lt;t&gt;</title><desc>", squeezed(drawn))
        assert re.search(r'="[0-9]+,[0-9]', re.sub(r'points="[^"]*"', "", drawn)) is None
        assert [word for word in ("style=", "var(", "<script") if word in drawn] == []
