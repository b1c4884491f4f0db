"""What a browser or a proxy may keep: pages of a named list, and nothing that is somebody's."""

from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse

from calculator.domain.presets import BY_KEY
from calculator.models import Scenario
from runrate.accounts.models import User
from runrate.core.private import PUBLIC
from tests.assessment.walking import begin
from tests.test_addresses import ADMIN, FILLED, OURS, UNUSUAL, Belongings, _nothing_kept, belongings

pytestmark = pytest.mark.django_db
__all__ = ["belongings"]
SMALL = BY_KEY["article-small"].workload.as_form()
PROBES = {"healthz", "readyz", "metrics"}


def kept_nowhere(answer: object) -> bool:
    said = answer.headers.get("Cache-Control", "")  # type: ignore[attr-defined]
    return "no-store" in said and "private" in said


def test_every_public_page_is_an_address_of_the_site() -> None:
    assert set(OURS) >= PUBLIC


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_every_address_signed_in_is_public_or_kept_nowhere(
    belongings: Belongings, alice: User, staff_client: Client, method: str
) -> None:
    """Seed of an authenticator, recovery codes, addresses, sessions, reports, files: whatever there is."""
    owner = Client(raise_request_exception=False)
    owner.force_login(alice, backend="django.contrib.auth.backends.ModelBackend")
    kept = []
    for name in OURS:
        if (name in PUBLIC and method == "GET") or name in PROBES:
            continue
        with _nothing_kept():
            answer = owner.generic(method, belongings.path(name))
            kept += [] if kept_nowhere(answer) else [(name, answer.status_code)]
    for name, words in ADMIN.items():
        path = UNUSUAL.get(name) or reverse(name, kwargs={word: FILLED[word] for word in words})
        with _nothing_kept():
            answer = staff_client.generic(method, path)
            kept += [] if kept_nowhere(answer) else [(name, answer.status_code)]

    assert kept == []


def test_public_pages_may_be_kept(client: Client) -> None:
    for path in ("/", "/framework/", "/method/", "/learn/", "/privacy/", "/calculator/", "/api/v1/models"):
        answer = client.get(path)
        assert (path, answer.status_code, kept_nowhere(answer)) == (path, 200, False)


@pytest.mark.parametrize("page", ["/calculator/", "/calculator/explore/"])
def test_a_public_page_with_ones_own_scenario_is_kept_nowhere(
    alice: User, alice_client: Client, page: str
) -> None:
    scenario = Scenario.objects.create(owner=alice, name="Desk", inputs=SMALL)

    own = alice_client.get(page, {**SMALL, "scenario": str(scenario.pk)})
    anybodys = alice_client.get(page, SMALL)

    assert (kept_nowhere(own), kept_nowhere(anybodys)) == (True, False)


def test_a_public_page_with_a_message_for_one_person_is_kept_nowhere(alice_client: Client) -> None:
    alice_client.post("/calculator/save/", {"scenario": urlencode(SMALL), "name": "Desk"})

    told, after = (alice_client.get("/calculator/", SMALL) for _twice in range(2))

    assert "is saved" in told.content.decode()
    assert (kept_nowhere(told), kept_nowhere(after)) == (True, False)


def test_work_without_an_account_is_kept_nowhere(client: Client) -> None:
    submission = begin(client)
    pages = [f"/assessment/{submission.pk}/{page}" for page in ("1/", "all/", "review/", "export.json")]

    assert [kept_nowhere(client.get(page)) for page in (*pages, "/assessment/", "/assessment/mine/")] == [
        True
    ] * 6


def test_a_page_that_is_not_there_is_kept_nowhere(client: Client) -> None:
    assert kept_nowhere(client.get("/nowhere/"))


@pytest.mark.parametrize("path", ["/calculator/", "/calculator/models/", "/calculator/explore/"])
def test_a_part_of_a_page_is_not_kept_for_the_page_at_its_address(client: Client, path: str) -> None:
    """Who types a number and goes on, and comes back, would see the part alone."""
    page = client.get(path, SMALL)
    part = client.get(path, SMALL, headers={"HX-Request": "true"})

    assert kept_nowhere(part)
    assert not kept_nowhere(page)
    assert ["HX-Request" in each.headers["Vary"] for each in (page, part)] == [True, True]


def test_a_browser_s_back_is_not_answered_for_other_pages(client: Client) -> None:
    assert "HX-Request" not in client.get("/method/").headers.get("Vary", "")
