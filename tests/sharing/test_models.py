"""Links as they are kept: live until they end or are revoked, found for one thing of one kind."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.http import Http404
from django.utils import timezone

from runrate.sharing.models import Link

pytestmark = pytest.mark.django_db


def link(**fields: Any) -> Link:
    made = {"kind": "report", "target": uuid4(), "expires_at": timezone.now() + timedelta(days=1)}
    return Link.objects.create(secret_hash=uuid4().hex, **made | fields)


def test_a_link_is_live_until_it_ends_or_is_revoked() -> None:
    live = link()
    ended, revoked = link(expires_at=timezone.now()), link(revoked_at=timezone.now())

    assert list(Link.objects.live()) == [live]
    assert [each.is_live for each in (live, ended, revoked)] == [True, False, False]


def test_links_to_a_thing_are_those_of_its_kind_alone() -> None:
    wanted = link()
    link(target=wanted.target, kind="scenario")
    link()

    assert list(Link.objects.to("report", wanted.target)) == [wanted]


def test_a_browser_holds_of_what_it_opened_what_still_opens_something() -> None:
    live, ended, other = link(), link(expires_at=timezone.now()), link(kind="scenario")
    never_opened = link()

    held = Link.objects.held("report", [live.pk, ended.pk, other.pk])

    assert (list(held), never_opened.is_live) == ([live], True)


def test_a_guess_and_an_ended_link_are_the_same_404() -> None:
    live, ended = link(), link(expires_at=timezone.now())

    assert Link.objects.live().get_or_404(secret_hash=live.secret_hash) == live
    for secret_hash in (ended.secret_hash, "guess"):
        with pytest.raises(Http404):
            Link.objects.live().get_or_404(secret_hash=secret_hash)
