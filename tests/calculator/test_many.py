"""A full account: pages of fifty, totals over all of them, and a number of rows that stays bounded."""

import re

import pytest
from django.test import Client

from calculator.domain.presets import BY_KEY
from calculator.models import Scenario
from calculator.scenarios import services
from calculator.web.scenario_views import A_PAGE
from runrate.accounts.models import User
from tests.calculator.pages import text
from tests.markup import squeezed

pytestmark = pytest.mark.django_db
SMALL = BY_KEY["article-small"].workload.as_form()


@pytest.fixture
def many(alice: User) -> list[Scenario]:
    """As many as an account may hold."""
    return [
        Scenario.objects.create(owner=alice, name=f"Desk {number:03}", inputs=SMALL)
        for number in range(services.MOST_SCENARIOS)
    ]


def shown(client: Client, address: str) -> list[str]:
    return re.findall(
        r'<th scope="row"><a[^>]*>(Desk \d+)</a>', squeezed(client.get(address).content.decode())
    )


@pytest.mark.parametrize("page", ["/scenarios/", "/scenarios/portfolio/"])
def test_each_is_on_one_of_the_pages_and_a_page_holds_fifty(
    many: list[Scenario], alice_client: Client, page: str
) -> None:
    pages = [shown(alice_client, f"{page}?page={number}") for number in range(1, 5)]

    assert [len(names) for names in pages] == [A_PAGE] * 4
    assert len({name for names in pages for name in names}) == services.MOST_SCENARIOS
    assert (A_PAGE, services.MOST_SCENARIOS, services.MOST_DELETED) == (50, 200, 50)


def test_pages_lead_on_and_back_and_say_where_one_is(many: list[Scenario], alice_client: Client) -> None:
    html = alice_client.get("/scenarios/?page=2").content.decode()

    assert "51 to 100 of 200" in text(html)
    assert re.findall(r'href="(\?page=\d+)"', html) == ["?page=1", "?page=3"]


@pytest.mark.parametrize("page", ["0", "99", "-1", "many", "1" * 5000, "%00"])
def test_a_page_that_is_none_is_the_nearest_there_is(
    many: list[Scenario], alice_client: Client, page: str
) -> None:
    assert alice_client.get(f"/scenarios/?page={page}").status_code == 200


def test_the_total_of_the_portfolio_counts_all_pages(many: list[Scenario], alice_client: Client) -> None:
    html = text(alice_client.get("/scenarios/portfolio/?page=3").content.decode())

    assert "All planned at least $2,719,800" in html
