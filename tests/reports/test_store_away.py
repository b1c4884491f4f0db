"""A store of files that refuses or says nothing: downloads say "in a moment", and soon."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from botocore.config import Config
from django.test import Client
from storages.backends.s3 import S3Storage

from runrate.accounts.models import User
from runrate.reports.models import Report, State
from runrate.reports.services.reports import start_report
from runrate.reports.tasks import make_report
from tests.reports.readers import SMALL, sheet, source, workload

pytestmark = pytest.mark.django_db


@pytest.fixture
def door() -> Iterator[socket.socket]:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        yield bound


def store(port: int) -> S3Storage:
    """As the settings make it, with less patience."""
    tries = {"mode": "standard", "total_max_attempts": 2}
    patience = Config(connect_timeout=0.2, read_timeout=0.2, retries=tries)
    return S3Storage(
        bucket_name="reports",
        access_key="a",
        secret_key="b",
        region_name="us-east-1",
        endpoint_url=f"http://127.0.0.1:{port}",
        client_config=patience,
    )


def ready(owner: User) -> Report:
    return Report.objects.create(
        owner=owner, title="R", source={}, inputs_hash="1", state=State.READY, file="r.pdf", sha256="0" * 64
    )


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


@contextmanager
def answering(status: int, promised: int) -> Iterator[int]:
    """The port of a store that answers so, and of a body of `promised` bytes sends two."""

    class Handler(BaseHTTPRequestHandler):
        def do_HEAD(self) -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(promised))
            self.send_header("ETag", '"e"')
            self.end_headers()

        def do_GET(self) -> None:
            self.do_HEAD()
            self.wfile.write(b"%P")

        def log_message(self, format: str, *args: object) -> None:
            """Nothing is said."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


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


def test_a_file_that_the_store_has_not_is_the_report_damaged(
    alice: User, alice_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = ready(alice)

    with answering(404, 0) as port:
        monkeypatch.setattr(Report._meta.get_field("file"), "storage", store(port))
        answer = alice_client.get(f"{report.get_absolute_url()}download/")

    assert (answer.status_code, "damaged" in answer["Location"]) == (302, True)


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
