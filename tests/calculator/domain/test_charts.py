"""Charts to scale: areas are dollars, and every coordinate leaves as text."""

import re
from collections.abc import Iterator
from dataclasses import fields
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from calculator.domain.charts import WHOLE_AREA, iceberg, whole_area
from calculator.domain.cost_lines import LINE_NAMES, LINES, Estimate
from calculator.domain.costs import estimate
from calculator.domain.drawings import cost_bars
from calculator.domain.drawings.cost_bars import cost_lines
from calculator.domain.label_table import LABELS
from calculator.domain.labels import label_of
from calculator.domain.presets import BY_KEY, PRESETS
from calculator.domain.what_if.curve_shapes import NARROW
from calculator.domain.what_if.curves import scale_curve, tornado
from calculator.domain.what_if.sensitivity import tornado as swings_of
from calculator.domain.what_if.volume_curve import scale_curve as points_of
from calculator.domain.workload_input import parse_workload
from tests.calculator.whole import BARE
from tests.calculator.workloads import agents, workloads

NAMES = [LINE_NAMES[key] for key in LINES]


CORNERS = frozenset({"tip", "points", "leader", "tip_leader", "costs", "shares"})


ACROSS = frozenset(
    {"x", "low_x", "high_x", "label_x", "labels_x", "name_x", "today_x", "middle", "price_x", "left", "right"}
)


DOWN = frozenset(
    {"y", "text_y", "label_y", "amount_y", "tip_label_y", "tip_amount_y", "above_y", "below_y", "waterline"}
    | {"today_y", "today_share_y", "name_y", "axis_from", "axis_to"}
)


NUMBERS = re.compile(r'="([-0-9., ]+)"')


DESK = BY_KEY["support-desk"].workload


def area(points: str) -> float:
    """The shoelace formula."""
    corners = [tuple(map(float, point.split(","))) for point in points.split()]
    around = [*corners, corners[0]]
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(around))) / 2


def outside(drawn: Any) -> list[tuple[str, str]]:
    """The parts of a drawing, labels included, that do not lie inside its frame."""
    width, height = float(drawn.width), float(drawn.height)
    return [(name, at) for name, at, x, y in places(drawn) if not (0 <= x <= width and 0 <= y <= height)]


def places(drawn: Any) -> Iterator[tuple[str, str, float, float]]:
    """Every point of a drawing: corners of lines and areas, and where each label stands."""
    for field in fields(drawn):
        value, name = getattr(drawn, field.name), field.name
        if isinstance(value, tuple):
            for part in value:
                yield from places(part)
        elif name in CORNERS:
            for point in value.split():
                x, y = map(float, point.split(","))
                yield name, point, x, y
        elif name in ACROSS:
            yield name, value, float(value), 0
        elif name in DOWN:
            yield name, value, 0, float(value)


def dollars(found: Estimate) -> dict[str, float]:
    total = float(found.total_monthly)
    return {LINE_NAMES[line.key]: float(line.monthly) / total for line in found.lines if line.monthly}


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.key)
def test_every_part_of_the_iceberg_has_the_area_of_its_dollars(preset: Any) -> None:
    found = estimate(preset.workload)
    chart = iceberg(found)
    assert chart is not None

    drawn = {band.name: area(band.points) / WHOLE_AREA for band in chart.bands}
    drawn["Tokens"] = area(chart.tip) / WHOLE_AREA

    assert drawn == pytest.approx(dollars(found), abs=0.002)


def test_a_tip_of_all_the_cost_leaves_room_for_the_words_at_the_waterline() -> None:
    alone = {"units_per_month": 1, "input_tokens": 1, "output_tokens": 1, "input_price": 1, "output_price": 1}
    chart = iceberg(estimate(parse_workload(alone)))

    assert chart
    left, _top, right = (float(corner.split(",")[0]) for corner in chart.tip.split())
    assert (left, right) == (65.0, 395.0)


def test_what_costs_nothing_has_no_iceberg() -> None:
    free = {"units_per_month": 0, "input_tokens": 1, "output_tokens": 1, "input_price": 1, "output_price": 1}

    assert iceberg(estimate(parse_workload(free))) is None


def test_tokens_alone_are_all_tip() -> None:
    alone = {"units_per_month": 9, "input_tokens": 1, "output_tokens": 1, "input_price": 1, "output_price": 1}
    chart = iceberg(estimate(parse_workload(alone)))

    assert chart is not None
    assert chart.bands == ()
    assert area(chart.tip) == pytest.approx(whole_area(1.0), rel=0.005)


@pytest.mark.parametrize(
    ("price", "amount"), [("1", "$0.000009"), ("200000", "$1.80"), (10**9, "$9,000"), (10**18, "$9T")]
)
def test_an_amount_beside_its_bar_is_never_wider_than_its_room_nor_zero(
    price: int | str, amount: str
) -> None:
    alone = {"units_per_month": 9, "input_tokens": 1, "output_tokens": 0, "output_price": 1}
    found = estimate(parse_workload({**alone, "input_price": price}))
    chart = iceberg(found)

    assert chart is not None
    assert (chart.tip_amount, cost_lines(found).bars[0].amount) == (amount, amount)


def _tenths(share: str) -> Decimal:
    """As rounded to a tenth; a share that is too small, or too large, for that is told in words."""
    rounded = {"under 0.1%": Decimal(0), "over 99.9%": Decimal(100)}
    return rounded[share] if share in rounded else Decimal(share.rstrip("%"))


@given(st.one_of(workloads(), agents()))
def test_any_workload_can_be_drawn(workload: dict[str, Any]) -> None:
    parsed = parse_workload(workload)
    found = estimate(parsed)
    names = {swing.field: label_of(swing.field) for swing in swings_of(parsed)}

    drawings = (
        iceberg(found),
        cost_lines(found),
        cost_lines(found, cost_bars.NARROW),
        scale_curve(points_of(parsed), "unit"),
        tornado(swings_of(parsed), found.total_monthly, names),
        scale_curve(points_of(parsed), "unit", NARROW),
        tornado(swings_of(parsed), found.total_monthly, names, NARROW),
    )

    for drawn in filter(None, drawings):
        assert outside(drawn) == []
    if (chart := drawings[0]) is not None:
        areas = [area(chart.tip), *(area(band.points) for band in chart.bands)]
        shares = [chart.tip_percent, *(band.percent for band in chart.bands)]
        assert sum(areas) / whole_area(float(found.visible_share or 0)) == pytest.approx(1, abs=0.01)
        assert sum(map(_tenths, shares)) == 100
    if found.total_monthly:
        bars = drawings[1].bars
        assert sum(_tenths(bar.percent) for bar in bars) == 100
        words = max(len(cost_bars.beside_a_bar(bar.amount, bar.percent)) for bar in bars)
        room = cost_bars.WIDE.width - cost_bars.WIDE.left - cost_bars.BESIDE - words * cost_bars.LETTER
        assert max(float(bar.width) for bar in bars) == pytest.approx(
            min(cost_bars.WIDE.reach, room), abs=0.1
        )


def test_geometry_is_text_and_reads_the_same_in_german() -> None:
    chart = iceberg(estimate(DESK))
    curve = scale_curve(points_of(DESK), "ticket")
    bars = tornado(swings_of(DESK), estimate(DESK).total_monthly, {name: name for name in LABELS})

    for drawn, template in ((chart, "iceberg"), (curve, "scale_curve"), (bars, "tornado")):
        assert drawn is not None
        assert all(isinstance(getattr(drawn, field.name), str | tuple) for field in fields(drawn))
        with translation.override("de"):
            german = render_to_string(f"charts/{template}.svg", {"chart": drawn})
        english = render_to_string(f"charts/{template}.svg", {"chart": drawn})
        assert NUMBERS.findall(german) == NUMBERS.findall(english)
        assert german.index("<title>") < german.index("<desc>") < german.index("<text")
        assert "style=" not in german
        assert "var(" not in german


def test_a_line_that_was_not_entered_is_no_bar_of_zero() -> None:
    chart = cost_lines(estimate(BY_KEY["article-small"].workload))

    svg = render_to_string("charts/cost_lines.svg", {"chart": chart})

    assert svg.count("<rect") == 5
    assert svg.count("not entered") == 5
    assert "$0" not in svg


def test_amounts_of_one_drawing_have_one_precision() -> None:
    """W31: cents on all where one line is a few dollars; below a dollar those of its finest price."""
    bare = {**BARE, "units_per_month": 10, "observability_monthly": 530, "vector_db_monthly": "4.20"}
    tiny = {**BARE, "units_per_month": 10, "observability_monthly": "0.5", "vector_db_monthly": "0.0042"}
    many = {**bare, "vector_db_monthly": 9000, "units_per_month": 10**6}
    given = [bare, {**bare, "upkeep_monthly": 9000}, many, tiny]

    found = [estimate(parse_workload(each)) for each in given]
    bands = [[band.amount for band in chart.bands] for each in found if (chart := iceberg(each))]
    bars = [[bar.amount for bar in cost_lines(each).bars if bar.entered] for each in found]

    assert bands == [
        ["$4.20", "$530.00"],
        ["$4.20", "$530.00", "$9,000.00"],
        ["$9,000", "$530"],
        ["$0.0042", "$0.5000"],
    ]
    assert [{amount.partition(".")[2] != "" for amount in shown} for shown in bars] == [
        {True},
        {True},
        {False},
        {True},
    ]


@pytest.mark.parametrize("half", [{"review_rate": "0.25"}, {"review_minutes": 6, "reviewer_hourly_cost": 48}])
def test_a_review_that_is_half_entered_is_no_bar_of_zero(half: dict[str, object]) -> None:
    chart = cost_lines(estimate(parse_workload({**BARE, "units_per_month": 10, **half})))

    svg = render_to_string("charts/cost_lines.svg", {"chart": chart})

    assert svg.count("only half entered") == 1
    assert " · 0.0%" not in svg
    assert (chart.partial, "Human review" in chart.description) == (True, False)
