"""Links are made, shown again to their maker, opened and revoked, for things of every kind."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from runrate.accounts.models import User
from runrate.sharing import services
from runrate.sharing.models import Link
from tests.sharing.things import Thing, reader, status

pytestmark = pytest.mark.django_db


def test_a_secret_has_256_bits_and_only_its_hash_is_stored(thing: Thing, address: str) -> None:
    secret = address.rstrip("/").rpartition("/")[2]

    stored = Link.objects.filter(pk=thing.link.pk).values().get()

    assert len(secret) == 43
    assert stored["secret_hash"] == services.hash_of(secret)
    assert [name for name, value in stored.items() if secret in str(value)] == []


def test_it_lives_as_long_as_was_chosen_and_no_longer_time_can_be(thing: Thing) -> None:
    lives = thing.link.expires_at - thing.link.created_at

    assert lives == timedelta(days=thing.kind.days[0])
    for days in thing.kind.days:
        made = services.make(thing.kind, thing.link.target, days=days)
        assert made.expires_at - made.created_at == timedelta(days=days)
    with pytest.raises(services.UnknownDaysError):
        services.make(thing.kind, thing.link.target, days=max(thing.kind.days) + 1)


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
