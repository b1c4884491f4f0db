"""How a link is opened: its secret exchanged for a cookie, seen again at every look, in no line of a log."""

import logging

import pytest
from django.test import Client

from tests.sharing.things import Thing, reader, status

pytestmark = pytest.mark.django_db


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


def test_without_the_link_its_id_opens_nothing(thing: Thing, bob_client: Client) -> None:
    assert (status(Client(), thing.lands), status(bob_client, thing.lands)) == (404, 404)
