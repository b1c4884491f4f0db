"""A last invoice that a bill put there says so until somebody types another."""

from decimal import Decimal

import pytest

from calculator.models import Scenario
from calculator.prices.billed_invoices import read_in, with_invoice
from calculator.prices.pricing import Priced

BILLED = "billed:focus:2026-10"
TOKENS = {"input_tokens": "entered"}
TAKEN = Priced({}, measured={"last_invoice": BILLED})
TYPED = Priced({})


def saved(amount: str, origin: str = BILLED) -> Scenario:
    return Scenario(last_invoice=Decimal(amount), origins={"last_invoice": origin} if origin else {})


@pytest.mark.parametrize(
    ("priced", "before", "invoice", "kept"),
    [
        (TAKEN, None, Decimal("102.8"), True),
        (TAKEN, None, None, False),
        (TYPED, None, Decimal("102.8"), False),
        (TYPED, saved("102.8"), Decimal("102.80"), True),
        (TYPED, saved("102.8"), Decimal("102.9"), False),
        (TYPED, saved("102.8"), None, False),
        (TYPED, saved("102.8", ""), Decimal("102.8"), False),
    ],
    ids=["taken", "taken without", "typed", "unchanged", "typed over", "taken out", "never of a bill"],
)
def test_an_invoice_is_of_a_bill_until_another_is_typed(
    priced: Priced, before: Scenario | None, invoice: Decimal | None, *, kept: bool
) -> None:
    found = with_invoice(TOKENS, priced, before, invoice)

    assert found == (TOKENS | {"last_invoice": BILLED} if kept else TOKENS)


def test_a_bill_is_named_and_a_typed_invoice_is_of_none() -> None:
    assert "October 2026" in read_in({"last_invoice": BILLED})
    assert read_in(TOKENS) == ""


@pytest.mark.parametrize(("amount", "kept"), [("102.8", True), ("102.80", True), ("102.9", False)])
def test_an_invoice_of_a_file_is_from_there_with_the_amount_that_it_had(amount: str, *, kept: bool) -> None:
    brought = Priced({}, invoice_told=(amount, "measured: OpenAI usage, October 2026"))

    found = with_invoice({}, brought, None, Decimal("102.8"))

    assert read_in(found) == ("measured: OpenAI usage, October 2026" if kept else "")
