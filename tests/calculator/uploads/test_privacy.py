"""Prompts, answers and addresses in a file reach neither the database nor the log nor the store."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core import serializers
from django.core.files.base import ContentFile

from calculator.models import UploadState, UsageUpload
from calculator.uploads import job
from calculator.uploads.job import JOBS
from runrate.accounts.models import User
from runrate.mydata.services import delete_account
from tests.calculator.uploads.conftest import Give, given, worked
from tests.calculator.usage.test_privacy import (
    ADDRESSES,
    JSON,
    MARKER,
    PRIVATE,
    TABLES,
    cells_of,
    marked,
    written,
)

MARKS = [mark.lower() for mark in (MARKER, *ADDRESSES)]


def everything_kept(log: str = "") -> str:
    """All rows of all tables, the store and the log, as one text."""
    rows = "".join(
        serializers.serialize("json", table._base_manager.all())
        for table in apps.get_models(include_auto_created=True)
    )
    files = [Path(folder, name) for folder, _folders, names in os.walk(settings.MEDIA_ROOT) for name in names]
    return rows + log + "".join(str(file) + file.read_bytes().decode("utf-8", "replace") for file in files)


def leaks(log: str = "") -> list[str]:
    kept = everything_kept(log).lower()
    return [mark for mark in MARKS if mark in kept]


def test_what_is_looked_for_would_be_found(alice: User) -> None:
    upload = given(alice, "x.csv", f"a,b\n{MARKER},{ADDRESSES[0]}\n")
    assert leaks() == [MARKER.lower(), ADDRESSES[0]]

    upload.file.delete(save=False)
    assert leaks(f"a line about {ADDRESSES[1]}") == [ADDRESSES[1]]


@pytest.mark.parametrize("private", PRIVATE)
@pytest.mark.parametrize("name", TABLES)
def test_private_columns_leave_nothing_in_rows_that_are_taken_and_refused(
    give: Give, caplog: Any, name: str, private: str
) -> None:
    header, *rows = cells_of(name)
    whole = [[*row, private, private] for row in rows]
    shifted = [[private, *rows[-1][:-1], private, private], [*rows[-1], private], [private]]
    upload = give(name, written([[*header, "prompt", "user_email"], *whole, *shifted]))

    assert upload.state == UploadState.READ
    assert upload.file.name == ""
    assert leaks(caplog.text) == []


@pytest.mark.parametrize("name", JSON)
def test_private_fields_of_documents_leave_nothing(give: Give, caplog: Any, name: str) -> None:
    from calculator.uploads.samples import FOLDER

    text = (FOLDER / name).read_text()
    lines = text.splitlines() if name.endswith(".jsonl") else [text]
    spoiled = "\n".join(json.dumps(marked(json.loads(line), " ".join(PRIVATE))) for line in lines)

    upload = give(name, spoiled + "\n")

    assert upload.state == UploadState.READ
    assert leaks(caplog.text) == []


@pytest.mark.parametrize(
    "content",
    [
        f"Dear {MARKER}, what is my balance?;x\n".replace(",", ""),
        f'{{"prompt": "{PRIVATE[0]}", "email": "{ADDRESSES[0]}"}}\n',
        f'[{{"messages": "{PRIVATE[0]}"\n',
        f"PK\x03\x04{MARKER}",
        b"\x1f\x8b" + MARKER.encode(),
    ],
    ids=["no header", "no format", "cut off", "no archive", "damaged"],
)
def test_a_file_that_is_refused_whole_leaves_nothing(give: Give, caplog: Any, content: str | bytes) -> None:
    upload = give("export.csv", content)

    assert (upload.state, upload.file.name) == (UploadState.FAILED, "")
    assert leaks(caplog.text) == []


def test_a_fault_of_our_own_repeats_nothing_of_the_file(
    alice: User, caplog: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: Any, **_more: Any) -> Any:
        raise RuntimeError(PRIVATE[0])

    monkeypatch.setattr(job, "read_file", broken)

    upload = worked(given(alice, "export.csv", "a,b\n1,2\n"))

    assert upload.failure == "Something unexpected went wrong while this file was read."
    assert leaks(caplog.text) == []


def test_a_killed_worker_leaves_the_file_alone_and_the_next_one_deletes_it(
    alice: User, give: Give, django_capture_on_commit_callbacks: Any
) -> None:
    header, *rows = cells_of("openai-dashboard-usage.csv")
    upload = given(alice, "a.csv", written([[*header, "prompt"], *([*row, PRIVATE[0]] for row in rows)]))
    JOBS.lease(upload.pk)
    UsageUpload.objects.update(leased_until="2026-01-01T00:00:00Z")
    JOBS.reap()

    with django_capture_on_commit_callbacks(execute=True):
        worked(upload)

    assert leaks() == []


def test_an_account_that_ends_takes_its_bills_along(
    alice: User, give: Give, django_capture_on_commit_callbacks: Any
) -> None:
    give("openai-dashboard-usage.csv")
    waiting = given(alice, "b.csv", f"a,b\n{MARKER},1\n")
    waiting.file.storage.save("kept", ContentFile(b"x"))

    with django_capture_on_commit_callbacks(execute=True):
        delete_account(user=alice)

    assert (UsageUpload.objects.count(), leaks()) == (0, [])
