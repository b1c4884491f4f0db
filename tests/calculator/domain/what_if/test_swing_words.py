"""What moves an estimate, in words: by their names, as far as each is moved, and where it cannot be."""

from typing import Any, Final

import pytest

from calculator.domain.what_if.curves import tornado as drawn
from calculator.domain.what_if.sensitivity import tornado
from calculator.domain.what_if.swing_words import matters_most, most_named, moved_name, swing_rows
from calculator.domain.workload_input import parse_workload

BARE: dict[str, Any] = {
    "unit_name": "claim", "units_per_month": 100, "input_tokens": 10, "output_tokens": 1, "input_price": 1,
    "output_price": 2,
}  # fmt: skip
BARELY = parse_workload(BARE)
LETTERS: Final[dict[str, Any]] = {
    "unit_name": "letter", "units_per_month": 72_000, "input_tokens": 3000, "output_tokens": 500,
    "capacity_instances": 2, "capacity_hourly": 4, "capacity_tokens_per_second": 50,
}  # fmt: skip
"""Two instances sustain 75,085 letters."""


def test_inputs_of_steps_and_own_lines_are_called_by_the_names_of_those() -> None:
    steps = [
        {
            "name": "Look up",
            "calls": 2,
            "input_tokens": 10,
            "output_tokens": 5,
            "input_price": 1,
            "output_price": 2,
        },
        {"calls": 1, "input_tokens": 10, "output_tokens": 5, "input_price": 1, "output_price": 2},
    ]
    named = parse_workload(
        {"units_per_month": 9, "steps": steps, "other_lines": [{"name": "Audit", "monthly": 9}]}
    )

    assert [
        moved_name(named, name) for name in ("steps.1.calls", "steps.2.calls", "other_lines.1.monthly")
    ] == [
        "Look up: calls per unit",
        "Step 2: calls per unit",
        "Audit: amount per month",
    ]
    assert most_named(named, ["steps.1.calls", "other_lines.1.monthly"]) == (
        "Look up: calls per unit and Audit: amount per month"
    )


def test_of_inputs_that_move_the_total_alike_the_first_few_are_named() -> None:
    five = ["input_price", "output_price", "input_tokens", "output_tokens", "units_per_month"]

    assert most_named(BARELY, five) == (
        "Input price, output price, input tokens per unit, output tokens per unit and units per month"
    )
    assert most_named(BARELY, [*five, "review_rate"]) == (
        "Input price, output price, input tokens per unit, output tokens per unit and 2 others"
    )


@pytest.mark.parametrize(
    ("name", "fields", "said"),
    [
        ("capacity_hours", {"capacity_hourly": 2, "capacity_instances": 1}, "Hours per month (at most 744)"),
        ("acceptance_rate", {"acceptance_rate": "0.9"},
         "Acceptance rate (not redone by a person) (at most 100%)"),
        ("acceptance_rate", {"acceptance_rate": "0.8"}, "Acceptance rate (not redone by a person)"),
        ("cache_read_share", {"cache_read_share": "0.6", "cache_write_share": "0.3"},
         "Cached input (read) (at most 70%)"),
        ("input_price", {}, "Input price"),
        ("capacity_instances", {"capacity_hourly": 2, "capacity_instances": 1}, "Instances kept (1 to 2)"),
        ("capacity_instances", {"capacity_hourly": 2, "capacity_instances": 10}, "Instances kept"),
        ("seats", {"seats": 888, "seat_monthly": 39}, "Seats"),
        ("seats", {"seats": 3, "seat_monthly": 39}, "Seats (2 to 4)"),
        ("units_per_month", {"units_per_month": 7}, "Units per month (6 to 8)"),
        ("units_per_month", {"units_per_month": 124}, "Units per month (99 to 149)"),
    ],
)  # fmt: skip
def test_an_input_that_is_not_moved_by_a_fifth_says_where_it_stops_or_what_it_is_moved_to(
    name: str, fields: dict[str, object], said: str
) -> None:
    assert moved_name(parse_workload(BARE | fields), name) == said


def test_an_end_that_the_instances_cannot_do_has_no_total() -> None:
    letters = parse_workload(LETTERS | {"tools_per_unit": 1})
    swings = tornado(letters)
    rows = {row[0]: row[1:3] for row in swing_rows(letters, swings, told=True)}

    assert rows["Instances kept (1 to 3)"] == ("cannot be done", "$80,760")
    assert rows["Units per month"] == ("$63,440", "cannot be done")


@pytest.mark.parametrize(
    ("name", "ends"),
    [
        ("Instances kept (1 to 3)", ("cannot be done", "$80,760")),
        ("Units per month", ("$63,440", "cannot be done")),
    ],
)
def test_a_bar_says_which_of_its_ends_the_instances_cannot_do(name: str, ends: tuple[str, str]) -> None:
    letters = parse_workload(LETTERS | {"tools_per_unit": 1})
    swings = tornado(letters)
    names = {swing.field: moved_name(letters, swing.field) for swing in swings}
    picture = drawn(swings, swings[0].total_high, names)

    assert picture is not None
    assert [(bar.low, bar.high) for bar in picture.bars if bar.name == name] == [ends]


def test_an_end_that_cannot_be_done_moves_the_month_nowhere() -> None:
    swings = {swing.field: swing for swing in tornado(parse_workload(LETTERS | {"tools_per_unit": 1}))}

    kept, units, hours = (
        swings[name] for name in ("capacity_instances", "units_per_month", "capacity_hours")
    )
    assert (kept.total_low, kept.total_high, kept.size, kept.accepted_low) == (77_840, 80_760, 2920, None)
    assert (units.total_high, units.size, units.accepted_high) == (77_840, 14_400, None)
    assert [(each.low_within, each.high_within) for each in (kept, units, hours)] == [
        (False, True), (True, False), (False, True),
    ]  # fmt: skip


def test_where_today_cannot_be_done_every_end_has_its_figure() -> None:
    slow = parse_workload(LETTERS | {"units_per_month": 80_000})

    assert all(swing.within for swing in tornado(slow))


def test_the_input_that_moves_the_total_most_is_named_and_those_that_do_as_much() -> None:
    prices = {"input_tokens": 1000, "output_tokens": 1, "input_price": 3, "output_price": 9}
    dear = parse_workload(BARE | prices | {"tools_monthly": 5000})
    swings = tornado(dear)
    names = {swing.field: moved_name(dear, swing.field) for swing in swings}

    assert matters_most(dear, swings, names) == "Tools and guardrails: this moves the total most"
    alike = [swing for swing in swings if swing.field in {"input_price", "input_tokens"}]
    assert matters_most(dear, alike, names) == (
        "Input tokens per unit and input price: each of these moves the total most"
    )
    still = tornado(parse_workload(BARE | {"input_price": 0, "output_price": 0}))
    assert (matters_most(BARELY, [], {}), matters_most(BARELY, still, names)) == ("", "")
