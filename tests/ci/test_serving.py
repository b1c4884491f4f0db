"""`make run` in surroundings that are odd but no reason not to serve, until each kind of end."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType

import pytest

from tests.ci.conftest import ROOT


@dataclass(frozen=True)
class Surrounding:
    """What the environment says, how the site is ended, and what make's own child then ends with."""

    sign: signal.Signals
    ends_with: int
    environment: dict[str, str] = field(default_factory=dict)
    taken_away: tuple[str, ...] = ()
    umask: int = 0o022
    open_to_all: bool = False


SURROUNDINGS = {
    "a dead proxy, no home, a closed terminal": Surrounding(
        signal.SIGHUP,
        129,
        {"http_proxy": "http://127.0.0.1:9", "HTTPS_PROXY": "http://127.0.0.1:9", "no_proxy": ""},
        taken_away=("HOME", "LANG"),
    ),
    "letters that the terminal lacks, another clock, a mask of one's own rights, Ctrl-C": Surrounding(
        signal.SIGINT,
        0,
        {"LC_ALL": "xx_XX", "PYTHONIOENCODING": "ascii", "TZ": "Nowhere/Land", "TMPDIR": "/nowhere"},
        umask=0o777,
    ),
    "another project's settings, a home that is a file, served to all, a polite end": Surrounding(
        signal.SIGTERM,
        143,
        {
            "DJANGO_SETTINGS_MODULE": "other.settings",
            "PYTHONPATH": "/nowhere",
            "PIP_USER": "1",
            "HOME": "/etc/hostname",
            "HOST": "0.0.0.0",  # noqa: S104  # what is tested
        },
        open_to_all=True,
    ),
}


@pytest.fixture
def clone() -> Iterator[Path]:
    """A copy of the project in a folder with a space in its name, with the packages that run these tests."""
    with tempfile.TemporaryDirectory(prefix="runrate a clone ") as name:
        folder = Path(name)
        for part in ("assessment", "calculator", "runrate", "templates", "static", ".ci"):
            shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
        for part in ("manage.py", "Makefile", "requirements.txt", "requirements-dev.txt"):
            shutil.copy(ROOT / part, folder / part)
        installed = folder / ".venv"
        (installed / "bin").mkdir(parents=True)
        (installed / "bin/python").symlink_to(Path(sys.executable).resolve())
        (installed / "lib").symlink_to(Path(sys.prefix) / "lib")
        shutil.copy(Path(sys.prefix) / "pyvenv.cfg", installed)
        yield folder


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _started(clone: Path, port: int, surrounding: Surrounding) -> "subprocess.Popen[str]":
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("RUNRATE_", "DJANGO_", "DATABASE_URL")) and name not in surrounding.taken_away
    }
    return subprocess.Popen(
        [sys.executable, "-E", ".ci/dev.py", "run"],
        cwd=clone,
        env={**kept, "PORT": str(port), **surrounding.environment},
        umask=surrounding.umask,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        start_new_session=True,
        # Who runs the tests under `nohup` hands its deafness on.
        preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_DFL),  # noqa: PLW1509  # no thread of ours runs
    )


def _until_the_address(process: "subprocess.Popen[str]") -> list[str]:
    """What it says up to the address; fails with all of it when it ends before."""
    watch = threading.Timer(120, process.kill)
    watch.start()
    lines: list[str] = []
    assert process.stdout is not None
    for line in process.stdout:
        lines.append(line.rstrip())
        if line.startswith("Runrate is at "):
            watch.cancel()
            return lines
    watch.cancel()
    pytest.fail("it did not come to serve:\n" + "\n".join(lines))


def _status(address: str, host: str) -> int:
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        asked = urllib.request.Request(address, headers={"Host": host})  # noqa: S310  # loopback
        with direct.open(asked, timeout=60) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


def _children_of(clone: Path) -> list[str]:
    """Command lines of what still runs from the clone."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            if (place / "cwd").resolve() == clone.resolve():
                found.append((place / "cmdline").read_text("utf-8").replace("\0", " "))
        except OSError:
            continue
    return found


def test_odd_surroundings_end_in_a_served_page_and_every_end_ends_all(
    clone: Path, load: Callable[[str], ModuleType]
) -> None:
    dev = load("dev")
    dev.finish(clone / ".venv", "dev " + dev.digest("requirements-dev.txt"))
    for name, surrounding in SURROUNDINGS.items():
        port = _free_port()
        process = _started(clone, port, surrounding)
        try:
            said = _until_the_address(process)
            here = _status(f"http://127.0.0.1:{port}/", "localhost")
            elsewhere = _status(f"http://127.0.0.1:{port}/", "box.example")
            assert _children_of(clone) != [], name
            os.kill(process.pid, surrounding.sign)
            began = time.monotonic()
            rest, _ = process.communicate(timeout=120)
            took = time.monotonic() - began
        finally:
            process.kill()
            process.communicate()

        assert (here, elsewhere) == (200, 200 if surrounding.open_to_all else 400), name
        warned = [line for line in said if line.startswith(f"Open to everybody who can reach port {port} ")]
        assert len(warned) == surrounding.open_to_all, name
        assert said[-1] == f"Runrate is at http://localhost:{port}/", name
        assert "  staff@example.com      staff, for /admin/" in said[-8:], name
        # No line of the server's own pushes the logins out of sight, and nothing ends in a traceback.
        assert '" 200 ' not in rest, name
        assert [line for line in said if re.match(r"Traceback|WARNING", line)] == [], name
        assert (process.returncode, _children_of(clone)) == (surrounding.ends_with, []), name
        assert took < 8, name


def test_long_work_gives_a_sign_of_life_at_each_beat(
    load: Callable[[str], ModuleType], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    speaking = load("speaking")
    assert speaking.BEAT == 5
    monkeypatch.setattr(speaking, "BEAT", 0.2)

    with speaking.Alive("Counting sheep"):
        time.sleep(0.7)
    time.sleep(0.3)

    assert capsys.readouterr().out == "Counting sheep …\n" + "  Counting sheep … 0 s\n" * 2 + (
        "  Counting sheep … 1 s\n"
    )


def test_a_child_that_will_not_go_is_ended_all_the_same(load: Callable[[str], ModuleType]) -> None:
    serving = load("serving")
    deaf = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True)"
    process = subprocess.Popen(
        [sys.executable, "-c", f"{deaf}; time.sleep(60)"], start_new_session=True, stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"deaf\n"
    began = time.monotonic()

    serving.end([process])

    assert process.wait(1) == -signal.SIGKILL
    assert 2.9 < time.monotonic() - began < 6
    process.stdout.close()


def test_a_terminal_that_one_asked_to_be_ignored_is(
    load: Callable[[str], ModuleType], monkeypatch: pytest.MonkeyPatch
) -> None:
    serving = load("serving")
    before = {sign: signal.getsignal(sign) for sign in (signal.SIGHUP, signal.SIGTERM)}
    try:
        signal.signal(signal.SIGHUP, signal.SIG_IGN)  # what nohup does
        serving.end_on_signals()
        assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
        assert signal.getsignal(signal.SIGTERM) is not before[signal.SIGTERM]
    finally:
        for sign, handler in before.items():
            signal.signal(sign, handler)


def test_data_that_cannot_be_kept_names_the_folder(
    load: Callable[[str], ModuleType], monkeypatch: pytest.MonkeyPatch
) -> None:
    serving = load("serving")
    monkeypatch.setenv("RUNRATE_DATA_DIR", "/dev/null/data")

    with pytest.raises(SystemExit, match=r"Data cannot be kept in /dev/null/data: Not a directory\."):
        serving.development()


def test_the_key_is_kept_where_the_site_looks_for_it(
    load: Callable[[str], ModuleType], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    serving = load("serving")
    monkeypatch.setenv("RUNRATE_DATA_DIR", str(tmp_path / "elsewhere"))

    serving.development()

    key = tmp_path / "elsewhere/secret_key"
    assert (len(key.read_text("utf-8")) >= 50, key.stat().st_mode & 0o777) == (True, 0o600)


def test_what_a_child_left_at_work_ends_with_it(load: Callable[[str], ModuleType]) -> None:
    serving = load("serving")
    deaf = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)"
    leaves = (
        "import subprocess, sys, time;"
        f"left = subprocess.Popen([sys.executable, '-c', {deaf!r}]);"
        "print(left.pid, flush=True); time.sleep(60)"
    )
    process = subprocess.Popen([sys.executable, "-c", leaves], stdout=subprocess.PIPE, start_new_session=True)
    assert process.stdout is not None
    with process.stdout:
        left = int(process.stdout.readline())
        time.sleep(0.5)  # until the signal is refused
        serving.end([process])

    time.sleep(0.2)
    state = Path(f"/proc/{left}/stat")
    assert not state.exists() or state.read_text().split()[2] == "Z"
