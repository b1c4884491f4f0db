"""Numbers as people read them."""

from decimal import Decimal
from fractions import Fraction

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from runrate.core import decimals, numbers


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Fraction(13599), "$13,599.00"),
        (Fraction("744500"), "$744,500.00"),
        (Decimal("0.005"), "$0.01"),
        (Fraction(-9590), "−$9,590.00"),
        (0, "$0.00"),
        (Fraction(-1, 1000), "$0.00"),
    ],
)
def test_money_is_rounded_half_up_and_grouped(value: decimals.Exact, shown: str) -> None:
    assert numbers.money(value) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Fraction(45, 1000), "$0.045"),
        (Fraction("0.67681818"), "$0.6768"),
        (Fraction("6.1813636"), "$6.18"),
        (Fraction("0.0000012345678"), "$0.000001235"),
        (Fraction("0.99999"), "$1.00"),
        (0, "$0.00"),
    ],
)
def test_a_unit_price_below_a_dollar_keeps_four_significant_digits(value: decimals.Exact, shown: str) -> None:
    assert numbers.price(value) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Fraction("13599.60"), "$13,600"),
        (1000, "$1,000"),
        (Fraction("999.99"), "$999.99"),
        (Fraction("-1000.4"), "−$1,000"),
        (Fraction(1), "$1.00"),
        (Fraction("0.045678"), "$0.04568"),
        (0, "$0.00"),
    ],
)
def test_a_headline_says_whole_dollars_from_a_thousand_up(value: decimals.Exact, shown: str) -> None:
    assert numbers.headline_money(value) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Fraction("83941.62"), "$83,900"),
        (Fraction("83950"), "$84,000"),
        (Fraction(1_234_567), "$1,230,000"),
        (Fraction("999.6"), "$1,000"),
        (Fraction("123.4"), "$123"),
        (Fraction("42.35"), "$42.40"),
        (Fraction("4.506"), "$4.51"),
        (Fraction("0.5"), "$0.50"),
        (Fraction("0.045678"), "$0.0457"),
        (Fraction("-42100.5"), "−$42,100"),
        (0, "$0"),
    ],
)
def test_a_guess_has_three_significant_digits(value: decimals.Exact, shown: str) -> None:
    """W13."""
    assert numbers.rough_prices([value]) == [shown]
    assert numbers.about(shown) == f"about {shown}"


@pytest.mark.parametrize(
    ("values", "shown"),
    [
        ([Fraction("9.088"), Fraction("10.67"), Fraction("13.14")], ["$9.10", "$10.70", "$13.10"]),
        ([Fraction("0.831"), Fraction("0.832"), Fraction("1.04")], ["$0.831", "$0.832", "$1.040"]),
        ([Fraction("1234.4"), 1236, Fraction("1238.2")], ["$1,234", "$1,236", "$1,238"]),
        ([18_260] * 3, ["$18,260"] * 3),
        ([Fraction("18260.1"), 18_260, 18_260], ["$18,260"] * 3),
        ([83_941, 83_950, 96_000], ["$83,900", "$84,000", "$96,000"]),
        ([Fraction("1234.1"), Fraction("1234.2"), 1300], ["$1,230", "$1,230", "$1,300"]),
        ([3, 850], ["$3", "$850"]),
        ([0, 0], ["$0", "$0"]),
        ([], []),
    ],
)
def test_guesses_of_one_column_end_at_one_place_that_tells_them_apart(
    values: list[decimals.Exact], shown: list[str]
) -> None:
    assert numbers.rough_prices(values) == shown


@pytest.mark.parametrize(
    ("values", "shown"),
    [
        ([Fraction("0.7041"), 13], ["$0.7041", "$13.0000"]),
        ([Fraction("6.1813"), 450_000], ["$6.18", "$450,000.00"]),
        ([0, Fraction("0.00045"), 1], ["$0.00000", "$0.00045", "$1.00000"]),
        ([], []),
    ],
)
def test_prices_of_one_column_have_as_many_decimals(values: list[decimals.Exact], shown: list[str]) -> None:
    assert numbers.prices(values) == shown


@pytest.mark.parametrize(
    ("value", "currency", "shown"),
    [
        (1500, "JPY", "¥1,500"),
        (Fraction("15.4"), "JPY", "¥15"),
        (Fraction("0.5"), "JPY", "¥0.5"),
        (Fraction("1.2345"), "KWD", "KWD\xa01.235"),
        (Fraction("1.2345"), "EUR", "€1.23"),
    ],
)
def test_a_price_has_the_decimals_of_its_currency(value: decimals.Exact, currency: str, shown: str) -> None:
    assert numbers.price(value, currency=currency, locale="en") == shown


def test_a_percentage_has_one_decimal() -> None:
    assert numbers.percent(Fraction("0.0664875")) == "6.6%"
    assert numbers.percent(Fraction(1)) == "100.0%"


def test_counts_keep_a_fraction_only_where_there_is_one() -> None:
    assert numbers.count(1_100_000) == "1,100,000"
    assert numbers.count(Decimal("2200.5")) == "2,200.5"


@pytest.mark.parametrize(
    ("value", "counted", "paid"),
    [
        (Fraction(1, 100), "0.01", "$0"),
        (9_999, "9,999", "$9,999"),
        (110_000, "110K", "$110,000"),
        (1_100_000, "1.1M", "$1.1M"),
        (Fraction(3_673_981, 2), "1.84M", "$1.84M"),
        (110_000_000, "110M", "$110M"),
        (12 * 10**12, "12T", "$12T"),
        (44 * 10**84, "4.40\xa0×\xa010⁸⁵", "$4.40\xa0×\xa010⁸⁵"),
    ],
)
def test_large_numbers_are_shortened_where_room_is_scarce(
    value: decimals.Exact, counted: str, paid: str
) -> None:
    assert (numbers.short_count(value), numbers.short_money(value)) == (counted, paid)


def test_other_languages_write_numbers_their_own_way() -> None:
    assert numbers.money(Fraction("13599"), locale="de") == "$13.599,00"
    assert numbers.percent(Fraction("0.0664875"), locale="de") == "6,6%"
    assert numbers.short_count(1_100_000, locale="de") == "1,1\N{NO-BREAK SPACE}Mio."


def test_numbers_follow_the_language_that_is_spoken() -> None:
    with translation.override("de"):
        german = (
            numbers.money(Decimal("13599.5")),
            numbers.count(1_100_000),
            numbers.percent(Fraction(1, 8)),
        )

    assert german == ("$13.599,50", "1.100.000", "12,5%")
    assert numbers.money(Decimal("13599.5")) == "$13,599.50"


def test_thirds_add_up_to_a_hundred() -> None:
    assert numbers.breakdown([1, 1, 1]) == [Decimal("33.4"), Decimal("33.3"), Decimal("33.3")]


def test_a_breakdown_of_nothing_is_zero_and_of_less_than_nothing_is_refused() -> None:
    assert numbers.breakdown([0, 0]) == [Decimal("0.0"), Decimal("0.0")]
    with pytest.raises(ValueError, match="negative"):
        numbers.breakdown([1, -1])


@given(st.lists(st.fractions(min_value=0, max_value=10**12), min_size=1, max_size=12))
def test_every_breakdown_adds_up_to_a_hundred_and_stays_within_one_step(parts: list[Fraction]) -> None:
    shares = numbers.breakdown(parts)

    total = sum(parts, Fraction(0))
    assert sum(shares) == (100 if total else 0)
    if total:
        assert all(
            abs(Fraction(share) - part * 100 / total) < Fraction(1, 10)
            for share, part in zip(shares, parts, strict=True)
        )


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(2, 3), "0.66666666666666666667"),
        (Fraction(1, 8), "0.125"),
        (Fraction(0), "0"),
        (Fraction(10**20), "100000000000000000000"),
        (Fraction("-0.195"), "-0.195"),
    ],
)
def test_plain_numbers_are_exact_where_they_end_and_have_no_exponent(value: Fraction, text: str) -> None:
    assert decimals.plain(value) == text


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15, places=9))
def test_plain_reads_back_as_the_same_number(value: Decimal) -> None:
    assert Decimal(decimals.plain(value)) == value


def test_money_has_the_decimals_of_its_currency() -> None:
    """N28."""
    assert numbers.money(Fraction(18451390416, 10**4), currency="JPY") == "¥1,845,139"
    assert numbers.money(Fraction(12345, 10**4), currency="KWD") == "KWD\xa01.235"
    assert numbers.money(Fraction(12345, 10**4)) == "$1.23"


@given(st.fractions(max_denominator=10**6), st.integers(0, 9))
def test_a_rounded_number_is_the_same_as_a_fraction_and_as_a_decimal(value: Fraction, places: int) -> None:
    assert numbers.exactly_half_up(value, places) == Fraction(numbers.half_up(value, places))


@given(st.fractions(max_denominator=10**6), st.integers(0, 9))
def test_a_share_is_written_as_its_rounded_percentage_is(share: Fraction, places: int) -> None:
    written = numbers.percentage(numbers.half_up(share * 100, places))

    assert numbers.percent(share, places=places) == written


def test_parts_of_a_part_stand_next_to_their_own_share_and_add_up_to_what_is_printed_of_it() -> None:
    """$18.62 of $34,981.38 is 0.1%, and $2,500 is 7.1%: the rest goes where most is cut off."""
    parts = [Decimal("18.62"), Decimal(2500), Decimal(380)]

    found = numbers.breakdown(parts, of=Decimal("34981.38"), whole=Decimal("8.3"))

    assert found == [Decimal("0.1"), Decimal("7.1"), Decimal("1.1")]
    assert numbers.breakdown([], of=5, whole=Decimal("0.0")) == []
    assert numbers.breakdown([0, 1, 0], of=1000, whole=Decimal("0.3")) == [
        Decimal(0),
        Decimal("0.3"),
        Decimal(0),
    ]
    assert numbers.breakdown([1, 199, 0], of=1000, whole=Decimal("19.9")) == [
        Decimal(0),
        Decimal("19.9"),
        Decimal(0),
    ]


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=8), st.integers(0, 10**6))
def test_each_share_is_rounded_alone_where_that_adds_up(parts: list[int], rest: int) -> None:
    of = sum(parts) + rest
    alone = [numbers.half_up(Fraction(100 * part, of or 1), 1) for part in parts]

    found = numbers.breakdown(parts, of=of, whole=sum(alone, Decimal(0)))

    ties = any(Fraction(2000 * part, of or 1) % 2 == 1 for part in parts)
    assert ties or found == alone
