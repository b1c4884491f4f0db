"""What is promised of a link holds for links of every kind that the code has."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from runrate.accounts.models import User
from runrate.mydata.inventory import holdings
from runrate.mydata.services import delete_account
from runrate.sharing import services
from runrate.sharing.models import Link
from tests.sharing.things import Thing, reader, status

pytestmark = pytest.mark.django_db


def test_it_works_until_its_end_and_not_after_inside_too(thing: Thing, address: str) -> None:
    client, ends = reader(thing, address), thing.link.expires_at

    with time_machine.travel(ends - timedelta(seconds=5), tick=False):
        before = status(client, thing.lands), status(Client(), thing.path(address))
    with time_machine.travel(ends, tick=False):
        after = status(client, thing.lands), status(Client(), thing.path(address))

    assert before == (200, 302)
    assert after == (404, 404)


def test_revoked_it_opens_nothing_from_outside_and_nothing_from_inside(thing: Thing, address: str) -> None:
    client = reader(thing, address)
    assert status(client, thing.lands) == 200

    services.revoke(thing.kind, thing.link.target)

    assert (status(client, thing.lands), status(client, thing.path(address))) == (404, 404)
    assert services.current(thing.kind, thing.link.target) is None


def test_a_guess_looks_like_an_ended_one(thing: Thing, address: str) -> None:
    services.revoke(thing.kind, thing.link.target)
    path = thing.path(address)
    guess = path.replace(path.rstrip("/").rpartition("/")[2], "a" * 43)

    answers = [Client().get(where) for where in (path, guess)]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].headers.keys() == answers[1].headers.keys()


def test_it_is_told_with_ones_data_and_goes_with_the_account(thing: Thing, alice: User) -> None:
    held = {holding.name: holding for holding in holdings(alice)}["sharing.link"]

    told = list(held.rows.values_list("pk", flat=True))
    columns = held.columns
    delete_account(user=alice)

    # Work that nobody has claimed yet belongs to no account, and its link neither.
    unclaimed = thing.link.owner_id is None
    assert told == ([] if unclaimed else [thing.link.pk])
    assert "secret_hash" not in columns
    assert Link.objects.exists() is unclaimed
