"""Around every request: an id of its own, and one line that names the route and nobody."""

import logging.config

import pytest
from django.test import Client

from runrate.ops.logs import JsonLines


def test_each_answer_carries_its_own_id(client: Client) -> None:
    ids = {client.get("/healthz")["X-Request-ID"] for _ in range(3)}

    assert len(ids) == 3


def test_a_strangers_request_id_is_taken_only_behind_our_proxy(client: Client, settings: object) -> None:
    given = {"X-Request-ID": "0123456789abcdef0123"}
    settings.BEHIND_PROXY = False  # type: ignore[attr-defined]
    alone = client.get("/healthz", headers=given)["X-Request-ID"]
    settings.BEHIND_PROXY = True  # type: ignore[attr-defined]
    behind = client.get("/healthz", headers=given)["X-Request-ID"]

    assert alone != given["X-Request-ID"]
    assert behind == given["X-Request-ID"]


@pytest.mark.django_db
def test_the_line_of_a_request_names_the_route_and_never_the_path(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, logger="runrate.request"):
        client.get("/account/login/?next=/secret/")

    record = caplog.records[-1]
    assert vars(record)["route"] == "account/login/"
    assert "secret" not in JsonLines().format(record)
