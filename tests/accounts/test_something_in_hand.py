"""Whoever signs in or up with something in hand finds it on the page behind, however they came in."""

import re
from collections.abc import Callable
from html import unescape
from urllib.parse import parse_qs, urlencode, urlsplit
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from assessment.models import Submission
from assessment.services import submissions, team_rounds
from calculator.domain.presets import BY_KEY
from calculator.models import Scenario
from runrate.accounts.models import User
from runrate.reports.models import Report
from runrate.reports.services.gathering import gather
from runrate.reports.services.reports import start_report, today
from runrate.sharing.services import address
from tests.accounts.in_hand import WAYS, InHand, after_signing_in_from, answers, landed_on
from tests.accounts.ways_in import Way, sign_up
from tests.assessment.teams import invitation, rate, with_account
from tests.calculator.pages import SMALL
from tests.reports.asking import browser_with, wanted
from tests.sharing.things import THINGS, finished

pytestmark = pytest.mark.django_db


def a_draft(alice: User, *, held_already: bool) -> InHand:
    if held_already:
        submissions.start(owner=alice)
    mine = submissions.start()
    client = browser_with(mine)
    page = reverse("assessment:question", args=[mine.pk, 3])
    return InHand(client, after_signing_in_from(client, page), page)


def a_scenario(alice: User, *, held_already: bool) -> InHand:
    if held_already:
        inputs = BY_KEY["article-small"].workload.as_form()
        Scenario.objects.create(owner=alice, name="Claims desk", inputs=inputs)
    client = Client()
    typed = urlencode({"preset": "article-small"})
    page = client.get(f"{reverse('calculator:page')}?{typed}")
    sent = {"scenario": page.context["form"].address, "name": "Claims desk", "id": str(uuid4())}
    answer = client.post(reverse("calculator:save"), sent)
    then = parse_qs(urlsplit(answer["Location"]).query)["next"][0]
    return InHand(client, then, "“Claims desk” is saved with your scenarios.")


def a_calculation(alice: User, *, held_already: bool) -> InHand:
    """Typed and not kept: it stands in the address alone."""
    if held_already:
        a_scenario(alice, held_already=True)
    client = Client()
    page = f"{reverse('calculator:page')}?{urlencode(SMALL | {'units_per_day': '4321'})}"
    return InHand(client, after_signing_in_from(client, page), 'value="4321"')


def an_invitation(alice: User, *, held_already: bool) -> InHand:
    made = team_rounds.open_round(owner=alice, team_name="Claims", workload_name="Triage")
    if held_already:
        rate(made, member=with_account(made, alice))
    client = Client()
    client.get(urlsplit(address(invitation(made))).path)
    page = reverse("assessment:join", args=[made.pk])
    return InHand(client, after_signing_in_from(client, page), "Claims asks for your view")


def shared(kind: str) -> Callable[..., InHand]:
    """The owner signs in with a link to what is hers, or somebody with a link to another's."""

    def _in_hand(alice: User, *, held_already: bool) -> InHand:
        maker = alice if held_already else User.objects.create_user("maker@example.com", "a longer word")
        thing = THINGS[kind](maker)
        client = Client()
        client.get(thing.path(address(thing.link)))
        return InHand(client, after_signing_in_from(client, thing.lands), thing.lands)

    return _in_hand


HELD: dict[str, Callable[..., InHand]] = {
    "answers": answers,
    "draft": a_draft,
    "scenario": a_scenario,
    "calculation": a_calculation,
    "invitation": an_invitation,
    **{f"shared {kind}": shared(kind) for kind in sorted(THINGS) if kind not in {"resume", "invitation"}},
}


@pytest.mark.parametrize("held_already", [False, True], ids=["new to it", "has the same already"])
@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
@pytest.mark.parametrize("kind", sorted(HELD))
def test_the_page_behind_the_sign_in_is_there_and_shows_it(
    alice: User, kind: str, way: Way, held_already: bool
) -> None:
    hand = HELD[kind](alice, held_already=held_already)

    page = way(hand.client, alice, hand.then)

    assert (page.status_code, landed_on(page)) == (200, urlsplit(hand.then).path)
    assert hand.shows in unescape(page.content.decode()) + landed_on(page)


def test_a_scenario_that_an_account_takes_over_is_said_to_be_saved_once(alice: User) -> None:
    hand = a_scenario(alice, held_already=False)

    page = sign_up(hand.client, alice, hand.then)

    assert unescape(page.content.decode()).count(hand.shows) == 1


@pytest.mark.parametrize("room", [0, 10], ids=["queue full", "queue free"])
@pytest.mark.parametrize("held_already", [False, True], ids=["new to it", "has the same already"])
@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_a_report_asked_for_is_there_or_the_page_that_asks_again(
    alice: User, way: Way, held_already: bool, room: int, settings: Settings
) -> None:
    if held_already:
        hers = finished(alice)
        start_report(
            owner=alice, source=gather(made_on=today(), submission=hers, scenario=None), submission=hers
        )
    settings.REPORT_QUEUE_LIMIT = room
    mine = finished(None)
    client = browser_with(mine)

    page = way(client, alice, wanted(client, mine))

    assert page.status_code == 200
    report = (
        Report.objects.filter(submission=mine.pk).first() or Report.objects.filter(owner=alice.pk).first()
    )
    known = held_already and way is not sign_up
    if room or known:
        assert report is not None
        assert landed_on(page) == report.get_absolute_url()
    else:
        assert landed_on(page) == reverse("reports:start")
        assert f'name="submission" value="{mine.pk}"' in page.content.decode()


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_what_was_in_hand_is_the_accounts_own_from_then_on(alice: User, way: Way) -> None:
    hand = answers(alice, held_already=False)

    way(hand.client, alice, hand.then)

    assert Submission.objects.get().owner_id is not None


def test_changing_from_sign_in_to_sign_up_keeps_the_way_back(client: Client) -> None:
    page = client.get(reverse("account_login"), {"next": "/assessment/mine/"}).content.decode()

    ways = re.findall(r'href="(/account/(?:login|signup)/[^"]*)"', page)

    assert {parse_qs(urlsplit(unescape(way)).query).get("next", [""])[0] for way in ways} == {
        "/assessment/mine/"
    }


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_a_report_whose_answers_are_gone_meanwhile_is_said_to_be_so(alice: User, way: Way) -> None:
    mine = finished(None)
    client = browser_with(mine)
    then = wanted(client, mine)
    submissions.delete(submission=mine)

    page = way(client, alice, then)

    assert (page.status_code, landed_on(page)) == (200, reverse("reports:list"))
    assert "the answers it was to be made from" in page.content.decode()
