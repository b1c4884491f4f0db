"""What an estimate says of its own inputs."""

from typing import Any

import pytest

from calculator.domain import estimate_notes as notes
from calculator.domain.cost_lines import Note
from calculator.domain.costs import estimate
from calculator.domain.prices.telling_notes import (
    NO_LONG_CACHE_PRICE,
    NO_OTHER_TOKENS,
    NO_PAY_OF_REVIEWERS,
    NO_PRICE_BESIDE,
    NO_TOKENS_BESIDE,
    NOTHING_REVIEWED,
    SHORT_PRICE_OF_AN_HOUR,
    TOO_LOW_IN_LONG_CALLS,
)
from calculator.domain.workload_input import parse_workload

WORK: dict[str, Any] = {
    "units_per_month": 1000,
    "input_tokens": 10,
    "output_tokens": 10,
    "input_price": 1,
    "output_price": 1,
}
STEP = {name: value for name, value in WORK.items() if name != "units_per_month"}


def said(**fields: object) -> list[tuple[str, str]]:
    return [(note.field, note.message) for note in estimate(parse_workload(fields)).notes]


def test_prices_that_stand_in_are_named_in_each_step() -> None:
    steps = [STEP, STEP | {"cache_read_share": "0.5", "cache_write_1h_share": "0.1", "cache_write_price": 2}]

    assert said(units_per_month=1, steps=steps) == [
        ("steps.2.cache_read_price", notes.CACHE_FALLBACKS["cache_read_price"]),
        ("steps.2.cache_write_1h_price", notes.LIKE_ANY_WRITE),
    ]


def test_without_any_write_price_an_hour_costs_what_any_input_token_does() -> None:
    assert said(**WORK, cache_write_1h_share="0.1") == [
        ("cache_write_1h_price", notes.CACHE_FALLBACKS["cache_write_1h_price"])
    ]


def test_a_cache_that_costs_what_any_token_does_is_said_to_save_nothing() -> None:
    cached = WORK | {"cache_read_share": "0.5"}

    assert said(**cached, cache_read_price=1) == [("cache_read_price", notes.NO_CHEAPER_IN_CACHE)]
    assert said(**cached, cache_read_price="0.9") == []
    assert said(**WORK, cache_read_price=1) == []


def test_several_calls_in_flat_fields_are_taken_as_equal_and_said_to_be() -> None:
    assert said(**WORK, calls_per_unit=2) == [("calls_per_unit", notes.CALLS_ARE_EQUAL)]
    assert said(**WORK, calls_per_unit=1) == []
    assert said(units_per_month=1, steps=[STEP | {"calls": 2}]) == []


def test_routed_units_are_said_to_pay_no_fees_and_searches_where_the_others_do() -> None:
    routed = WORK | {"routed_share": "0.5", "routed_input_price": 1, "routed_output_price": 1}
    searches = {"searches_per_unit": 3, "search_price": 10}

    assert said(**routed, **searches) == [("routed_share", notes.ROUTED_WITHOUT_FEES)]
    assert said(**routed, call_fee=1) == [("routed_share", notes.ROUTED_WITHOUT_FEES)]
    assert said(**routed, searches_per_unit=3, search_price=0) == []
    assert said(**WORK, **searches) == []


def test_capacity_beside_tokens_at_a_price_is_said_to_be_paid_too() -> None:
    kept = {"capacity_instances": 2, "capacity_hourly": 4}
    more = {"capacity_units_per_instance": 100, "capacity_hourly": 4}
    free = STEP | {"input_price": 0, "output_price": 0}

    assert said(**WORK, **kept) == [("capacity_instances", notes.PAID_TWICE)]
    assert said(**WORK, **more) == [("capacity_units_per_instance", notes.PAID_TWICE)]
    assert said(units_per_month=1, steps=[free, STEP], **kept) == [("capacity_instances", notes.PAID_TWICE)]
    assert said(units_per_month=1, steps=[free], **kept) == []
    assert said(**WORK | {"output_price": 0}, **kept) == [("capacity_instances", notes.PAID_TWICE)]
    assert said(**WORK | {"input_price": 0, "output_tokens": 0}, **kept) == []
    assert said(**WORK, capacity_instances=0, capacity_hourly=4) == []
    assert said(**WORK, capacity_instances=2, capacity_hourly=0) == []


def test_seats_without_a_token_price_say_who_is_paid() -> None:
    assert said(units_per_month=1, seats=5, seat_monthly=39) == [("seats", notes.PAID_OTHERWISE)]
    assert said(**WORK, seats=5, seat_monthly=39) == []


def test_a_line_of_ones_own_that_a_vendor_bills_says_that_it_pays_for_the_tokens() -> None:
    lines = [{"name": "Lawyer", "monthly": 9}, {"name": "Bot", "per_unit": "0.99", "visible": True}]
    billed = {"units_per_month": 100, "other_lines": lines}

    assert said(**billed) == [("other_lines.2.visible", notes.PAID_BY_OWN_LINE)]
    assert said(**WORK, other_lines=lines) == []
    assert said(**billed, **IN, **OUT, call_fee=5) == [
        ("other_lines.2.visible", notes.NO_TOKEN_PRICE_BESIDE_OWN)
    ]
    assert [line.key for line in estimate(parse_workload(billed)).listed if line.entered] == [
        "other_1",
        "other_2",
    ]


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"retry_rate": "0.1", "max_retries": 1, "acceptance_rate": "0.99"}, None),
        ({"retry_rate": "0.1", "max_retries": 1, "acceptance_rate": "0.991"}, notes.OUT_OF_REACH),
        ({"retry_rate": 1, "max_retries": 5, "acceptance_rate": 1}, notes.OUT_OF_REACH),
        ({"retry_rate": 1, "max_retries": 5}, notes.NEVER_ACCEPTED),
        ({"retry_rate": "0.9999", "max_retries": 0}, notes.DEFAULT_OUT_OF_REACH.format(share="0.01%")),
        ({"retry_rate": "0.1", "max_retries": 1}, notes.DEFAULT_OUT_OF_REACH.format(share="99.0%")),
        ({"retry_rate": "0.25"}, notes.DEFAULT_OUT_OF_REACH.format(share="98.4%")),
        (
            {"retry_rate": "0.08"},
            notes.ALL_ACCEPTED.format(share="0.1%"),
        ),
        ({"retry_rate": 0}, None),
    ],
)
def test_an_acceptance_that_failing_attempts_do_not_leave_room_for(
    fields: dict[str, object], message: str | None
) -> None:
    found = estimate(parse_workload(WORK | fields))

    assert [(note.field, note.message) for note in found.notes] == (
        [("acceptance_rate", message)] if message else []
    )
    assert found.out_of_reach == any(words in (message or "") for words in ("cannot be reached", "none is"))


@pytest.mark.parametrize(("speed", "beyond"), [(10, True), (20, False), (30, False), ("19.9", True)])
def test_instances_that_cannot_do_the_work_are_told_where_their_speed_is(speed: object, beyond: bool) -> None:
    # 20 tokens a second of two hours.
    work = WORK | {
        "units_per_month": 7200,
        "input_price": 0,
        "output_price": 0,
        "capacity_instances": 1,
        "capacity_hourly": 3,
        "capacity_hours": 2,
    }

    assert said(**work, capacity_tokens_per_second=speed) == (
        [("capacity_tokens_per_second", notes.TOO_MUCH_FOR_CAPACITY)] if beyond else []
    )


IN, OUT, PRICE_IN, PRICE_OUT = (
    {"input_tokens": 500},
    {"output_tokens": 20},
    {"input_price": 3},
    {"output_price": 15},
)
CACHED = {"cache_read_share": "0.5", "cache_read_price": "0.3"}
LONG = {"long_context_threshold": 100, "long_context_input_price": 6, "long_context_output_price": 30}
SPILL = {"routed_share": "0.2", "routed_input_price": 1, "routed_output_price": 5}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, [("seats", notes.PAID_OTHERWISE)]),
        (IN | OUT, [("seats", notes.PAID_OTHERWISE)]),
        (IN | OUT | {"cache_read_price": 1}, [("seats", notes.PAID_OTHERWISE)]),
        (IN | OUT | {"call_fee": 5}, [("seats", notes.NO_TOKEN_PRICE)]),
        (IN | OUT | {"searches_per_unit": 1, "search_price": 5}, [("seats", notes.NO_TOKEN_PRICE)]),
        (IN | OUT | SPILL, [("seats", notes.NO_TOKEN_PRICE)]),
        (IN | OUT | PRICE_IN | PRICE_OUT, []),
        (IN | OUT | PRICE_IN, [("output_price", NO_PRICE_BESIDE)]),
        (IN | OUT | PRICE_OUT, [("input_price", NO_PRICE_BESIDE)]),
        (IN | OUT | {"input_price": 0}, [("output_price", NO_PRICE_BESIDE)]),
        (IN | {"output_tokens": 0} | PRICE_IN, []),
        (IN | PRICE_IN, [("output_tokens", NO_OTHER_TOKENS)]),
        (OUT | PRICE_OUT, [("input_tokens", NO_OTHER_TOKENS)]),
        (IN | {"input_tokens": 0} | PRICE_IN, []),
        (IN, [("seats", notes.PAID_OTHERWISE)]),
        (PRICE_IN | PRICE_OUT, [("input_tokens", NO_TOKENS_BESIDE), ("output_tokens", NO_TOKENS_BESIDE)]),
        (IN | PRICE_IN | PRICE_OUT, [("output_tokens", NO_TOKENS_BESIDE)]),
        (OUT | PRICE_IN, [("input_tokens", NO_TOKENS_BESIDE), ("output_price", NO_PRICE_BESIDE)]),
        (PRICE_IN | {"output_price": 0}, [("input_tokens", NO_TOKENS_BESIDE)]),
        (SPILL | IN, [("output_tokens", NO_TOKENS_BESIDE), ("seats", notes.NO_TOKEN_PRICE)]),
        (IN | OUT | CACHED, [("input_price", NO_PRICE_BESIDE), ("output_price", NO_PRICE_BESIDE)]),
        (IN | OUT | CACHED | {"cache_read_share": 1} | PRICE_OUT, []),
        (IN | OUT | LONG, []),
        ({"input_tokens": 50} | OUT | LONG,
         [("input_price", NO_PRICE_BESIDE), ("output_price", NO_PRICE_BESIDE)]),
    ],
)  # fmt: skip
def test_tokens_half_entered_beside_seats_say_what_is_missing(
    given: dict[str, object], expected: list[tuple[str, str]]
) -> None:
    seats = {"units_per_month": 1, "seats": 5, "seat_monthly": 39, "retry_rate": 0}

    found = estimate(parse_workload(seats | given))
    own = [(note.field, note.message) for note in found.notes if note.field != "cache_read_price"]

    assert own == expected
    assert found.too_low == any("too low" in message for _field, message in expected)
    if ("seats", notes.PAID_OTHERWISE) in own:
        assert found.token_cost_per_unit == 0


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"review_rate": "0.5"}, NO_PAY_OF_REVIEWERS),
        ({"review_rate": "0.5", "review_minutes": 5}, NO_PAY_OF_REVIEWERS),
        ({"review_rate": "0.5", "review_minutes": 5, "reviewer_hourly_cost": 45}, None),
        ({"review_minutes": 5, "reviewer_hourly_cost": 45}, NOTHING_REVIEWED),
        ({"review_minutes": 5}, NOTHING_REVIEWED),
        ({"reviews_per_reviewer": 220, "reviewer_monthly_cost": 5000}, NOTHING_REVIEWED),
        ({"review_rate": "0.5", "reviews_per_reviewer": 220, "reviewer_monthly_cost": 5000}, None),
        ({"review_rate": 0, "review_minutes": 5, "reviewer_hourly_cost": 45}, None),
        ({"review_minutes": 0}, None),
        ({}, None),
        ({"review_rate": "0.5", "review_minutes": 0}, None),
        ({"review_rate": "0.5", "review_minutes": 5, "reviewer_hourly_cost": 0}, None),
        ({"review_rate": "0.5", "reviews_per_reviewer": 220, "reviewer_monthly_cost": 0}, None),
        ({"review_minutes": 5, "reviewer_hourly_cost": 0}, None),
        ({"review_rate": "0.5", "units_per_month": 0}, NO_PAY_OF_REVIEWERS),
    ],
)
def test_half_a_review_says_which_half_is_missing(fields: dict[str, object], message: str | None) -> None:
    found = estimate(parse_workload(WORK | fields))

    assert [(note.field, note.message) for note in found.notes] == (
        [("review_rate", message)] if message else []
    )
    assert (found.review_too_low, found.tokens_too_low) == (message is not None, False)


@pytest.mark.parametrize(
    ("tokens", "price", "message"),
    [
        # Calls above the threshold alone: their own price is in force.
        (200, "long_context_cache_read_price", None),
        (200, "cache_read_price", NO_LONG_CACHE_PRICE),  # half of what is fresh above it
        # Calls below it alone: the price above it is none of theirs.
        (50, "long_context_cache_read_price", notes.CACHE_FALLBACKS["cache_read_price"]),
        (50, "cache_read_price", notes.NO_CHEAPER_IN_CACHE),
        (0, "long_context_cache_read_price", notes.CACHE_FALLBACKS["cache_read_price"]),
    ],
)
def test_a_price_of_cached_tokens_counts_where_calls_of_its_class_are_made(
    tokens: int, price: str, message: str | None
) -> None:
    long = {"long_context_threshold": 100, "long_context_input_price": 2, "long_context_output_price": 2}
    cached = WORK | long | {"input_tokens": tokens, "output_tokens": 0, "cache_read_share": "0.5", price: 1}

    about = "long_context_cache_read_price" if message == NO_LONG_CACHE_PRICE else "cache_read_price"
    assert said(**cached) == ([(about, message)] if message else [])


def test_a_write_for_an_hour_with_a_price_of_its_own_stands_for_no_other() -> None:
    hour = WORK | {"cache_write_1h_share": "0.1", "cache_write_price": 2}

    assert said(**hour, cache_write_1h_price=3) == []
    assert said(**hour) == [("cache_write_1h_price", notes.LIKE_ANY_WRITE)]
    assert said(**WORK, cache_write_share="0.1", cache_write_price=2) == []


OF_LONG_CALLS = {
    "units_per_month": 1,
    "input_tokens": 300_000,
    "output_tokens": 100,
    "input_price": 3,
    "output_price": 15,
    "long_context_threshold": 200_000,
    "long_context_input_price": 6,
    "long_context_output_price": 22,
    "cache_write_price": "3.75",
}
WRITTEN = {"cache_write_share": 1}
AN_HOUR = {"cache_write_1h_share": 1, "cache_write_1h_price": 6}
LONG_WRITE = {"long_context_cache_write_price": "7.5"}
NO_WRITE = [("long_context_cache_write_price", NO_LONG_CACHE_PRICE)]
SHORT_HOUR = [("cache_write_1h_price", SHORT_PRICE_OF_AN_HOUR)]


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (WRITTEN, NO_WRITE),
        (WRITTEN | LONG_WRITE, []),
        (WRITTEN | {"input_tokens": 200_000}, []),
        (WRITTEN | {"long_context_input_price": 3}, []),
        ({"cache_write_1h_share": 1}, [("cache_write_1h_price", notes.LIKE_ANY_WRITE), *NO_WRITE]),
        (AN_HOUR, SHORT_HOUR),
        (AN_HOUR | LONG_WRITE, SHORT_HOUR),
        (AN_HOUR | LONG_WRITE | {"cache_write_1h_price": 12}, []),
        (
            {"cache_read_share": "0.5", "cache_read_price": "0.3"},
            [("long_context_cache_read_price", NO_LONG_CACHE_PRICE)],
        ),
    ],
)
def test_cached_tokens_of_long_calls_at_the_price_of_short_ones_make_a_least_cost(
    other: dict[str, object], expected: list[tuple[str, str]]
) -> None:
    assert said(**OF_LONG_CALLS | other) == expected

    found = estimate(parse_workload(OF_LONG_CALLS | other))
    assert found.too_low == any("too low" in message for _field, message in expected)


def test_what_a_models_row_says_of_an_hour_in_the_cache_is_not_said_again() -> None:
    told = (Note("model", TOO_LOW_IN_LONG_CALLS),)

    assert estimate(parse_workload(OF_LONG_CALLS | AN_HOUR | LONG_WRITE), told).notes == told
