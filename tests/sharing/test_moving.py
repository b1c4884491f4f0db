"""Links as they were kept before go on opening what they opened, until they end."""

import hashlib
from datetime import timedelta
from importlib import import_module
from uuid import UUID, uuid4

import pytest
from django.apps import apps
from django.test import Client
from django.utils import timezone

from assessment.models import Link as BeforeLink
from assessment.services import links, submissions, team_rounds
from calculator.models import Scenario
from runrate.accounts.models import User
from runrate.reports.models import ShareLink
from runrate.sharing.models import Link
from runrate.sharing.services import address, hash_of
from tests.sharing.things import THINGS, a_report, a_scenario, finished

pytestmark = pytest.mark.django_db
MOVE = import_module("runrate.sharing.migrations.0002_move_links")


def move() -> None:
    """What the migration does, twice: it may be stopped in between."""
    for _twice in range(2):
        MOVE.move(apps, None)


def before(made: Link, purpose: str, **thing: object) -> BeforeLink:
    """The row that a release before would have kept for this link."""
    Link.objects.filter(pk=made.pk).delete()
    return BeforeLink.objects.create(
        id=made.pk, purpose=purpose, secret_hash=made.secret_hash, expires_at=made.expires_at, **thing
    )


def test_links_of_assessments_and_rounds_keep_their_address_and_their_end(alice: User) -> None:
    result, draft = finished(alice), submissions.start()
    team_round = team_rounds.open_round(owner=alice, team_name="T", workload_name="W")
    made = {
        "share": links.make(links.SHARE, result),
        "resume": links.current(links.RESUME, draft.pk),
        "invite": links.current(links.INVITE, team_round.pk),
    }
    kept = [link for link in made.values() if link is not None]
    addresses = [address(link) for link in kept]
    before(kept[0], "share", submission=result)
    before(kept[1], "resume", submission=draft)
    before(kept[2], "invite", team_round=team_round)

    move()

    moved = {link.pk: link for link in Link.objects.all()}
    assert [address(moved[link.pk]) for link in kept] == addresses
    assert [moved[link.pk].expires_at for link in kept] == [link.expires_at for link in kept]
    assert [moved[link.pk].kind for link in kept] == ["result", "resume", "invitation"]
    assert [moved[link.pk].owner for link in kept] == [alice, None, alice]
    assert [Client().get("/" + where.split("/", 3)[3]).status_code for where in addresses] == [302] * 3


def test_what_was_revoked_or_claimed_stays_closed(alice: User) -> None:
    draft, result = submissions.start(), finished(alice)
    resume = links.current(links.RESUME, draft.pk)
    share = links.make(links.SHARE, result)
    assert resume is not None
    before(resume, "resume", submission=draft)
    before(share, "share", submission=result)
    BeforeLink.objects.filter(purpose="share").update(revoked_at=timezone.now())
    submissions.claim_all(user=alice, ids=[draft.pk])

    move()

    assert not Link.objects.exists()


def test_links_to_scenarios_get_a_hash_and_a_year_and_their_address_goes_on(alice: User) -> None:
    thing = a_scenario(alice)
    token = uuid4()
    Link.objects.all().delete()
    Scenario.objects.update(share_token=token.hex)

    move()

    link, scenario = Link.objects.get(), Scenario.objects.get()
    assert (link.kind, link.target, link.owner) == ("scenario", scenario.pk, alice)
    assert link.secret_hash == hashlib.sha256(str(token).encode()).hexdigest()
    assert timedelta(days=364) < link.expires_at - timezone.now() <= timedelta(days=365)
    assert scenario.share_token == ""
    assert token.hex not in str(Link.objects.values().get())
    opened = Client().get(f"/scenarios/open/{token}/", follow=True)
    assert (opened.status_code, opened.redirect_chain[-1][0]) == (200, thing.lands)


def test_a_deleted_scenario_is_not_shared_by_being_moved(alice: User) -> None:
    a_scenario(alice)
    Link.objects.all().delete()
    Scenario.objects.update(share_token=uuid4().hex, deleted_at=timezone.now())

    move()

    assert not Link.objects.exists()
    assert Scenario.objects.get().share_token == ""


def test_links_to_reports_open_the_report_at_the_address_that_was_handed_out(alice: User) -> None:
    thing = a_report(alice)
    secret = "s" * 43
    ends = timezone.now() + timedelta(days=9)
    Link.objects.all().delete()
    kept = ShareLink.objects.create(report_id=thing.link.target, secret_hash=hash_of(secret), expires_at=ends)

    move()

    link = Link.objects.get()
    assert (link.pk, link.kind, link.owner, link.expires_at) == (kept.pk, "report", alice, ends)
    assert address(link) == ""
    assert Client().get(f"/reports/shared/{secret}/", follow=True).status_code == 200


def test_who_had_opened_one_before_is_still_inside(alice: User) -> None:
    from django.http import HttpResponse
    from django.test import RequestFactory

    from runrate.core import visitor_cookie

    for kind, cookie in (("result", "shared"), ("invitation", "invited"), ("report", "shared-report")):
        thing = THINGS[kind](alice)
        client, remembering = Client(), HttpResponse()
        visitor_cookie.remember(remembering, RequestFactory().get("/"), cookie, thing.link.pk)
        client.cookies.update(remembering.cookies)
        assert client.get(thing.lands).status_code == 200


def test_the_token_of_before_is_read_as_it_stood_in_the_address() -> None:
    token = UUID("0123456789abcdef0123456789abcdef")

    assert str(UUID(token.hex)) == "01234567-89ab-cdef-0123-456789abcdef"
