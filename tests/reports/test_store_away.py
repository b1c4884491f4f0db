"""A store of files that refuses or says nothing: downloads say "in a moment", and soon."""

import socket
from collections.abc import Iterator

import pytest
from django.test import Client

from runrate.accounts.models import User
from runrate.reports.models import Report, State
from runrate.reports.services.reports import start_report
from runrate.reports.tasks import make_report
from tests.reports.readers import SMALL, sheet, source, workload
from tests.reports.storing import answering, ready, store

pytestmark = pytest.mark.django_db


@pytest.fixture
def door() -> Iterator[socket.socket]:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        yield bound


@pytest.mark.parametrize("silent", [False, True], ids=["refused", "silent"])
def test_a_download_is_503_with_a_time_and_not_a_damaged_report(
    silent: bool, door: socket.socket, alice: User, alice_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = ready(alice)
    if silent:
        door.listen(20)
    monkeypatch.setattr(Report._meta.get_field("file"), "storage", store(door.getsockname()[1]))
    alice_client.raise_request_exception = False

    answer = alice_client.get(f"{report.get_absolute_url()}download/")

    assert (answer.status_code, answer["Retry-After"]) == (503, "30")


@pytest.mark.parametrize(
    ("status", "promised"), [(503, 2), (403, 2), (200, 5_000)], ids=["busy", "forbidden", "cut off"]
)
def test_a_store_that_answers_without_the_file_is_away_too(
    status: int, promised: int, alice: User, alice_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = ready(alice)
    alice_client.raise_request_exception = False

    with answering(status, promised) as port:
        monkeypatch.setattr(Report._meta.get_field("file"), "storage", store(port))
        answer = alice_client.get(f"{report.get_absolute_url()}download/")

    assert (answer.status_code, answer["Retry-After"]) == (503, "30")


def test_a_report_that_cannot_be_stored_says_so_and_is_tried_again(
    door: socket.socket, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = start_report(owner=alice, source=source(sheet(1), workload(SMALL)))
    monkeypatch.setattr(Report._meta.get_field("file"), "storage", store(door.getsockname()[1]))

    assert make_report.call(str(report.pk)) == "again later"

    report.refresh_from_db()
    assert (report.state, report.failure) == (
        State.QUEUED,
        "The file could not be stored: the store does not answer",
    )
