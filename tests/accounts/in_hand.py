"""What somebody holds in their hand before they sign in."""

import re
from dataclasses import dataclass
from html import unescape
from urllib.parse import parse_qs, urlsplit

from django.http import HttpResponse
from django.test import Client

from runrate.accounts.models import User
from tests.accounts.ways_in import Way, sign_in, sign_in_with_a_factor, sign_up
from tests.reports.asking import browser_with
from tests.sharing.things import finished

WAYS: tuple[Way, ...] = (sign_in, sign_in_with_a_factor, sign_up)


_DOOR = re.compile(r'href="(/account/login/[^"]*)"')


@dataclass(frozen=True)
class InHand:
    """A browser that holds something, where its sign-in would lead, and what stands on the page then."""

    client: Client
    then: str
    shows: str


def after_signing_in_from(client: Client, path: str) -> str:
    """Where the sign-in leads that this page offers; its own one before the one above every page."""
    answer = client.get(path, follow=True)
    assert answer.status_code == 200
    doors: list[str] = _DOOR.findall(answer.content.decode())
    return parse_qs(urlsplit(unescape(doors[-1])).query).get("next", [""])[0]


def answers(alice: User, *, held_already: bool) -> InHand:
    if held_already:
        finished(alice)
    mine = finished(None)
    client = browser_with(mine)
    return InHand(client, after_signing_in_from(client, mine.get_absolute_url()), str(mine.pk))


def landed_on(page: HttpResponse) -> str:
    return str(page.wsgi_request.path)  # type: ignore[attr-defined]  # the test client's answer has it
