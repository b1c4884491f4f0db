"""A variance in sentences."""

from fractions import Fraction

from calculator.usage.analysis.variance import Cause, Change, changes, variance
from calculator.usage.analysis.variance_words import behind, headline, moved
from tests.calculator.usage.analysis.test_variance import ACTUAL, ESTIMATED, changed


def test_a_small_gap_that_hides_large_causes_says_so() -> None:
    assert headline(variance(ESTIMATED, ACTUAL)) == (
        "The bill is $2.79 below the estimate: $178.43 against $181.22.",
        "The largest cause: Volume: $40.52 more.",
        "The gap is small because $48.95 more and $51.74 less cancel out.",
    )


def test_a_bill_above_the_estimate_with_one_cause_is_one_gap_and_one_cause() -> None:
    assert headline(variance(ESTIMATED, changed(ESTIMATED, units_per_month="12500"))) == (
        "The bill is $45.31 above the estimate: $226.53 against $181.22.",
        "The largest cause: Volume: $45.31 more.",
    )


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


def test_the_inputs_behind_a_cause_stand_beside_each_other_and_long_ones_are_cut() -> None:
    found = changes(ESTIMATED, ACTUAL)

    assert behind("volume", found["volume"]) == "Units per month: 10,000 estimated, 12,500 billed."
    assert behind("cache", [Change("cache_read_share", Fraction(1, 3), None)]).endswith(
        "33.33% estimated, nothing billed."
    )
    assert behind("price", found["price"]).endswith("; 1 more input differs.")
    assert behind("price", []) == ""


def test_retries_inside_the_tokens_of_a_bill_are_not_called_none() -> None:
    found = changes(ESTIMATED, changed(ACTUAL, retry_rate="0"), retries_inside=True)

    assert behind("tokens", found["tokens"]).startswith(
        "Retry rate: 2% estimated, inside the tokens of the bill; Input tokens per unit: 4,000 estimated, "
    )
