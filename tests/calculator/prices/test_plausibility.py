"""What is hardly meant is asked about; the list of prices is not read for usual ones."""

import pytest

from calculator.prices.plausibility import doubts


def test_usual_numbers_raise_no_doubt_and_read_no_list() -> None:
    typed = {"units_per_month": "2200", "input_price": "20", "input_tokens": "100000", "unit_name": "ticket"}

    assert doubts(typed, {}) == {}


def test_a_volume_below_one_or_not_whole_is_asked_about() -> None:
    assert doubts({"units_per_month": "1.5", "units_per_day": "1.5"}, {}) == {
        "units_per_month": "1.5 is not a whole number. Is that meant?"
    }


@pytest.mark.parametrize("name", ["price_factor", "steps.2.price_factor"])
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("22%", "You pay 22% of list price, which is 78% off. Is that meant?"),
        ("0.5", "You pay 50% of list price, which is 50% off. Is that meant?"),
        ("2", "You pay 200% of list price, which is 100% on top. Is that meant?"),
        ("0.78", None),
        ("110%", None),
    ],
)
def test_a_discount_typed_as_the_share_that_is_paid_is_asked_about(
    name: str, typed: str, said: str | None
) -> None:
    assert doubts({name: typed}, {}).get(name) == said
