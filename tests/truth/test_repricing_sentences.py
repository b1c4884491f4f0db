"""What is said of prices that have changed since a scenario was saved is what both lists come to."""

from decimal import Decimal
from fractions import Fraction
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calculator.models import PriceRow, Scenario
from runrate.accounts.models import User
from tests.calculator.stored import price_row
from tests.calculator.web.usage.conftest import text_of
from tests.truth.page_words import HELD_ELSEWHERE
from tests.truth.reader import shows
from tests.truth.recording import recorded
from tests.truth.template_messages import messages_of
from tests.truth.test_page_sentences import reading

CHANGED: Final = "Prices changed since you saved: %(change)s on the total."
LEARNT: Final = (
    "The price list knows more of this model than when you saved, though none of your prices has changed: "
    "%(change)s on the total."
)
CHOSEN: Final = "This scenario uses the prices of %(days)s. Those of today: %(change)s on the total."
TITLE: Final = "Today's prices: %(change)s"
TOTALS: Final = (
    "From %(before)s to %(after)s per month. Nothing changes until you say so, and you can undo it."
)
SAID: Final = {CHANGED, LEARNT, CHOSEN, TITLE, TOTALS}
prices = st.sampled_from([Fraction(1), Fraction(2), Fraction(10)])


def test_each_message_about_new_prices_has_a_condition() -> None:
    pages = ("scenarios/new_prices.html", "scenarios/price_change.html")

    said = {each.text for page in pages for each in messages_of(page) if each.may_state}
    assert said == SAID
    assert {message for message in SAID if message in HELD_ELSEWHERE} == {CHANGED, LEARNT, CHOSEN}


def total(price: Fraction, flat: int, batch: Fraction | None = None) -> Fraction:
    """A thousand units of a million tokens each, half price as batch where the list knows of it."""
    return 1000 * (price if batch is None else batch) + flat


@pytest.mark.django_db
@settings(max_examples=max(12, settings().max_examples // 16))
@given(prices, prices, st.sampled_from([0, 500]), st.booleans())
def test_what_is_said_of_new_prices_is_what_both_lists_come_to(
    before: Fraction, after: Fraction, flat: int, learns: bool
) -> None:
    owner, _new = User.objects.get_or_create(email="reader@example.com")
    client = reading(owner)
    Scenario.objects.all().delete()
    PriceRow.objects.all().delete()
    price_row("openai", "o3", float(before), 8, "2025-01-01")
    query = (
        f"units_per_month=1000&input_tokens=1000000&output_tokens=0&vector_db_monthly={flat}&model=openai/o3"
    )
    client.post("/calculator/save/", {"scenario": f"{query}&batch_share=1", "name": "Priced"})
    PriceRow.objects.update(input_price=Decimal(int(after)))
    if learns:
        PriceRow.objects.update(batch_input_price=Decimal(int(after)) / 2, batch_output_price=4)
    half = Fraction(after, 2) if learns else None
    then, now = total(before, flat), total(after, flat, half)
    address = Scenario.objects.get().get_absolute_url()

    with recorded() as book:
        shown = text_of(client.get(address)) + text_of(client.get(f"{address}prices/", follow=True))

    said = {each.message: each.words for each in book if each.message in SAID and each.text in shown}
    wanted = set() if then == now and before == after else {TITLE, TOTALS}
    assert set(said) == wanted | ({LEARNT if before == after else CHANGED} if wanted else set())
    for words in said.values():
        assert shows(words["change"], (now - then) / then, unit=100) if "change" in words else True
    if wanted:
        assert shows(said[TOTALS]["before"], then)
        assert shows(said[TOTALS]["after"], now)
