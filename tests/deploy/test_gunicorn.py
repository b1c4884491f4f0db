"""What gunicorn is told: processes, threads and connections fit together, templates are read once."""

import gc
import multiprocessing
import runpy
from collections.abc import Iterator
from typing import Any

import pytest
from django.template import Template, engines

from tests.deploy.files import DEPLOY, GUIDE, ROOT, unit


@pytest.fixture
def collected_as_before() -> Iterator[None]:
    """What the tests of this process make is collected again."""
    gc.unfreeze()  # a print in this process before may have frozen what it found
    yield
    gc.unfreeze()


@pytest.mark.parametrize(("cores", "processes"), [(1, 3), (2, 5), (4, 9), (64, 9)])
def test_the_connections_of_all_threads_fit_into_postgresql(
    cores: int, processes: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("RUNRATE_WEB_PROCESSES", raising=False)
    monkeypatch.setattr(multiprocessing, "cpu_count", lambda: cores)

    served = runpy.run_path(str(DEPLOY / "gunicorn.py"))

    assert served["workers"] == processes
    assert served["workers"] * served["threads"] < 100
    # Each thread counts as a task, and each process has one more.
    assert served["workers"] * (served["threads"] + 2) < int(
        unit("runrate-web.service")["Service"]["TasksMax"]
    )


def test_who_knows_better_says_how_many_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RUNRATE_WEB_PROCESSES", "12")

    assert runpy.run_path(str(DEPLOY / "gunicorn.py"))["workers"] == 12


def test_code_read_before_the_fork_is_not_offered_to_be_reloaded() -> None:
    assert runpy.run_path(str(DEPLOY / "gunicorn.py"))["preload_app"] is True
    assert "ExecReload" not in unit("runrate-web.service")["Service"]
    assert "reload runrate-web" not in GUIDE


@pytest.mark.usefixtures("collected_as_before")
def test_garbage_is_not_looked_for_in_what_was_read_before_the_first_process_starts() -> None:
    before = gc.get_freeze_count()

    runpy.run_path(str(DEPLOY / "gunicorn.py"))["when_ready"](None)

    assert before == 0
    assert gc.get_freeze_count() > 100_000


@pytest.mark.usefixtures("collected_as_before")
def test_every_template_of_ours_is_read_before_the_first_process_starts() -> None:
    runpy.run_path(str(DEPLOY / "gunicorn.py"))["when_ready"](None)

    loaders: Any = engines["django"].engine.template_loaders  # type: ignore[attr-defined]  # Django's own class
    read = {name for name, found in loaders[0].get_template_cache.items() if isinstance(found, Template)}
    ours = {
        str(path.relative_to(ROOT / "templates"))
        for path in (ROOT / "templates").rglob("*")
        if path.suffix in {".html", ".svg", ".txt", ".xml"}
    }
    assert len(ours) > 100
    assert ours - read == set()
