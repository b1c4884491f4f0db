"""A report's own drawings, figure for figure. A wanted change: `python -m tests.reports.whole_charts`."""

from fractions import Fraction

import pytest

from assessment.domain.questionnaire import load
from runrate.reports.domain.charts import (
    MARKER,
    STRIP_WIDTH,
    WIDTH,
    area,
    cover_iceberg,
    polygon_area,
    strip,
)
from tests.reports.whole_charts import CHARTS, FILE, cover, drawn

BANDS = [(stage.name, stage.floor) for stage in load("1").stages]


@pytest.mark.parametrize("name", CHARTS)
def test_a_drawing_is_as_it_was(name: str) -> None:
    kept = [line for line in FILE.read_text("utf-8").splitlines() if line.startswith(f"{name}.")]

    assert drawn(name) == kept


def test_no_drawing_is_kept_that_is_not_drawn() -> None:
    kept = FILE.read_text("utf-8").splitlines()

    assert [line for name in CHARTS for line in drawn(name)] == kept


def test_the_area_of_a_shape_is_that_of_its_facets() -> None:
    square, triangle = ((0, 0), (2, 0), (2, 2), (0, 2)), ((0, 0), (0, 3), (2, 0))

    assert (polygon_area(square), polygon_area(triangle)) == (4, 3)
    assert area((("a", square), ("b", triangle))) == 7


def test_the_areas_of_the_cover_stand_in_the_proportion_of_the_dollars() -> None:
    found = cover("1/4")

    tip, body = (
        sum(polygon_area([(float(x), float(y)) for x, y in corners]) for corners in shape)
        for shape in (
            [[each.split(",") for each in facet.points.split()] for facet in part]
            for part in (found.tip, found.body)
        )
    )
    assert tip / (tip + body) == pytest.approx(float(Fraction(1, 4)), abs=0.002)


@pytest.mark.parametrize("visible", ["0", "1/10", "1/2", "9/10", "1"])
@pytest.mark.parametrize("what", ["tokens", "reserved or self-hosted capacity", "a licence, " * 30])
def test_words_of_the_cover_stay_on_the_paper(visible: str, what: str) -> None:
    words = f"is {what}, above the waterline"
    drawn = cover_iceberg(Fraction(visible), visible_words=words, hidden_words="lies below")

    end = float(drawn.tip_label_x) + 4.7 * len(drawn.visible_words)
    rims = [float(point.split(",")[0]) for facet in drawn.tip for point in facet.points.split()]
    beside = float(drawn.tip_label_x) > max(rims, default=0)
    assert end <= (WIDTH if beside else min(rims))
    assert float(drawn.tip_label_y) >= (130 if beside else 166)
    in_full = what == "tokens" or (what.startswith("reserved") and beside)
    assert drawn.visible_words == (words if in_full else "is above the waterline")


@pytest.mark.parametrize(("score", "high"), [(0, 0), (0, 100), (50, 60), (100, 100)])
def test_a_marker_at_either_end_of_the_strip_is_all_in_the_drawing(score: int, high: int) -> None:
    """Half of it was cut off at the page's edge for a team at 100, and for one at 0."""
    drawn = strip(Fraction(score), Fraction(high), BANDS, current="Governed", title="", you="You")

    places = [float(each) for each in (drawn.x, drawn.high_x) if each]
    assert all(MARKER <= each <= STRIP_WIDTH - MARKER for each in places)
    assert float(drawn.x) == pytest.approx(score / 100 * STRIP_WIDTH, abs=MARKER)
