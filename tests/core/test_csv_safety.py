"""Text in a table: no cell computes, words stay as they are, and the program knows its letters."""

import pytest
from django.test import Client

from calculator.models import Scenario
from runrate.accounts.models import User
from runrate.core.csv_safety import inert
from tests.cells import SIGNS, SMALL, STAFF_EXPORT, UNSEEN, sent, submitted

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("unseen", UNSEEN)
@pytest.mark.parametrize("sign", SIGNS)
def test_a_sign_is_found_behind_whatever_cannot_be_seen(sign: str, unseen: str) -> None:
    assert inert(f"{unseen}{sign}cmd()") == f"'{unseen}{sign}cmd()"


@pytest.mark.parametrize(
    "text", ["", "Claims", " Claims", "\u0301Claims", "5 = 5", "'=quoted", "Überblick", "数", "\u200b"]
)
def test_words_stay_as_they_are(text: str) -> None:
    assert inert(text) == text


def test_a_table_for_people_says_that_it_is_utf_8(
    alice: User, alice_client: Client, staff_client: Client
) -> None:
    submission = submitted("Überblick ", alice)
    scenario = Scenario.objects.create(owner=alice, name="Überblick", inputs=SMALL)

    bodies = [
        sent(alice_client.get("/calculator/costs.csv", {**SMALL, "unit_name": "Überblick"})),
        sent(alice_client.get(f"/scenarios/{scenario.pk}/costs.csv")),
        sent(alice_client.get(f"/assessment/{submission.pk}/export.csv")),
        sent(staff_client.post(STAFF_EXPORT, {"kind": "csv"})),
        sent(staff_client.post(STAFF_EXPORT, {"kind": "research"})),
    ]

    assert [body[:3] for body in bodies] == [b"\xef\xbb\xbf"] * 5
    assert [body.count(b"\xef\xbb\xbf") for body in bodies] == [1] * 5
    assert "Überblick" in bodies[0].decode("utf-8-sig")
