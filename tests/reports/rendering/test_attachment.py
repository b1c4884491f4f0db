"""The data of a report out of a PDF: whole, in a process that may use little, a few at once."""

import zlib

import pytest
from django.test import Client

from runrate.reports.rendering import attachment
from runrate.reports.rendering.document import attachment_of
from tests.reports.pdfs import pdf
from tests.reports.strange import DATA, send


def test_only_so_many_files_are_opened_at_once(alice_client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attachment, "WAIT_SECONDS", 0.01)
    places = [attachment._places.acquire(timeout=1) for _ in range(attachment.AT_ONCE)]

    try:
        busy, _cpu = send(alice_client, pdf(b"{}"))
    finally:
        for _ in places:
            attachment._places.release()
    again, _cpu = send(alice_client, pdf(b"{}"))

    assert (busy.status_code, busy["Retry-After"]) == (503, "60")
    assert again.status_code == 303


def test_a_whole_pdf_gives_its_data_back() -> None:
    body = attachment_of(DATA).encode()

    assert attachment.attached(pdf(zlib.compress(body), b"/Filter /FlateDecode")) == body


def test_the_bounds_of_the_reader_of_files() -> None:
    seconds, memory, stream, at_once = (
        attachment.CPU_SECONDS,
        attachment.MEMORY_BYTES,
        attachment.LARGEST_STREAM,
        attachment.AT_ONCE,
    )

    assert (seconds, memory, stream, at_once) == (3, 400_000_000, 2_000_000, 2)
