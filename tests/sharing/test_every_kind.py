"""What is promised of a link holds for links of every kind that the code has."""

import logging
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from runrate.accounts.models import User
from runrate.mydata.inventory import holdings
from runrate.mydata.services import delete_account
from runrate.sharing import services
from runrate.sharing.kinds import KINDS
from runrate.sharing.models import Link
from tests.sharing.things import THINGS, Thing, reader

pytestmark = pytest.mark.django_db


@pytest.fixture(params=sorted(KINDS))
def thing(request: pytest.FixtureRequest, alice: User) -> Thing:
    return THINGS[request.param](alice)


@pytest.fixture
def address(thing: Thing) -> str:
    return services.address(thing.link)


def status(client: Client, path: str) -> int:
    return client.get(path).status_code


def test_every_kind_of_the_code_is_tried_here() -> None:
    assert set(THINGS) == set(KINDS)


def test_a_secret_has_256_bits_and_only_its_hash_is_stored(thing: Thing, address: str) -> None:
    secret = address.rstrip("/").rpartition("/")[2]

    stored = Link.objects.filter(pk=thing.link.pk).values().get()

    assert len(secret) == 43
    assert stored["secret_hash"] == services.hash_of(secret)
    assert [name for name, value in stored.items() if secret in str(value)] == []


def test_the_secret_is_exchanged_for_a_cookie_and_stands_in_no_address_that_is_kept(
    thing: Thing, address: str
) -> None:
    client = Client()

    opened = client.get(thing.path(address))

    assert (opened.status_code, opened["Location"]) == (302, thing.lands)
    assert status(client, thing.lands) == 200


def test_neither_the_exchange_nor_the_page_is_kept_indexed_or_named_to_others(
    thing: Thing, address: str
) -> None:
    client = Client()

    for answer in (client.get(thing.path(address)), client.get(thing.lands)):
        assert "no-store" in answer["Cache-Control"]
        assert "private" in answer["Cache-Control"]
    sealed = [client.get(thing.path(address))]
    if thing.kind.key in {"result", "scenario", "report"}:
        sealed.append(client.get(thing.lands))
    for answer in sealed:
        assert (answer["Referrer-Policy"], answer["X-Robots-Tag"]) == ("no-referrer", "noindex")


def test_the_secret_is_in_no_line_of_our_logs(
    thing: Thing, address: str, caplog: pytest.LogCaptureFixture
) -> None:
    secret = address.rstrip("/").rpartition("/")[2]
    with caplog.at_level(logging.DEBUG):
        reader(thing, address)

    assert [record for record in caplog.records if secret in f"{record.getMessage()} {record.__dict__}"] == []


def test_it_works_until_its_end_and_not_after_inside_too(thing: Thing, address: str) -> None:
    client, ends = reader(thing, address), thing.link.expires_at

    with time_machine.travel(ends - timedelta(seconds=5), tick=False):
        before = status(client, thing.lands), status(Client(), thing.path(address))
    with time_machine.travel(ends, tick=False):
        after = status(client, thing.lands), status(Client(), thing.path(address))

    assert before == (200, 302)
    assert after == (404, 404)


def test_it_lives_as_long_as_was_chosen_and_no_longer_time_can_be(thing: Thing) -> None:
    lives = thing.link.expires_at - thing.link.created_at

    assert lives == timedelta(days=thing.kind.days[0])
    for days in thing.kind.days:
        made = services.make(thing.kind, thing.link.target, days=days)
        assert made.expires_at - made.created_at == timedelta(days=days)
    with pytest.raises(services.UnknownDaysError):
        services.make(thing.kind, thing.link.target, days=max(thing.kind.days) + 1)


def test_the_days_that_a_link_may_live() -> None:
    chosen = [30, 365]

    assert {key: sorted(kind.days) for key, kind in KINDS.items()} == {
        "resume": [90],
        "invitation": [60],
        "result": chosen,
        "scenario": chosen,
        "report": chosen,
    }


def test_revoked_it_opens_nothing_from_outside_and_nothing_from_inside(thing: Thing, address: str) -> None:
    client = reader(thing, address)
    assert status(client, thing.lands) == 200

    services.revoke(thing.kind, thing.link.target)

    assert (status(client, thing.lands), status(client, thing.path(address))) == (404, 404)
    assert services.current(thing.kind, thing.link.target) is None


def test_a_new_one_of_a_kind_of_which_there_is_one_ends_the_old_for_those_inside(
    thing: Thing, address: str
) -> None:
    client = reader(thing, address)

    services.make(thing.kind, thing.link.target)

    ended = 404 if thing.kind.only_one else 200
    assert status(client, thing.lands) == ended


def test_with_the_thing_goes_the_link(thing: Thing, address: str) -> None:
    client = reader(thing, address)

    thing.delete()

    assert (status(client, thing.lands), status(Client(), thing.path(address))) == (404, 404)
    assert not Link.objects.filter(pk=thing.link.pk).exists()


def test_a_guess_looks_like_an_ended_one(thing: Thing, address: str) -> None:
    services.revoke(thing.kind, thing.link.target)
    path = thing.path(address)
    guess = path.replace(path.rstrip("/").rpartition("/")[2], "a" * 43)

    answers = [Client().get(where) for where in (path, guess)]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].headers.keys() == answers[1].headers.keys()


def test_without_the_link_its_id_opens_nothing(thing: Thing, bob_client: Client) -> None:
    assert (status(Client(), thing.lands), status(bob_client, thing.lands)) == (404, 404)


def test_the_address_can_be_shown_again_after_the_key_was_changed(
    thing: Thing, address: str, settings: Settings
) -> None:
    old = settings.SECRET_KEY
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "n" * 50, [old]
    with_fallback = services.address(thing.link)
    settings.SECRET_KEY_FALLBACKS = []

    assert (with_fallback, services.address(thing.link)) == (address, "")
    assert status(Client(), thing.path(address)) == 302


def test_nobody_makes_more_than_twenty_an_hour(thing: Thing, alice: User) -> None:
    made = Link.objects.filter(owner=alice).count()
    for _more in range(services.LINKS_AN_HOUR - made):
        services.make(thing.kind, thing.link.target, owner=alice.pk)

    with pytest.raises(services.TooManyLinksError):
        services.make(thing.kind, thing.link.target, owner=alice.pk)
    with time_machine.travel(timezone.now() + timedelta(hours=1, seconds=1)):
        services.make(thing.kind, thing.link.target, owner=alice.pk)


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
