"""The strip of paying and losing volumes: what is drawn where, and the same as a table."""

from fractions import Fraction
from itertools import pairwise

import pytest
from django.template.loader import render_to_string
from django.utils import translation
from lxml import etree

from calculator.domain.break_even.search import StepCost
from calculator.domain.break_even.spans import PAYS
from calculator.domain.break_even.strip import (
    NARROW,
    TONES,
    WIDE,
    Key,
    Mark,
    PayingStrip,
    StripRow,
    StripShape,
    paying_strip,
    strip_of,
)
from calculator.domain.break_even.volumes import PayingVolumes, paying_volumes
from calculator.domain.costs import estimate
from calculator.domain.workload_input import parse_workload
from tests.calculator.domain.break_even.counting import not_searched
from tests.reports.readers import SMALL, ZEROS, workload
from tests.truth.known import TOKENS
from tests.truth.known import ZEROS as KNOWN_ZEROS

REVIEWERS = StepCost(Fraction(2200), Fraction(10000), line="human_review")
INFRASTRUCTURE = StepCost(Fraction(1000), Fraction(2500), line="infrastructure")


def drawn(
    *steps: StepCost,
    fixed: int = 0,
    margin: str,
    today: int | str,
    shape: StripShape = WIDE,
) -> PayingStrip | None:
    found = paying_volumes(steps, fixed=Fraction(fixed), margin_per_unit=Fraction(margin))
    return paying_strip(found, unit="ticket", today=Fraction(today), complete=True, shape=shape)


def small(today: int = 2200, shape: StripShape = WIDE) -> PayingStrip:
    strip = drawn(REVIEWERS, fixed=3500, margin="7.955", today=today, shape=shape)
    assert strip is not None
    return strip


def test_volumes_are_drawn_to_scale_up_to_a_quarter_beyond_the_last_boundary() -> None:
    strip = small()
    scale = (WIDE.width - 8) / (2955 * 1.25)

    assert [(part.hook, float(part.x), float(part.width)) for part in strip.parts] == [
        (hook, pytest.approx(4 + first * scale, abs=0.01), pytest.approx((end - first) * scale, abs=0.01))
        for hook, first, end in (
            ("f-line", 0, 1698),
            ("f-line", 2201, 2955),
            ("f-brand", 2955, 3693.75),
            ("f-brand", 1698, 2201),
        )
    ]
    assert float(strip.today_x) == pytest.approx(4 + 2200 * scale, abs=0.01)
    assert [(mark.label, mark.anchor) for mark in strip.marks] == [
        ("2,955", "middle"),
        ("1,698", "middle"),
        ("2,200", "middle"),
    ]
    assert [key.name for key in strip.keys] == ["pays", "does not pay"]


def test_the_table_says_the_same_and_marks_today() -> None:
    strip = small()

    assert strip.rows == (
        StripRow("0 to 1,697", "does not pay", today=False),
        StripRow("1,698 to 2,200", "pays", today=True),
        StripRow("2,201 to 2,954", "does not pay", today=False),
        StripRow("2,955 and more", "pays", today=False),
    )
    assert (strip.title, strip.today_label) == (
        "Volume in tickets per month, and whether it pays",
        "today 2,200 tickets",
    )
    assert strip.description == (
        "0 to 1,697: does not pay; 1,698 to 2,200: pays; 2,201 to 2,954: does not pay; 2,955 and more: pays"
    )


@pytest.mark.parametrize(
    ("entered", "title"),
    [
        ({}, "Volume in tickets per month, and whether it pays"),
        ({"upkeep_monthly": None}, "Volume in tickets per month, and whether it pays as far as entered"),
    ],
)
def test_a_line_that_was_not_entered_makes_the_strip_a_bound(entered: dict[str, object], title: str) -> None:
    strip = strip_of(estimate(workload(SMALL, **{**ZEROS, **entered}, value_per_unit=8)), "ticket")

    assert strip is not None
    assert (strip.title, strip.rows) == (title, small().rows)


@pytest.mark.parametrize("inputs", [{}, {"value_per_unit": 8, "retry_rate": 1, "max_retries": 5}])
def test_without_a_value_or_an_acceptance_that_can_be_there_is_no_strip(inputs: dict[str, object]) -> None:
    assert strip_of(estimate(workload(SMALL, **{**ZEROS, **inputs})), "ticket") is None


@pytest.mark.parametrize(
    ("today", "row"), [("0", 0), ("1697.5", 0), ("1698", 1), ("2200.5", 1), ("2201", 2), ("9000000", 3)]
)
def test_todays_volume_stands_in_one_row(today: str, row: int) -> None:
    strip = drawn(REVIEWERS, fixed=3500, margin="7.955", today=today)

    assert strip is not None
    assert [place for place, each in enumerate(strip.rows) if each.today] == [row]


@pytest.mark.parametrize(
    ("today", "told"), [("29.75", "30 and more"), ("29.25", "0 to 29"), ("29", "0 to 29")]
)
def test_a_volume_between_two_whole_ones_stands_where_its_own_outcome_does(today: str, told: str) -> None:
    inputs = {"value_per_unit": "1.0015", "vector_db_monthly": "29.5", "units_per_month": today}
    strip = strip_of(estimate(parse_workload({**TOKENS, **KNOWN_ZEROS, **inputs})), "claim")

    assert strip is not None
    assert [row.volumes for row in strip.rows if row.today] == [told]
    [pays] = [float(part.x) for part in strip.parts if part.fill == TONES[PAYS][1]]
    at = float(strip.today_x) if told == "30 and more" else 4 + 30 / 37.5 * (WIDE.width - 8)
    assert pays == pytest.approx(at, abs=0.01)


@pytest.mark.parametrize(("today", "end"), [(0, 2955 * 1.25), (2956, 2956 * 1.25), (40000, 50000)])
def test_the_strip_reaches_beyond_today(today: int, end: float) -> None:
    assert float(small(today).today_x) == pytest.approx(4 + today / end * (WIDE.width - 8), abs=0.01)


def test_volumes_that_are_not_listed_are_neither_paying_nor_losing() -> None:
    strip = drawn(INFRASTRUCTURE, fixed=40, margin="2.55", today=900)
    endless = drawn(INFRASTRUCTURE, margin="2.5", today=900)

    assert strip is not None
    assert endless is not None
    assert [(row.volumes, row.outcome) for row in strip.rows[-3:]] == [
        ("18,644 to 19,000", "pays"),
        ("19,001 to 50,015", "pays and does not, by turns"),
        ("50,016 and more", "pays"),
    ]
    assert [(row.volumes, row.outcome) for row in endless.rows[-2:]] == [
        ("20,000", "pays"),
        ("20,001 and more", "pays and does not, by turns"),
    ]
    assert [key.name for key in strip.keys] == ["pays", "does not pay", "pays and does not, by turns"]
    assert [key.name for key in endless.keys] == ["pays", "does not pay"]


def test_of_runs_without_end_the_third_and_what_today_brings_are_drawn() -> None:
    near, far = (drawn(INFRASTRUCTURE, margin="2.5", today=today) for today in (0, 3200))

    assert near is not None
    assert far is not None
    assert [(mark.label, mark.x, mark.anchor) for mark in near.marks] == [
        ("1,000", "193.87", "middle"),
        ("2,000", "383.73", "middle"),
        ("3,000", "573.6", "middle"),
    ]
    assert (near.today_x, far.today_x) == ("4", "573.6")
    assert far.marks[2:] == (Mark("538", "3,000", "middle"), Mark("716", "4,000", "end"))


def test_the_strip_of_an_estimate_has_the_shape_that_is_asked_for() -> None:
    found = estimate(workload(SMALL, **ZEROS, value_per_unit=8))
    shapes = {strip.width for shape in (WIDE, NARROW) if (strip := strip_of(found, "ticket", shape))}

    assert shapes == {"720", "360"}


def test_a_narrow_part_keeps_a_width_that_is_seen_and_is_drawn_over_its_neighbours() -> None:
    strip = drawn(INFRASTRUCTURE, margin="2.5", today=900_000)

    assert strip is not None
    assert {(part.hook, part.width) for part in strip.parts[-20:]} == {("f-brand", "1.5")}


def test_labels_that_would_touch_are_left_to_the_table() -> None:
    strip = drawn(INFRASTRUCTURE, fixed=40, margin="3", today=900, shape=NARROW)

    assert strip is not None
    places = sorted(float(mark.x) for mark in strip.marks)
    assert strip.marks[0].label == "5,014"
    assert min(right - left for left, right in pairwise(places)) > 35


def test_on_a_phone_numbers_are_short_and_keys_stand_below_each_other() -> None:
    strip = drawn(INFRASTRUCTURE, fixed=40, margin="2.55", today=900, shape=NARROW)

    assert strip is not None
    assert (strip.width, strip.height, strip.bar_x, strip.bar_width) == ("360", "130", "4", "352")
    assert strip.marks == (
        Mark("285.6", "50.02K", "middle"),
        Mark("108.97", "18.64K", "middle"),
        Mark("65.93", "11K", "middle"),
        Mark("26.17", "3,938", "middle"),
    )
    assert strip.keys == (
        Key("4", "86", "22", "97", "f-brand", "#0f5c63", "pays"),
        Key("64", "86", "82", "97", "f-line", "#d5dce2", "does not pay"),
        Key("4", "108", "22", "119", "f-brand-3", "#74a5a9", "pays and does not, by turns"),
    )


def test_on_a_page_keys_stand_beside_each_other_below_a_bar_of_its_width() -> None:
    strip = drawn(INFRASTRUCTURE, fixed=40, margin="2.55", today=900)

    assert strip is not None
    assert (strip.width, strip.height, strip.bar_x, strip.bar_width) == ("720", "108", "4", "712")
    assert [(key.x, key.y) for key in strip.keys] == [("4", "86"), ("64", "86"), ("180", "86")]


@pytest.mark.parametrize(
    ("today", "anchor"),
    [(0, "start"), (1200, "start"), (1300, "middle"), (2200, "middle"), (2500, "end"), (10**6, "end")],
)
def test_words_stand_on_the_side_where_there_is_room(today: int, anchor: str) -> None:
    assert small(today).today_anchor == anchor


@pytest.mark.parametrize(
    ("fixed", "today", "anchor"), [(555, 10**6, "start"), (5, 9, "middle"), (10**9, 0, "middle")]
)
def test_a_volume_at_the_edge_is_written_inside_the_drawing(fixed: int, today: int, anchor: str) -> None:
    strip = drawn(fixed=fixed, margin="1", today=today)

    assert strip is not None
    assert [(mark.label, mark.anchor) for mark in strip.marks] == [(f"{fixed:,}", anchor)]


@pytest.mark.parametrize(
    "found",
    [
        paying_volumes((), fixed=Fraction(0), margin_per_unit=Fraction(1)),
        paying_volumes((), fixed=Fraction(5), margin_per_unit=Fraction(0)),
        paying_volumes((INFRASTRUCTURE,), fixed=Fraction(0), margin_per_unit=Fraction(2)),
        not_searched(),
    ],
)
def test_nothing_is_drawn_where_all_volumes_are_alike_or_not_known(found: PayingVolumes) -> None:
    assert paying_strip(found, unit="ticket", today=Fraction(2200), complete=True) is None


def test_the_drawing_is_the_same_in_a_language_with_decimal_commas_but_for_its_words() -> None:
    strip = small()
    english = render_to_string("charts/paying_strip.svg", {"chart": strip})
    with translation.override("de"):
        german = render_to_string("charts/paying_strip.svg", {"chart": strip})

    assert german == english
    root = etree.fromstring(english.encode())
    assert [root.findtext(f"{{*}}{name}") for name in ("title", "desc")] == [strip.title, strip.description]
    assert len(root.findall("{*}rect")) == len(strip.parts) + len(strip.keys) + 1
