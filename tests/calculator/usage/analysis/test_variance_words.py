"""A variance in sentences."""

from dataclasses import replace
from fractions import Fraction

from calculator.domain.workload_input import parse_workload
from calculator.usage.analysis.bill_variance import Models, against_workload
from calculator.usage.analysis.derived import LIST, MONEY
from calculator.usage.analysis.steps.paired import Change
from calculator.usage.analysis.variance import Cause, ai_usage, changes, in_total, variance
from calculator.usage.analysis.variance_words import behind, headline, moved, outgrown
from tests.calculator.usage.analysis.test_variance import ACTUAL, ESTIMATED, changed


def test_a_small_gap_that_hides_large_causes_says_so() -> None:
    assert headline(variance(ESTIMATED, ACTUAL)) == (
        "The bill is $2.79 below the estimate: $178.43 against $181.22.",
        "The largest cause: Volume: $40.52 more.",
        "Behind this are larger differences that offset each other: $48.95 more against $51.74 less.",
    )


def test_a_bill_above_the_estimate_with_one_cause_is_one_gap_and_one_cause() -> None:
    assert headline(variance(ESTIMATED, changed(ESTIMATED, units_per_month="12500"))) == (
        "The bill is $45.31 above the estimate: $226.53 against $181.22.",
        "The largest cause: Volume: $45.31 more.",
    )


def test_causes_that_are_printed_as_large_are_named_together() -> None:
    price, volume = Cause("price", Fraction(-30)), Cause("volume", Fraction(30))
    rest = Cause("cache", Fraction(5))
    found = replace(variance(ESTIMATED, ACTUAL), causes=(volume, price, rest), in_order=(volume, price, rest))

    said = headline(replace(found, estimated=Fraction(100), actual=Fraction(105)))

    assert said[1] == (
        "The largest causes, as large as each other: Volume: $30.00 more; Prices: $30.00 less."
    )


def test_of_a_small_bill_a_dollar_is_said_with_its_share() -> None:
    small = replace(variance(ESTIMATED, ACTUAL), causes=(), in_order=())

    def said(estimated: str, actual: str) -> str:
        return headline(replace(small, estimated=Fraction(estimated), actual=Fraction(actual)))[0]

    assert said("0.40", "0.70") == (
        "The bill is within a dollar of the estimate: $0.70 against $0.40, $0.30 apart, "
        "which is 42.9% of the larger."
    )
    assert said("0.90", "0").endswith("$0.00 against $0.90, $0.90 apart, which is 100.0% of the larger.")
    assert said("0.031", "0.034") == "The bill agrees with the estimate: $0.03 against $0.03."
    assert said("70.3", "70") == "The bill agrees with the estimate: $70.00 against $70.30."


def test_a_bill_that_agrees_says_only_that() -> None:
    assert headline(variance(ESTIMATED, changed(ESTIMATED, units_per_month="10050"))) == (
        "The bill agrees with the estimate: $182.13 against $181.22.",
    )
    assert headline(variance(ESTIMATED, ESTIMATED)) == (
        "The bill agrees with the estimate: $181.22 against $181.22.",
    )


def test_a_cause_has_its_sign_in_words() -> None:
    assert [moved(Cause("price", Fraction(amount))) for amount in ("-19.123", "2")] == [
        "Prices: $19.12 less",
        "Prices: $2.00 more",
    ]


def test_every_cause_of_steps_has_words_also_where_a_model_has_but_other_tokens() -> None:
    """Each is called as often: its part of all tokens is another because one call is longer."""
    steps = [
        {"name": name, "calls": 1, "input_tokens": tokens, "output_tokens": 100, "input_price": price,
         "output_price": 10}
        for name, tokens, price in (("small", 1000, 1), ("large", 1000, 5))
    ]  # fmt: skip
    longer = [steps[0], {**steps[1], "input_tokens": 3000}]
    one, other = (parse_workload({"units_per_month": 1000, "steps": each}) for each in (steps, longer))
    found = against_workload(one, other)

    said = {each.key: behind(each.key, found) for each in found.variance.causes if each.amount}

    assert said["mix"] == (
        "Each model is called as often as estimated, but with other tokens: its part of all is another."
    )
    assert "" not in said.values()


def test_the_inputs_behind_a_cause_stand_beside_each_other_and_long_ones_are_cut() -> None:
    found = against_workload(ESTIMATED, ACTUAL)
    endless = (Change("cache_read_share", Fraction(1, 3), None),)

    assert behind("volume", found) == "Units per month: 10,000 estimated, 12,500 billed."
    assert behind("cache", replace(found, changes={"cache": endless})).endswith(
        "33.33% estimated, nothing billed."
    )
    assert behind("price", found).endswith("; 1 more input differs.")
    assert behind("price", replace(found, changes={})) == ""


def test_what_one_side_has_none_of_has_no_price_there() -> None:
    seats, instances = {"seats": 10, "seat_monthly": 30}, {"capacity_instances": 1, "capacity_hourly": 2}
    routed = {"routed_share": "0.2", "routed_input_price": 1, "routed_output_price": 2}
    found = against_workload(ESTIMATED, changed(ESTIMATED, **seats, **instances, **routed))
    gone = against_workload(changed(ESTIMATED, **seats), ESTIMATED)
    dearer = against_workload(changed(ESTIMATED, **seats), changed(ESTIMATED, seats=9, seat_monthly=40))

    assert [behind(key, found) for key in ("seats", "capacity", "mix")] == [
        "Seats: 0 estimated, 10 billed.",
        "Instances kept: 0 estimated, 1 billed.",
        "Routed to a cheaper model: 0% estimated, 20% billed.",
    ]
    assert behind("seats", gone) == "Seats: 10 estimated, 0 billed."
    assert behind("seats", dearer).endswith("; Price per seat: $30.00 estimated, $40.00 billed.")


def test_retries_inside_the_tokens_of_a_bill_are_not_called_none() -> None:
    actual = changed(ACTUAL, retry_rate="0")
    found = replace(
        against_workload(ESTIMATED, actual), changes=changes(ESTIMATED, actual, retries_inside=True)
    )

    assert behind("tokens", found).startswith(
        "Retry rate: 2% estimated, inside the tokens of the bill; Input tokens per unit: 4,000 estimated, "
    )
    assert behind("tokens", replace(found, basis=LIST)).startswith(
        "Retry rate: 2% estimated, inside the measured tokens; Input tokens per unit: 4,000 estimated, "
    )


def test_model_steps_against_one_model_are_told_as_a_whole() -> None:
    step = {"input_tokens": "1000", "output_tokens": "500", "input_price": "2", "output_price": "8"}
    steps = [{**step, "calls": calls} for calls in ("1", "4", "1")]
    estimated = parse_workload({"units_per_month": "1000", "retry_rate": "0.1", "steps": steps})
    actual = parse_workload({**ACTUAL.as_json(), "calls_per_unit": "3.1", "retry_rate": "0"})
    found = variance(estimated, actual, retries_inside=True)
    compared = replace(
        against_workload(estimated, actual), changes=changes(estimated, actual, retries_inside=True)
    )

    said = behind("mix", compared)

    assert [each.key for each in found.causes] == ["volume", "tokens", "mix", "cache", "batch", "price"]
    assert said == "3 model steps, 6 calls per unit estimated; one model, 3.1 calls per unit billed."
    assert behind("mix", replace(compared, basis=LIST)) == (
        "3 model steps, 6 calls per unit estimated; one model, 3.1 calls per unit measured."
    )
    assert behind("mix", replace(compared, changes={}, models=(Models(1, Fraction(1)), Models(0, None)))) == (
        "1 model step, one call per unit estimated; one model billed."
    )


def test_calls_that_no_file_counted_are_not_said_to_be_billed() -> None:
    step = {"input_tokens": "1000", "output_tokens": "500", "input_price": "2", "output_price": "8"}
    estimated, actual = (
        parse_workload({"units_per_month": "1000", "steps": [{**step, "calls": each} for each in calls]})
        for calls in (("1", "4"), ("2", "3"))
    )
    counted = against_workload(estimated, actual)
    both = counted, replace(counted, calls_assumed=True)

    assert [behind("mix", each).partition(";")[0] for each in both] == [
        "Step 1: calls per unit: 1 estimated, 2 billed",
        "Step 1: calls per unit: 1 estimated, 2 by its part of the tokens",
    ]


def test_without_money_it_is_the_tokens_that_are_compared_and_nothing_is_called_billed() -> None:
    found = replace(against_workload(ESTIMATED, ACTUAL), basis=LIST)

    assert headline(found.variance, found.basis)[::2] == (
        "Tokens at list prices are $2.79 below the estimate: $178.43 against $181.22.",
        "The file has no money, so there is no bill to compare: only its tokens are.",
    )
    assert behind("volume", found) == "Units per month: 10,000 estimated, 12,500 measured."
    assert behind("price", found).startswith("Input price: $3.00 estimated, $2.70 on the price list; ")


def test_money_that_does_not_say_what_its_tokens_cost_has_no_causes() -> None:
    found = in_total(ai_usage(ESTIMATED), Fraction(80), ai_usage(ESTIMATED))

    assert headline(found, MONEY) == (
        "The bill is $101.22 below the estimate: $80.00 against $181.22.",
        (
            "The bill does not say what its tokens cost, so nothing explains the difference: "
            "all of it is unexplained."
        ),
    )
    assert headline(found, MONEY, by_tool=True) == (
        "The tool's cost estimate is $101.22 below the estimate: $80.00 against $181.22.",
        (
            "The tool does not say what each token cost, so nothing explains the difference: "
            "all of it is unexplained."
        ),
        "Its money is estimated by the tool that wrote the file: no vendor has billed it.",
    )


def test_causes_larger_than_both_totals_are_told_one_after_another_too() -> None:
    """A thousandth of the units, each of a hundred times the tokens: exact, and of no use alone."""
    prices = {"input_price": 3, "output_price": 15}
    many = parse_workload({"units_per_month": 5000, "input_tokens": 400, "output_tokens": 60, **prices})
    few = parse_workload({"units_per_month": 5, "input_tokens": 40_000, "output_tokens": 6000, **prices})

    found = variance(many, few)

    assert outgrown(found) is True
    assert headline(found)[1:3] == (
        "The largest cause: Volume: $529.72 less.",
        (
            "A cause here is larger than both totals, because it acts on what the others change. One after "
            "another, in a fixed order, they come to this: Volume: $10.49 less; Tokens per unit: $1.04 more."
        ),
    )


def test_causes_within_the_totals_need_no_other_way_of_telling() -> None:
    assert outgrown(variance(ESTIMATED, ACTUAL)) is False
    assert outgrown(in_total(Fraction(180), Fraction(-4), Fraction(180))) is False
    assert outgrown(in_total(Fraction(2), Fraction(5), Fraction(1000))) is False


def test_of_money_alone_the_volume_is_told_apart_and_nothing_beyond_it() -> None:
    """250,000 units estimated and 17,700 billed: the bill is 18 times as dear per unit."""
    found = in_total(Fraction("643.80"), Fraction("842.20"), Fraction("45.58"))

    assert [(each.key, each.amount) for each in found.causes] == [
        ("volume", Fraction("-598.22")),
        ("untold", Fraction("796.62")),
    ]
    assert headline(found, MONEY)[1:] == (
        (
            "Beyond the volume, all of the difference is unexplained: the bill does not "
            "say what its tokens cost."
        ),
        "Behind this are larger differences that offset each other: $796.62 more against $598.22 less.",
    )
    assert headline(found, MONEY, by_tool=True)[1] == (
        "Beyond the volume, all of the difference is unexplained: the tool does not say what each token cost."
    )


def test_searches_that_a_bill_has_none_of_have_no_price_of_nothing() -> None:
    estimated = changed(ESTIMATED, searches_per_unit="2", search_price="10")

    found = against_workload(estimated, changed(ACTUAL))

    assert behind("searches", found) == "Searches per unit: 2 estimated, 0 billed."
