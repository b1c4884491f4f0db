"""What systemd, gunicorn and nginx are told fits together."""

import configparser
import multiprocessing
import os
import re
import runpy
import secrets
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.template import Template, engines

ROOT = Path(__file__).resolve().parent.parent.parent
DEPLOY = ROOT / "runrate/deploy"
GUIDE = (ROOT / "docs/operations.md").read_text("utf-8")
UNITS = sorted(path.name for path in DEPLOY.glob("runrate-*.*"))


def _unit(name: str) -> configparser.ConfigParser:
    """A unit's sections; names keep their case."""
    read = configparser.ConfigParser(strict=False, interpolation=None)
    read.optionxform = str  # type: ignore[assignment,method-assign]  # the documented way
    read.read(DEPLOY / name, "utf-8")
    return read


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
        _unit("runrate-web.service")["Service"]["TasksMax"]
    )


def test_who_knows_better_says_how_many_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RUNRATE_WEB_PROCESSES", "12")

    assert runpy.run_path(str(DEPLOY / "gunicorn.py"))["workers"] == 12


def test_code_read_before_the_fork_is_not_offered_to_be_reloaded() -> None:
    assert runpy.run_path(str(DEPLOY / "gunicorn.py"))["preload_app"] is True
    assert "ExecReload" not in _unit("runrate-web.service")["Service"]
    assert "reload runrate-web" not in GUIDE


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


def test_socket_gunicorn_and_proxy_speak_of_one_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("RUNRATE_BIND", raising=False)
    listened = _unit("runrate-web.socket")["Socket"]["ListenStream"]
    proxied = re.search(
        r"upstream runrate \{\s*server ([\d.:]+);", (DEPLOY / "nginx.conf").read_text("utf-8")
    )

    assert proxied is not None
    assert {listened, proxied[1], runpy.run_path(str(DEPLOY / "gunicorn.py"))["bind"]} == {"127.0.0.1:8000"}


def test_what_stays_is_started_again_however_often_it_fails() -> None:
    staying = [name for name in UNITS if _unit(name).get("Service", "Restart", fallback="") == "always"]

    assert staying == ["runrate-web.service", "runrate-worker@.service"]
    assert [_unit(name)["Unit"].get("StartLimitIntervalSec") for name in staying] == ["0", "0"]


def test_every_service_is_shut_in_alike() -> None:
    services = [name for name in UNITS if name.endswith(".service")]
    shut = [
        {
            key: value
            for key, value in _unit(name)["Service"].items()
            if key.startswith(("Protect", "Private", "Restrict", "NoNew", "Capab", "SystemCall", "ReadWrite"))
        }
        for name in services
    ]

    assert len(services) == 3
    assert shut[0]["ProtectSystem"] == "strict"
    assert shut == [shut[0]] * 3


def test_every_unit_of_ours_is_copied_and_started_by_the_readme() -> None:
    copied = re.findall(r"^cp runrate/deploy/(\S+) /etc/systemd/system/", GUIDE, re.MULTILINE)
    started = re.search(r"^systemctl enable --now (.+)$", GUIDE, re.MULTILINE)

    # At the installation and at an upgrade.
    assert [sorted(path.name for path in DEPLOY.glob(pattern)) for pattern in copied] == [UNITS, UNITS]
    assert started is not None
    # The timer starts housekeeping, and the service's own file names the socket.
    assert started[1].split() == ["runrate-web", "runrate-worker@1", "runrate-housekeeping.timer"]
    assert _unit("runrate-web.service")["Install"]["Also"] == "runrate-web.socket"


def test_the_command_of_the_readme_is_a_program() -> None:
    assert os.access(DEPLOY / "manage", os.X_OK)
    assert "ln -s /opt/runrate/runrate/deploy/manage /usr/local/sbin/" in GUIDE


@pytest.mark.parametrize(
    ("debug", "found"), [("off", "no issues"), ("on", "security.W018")], ids=["production", "development"]
)
def test_djangos_own_checks_for_deployment(debug: str, found: str, tmp_path: Path) -> None:
    production = {
        "PATH": os.environ["PATH"],
        "RUNRATE_DEBUG": debug,
        "RUNRATE_SECRET_KEY": secrets.token_urlsafe(50),
        "RUNRATE_ALLOWED_HOSTS": "runrate.example.org",
        "RUNRATE_SITE_URL": "https://runrate.example.org",
        "RUNRATE_BEHIND_PROXY": "on",
        "RUNRATE_SMTP_HOST": "mail.example.org",
        "RUNRATE_DATA_DIR": str(tmp_path),
    }
    command = [sys.executable, "manage.py", "check", "--deploy"]

    said = subprocess.run(command, cwd=ROOT, env=production, capture_output=True, text=True, check=False)

    assert found in said.stdout + said.stderr
