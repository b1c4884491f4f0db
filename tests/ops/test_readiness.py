"""What the work needs, asked in time: a part that hangs is named and holds one thread."""

import threading
import time
from pathlib import Path

import pytest
from django.core.files.storage import storages
from pytest_django.fixtures import Settings

from runrate.ops import readiness
from tests.ops.probing import ask

pytestmark = pytest.mark.django_db


def test_a_full_disk_is_not_fine(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(type(storages["default"]), "_save", full)

    status, body, _ = ask("/readyz")

    assert (status, body) == (503, b'{"database": true, "storage": false, "cache": true}')


def test_the_file_that_is_written_to_find_out_does_not_stay(settings: Settings) -> None:
    assert ask("/readyz")[0] == 200

    assert [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()] == []


def test_a_part_that_hangs_is_named_in_time_and_holds_one_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    stuck = threading.Event()
    hanging = readiness.Part(lambda: stuck.wait(30))
    monkeypatch.setitem(readiness.PARTS, "storage", hanging)
    before = threading.active_count()
    started = time.monotonic()
    answers = [ask("/readyz") for _ in range(3)]
    took = (time.monotonic() - started) / 3
    threads = threading.active_count() - before
    alive = ask("/healthz")[0]
    stuck.set()

    assert {status for status, _, _ in answers} == {503}
    assert {body for _, body, _ in answers} == {b'{"database": true, "storage": false, "cache": true}'}
    assert took < 2
    assert (threads, alive) == (1, 200)


def test_a_cache_that_is_away_is_named_and_takes_no_machine_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(readiness.PARTS, "cache", readiness.Part(lambda: False))

    assert ask("/readyz")[:2] == (200, b'{"database": true, "storage": true, "cache": false}')


def test_a_hundred_who_ask_at_once_are_one_who_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def ask_once_more() -> bool:
        asked.append(1)
        return True

    monkeypatch.setitem(readiness.PARTS, "storage", readiness.Part(ask_once_more))

    assert {ask("/readyz")[0] for _ in range(100)} == {200}
    assert 1 <= len(asked) <= 3
