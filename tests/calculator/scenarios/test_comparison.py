"""Two or three scenarios side by side, what differs first."""

import pytest
from django.test import Client

from runrate.accounts.models import User
from tests.calculator.pages import text
from tests.calculator.stored import saved

pytestmark = pytest.mark.django_db


def test_scenarios_are_compared_with_differences_first(alice: User, alice_client: Client) -> None:
    small, large = saved(alice, "Small"), saved(alice, "Large", "article-large")

    html = text(
        alice_client.get("/scenarios/compare/", {"id": [str(small.pk), str(large.pk)]}).content.decode()
    )

    assert "Total per month differs at least $13,599.00 at least $744,500.00" in html
    assert html.index("Infrastructure differs") < html.index("Retries not entered not entered")


def test_an_input_says_what_it_is_counted_by(alice: User, alice_client: Client) -> None:
    desk, claims = saved(alice, "Desk", "support-desk"), saved(alice, "Claims", "insurance-claims")

    side_by_side = alice_client.get("/scenarios/compare/", {"id": [str(desk.pk), str(claims.pk)]})
    alone = alice_client.get(f"/scenarios/{desk.pk}/")

    rows = text(side_by_side.content.decode())
    assert "Input price , per million tokens $2.00 $2.00" in rows
    assert "Amortised over (months) 24 24" in rows
    assert "Amortised over (months) 24" in text(alone.content.decode())
    assert "Observability per unit $0.004 entered" in text(alone.content.decode())


def test_a_fourth_scenario_is_left_out_and_that_is_said(alice: User, alice_client: Client) -> None:
    ids = [str(saved(alice, f"Desk {number}").pk) for number in range(4)]

    three, four = (
        text(alice_client.get("/scenarios/compare/", {"id": ids[:most]}).content.decode()) for most in (3, 4)
    )

    said = "Three at a time: the first three you chose stand here."
    assert said in four
    assert said not in three
    assert "Desk 2" in four
    assert "Desk 3" not in four


def test_a_comparison_holds_only_ones_own(alice: User, bob: User, alice_client: Client) -> None:
    mine, his = saved(alice), saved(bob)

    response = alice_client.get("/scenarios/compare/", {"id": [str(mine.pk), str(his.pk), "nonsense"]})

    assert response["Location"] == "/scenarios/"
