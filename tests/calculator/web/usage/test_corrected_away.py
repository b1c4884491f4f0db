"""Corrections that are more than the usage of their month: one sentence at each door, and nothing to take."""

import csv
from io import StringIO
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from calculator.uploads.samples import FOLDER
from calculator.usage.analysis.beside_tokens import CORRECTED
from calculator.usage.summary import as_json
from tests.calculator.test_api_usage import post
from tests.calculator.usage.conftest import read_one
from tests.calculator.web.usage.conftest import Send, text_of
from tests.calculator.web.usage.test_take_views import choose

FOCUS = "focus-1.0-aws-bedrock.csv"
SAID = (
    "Corrections and refunds are more than the usage of this month and part: nothing can be measured of it."
)
TOKENS = {"BilledCost": "-96", "EffectiveCost": "-96", "ConsumedQuantity": "-120000"}
MONEY = {"BilledCost": "-1000", "EffectiveCost": "-1000", "ConsumedQuantity": "-30000"}


def corrected(**cells: str) -> str:
    """The sample with its first row of usage taken back, by more than there was."""
    rows = list(csv.DictReader(StringIO((FOLDER / FOCUS).read_text("utf-8-sig"))))
    target = StringIO()
    writer = csv.DictWriter(target, list(rows[0]))
    writer.writeheader()
    writer.writerows([*rows, {**rows[0], "ChargeClass": "Correction", **cells}])
    return target.getvalue()


@pytest.mark.parametrize("cells", [TOKENS, MONEY])
def test_a_page_says_that_nothing_can_be_measured_and_offers_nothing(
    alice_client: Client, send: Send, cells: dict[str, str]
) -> None:
    upload = send(alice_client, FOCUS, corrected(**cells))
    choose(alice_client, upload)

    for page in ("usage:inputs", "usage:against"):
        answer = alice_client.get(reverse(page, args=[upload.pk]), follow=True)
        assert answer.redirect_chain == [(upload.get_absolute_url(), 302)]
        assert CORRECTED == SAID
        assert SAID in text_of(answer)


def test_a_program_is_told_the_same(client: Client, db: None, tmp_path: Path) -> None:
    (path := tmp_path / "corrected.csv").write_text(corrected(**MONEY))
    bill = {"usage": as_json(read_one(path)), "units": "1000"}

    assert post(client, "usage", bill) == (422, {"errors": {"usage": [SAID]}})
    estimate = {"units_per_month": "1", "input_tokens": "1", "output_tokens": "1"}
    sent = {"estimate": {**estimate, "input_price": "1", "output_price": "1"}, "bill": bill}
    assert post(client, "variances", sent) == (422, {"errors": {"bill.usage": [SAID]}})
