"""A store of files that refuses or says nothing: downloads say "in a moment", and soon."""

import socket
from collections.abc import Iterator

import pytest
from botocore.config import Config
from django.test import Client
from storages.backends.s3 import S3Storage

from runrate.accounts.models import User
from runrate.reports.models import Report, State

pytestmark = pytest.mark.django_db


@pytest.fixture
def door() -> Iterator[socket.socket]:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        yield bound


def store(door: socket.socket) -> S3Storage:
    """As the settings make it, with less patience."""
    tries = {"mode": "standard", "total_max_attempts": 2}
    patience = Config(connect_timeout=0.2, read_timeout=0.2, retries=tries)
    return S3Storage(
        bucket_name="reports",
        access_key="a",
        secret_key="b",
        region_name="us-east-1",
        endpoint_url=f"http://127.0.0.1:{door.getsockname()[1]}",
        client_config=patience,
    )


@pytest.mark.parametrize("silent", [False, True], ids=["refused", "silent"])
def test_a_download_is_503_with_a_time_and_not_a_damaged_report(
    silent: bool, door: socket.socket, alice: User, alice_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = Report.objects.create(
        owner=alice, title="R", source={}, inputs_hash="1", state=State.READY, file="r.pdf", sha256="0" * 64
    )
    if silent:
        door.listen(20)
    monkeypatch.setattr(Report._meta.get_field("file"), "storage", store(door))
    alice_client.raise_request_exception = False

    answer = alice_client.get(f"{report.get_absolute_url()}download/")

    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
