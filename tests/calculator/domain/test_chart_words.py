"""Words in drawings: they say what is visible, stay inside the drawing and clear of each other."""

from dataclasses import asdict
from decimal import Decimal

import pytest
from django.template.loader import render_to_string

from calculator.domain.costs import estimate
from calculator.domain.drawings.cost_bars import cost_lines
from calculator.domain.labels import label_of
from calculator.domain.presets import BY_KEY
from calculator.domain.verdict import visible_name
from calculator.domain.what_if.curve_shapes import NARROW, WIDE, Shape
from calculator.domain.what_if.curves import (
    LETTER,
    SHARE_BOTTOM,
    SHARE_TOP,
    name_beside_bar,
    scale_curve,
    tornado,
)
from calculator.domain.what_if.sensitivity import tornado as swings_of
from calculator.domain.what_if.volume_curve import scale_curve as points_of
from calculator.domain.workload import Workload
from calculator.domain.workload_input import parse_workload
from tests.markup import squeezed

PAGES = parse_workload(
    {
        "unit_name": "page",
        "units_per_month": 900_000,
        "input_tokens": 3000,
        "output_tokens": 400,
        "capacity_instances": 2,
        "capacity_hourly": "4.5",
        "capacity_units_per_instance": 400_000,
        "capacity_tokens_per_second": 1500,
        "value_per_unit": "0.02",
    }
)
SHARE_WORDS = ("share_x", "share_text_y", "share_anchor")
DESK = BY_KEY["support-desk"].workload
LABEL_ROOM = 180
"""Left of the bars of the cost lines, at 14 pixels a letter."""


@pytest.mark.parametrize(
    ("workload", "wide"),
    [
        (DESK, "Share of it that is tokens"),
        (PAGES, "Share of it that is reserved or self-hosted capacity"),
    ],
)
def test_the_curve_of_shares_says_what_is_visible(workload: Workload, wide: str) -> None:
    visible, points = visible_name(estimate(workload)), points_of(workload)
    curve = scale_curve(points, "unit", visible=visible)
    crowded = scale_curve(points, "unit", NARROW, visible=f"{visible} and a line of one's own")
    unnamed = scale_curve(points, "unit")

    assert curve is not None
    assert crowded is not None
    assert unnamed is not None
    assert curve.share_name == wide
    assert unnamed.share_name == "Share of it above the waterline"
    assert len(crowded.share_name) * LETTER <= NARROW.width


@pytest.mark.parametrize("shape", [WIDE, NARROW])
@pytest.mark.parametrize("kept", ["upkeep_monthly", "tools_per_unit", "seat_monthly"])
@pytest.mark.parametrize("cost", ["0", "0.003", "0.1", "0.5", "2", "99"])
def test_the_words_of_todays_share_stand_nearest_its_point(shape: Shape, kept: str, cost: str) -> None:
    """W18: “4.1%” stood below the line of 100%. Of a curve that rises, falls or is flat."""
    tokens = {"input_tokens": 100_000, "output_tokens": 0, "input_price": 10, "output_price": 0}
    beside = {"seats": 1} if kept == "seat_monthly" else {}
    amount = str(Decimal(cost) * (1 if kept == "tools_per_unit" else 1000))
    points = points_of(parse_workload({"units_per_month": 1000, **tokens, **beside, kept: amount}))
    curve = scale_curve(points, "unit", shape)
    assert curve is not None

    words = float(curve.share_text_y) - 4.5
    own, *others = (abs(words - at) for at in (float(curve.today_share_y), SHARE_TOP, SHARE_BOTTOM))
    reach = LETTER * len(curve.today_share) * (1 if curve.share_anchor == "start" else -1)
    assert own <= min(others)
    assert own < 16
    assert SHARE_TOP < words < SHARE_BOTTOM
    assert 0 <= float(curve.share_x) + reach <= shape.width
    drawn = render_to_string("charts/scale_curve.svg", {"chart": curve})
    assert f'x="{curve.share_x}" y="{curve.share_text_y}"' in drawn


def test_a_curve_kept_with_an_older_report_has_its_words_where_they_were() -> None:
    kept = asdict(scale_curve(points_of(DESK), "unit"))  # type: ignore[arg-type]  # it costs something
    before = {name: value for name, value in kept.items() if name not in {*SHARE_WORDS}}

    drawn = squeezed(render_to_string("charts/scale_curve.svg", {"chart": before}))

    assert f'x="{kept["today_x"]}" y="288" dx="10" text-anchor="start">' in drawn


@pytest.mark.parametrize("workload", [PAGES, *(preset.workload for preset in BY_KEY.values())])
def test_no_name_of_the_tornado_runs_into_a_sum(workload: Workload) -> None:
    swings = swings_of(workload)
    bars = tornado(swings, estimate(workload).total_monthly, {s.field: label_of(s.field) for s in swings})

    assert bars is not None
    ends = [(len(b.name) * LETTER, float(b.low_x) - len(b.low) * LETTER) for b in bars.bars]
    assert [pair for pair in ends if pair[0] > pair[1]] == []
    assert all(float(b.high_x) + len(b.high) * LETTER <= WIDE.width for b in bars.bars)


def test_a_name_without_end_is_cut_in_the_drawing() -> None:
    swings = swings_of(PAGES)
    bars = tornado(swings, estimate(PAGES).total_monthly, {s.field: "word " * 40 for s in swings})

    assert bars is not None
    assert {bar.name for bar in bars.bars} == {"word word word word word word word word word…"}


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Acceptance rate (not redone by a person) (at most 100%)", "Acceptance rate (at most 100%)"),
        ("Acceptance rate (not redone by a person)", "Acceptance rate (not redone by a person)"),
        (
            "Licences of the whole house, and more of them (2 to 4)",
            "Licences of the whole house, and… (2 to 4)",
        ),
        (
            "A line (with a note that has no end, as notes can have it)",
            "A line (with a note that has no end, as notes…",
        ),
    ],
)
def test_a_name_that_is_cut_keeps_its_limit(name: str, shown: str) -> None:
    assert name_beside_bar(name) == shown


def test_no_name_of_a_cost_line_begins_left_of_the_drawing() -> None:
    own = {"name": "A licence for the data of the whole house", "monthly": "5"}
    lines = cost_lines(estimate(parse_workload({**PAGES.as_json(), "other_lines": [own]})))

    assert max(len(bar.name) for bar in lines.bars) * 7.8 <= LABEL_ROOM
    assert (lines.bars[0].name, lines.bars[-1].name) == ("Capacity", "A licence for the…")
    assert "Reserved or self-hosted capacity" in lines.description
