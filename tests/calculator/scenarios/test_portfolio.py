"""The AI Workforce P&L: agents, their totals, and the triggers that fire."""

from decimal import Decimal

import pytest
from django.test import Client

from calculator.models import Scenario
from runrate.accounts.models import User
from tests.calculator.pages import text
from tests.calculator.stored import saved

pytestmark = pytest.mark.django_db


def test_the_portfolio_lists_agents_worst_first_with_the_triggers_that_fire(
    alice: User, bob: User, alice_client: Client
) -> None:
    saved(alice, "Desk", "support-desk")
    claims = saved(alice, "Claims", "insurance-claims")
    claims.retire_review_above, claims.productivity_target = Decimal("0.3"), Decimal(5000)
    claims.save()
    saved(bob, "His", "support-desk")

    html = text(alice_client.get("/scenarios/portfolio/").content.decode())

    assert html.index("Claims") < html.index("Desk")
    assert "retire? people review 35.0%, above 30.0%" in html
    assert "3,280 below target" in html
    assert "His" not in html
    assert "$46,602" in html


def test_a_single_scenario_is_an_agent_already(alice: User, alice_client: Client) -> None:
    saved(alice, "Desk", "article-small")

    listed = alice_client.get("/scenarios/").content.decode()
    html = text(alice_client.get("/scenarios/portfolio/").content.decode())

    assert 'href="/scenarios/portfolio/"' in listed
    assert "All that are not retired at least $13,599" in html
    assert "planned at least $13,599 2,200 – at least $6.18" in html


def test_what_is_left_is_at_most_that_where_lines_are_missing(alice: User, alice_client: Client) -> None:
    first = {"units_per_month": "1000", "input_tokens": "4000", "output_tokens": "800", "input_price": "2",
             "output_price": "8", "value_per_unit": "2"}  # fmt: skip
    Scenario.objects.create(owner=alice, name="First", inputs=first)
    saved(alice, "Desk", "support-desk")

    html = text(alice_client.get("/scenarios/portfolio/").content.decode())

    assert "net per month, at most" in html
    assert "First planned at least $14 1,000 – at least $0.0144 at most $1.99 at most $1,986" in html
    assert "Desk planned $11,621 13,500 – $0.8608 $1.39 $18,079" in html


def test_a_retired_agent_is_listed_but_not_counted(alice: User, alice_client: Client) -> None:
    saved(alice, "Desk", "support-desk")
    retired = saved(alice, "Claims", "insurance-claims")
    Scenario.objects.filter(pk=retired.pk).update(agent_status="retired")

    html = text(alice_client.get("/scenarios/portfolio/").content.decode())

    assert "Claims" in html
    assert "All that are not retired $11,621" in html
