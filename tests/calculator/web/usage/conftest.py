"""Files given on the page, read as a worker does."""

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.html import strip_tags

from calculator.models import UsageUpload
from calculator.uploads.job import read_upload
from calculator.uploads.samples import FOLDER

type Send = Callable[..., UsageUpload]


def text_of(answer: Any) -> str:
    """What a page says, tags left out and white space squeezed."""
    return " ".join(unescape(strip_tags(answer.content.decode())).split())


def sent(client: Client, name: str, content: bytes | str | None = None, **fields: str) -> Any:
    """The page's answer to a file of that name; the sample of that name where nothing else is said."""
    raw = (FOLDER / name).read_bytes() if content is None else content
    file = SimpleUploadedFile(Path(name).name, raw if isinstance(raw, bytes) else raw.encode())
    return client.post("/usage/", {"file": file, **fields})


@pytest.fixture
def send(db: None, django_capture_on_commit_callbacks: Any) -> Send:
    """Gives a file on the page and lets a worker read it."""

    def _send(client: Client, name: str, content: bytes | str | None = None, **fields: str) -> UsageUpload:
        with django_capture_on_commit_callbacks(execute=True):
            answer = sent(client, name, content, **fields)
        assert answer.status_code == 302, answer.content.decode()
        [id] = re.findall(r"^/usage/([0-9a-f-]{36})/$", answer["Location"])
        with django_capture_on_commit_callbacks(execute=True):
            read_upload.func(id)
        return UsageUpload.objects.get(pk=id)

    return _send
