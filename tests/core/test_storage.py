"""A file is there whole or not at all."""

import os
import resource
import signal
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from runrate.core.storage import WholeFileStorage


@pytest.fixture
def storage(tmp_path: Path) -> WholeFileStorage:
    """A folder of its own."""
    return WholeFileStorage(location=tmp_path)


@pytest.fixture
def full_disk() -> Iterator[None]:
    """No file of this process may grow beyond 1 kB."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1024, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)
    signal.signal(signal.SIGXFSZ, handler)


def _names(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_what_was_saved_is_read_back(storage: WholeFileStorage, tmp_path: Path) -> None:
    name = storage.save("reports/7/a.pdf", ContentFile(b"all of it"))

    assert (name, _names(tmp_path)) == ("reports/7/a.pdf", ["reports/7/a.pdf"])
    assert (tmp_path / name).read_bytes() == b"all of it"


def test_a_taken_name_is_never_overwritten(storage: WholeFileStorage, tmp_path: Path) -> None:
    names = {storage.save("a.pdf", ContentFile(text)) for text in (b"one", b"two")}

    assert len(names) == 2
    assert {(tmp_path / name).read_bytes() for name in names} == {b"one", b"two"}


@pytest.mark.usefixtures("full_disk")
def test_a_full_disk_leaves_nothing_behind(storage: WholeFileStorage, tmp_path: Path) -> None:
    with pytest.raises(OSError, match="too large"):
        storage.save("a.pdf", ContentFile(b"x" * 5000))

    assert _names(tmp_path) == []


def test_old_drafts_are_swept_and_what_is_being_written_or_whole_stays(tmp_path: Path) -> None:
    storage = WholeFileStorage(location=tmp_path)
    whole = storage.save("reports/1/whole.pdf", ContentFile(b"%PDF"))
    left, fresh = (tmp_path / "reports/1" / f".{name}.pdf.0a1b2c.part" for name in ("left", "fresh"))
    for draft in (left, fresh):
        draft.write_bytes(b"%P")
    now = timezone.now()
    for old in (left, tmp_path / whole):
        os.utime(old, times=((now - timedelta(days=2)).timestamp(),) * 2)

    swept = storage.sweep(before=now - timedelta(days=1))

    assert swept == 1
    assert {path for path in tmp_path.rglob("*") if path.is_file()} == {fresh, tmp_path / whole}
