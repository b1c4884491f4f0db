"""What of a scenario ends where measured inputs are put into it."""

from typing import Any

import pytest

from calculator.uploads.set_aside import ending, in_full, set_aside, unused_of_a_list

ONE = {
    "units_per_month": "10",
    "input_tokens": "100",
    "output_tokens": "10",
    "input_price": "2",
    "output_price": "8",
}
BATCH = {"batch_share", "batch_factor", "batch_cache_factor"}
SHARES = {"cache_read_share", "cache_write_share", "cache_write_1h_share"}


def named(base: dict[str, Any], inputs: dict[str, Any], **origins: str) -> tuple[str, ...]:
    return set_aside(base, inputs, origins=origins, not_told=())


def test_shares_that_leave_no_room_for_a_measured_one_end_also_without_prices() -> None:
    base = {**ONE, "cache_write_1h_share": "0.8", "cache_write_share": "0.1"}

    fitting = ending(base, {"cache_read_share": "0.1"}, {*SHARES})
    too_much = ending(base, {"input_tokens": "90", "cache_read_share": "0.3"}, {"cache_read_share"})

    assert (fitting, too_much) == (set(), {"cache_write_1h_share", "cache_write_share"})


@pytest.mark.parametrize(
    ("name", "told", "stays"),
    [
        ("input_price", {"input_price"}, set()),
        ("input_price", {"input_price", "batch_share"}, {"batch_share"}),
        ("cache_read_price", {"cache_read_price"}, {"call_fee"}),
        ("search_price", {"search_price"}, {"call_fee", *BATCH}),
        ("input_tokens", {"input_tokens"}, {"call_fee", "price_factor", *BATCH}),
    ],
)
def test_a_price_that_was_paid_ends_each_discount_that_the_file_does_not_tell(
    name: str, told: set[str], stays: set[str]
) -> None:
    discounts = {"call_fee", "price_factor", *BATCH}

    assert discounts - ending(ONE, {name: "1"}, told) == stays


def test_cached_tokens_that_a_price_holds_end_with_the_tokens_that_it_was_paid_for() -> None:
    put = {"input_price": "2", "input_tokens": "90", "cache_read_share": "0.3"}
    one = ending(ONE, {"input_price": "2"}, {*put})

    assert ending(ONE, put, {*put}) & SHARES == SHARES - {"cache_read_share"}
    assert one & SHARES == set()


def test_what_ends_with_model_calls_is_named_by_what_it_is_of_one_model() -> None:
    calls = {"name": "a", "calls": "2", "searches": "1", "search_price": "10", "input_growth": "5", **ONE}
    step = {name: text for name, text in calls.items() if name != "units_per_month"}
    base = {"units_per_month": "10", "steps": [{**step, "call_fee": "2"}]}

    assert named(base, ONE) == (
        "calls_per_unit",
        "call_fee",
        "searches_per_unit",
        "search_price",
        "input_growth",
    )
    assert named(base, base) == ()


def test_what_changed_nothing_is_not_named() -> None:
    of_nothing = {"call_fee": "0", "price_factor": "1", "cache_read_share": "0"}
    unused = {"batch_factor": "0.5", "search_price": "10"}

    assert named({**ONE, **of_nothing}, ONE) == ()
    assert named({**ONE, **unused}, ONE, batch_factor="price:1", search_price="price:1") == ()
    assert named({**ONE, **unused}, ONE, batch_factor="entered", search_price="price:1") == ("batch_factor",)


def test_the_price_of_cached_tokens_that_were_measured_to_be_none_is_not_named() -> None:
    base = {**ONE, "cache_read_share": "0.5", "cache_read_price": "0.2"}

    assert named(base, {**ONE, "cache_read_share": "0"}) == ()
    assert named(base, ONE) == ("cache_read_share", "cache_read_price")


def test_a_share_that_became_0_because_the_model_has_no_price_for_it_is_named() -> None:
    base, now = {**ONE, "cache_write_share": "0.5"}, {**ONE, "cache_write_share": "0"}

    found = set_aside(base, now, origins={}, not_told={"cache_write_share"})

    assert (found, named(base, now)) == (("cache_write_share",), ())


def test_prices_that_count_in_full_are_those_in_use_that_were_not_taken() -> None:
    inputs = {**ONE, "cache_read_price": "0.2"}

    assert in_full(inputs, {"input_price"}, ["price_factor"]) == ("output_price",)
    assert in_full(inputs, {"input_price"}, ["call_fee"]) == ()
    assert in_full({"steps": [ONE]}, {"input_price"}, ["price_factor"]) == ()


def test_prices_of_a_list_stay_as_long_as_one_main_price_or_their_use_does() -> None:
    listed = {"search_price": "price:1", "batch_factor": "price:1", "cache_read_price": "entered"}
    main = {"input_price": "2", "output_price": "8"}

    assert unused_of_a_list(ONE, {"input_price": "2"}, listed) == []
    assert unused_of_a_list(ONE, main, listed) == ["batch_factor", "search_price"]
    assert unused_of_a_list({**ONE, "searches_per_unit": "1"}, main, listed) == ["batch_factor"]
