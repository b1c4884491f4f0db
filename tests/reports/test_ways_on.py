"""At the end of each walk the next useful actions are there; shared pages say what they are."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from assessment.models import Submission
from assessment.services import links
from calculator.models import Scenario
from calculator.scenarios import sharing
from runrate.accounts.models import User
from runrate.reports.services.gathering import gather
from runrate.reports.services.reports import start_report
from tests.calculator.pages import text
from tests.reports.conftest import Worker, submission_of
from tests.reports.readers import DAY

pytestmark = pytest.mark.django_db
SLACK = "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)"


@pytest.fixture
def anonymous_result(client: Client) -> Submission:
    """A result without an account, open to the visitor that came back to it by its link."""
    found = submission_of(None)
    client.get(links.address(links.make(links.RESUME, found)))
    return found


def html(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_a_result_of_nobody_says_what_a_report_asks_for_and_how_to_come_back(
    client: Client, anonymous_result: Submission
) -> None:
    """W24."""
    page = html(client, anonymous_result.get_absolute_url())

    assert "A report needs a free account; this result is saved to it." in text(page)
    assert "Come back later with a link" in text(page)
    assert re.search(r'id="resume-link"[^>]* value="http', page)


def test_with_an_account_a_result_needs_no_link_to_come_back(
    alice_client: Client, submission: Submission
) -> None:
    page = text(html(alice_client, submission.get_absolute_url()))

    assert "free account" not in page
    assert "Come back later" not in page


def test_a_saved_scenario_leads_to_its_report(alice_client: Client, scenario: Scenario) -> None:
    """W24."""
    page = html(alice_client, scenario.get_absolute_url())

    assert f'href="/reports/new/?scenario={scenario.pk}"' in page
    asked = html(alice_client, f"/reports/new/?scenario={scenario.pk}")
    assert f'<option value="{scenario.pk}" selected>' in asked


def test_saving_and_asking_for_a_report_both_lead_a_newcomer_to_sign_up(
    client: Client, anonymous_result: Submission, scenario: Scenario
) -> None:
    """W24: the next step does not depend on the door one came through."""
    saved = client.post("/calculator/save/", {"scenario": "preset=support-desk", "name": "Desk"})
    report = client.post("/reports/start/", {"submission": str(anonymous_result.pk)})

    assert [answer["Location"].partition("?")[0] for answer in (saved, report)] == ["/account/signup/"] * 2
    page = text(html(client, saved["Location"]))
    assert "It is saved to your account as soon as you are signed in." in page
    assert "Already have an account? Sign in" in page


def test_a_shared_result_says_whose_it_is_and_leads_on(client: Client, submission: Submission) -> None:
    """W25."""
    page = html(client, _opened(client, links.address(links.make(links.SHARE, submission))))

    assert "Shared with you · " in text(page)
    assert "Start the assessment" in text(page)
    assert 'property="og:title" content="An AI cost maturity result, shared with you"' in page


def test_a_shared_result_without_a_name_says_so_and_its_owner_is_told_before(
    client: Client, alice_client: Client, submission: Submission
) -> None:
    """W25."""
    Submission.objects.filter(pk=submission.pk).update(workload_name="", team_name="")
    submission.refresh_from_db()

    page = html(client, _opened(client, links.address(links.make(links.SHARE, submission))))

    assert "Shared with you · an unnamed team" in text(page)
    assert "Readers will not see whose result this is" in text(
        html(alice_client, reverse("assessment:share", args=[submission.pk]))
    )


def test_a_shared_scenario_says_when_it_was_changed_and_leads_to_a_calculation_of_ones_own(
    client: Client, scenario: Scenario
) -> None:
    """W25."""
    page = html(client, _opened(client, links.address(sharing.share_scenario(scenario=scenario))))

    assert "Shared with you · changed " in text(page)
    assert "Cost a deployment of your own" in text(page)
    assert 'content="The cost of an AI deployment, shared with you"' in page


def test_the_preview_of_a_messenger_gets_a_card_and_nothing_of_the_page(
    client: Client, submission: Submission
) -> None:
    """W25: it keeps no cookie, so behind the link it would find a 404."""
    Submission.objects.filter(pk=submission.pk).update(workload_name="Secret project")
    address = links.address(links.make(links.SHARE, submission))

    card = client.get(address, headers={"user-agent": SLACK})

    assert card.status_code == 200
    assert 'content="An AI cost maturity result, shared with you"' in card.content.decode()
    assert "Secret project" not in card.content.decode()
    assert card["Cache-Control"] == "private, no-store"
    assert not card.cookies
    links.revoke(links.SHARE, submission.pk)
    assert client.get(address, headers={"user-agent": SLACK}).status_code == 404


def test_a_shared_report_leads_on(
    client: Client, alice: User, alice_client: Client, submission: Submission, worker: Worker
) -> None:
    """W25."""
    source = gather(made_on=DAY, submission=submission, scenario=None)
    report = worker(start_report(owner=alice, source=source, submission=submission))
    alice_client.post(f"/reports/{report.pk}/share/")
    address = re.findall(r'value="(http[^"]+)"', html(alice_client, report.get_absolute_url()))[0]

    page = html(client, _opened(client, address))

    assert "Start the assessment" in text(page)
    assert 'content="An AI cost report, shared with you"' in page


def _opened(client: Client, address: str) -> str:
    """Where a link leads a reader's browser."""
    return str(client.get(address)["Location"])
