"""Every line of a month as a bar: its words stay inside the drawing, on a phone below its name."""

import re

import pytest
from django.template.loader import render_to_string

from calculator.domain.charts import iceberg
from calculator.domain.costs import estimate
from calculator.domain.drawings.cost_bars import (
    BESIDE,
    LINE,
    NARROW,
    TOP,
    WIDE,
    BarShape,
    beside_a_bar,
    cost_lines,
)
from calculator.domain.presets import BY_KEY
from calculator.domain.workload import Workload
from calculator.domain.workload_input import parse_workload

DESK = BY_KEY["support-desk"].workload
OWN = {"name": "Licences of the whole", "monthly": 123_456_789}
LARGE = parse_workload({**DESK.as_json(), "other_lines": [OWN], "tools_monthly": 50_000_000})
A_LETTER = 7.0
"""What a letter of the interface's face is wide at 13 pixels, on average and digits among them."""
AT_14 = 7.5


@pytest.mark.parametrize("shape", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("workload", [DESK, LARGE], ids=["desk", "large"])
def test_the_words_beside_the_longest_bar_end_inside_the_drawing(workload: Workload, shape: BarShape) -> None:
    chart = cost_lines(estimate(workload), shape)

    ends = [float(bar.label_x) + len(beside_a_bar(bar.amount, bar.percent)) * A_LETTER for bar in chart.bars]
    assert max(ends) <= float(chart.width)


def test_on_a_phone_every_bar_stands_below_its_name_at_its_full_size() -> None:
    chart = cost_lines(estimate(DESK), NARROW)

    assert (chart.width, chart.name_anchor) == ("360", "start")
    assert all(float(bar.y) > float(bar.name_y) for bar in chart.bars)
    assert max(float(bar.width) for bar in chart.bars) > NARROW.width / 2


def test_a_drawing_kept_with_an_older_report_is_drawn_as_it_was() -> None:
    kept = {"y": "8", "text_y": "23", "width": "9", "label_x": "207", "name": "Tokens", "entered": True}

    svg = render_to_string("charts/cost_lines.svg", {"chart": {"bars": [kept], "height": "42"}})

    assert svg.count('x="190"') == 1
    assert 'd="M190 4V42"' in svg


def test_no_name_of_the_iceberg_runs_into_its_amount() -> None:
    chart = iceberg(estimate(LARGE))

    assert chart is not None
    room = float(chart.width) - float(chart.labels_x)
    labels = [(chart.tip_name, chart.tip_amount), *((band.name, band.amount) for band in chart.bands)]
    assert [pair for pair in labels if (len(pair[0]) + len(pair[1]) + 1) * AT_14 > room] == []
    assert ("Tools and guardrails", "$50,000,216") in labels
    assert ("Licences of the whole", "$123,456,789") not in labels


def test_what_stands_in_place_of_a_bar_is_clear_of_the_axis() -> None:
    """The line of the axis struck it through."""
    chart = cost_lines(estimate(BY_KEY["article-small"].workload))
    svg = render_to_string("charts/cost_lines.svg", {"chart": chart})

    places = re.findall(r'x="([\d.]+)" y="[\d.]+">\s*not entered', svg)

    assert len(places) == 5
    assert {float(place) - float(chart.left) for place in places} == {BESIDE}


def test_the_largest_line_fills_the_room_and_every_other_one_its_share_of_it() -> None:
    bars = cost_lines(estimate(DESK)).bars
    lines = {line.name: line.monthly for line in estimate(DESK).listed}
    largest = max(lines.values())
    room = max(float(bar.width) for bar in bars)

    assert [float(bar.width) for bar in bars] == pytest.approx(
        [float(monthly / largest) * room for monthly in lines.values()], abs=0.06
    )
    assert [int(bar.name_y) - int(bars[0].name_y) for bar in bars] == [
        place * WIDE.step for place in range(len(bars))
    ]
    assert (int(bars[0].name_y), int(bars[0].y)) == (TOP + LINE, TOP + WIDE.drop)


def test_what_costs_nothing_has_bars_without_length() -> None:
    free = parse_workload(
        {"units_per_month": 9, "input_tokens": 9, "output_tokens": 9, "input_price": 0, "output_price": 0}
    )

    assert {bar.width for bar in cost_lines(estimate(free)).bars} == {"0"}
    assert cost_lines(estimate(free), ranked=True) == cost_lines(estimate(free))


def test_ranked_bars_are_the_largest_first_without_those_of_nothing_and_last_what_is_not_entered() -> None:
    found = estimate(parse_workload({"units_per_month": 100, "input_tokens": 9, "output_tokens": 9,
        "input_price": 5, "output_price": 5, "tools_monthly": 70, "vector_db_monthly": 900,
        "upkeep_monthly": 0}))  # fmt: skip

    bars = cost_lines(found, ranked=True).bars
    entered = [bar.name for bar in bars if bar.entered]

    assert entered == ["Vector database", "Tools and guardrails", "Tokens"]
    assert [bar.entered for bar in bars] == sorted((bar.entered for bar in bars), reverse=True)
    assert len(bars) > len(entered)
    assert "Maintenance (people)" not in {bar.name for bar in bars}
