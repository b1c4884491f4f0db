"""A saved scenario as people read it: versions, currency, invoice and where prices were read."""

import re
from datetime import date
from decimal import Decimal
from html import unescape
from urllib.parse import urlencode, urlsplit

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format

from calculator.models import Scenario, ScenarioVersion
from calculator.scenarios.services import describe_scenario
from calculator.web.scenario_page import address_of
from runrate.accounts.models import User
from tests.calculator.overwriting import change
from tests.calculator.pages import text, typed
from tests.calculator.stored import price_row, saved
from tests.markup import squeezed

pytestmark = pytest.mark.django_db


def test_the_page_says_when_a_version_was_saved_and_what_its_replacement_changed(
    alice_client: Client, scenario: Scenario
) -> None:
    first = f"{scenario.updated_at:%-d %B %Y, %H:%M} UTC"
    change(alice_client, scenario, tools_monthly="300")
    change(alice_client, scenario, tools_monthly="100")

    page = text(alice_client.get(f"/scenarios/{scenario.pk}/").content.decode())

    changed = r"changes in the calculator \d+ \w+ \d{4}, \d\d:\d\d UTC"
    assert re.search(rf"UTC at least \$13,899 {changed} −\$200 Restore", page)
    assert re.search(rf"{first} at least \$13,599 {changed} \+\$300 Restore", page)


@pytest.mark.parametrize(
    ("tools", "said"),
    [("200.4", "\\+\\$0.40"), ("199.5", "−\\$0.50"), ("200.001", "\\+\\$0.001"), ("201", "\\+\\$1")],
)
def test_a_difference_of_cents_is_not_nothing(
    alice_client: Client, scenario: Scenario, tools: str, said: str
) -> None:
    change(alice_client, scenario, tools_monthly="200")
    change(alice_client, scenario, tools_monthly=tools)

    page = text(alice_client.get(f"/scenarios/{scenario.pk}/").content.decode())

    assert re.search(rf"changes in the calculator \d+ \w+ \d{{4}}, [:\d]+ UTC {said} Restore", page)


def test_the_list_marks_what_cannot_be_as_entered(alice: User, alice_client: Client) -> None:
    desk, never = saved(alice, "Desk", "support-desk"), saved(alice, "Never", "support-desk")
    Scenario.objects.filter(pk=never.pk).update(inputs=never.inputs | {"retry_rate": "1"})

    page = text(alice_client.get("/scenarios/").content.decode())

    assert "Never cannot be as entered – / ticket" in page
    assert f"{desk.name} $11,621 $0.6456 / ticket" in page


def test_a_version_that_cost_the_same_has_no_difference(alice_client: Client, scenario: Scenario) -> None:
    describe_scenario(scenario=scenario, words={"name": "Another name"})

    page = text(alice_client.get(f"/scenarios/{scenario.pk}/").content.decode())

    assert re.search(r"UTC same Restore", page)
    assert "$0 Restore" not in page


def test_the_total_is_shown_in_ones_own_currency_with_the_day_of_the_rate(
    alice: User, alice_client: Client
) -> None:
    scenario = saved(alice)
    rate = {"currency": "EUR", "exchange_rate": Decimal("0.5"), "exchange_rate_on": date(2026, 11, 20)}
    Scenario.objects.update(**rate)

    html = text(alice_client.get(f"/scenarios/{scenario.pk}/").content.decode())

    assert "€6,800 per month at 0.5 EUR for a dollar, rate of 20 November 2026." in html


def test_the_last_invoice_is_explained_in_part(alice: User, alice_client: Client) -> None:
    scenario = saved(alice)
    Scenario.objects.update(last_invoice=Decimal(198))

    html = text(alice_client.get(f"/scenarios/{scenario.pk}/").content.decode())

    assert "Tokens come to at least $99.00: at least 50.0% of your last invoice of $198.00." in html


def test_where_a_copied_price_was_read_is_said_with_both_days(alice: User, alice_client: Client) -> None:
    price_row("openai", "o3", 10, 40, "2025-01-01")
    query = "units_per_month=1&input_tokens=1&output_tokens=1&model=openai%2Fo3"
    alice_client.post("/calculator/save/", {"scenario": query, "name": "Priced"})

    html = text(alice_client.get(f"/scenarios/{Scenario.objects.get().pk}/").content.decode())

    today = date_format(timezone.now().date(), "j F Y")
    assert (
        f"$10.00 per million tokens openai/o3, checked 24 November 2026 (example.com), copied {today}" in html
    )


AGENT = {
    "units_per_month": "100",
    "steps.1.name": "Plan", "steps.1.calls": "2", "steps.1.input_tokens": "3000",
    "steps.1.output_tokens": "300", "steps.1.input_price": "1", "steps.1.output_price": "5",
    "steps.2.input_tokens": "9000", "steps.2.output_tokens": "900", "steps.2.model": "openai/o3",
    "other_lines.1.name": "Lawyer", "other_lines.1.monthly": "1200", "other_lines.1.visible": "yes",
}  # fmt: skip


@pytest.fixture
def agent(alice_client: Client) -> Scenario:
    price_row("openai", "o3", 2, 8, "2025-06-10")
    alice_client.post("/calculator/save/", {"scenario": urlencode(AGENT), "name": "Agent"})
    return Scenario.objects.get()


def test_steps_and_own_lines_are_saved_and_read_again(alice_client: Client, agent: Scenario) -> None:
    html = text(alice_client.get(f"/scenarios/{agent.pk}/").content.decode())

    assert [step["input_tokens"] for step in agent.inputs["steps"]] == ["3000", "9000"]
    assert re.search(r"1\. Plan 2 3,000 300 – \S+ \$\S+ \$\S+ in / \$\S+ out per million tokens\.", html)
    priced = r"openai/o3: \$2\.00 in / \$8\.00 out per million tokens\. Checked .* \(example\.com\)\."
    assert re.search(r"Step 2 1 9,000 900 – \S+ \$\S+ " + priced, html)
    assert "Step 1: Plan Step Plan entered Calls per unit 2 entered" in html
    assert re.search(r"Step 2 Calls per unit 1 .* Input price \$2\.00 per million tokens openai/o3, ", html)
    assert "Own line 1: Lawyer Name of the line Lawyer entered" in html
    assert "Billed by an AI vendor yes entered" in html


def test_whoever_has_its_link_reads_steps_and_lines_too(
    client: Client, alice_client: Client, agent: Scenario
) -> None:
    alice_client.post(f"/scenarios/{agent.pk}/share/")
    page = alice_client.get(f"/scenarios/{agent.pk}/").content.decode()
    link = re.findall(r'value="(http[^"]+)"', page)[0]

    html = text(client.get(urlsplit(unescape(link)).path, follow=True).content.decode())

    assert re.search(r"1\. Plan 2 3,000 300 – \S+ \$\S+ \$\S+ in / \$\S+ out per million tokens\.", html)
    assert "Own line 1: Lawyer Name of the line Lawyer entered Amount per month $1,200.00" in html
    assert "Open in the calculator" not in html


def test_it_opens_in_the_calculator_with_every_step_and_line(alice_client: Client, agent: Scenario) -> None:
    page = alice_client.get(f"/scenarios/{agent.pk}/").content.decode()
    address = unescape(re.findall(r'class="button" href="([^"]+)">Open in the calculator', squeezed(page))[0])

    html = alice_client.get(address).content.decode()

    assert typed(html, "steps.1.calls") == "2"
    assert typed(html, "steps.2.input_price") == "2"
    assert typed(html, "other_lines.1.name") == "Lawyer"
    assert 'value="yes" checked' in squeezed(html)
    assert "Save changes to “Agent”" in html


def test_a_changed_step_is_saved_over_it_and_can_be_taken_back(alice_client: Client, agent: Scenario) -> None:
    changed = AGENT | {"scenario": str(agent.pk), "steps.1.calls": "4", "other_lines.1.monthly": "1,000"}
    alice_client.post("/calculator/save/", {"scenario": urlencode(changed), "update": "1"})
    agent.refresh_from_db()

    page = text(alice_client.get(f"/scenarios/{agent.pk}/").content.decode())
    alice_client.post(f"/scenarios/{agent.pk}/versions/{ScenarioVersion.objects.get().pk}/")

    assert agent.inputs["steps"][0]["calls"] == "4"
    assert agent.inputs["other_lines"][0]["monthly"] == "1000"
    assert "at least $1,203" in page
    agent.refresh_from_db()
    assert agent.inputs["steps"][0]["calls"] == "2"


def test_a_scenario_of_twenty_steps_opens_at_an_address_that_a_server_reads(alice_client: Client) -> None:
    step = {name[8:]: said for name, said in AGENT.items() if name.startswith("steps.1.")}
    step |= {"cache_read_price": "0.1", "cache_write_price": "0.2"}
    many = {f"steps.{number}.{name}": said for number in range(1, 21) for name, said in step.items()}
    query = urlencode({"units_per_month": "100", **many})
    alice_client.post("/calculator/save/", {"scenario": query, "name": "Agent"})
    scenario = Scenario.objects.get()

    address = address_of(scenario)

    assert len(query) > 3500
    assert len(address) < 3500
    assert typed(alice_client.get(address).content.decode(), "steps.20.name") == "Plan"
