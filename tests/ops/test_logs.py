"""Log lines carry an event and a request id, and nobody's data."""

import json
import logging

import pytest
from django.test import Client

from runrate.ops.logs import JsonLines, request_id, without_personal_data


def _record(message: str, **extra: object) -> logging.LogRecord:
    record = logging.makeLogRecord({"name": "runrate", "levelname": "INFO", "msg": message})
    vars(record).update(extra)
    return record


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("mail to ada@example.com failed", "mail to [address] failed"),
        ("Not Found: /assessment/resume/Zx8kQ0v1Lr7TtYpWm3aBcD4e/", "Not Found: /assessment/resume/[token]/"),
        ("GET /calculator/?value_per_unit=9&x=1 took long", "GET /calculator/?[query] took long"),
        (
            "report 0b7cf1f0-3c1f-4a53-9a51-0d6a5a2b6d11 is ready",
            "report 0b7cf1f0-3c1f-4a53-9a51-0d6a5a2b6d11 is ready",
        ),
    ],
)
def test_personal_data_is_blacked_out(said: str, kept: str) -> None:
    assert without_personal_data(said) == kept


def test_a_record_is_one_json_line_with_its_extras_and_the_requests_id() -> None:
    token = request_id.set("abc123")
    try:
        line = json.loads(JsonLines().format(_record("signed in", account=7)))
    finally:
        request_id.reset(token)

    assert (line["event"], line["account"], line["request"]) == ("signed in", 7, "abc123")


def test_a_refused_row_stays_out_of_the_log() -> None:
    name = "ada"
    error = ValueError(f"duplicate key\nDETAIL:  Key (email)=({name}@example.com) already exists.")
    record = _record("failed", exc_info=(ValueError, error, None))

    line = JsonLines().format(record)

    assert "duplicate key" in line
    assert "ada" not in line


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
