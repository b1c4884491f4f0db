"""Chart geometry is text with points, inside the drawing, whatever the language of the page."""

import re
from dataclasses import asdict
from fractions import Fraction

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from assessment.domain.charts import NARROW, dimension_bars, maturity_curve, trend
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
    chart = trend(INSTRUMENT, [("2026-01-01", Fraction(20)), ("2026-04-01", Fraction(60))], title="t")

    assert [(point.x, point.value) for point in chart.points] == [("110", "20.0"), ("640", "60.0")]
    assert Fraction(chart.points[1].y) < Fraction(chart.points[0].y)


def test_drawings_hold_no_style_and_no_comma_in_a_german_page() -> None:
    found = score(sheet(3, q5="dk", q10=1))
    drawings = {
        "maturity_curve": maturity_curve(
            INSTRUMENT, title="<t>", you="You", score=found.score, high=found.score_high, stage=found.stage
        ),
        "dimension_bars": dimension_bars(INSTRUMENT, found.dimensions, weakest=["sticky_costs"], title="<t>"),
        "trend": trend(INSTRUMENT, [("a", Fraction(1, 3)), ("b", Fraction(2, 3))], title="<t>"),
    }

    for name, chart in drawings.items():
        with translation.override("de"):
            drawn = render_to_string(f"charts/{name}.svg", {"chart": chart})
        assert re.search(r"<svg[^>]*><title>&lt;t&gt;</title><desc>", squeezed(drawn))
        assert re.search(r'="[0-9]+,[0-9]', re.sub(r'points="[^"]*"', "", drawn)) is None
        assert [word for word in ("style=", "var(", "<script") if word in drawn] == []
