"""Samples of exports, given to the site and read as a worker does."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import SimpleUploadedFile

from calculator.models import UsageUpload
from calculator.uploads.job import read_upload
from calculator.uploads.receiving import receive
from runrate.accounts.models import User

SAMPLES = Path(__file__).resolve().parents[3] / "calculator/usage/samples"

type Give = Callable[..., UsageUpload]


def given(
    user: User | AnonymousUser, name: str, content: bytes | str | None = None, **more: Any
) -> UsageUpload:
    """A file of that name, received; the sample of that name where nothing else is said."""
    raw = (SAMPLES / name).read_bytes() if content is None else content
    file = SimpleUploadedFile(name, raw if isinstance(raw, bytes) else raw.encode())
    return receive(user=user, begun=more.pop("begun", ()), file=file, **more)


def worked(upload: UsageUpload) -> UsageUpload:
    """The upload after the worker has had its turn."""
    read_upload.func(str(upload.pk))
    upload.refresh_from_db()
    return upload


@pytest.fixture
def give(alice: User, django_capture_on_commit_callbacks: Any) -> Give:
    """A sample, or other content, given by Alice and read."""

    def _give(name: str, content: bytes | str | None = None, user: Any = alice, **more: Any) -> UsageUpload:
        with django_capture_on_commit_callbacks(execute=True):
            return worked(given(user, name, content, **more))

    return _give
