"""Every part of a difference, and nothing left over."""

import random
from fractions import Fraction

import pytest

from calculator.domain.workload import Workload
from calculator.domain.workload_input import parse_workload
from calculator.usage.analysis.steps.paired import Change
from calculator.usage.analysis.variance import (
    GROUPS,
    PriceVolumeMix,
    Sold,
    ai_usage,
    changes,
    price_volume_mix,
    variance,
)

ESTIMATED = parse_workload(
    {
        "units_per_month": "10000",
        "input_tokens": "4000",
        "output_tokens": "600",
        "cache_read_share": "0.3",
        "cache_write_share": "0",
        "batch_share": "0",
        "retry_rate": "0.02",
        "max_retries": "2",
        "input_price": "3",
        "output_price": "15",
        "cache_read_price": "0.3",
        "cache_write_price": "3.75",
    }
)
ACTUAL = parse_workload(
    {
        "units_per_month": "12500",
        "input_tokens": "4600",
        "output_tokens": "540",
        "cache_read_share": "0.5",
        "cache_write_share": "0.05",
        "batch_share": "0.1",
        "retry_rate": "0.05",
        "max_retries": "2",
        "input_price": "2.7",
        "output_price": "13.5",
        "cache_read_price": "0.27",
        "cache_write_price": "3.375",
    }
)


def changed(workload: Workload, **fields: object) -> Workload:
    """The same with other values; None takes one away."""
    return parse_workload({**workload.as_json(), **fields})


def rounded(causes: tuple) -> dict[str, str]:
    return {cause.key: f"{float(cause.amount):+.6f}" for cause in causes}


def test_the_example_to_the_last_digit() -> None:
    found = variance(ESTIMATED, ACTUAL)

    assert (found.estimated, found.actual) == (Fraction("181.22304"), Fraction("178.430818359375"))
    assert found.runs == 64
    assert rounded(found.causes) == {
        "volume": "+40.517596",
        "size": "+2.810417",
        "cache": "-23.309437",
        "batch": "-9.310479",
        "retries": "+5.622757",
        "price": "-19.123076",
    }
    assert rounded(found.in_order) == {
        "volume": "+45.305760",
        "size": "+5.280570",
        "cache": "-29.483183",
        "batch": "-10.116309",
        "retries": "+6.046587",
        "price": "-19.825646",
    }
    assert sum(cause.amount for cause in found.causes) == found.difference
    assert sum(cause.amount for cause in found.in_order) == found.difference
    assert [cause.key for cause in found.largest_first()][:2] == ["volume", "cache"]
    assert found.causes[0].name == "Volume"


def some_workload(chance: random.Random) -> Workload:
    def share() -> str:
        return str(chance.randint(0, 50) / 100)

    def number(most: int) -> str:
        return str(chance.randint(1, most))

    return parse_workload(
        {
            "units_per_month": number(50_000),
            "input_tokens": number(20_000),
            "output_tokens": number(3000),
            "calls_per_unit": number(6),
            "cache_read_share": share(),
            "cache_write_share": share(),
            "batch_share": share(),
            "retry_rate": share(),
            "max_retries": str(chance.randint(0, 4)),
            "input_price": number(20),
            "output_price": number(80),
            "cache_read_price": number(3),
            "cache_write_price": number(25),
            "batch_factor": share(),
        }
    )


def test_five_hundred_pairs_of_workloads_leave_nothing() -> None:
    chance = random.Random(18)

    for _ in range(500):
        found = variance(some_workload(chance), some_workload(chance))

        assert sum(cause.amount for cause in found.causes) == found.difference
        assert sum(cause.amount for cause in found.in_order) == found.difference


def test_what_did_not_change_has_no_part() -> None:
    found = variance(ESTIMATED, changed(ESTIMATED, units_per_month="12500"))

    assert [cause.key for cause in found.causes] == ["volume"]
    assert found.runs == 2
    assert variance(ESTIMATED, ESTIMATED).causes == ()


def test_what_nobody_can_see_is_among_the_parts_and_not_among_the_causes_that_count() -> None:
    found = variance(ESTIMATED, changed(ESTIMATED, units_per_month="12500", retry_rate="0.02000001"))

    assert [cause.key for cause in found.causes] == ["volume", "retries"]
    assert [cause.key for cause in found.largest_first()] == ["volume"]
    tiny = variance(*(changed(ESTIMATED, units_per_month=units) for units in ("0.1", "0.2")))
    assert [cause.key for cause in tiny.largest_first()] == ["volume"]


def test_two_groups_share_what_they_do_together_in_halves() -> None:
    twice = changed(
        ESTIMATED,
        units_per_month="20000",
        input_price="6",
        output_price="30",
        cache_read_price="0.6",
        cache_write_price="7.5",
    )

    found = variance(ESTIMATED, twice)

    assert [cause.amount for cause in found.causes] == [found.difference / 2] * 2
    assert [cause.amount / found.estimated for cause in found.in_order] == [1, 2]


@pytest.mark.parametrize(("units", "agrees"), [("10050", True), ("10099", True), ("10200", False)])
def test_under_one_percent_the_two_agree(units: str, agrees: bool) -> None:
    assert variance(ESTIMATED, changed(ESTIMATED, units_per_month=units)).agrees is agrees


def test_under_a_dollar_the_two_agree() -> None:
    one, two = (changed(ESTIMATED, units_per_month=units) for units in ("10", "20"))

    assert (variance(one, two).agrees, variance(one, two).agrees_by) == (True, "amount")
    assert (variance(one, one).agrees_by, variance(ESTIMATED, ACTUAL).agrees_by) == ("share", "")


def test_volume_may_be_typed_by_the_day_on_one_side() -> None:
    by_day = changed(ESTIMATED, units_per_month=None, units_per_day="500", days_per_month="20")

    assert ai_usage(by_day) == ai_usage(ESTIMATED)
    assert variance(by_day, ESTIMATED).difference == 0


def test_people_and_infrastructure_are_not_compared_with_a_bill_of_ai() -> None:
    assert ai_usage(changed(ESTIMATED, upkeep_monthly="500", vector_db_monthly="9")) == ai_usage(ESTIMATED)


def test_every_input_of_tokens_belongs_to_one_group() -> None:
    named = [name for names in GROUPS.values() for name in names]

    assert len(set(named)) == len(named)


STEP = {
    "calls": "2",
    "input_tokens": "1000",
    "output_tokens": "100",
    "input_price": "3",
    "output_price": "15",
}


def stepped(*steps: dict[str, str], units: str = "1000") -> Workload:
    return parse_workload({"units_per_month": units, "steps": list(steps)})


def test_steps_that_pair_up_are_told_apart_by_group() -> None:
    before = stepped(STEP, {**STEP, "calls": "1"})
    after = stepped(
        {**STEP, "input_price": "2"}, {**STEP, "calls": "3", "input_tokens": "1100"}, units="1200"
    )

    found = variance(before, after)

    assert [cause.key for cause in found.causes] == ["volume", "size", "mix", "price"]
    assert sum(cause.amount for cause in found.causes) == found.difference


def test_a_second_step_of_the_same_price_is_more_tokens_and_no_other_mix() -> None:
    found = variance(stepped(STEP), stepped(STEP, STEP))

    assert [cause.key for cause in found.causes if cause.amount] == ["size"]
    assert found.difference == found.estimated


def test_from_one_call_to_steps_each_cause_stands_apart() -> None:
    found = variance(ESTIMATED, stepped(STEP, {**STEP, "input_price": "1"}, units="20000"))

    assert {cause.key for cause in found.causes if cause.amount} == {
        "volume",
        "size",
        "mix",
        "cache",
        "retries",
        "price",
    }
    assert sum(cause.amount for cause in found.causes) == found.difference


SEARCHED = {"searches_per_unit": "0.5", "search_price": "10", "price_factor": "0.9"}
SEARCHING = {**STEP, "searches": "0.25", "search_price": "12"}
FEE = {"call_fee": "0.4"}


def amounts_of(estimated: Workload, actual: Workload) -> dict[str, Fraction]:
    """By cause what it adds; both orders leave nothing."""
    found = variance(estimated, actual)
    assert sum(cause.amount for cause in found.causes) == found.difference
    assert sum(cause.amount for cause in found.in_order) == found.difference
    assert (found.estimated, found.actual) == (ai_usage(estimated), ai_usage(actual))
    return {cause.key: cause.amount for cause in found.causes}


def test_searches_and_fees_that_a_bill_of_several_models_has_not_are_causes_of_their_own() -> None:
    flat = changed(ESTIMATED, units_per_month="1000", retry_rate="0", calls_per_unit="3")

    plain = amounts_of(flat, stepped(STEP, STEP))
    searched = amounts_of(changed(flat, **SEARCHED, **FEE), stepped(STEP, STEP))

    assert searched["searches"] == -1000 * Fraction("0.5") * Fraction("0.010") * Fraction("0.9")
    assert searched["fees"] == -1000 * 3 * Fraction("0.0004") * Fraction("0.9")
    without_discount = amounts_of(changed(flat, price_factor="0.9"), stepped(STEP, STEP))
    tokens = {"size", "mix", "cache", "price"}
    assert {key: searched[key] for key in tokens} == {key: without_discount[key] for key in tokens}
    assert {*plain} == tokens


def test_searches_of_steps_are_their_own_cause_whatever_the_models() -> None:
    named = [{**SEARCHING, "name": name} for name in ("one", "other")]
    bare = [{**STEP, "name": name} for name in ("one", "new")]

    assert {*amounts_of(stepped(*named), stepped(*named[:1]))} == {"size", "mix", "searches"}
    assert amounts_of(stepped(SEARCHING), stepped(STEP)) == {"searches": -1000 * Fraction("0.5") * 12 / 1000}
    assert amounts_of(stepped(*named), stepped(*bare))["searches"] == -1000 * Fraction(12, 1000)
    assert {*amounts_of(stepped(STEP), changed(ESTIMATED, units_per_month="1000", **SEARCHED))} == {
        "size",
        "cache",
        "searches",
        "retries",
        "price",
    }
    assert {*amounts_of(stepped(STEP), stepped(STEP | FEE))} == {"fees"}
    assert {*amounts_of(ESTIMATED, changed(ESTIMATED, **FEE))} == {"fees"}


def test_searches_beside_steps_are_told_by_the_numbers_of_a_unit() -> None:
    told = changes(changed(ESTIMATED, **SEARCHED, **FEE), stepped(SEARCHING, STEP))

    assert told["searches"] == (Change("search_price", Fraction(10), Fraction(12)),)
    assert told["fees"] == (Change("call_fee", Fraction("0.4"), Fraction(0)),)
    none = changes(stepped(SEARCHING), stepped(STEP, STEP))
    assert none["searches"] == (Change("searches_per_unit", Fraction("0.5"), Fraction(0)),)


def sold(**models: tuple[str, str]) -> dict[str, Sold]:
    return {name: Sold(Fraction(quantity), Fraction(price)) for name, (quantity, price) in models.items()}


def test_one_bill_after_another_is_volume_mix_and_price() -> None:
    found = price_volume_mix(sold(a=("8", "9"), b=("2", "1")), sold(a=("6", "8"), b=("6", "1")))

    assert found == PriceVolumeMix(*(Fraction(each) for each in ("74", "54", "14.8", "-28.8", "-6")))


def test_a_model_that_is_new_is_mix_and_one_that_is_gone_too() -> None:
    found = price_volume_mix(sold(a=("10", "2")), sold(b=("10", "3")))

    assert found == PriceVolumeMix(Fraction(20), Fraction(30), Fraction(0), Fraction(10), Fraction(0))
    assert price_volume_mix({}, sold(a=("1", "1"))) is None


def test_the_three_add_up_whatever_was_bought() -> None:
    chance = random.Random(3)

    def bought() -> dict[str, Sold]:
        names = chance.sample("abcdef", chance.randint(1, 6))
        return {
            name: Sold(Fraction(chance.randint(0, 99), 7), Fraction(chance.randint(0, 99), 3))
            for name in names
        }

    for _ in range(300):
        found = price_volume_mix(bought(), bought())
        assert found is None or found.volume + found.mix + found.price == found.after - found.before
