"""Machines that are not ready: each ends in a sentence that says what is wrong and a line that mends it."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from tests.ci.conftest import ROOT, as_plain_user

PACKAGES = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
    "Inter": "fonts-inter",
    "Caladea": "fonts-crosextra-caladea",
    "NotoSans-Regular": "fonts-noto-core",
    "NotoSansCJK-Regular": "fonts-noto-cjk",
    "NotoColorEmoji": "fonts-noto-color-emoji",
}
ELSEWHERE = (
    "is no address of this machine. HOST=0.0.0.0 serves to everybody who can reach it; "
    "without HOST only this machine is served."
)
LINE = "apt-get update && apt-get install -y --no-install-recommends "


@pytest.fixture
def taken() -> Iterator[int]:
    """A port at which something else listens."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield int(other.getsockname()[1])


def _program(path: Path, text: str) -> str:
    path.write_text(f"#!/bin/sh\n{text}\n", "utf-8")
    path.chmod(0o755)
    return str(path)


def _closed_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


# Each row: what the environment says, and the sentence that has to be all that is said.
HOSTILE = {
    "a port that is a word": ({"PORT": "http"}, "PORT has to be a number from 1 to 65535, not 'http'."),
    "a port below all": ({"PORT": "0"}, "PORT has to be a number from 1 to 65535, not '0'."),
    "a port beyond all": ({"PORT": "70000"}, "PORT has to be a number from 1 to 65535, not '70000'."),
    "a port below zero": ({"PORT": "-1"}, "PORT has to be a number from 1 to 65535, not '-1'."),
    "a port in other digits": ({"PORT": "٨٠٨٠"}, "PORT has to be a number from 1 to 65535, not '٨٠٨٠'."),
    "a port of 5,000 digits": (
        {"PORT": "9" * 5000},
        f"PORT has to be a number from 1 to 65535, not '{'9' * 40}'.",
    ),
    "a host that is elsewhere": (
        {"HOST": "203.0.113.7"},
        f"HOST=203.0.113.7 {ELSEWHERE}",
    ),
    "a host that is no name": (
        {"HOST": "no name"},
        f"HOST=no name {ELSEWHERE}",
    ),
    "an interpreter that does not run": (
        {"PYTHON": "/bin/false"},
        "PYTHON=/bin/false is no Python that runs. Name one that does, or leave PYTHON out.",
    ),
    "an interpreter that is not there": (
        {"PYTHON": "/nowhere/python3"},
        "PYTHON=/nowhere/python3 is no Python that runs. Name one that does, or leave PYTHON out.",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_was_asked_for_wrongly_is_said_within_ten_seconds(plain: Path, name: str) -> None:
    environment, sentence = HOSTILE[name]
    started = time.monotonic()

    refused = as_plain_user(plain, **{"PORT": str(_closed_port()), **environment})

    assert (refused.returncode, refused.stdout, refused.stderr.strip()) == (1, "", sentence)
    assert time.monotonic() - started < 10
    assert not (plain / ".tools").exists()


def test_a_port_of_the_system_is_a_right_and_not_taken(plain: Path) -> None:
    if int(Path("/proc/sys/net/ipv4/ip_unprivileged_port_start").read_text("ascii")) <= 80:
        pytest.skip("this machine lets everybody serve at port 80")

    refused = as_plain_user(plain, PORT="80")

    assert refused.returncode == 1
    assert refused.stderr.strip().startswith(
        "Port 80 belongs to the system, and you have no right to serve there. Choose one from 1024 on: PORT="
    )


def test_a_taken_port_names_a_free_one(plain: Path, taken: int) -> None:
    refused = as_plain_user(plain, PORT=str(taken))

    said, _, free = refused.stderr.strip().removesuffix(" make run").rpartition("PORT=")
    assert said == f"Port {taken} is taken by another program. Choose a free one: "
    with socket.socket() as there:
        there.bind(("127.0.0.1", int(free)))


def test_a_folder_that_cannot_be_written_names_the_line_that_mends_it(plain: Path) -> None:
    plain.chmod(0o555)
    if os.geteuid() == 0:
        os.chown(plain, 0, 0)

    refused = as_plain_user(plain, PORT=str(_closed_port()))

    lines = refused.stderr.strip().splitlines()
    assert f"cannot write to {plain}, where packages and data are kept." in lines[0]
    assert lines[-1].endswith(f" '{plain}'")
    assert lines[-1].startswith("chown -R ")
    plain.chmod(0o755)


def test_an_old_interpreter_is_named_with_its_version(plain: Path, tmp_path: Path) -> None:
    # A stub, since an old Python cannot be had on every machine.
    old = _program(plain / "old", "echo '/opt/old/python3|3.9.2|'")

    refused = as_plain_user(plain, PORT=str(_closed_port()), PYTHON=old)

    assert refused.stderr.strip() == (
        f"PYTHON={old} is Python 3.9.2 at /opt/old/python3, which is too old: "
        "Runrate needs Python 3.12 or newer (3.13 is best)."
    )


def test_old_and_incomplete_interpreters_are_told_apart(
    machine: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Stubs: neither an old Python nor Debian's incomplete one can be had on every machine; the walk through
    # a bare Debian meets the latter for real.
    old = _program(tmp_path / "old", "echo '/usr/bin/python3.11|3.11.2|ensurepip'")
    half = _program(tmp_path / "half", "echo '/usr/bin/python3.13|3.13.5|ensurepip'")
    blind = _program(tmp_path / "blind", "echo '/opt/python3.13|3.13.5|ssl sqlite3'")
    monkeypatch.delenv("PYTHON", raising=False)

    def only(*candidates: str) -> None:
        monkeypatch.setattr(machine, "interpreters", lambda: list(candidates))

    only(old, half)
    assert machine.best_interpreter().package in ("python3-venv", "python3.13-venv")
    only(old)
    with pytest.raises(
        SystemExit, match=r"here is only Python 3\.11\.2 at /usr/bin/python3\.11, which is too old\."
    ):
        machine.best_interpreter()
    only(blind)
    with pytest.raises(SystemExit, match=r"Python 3\.13\.5 at /opt/python3\.13 lacks ssl, sqlite3\."):
        machine.best_interpreter()
    only("/bin/false")
    with pytest.raises(SystemExit, match="and none was found"):
        machine.best_interpreter()


def test_a_shim_that_does_not_run_is_passed_over(
    machine: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shims = tmp_path / "shims"
    shims.mkdir()
    _program(shims / "python3.13", "echo 'pyenv: python3.13: command not found' >&2\nexit 127")
    working = tmp_path / "versions" / "3.13.9" / "bin"
    working.mkdir(parents=True)
    _program(working / "python3", f'exec {sys.executable} "$@"')
    monkeypatch.setenv("PATH", f"{shims}:/usr/bin:/bin")
    monkeypatch.delenv("PYTHON", raising=False)

    assert str(working / "python3") in machine.interpreters()
    assert machine.quietly(machine.best_interpreter().path, "-c", "print('runs')") == "runs"


@pytest.mark.parametrize("piece", PACKAGES)
def test_each_missing_piece_yields_the_line_that_mends_it(
    machine: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, piece: str
) -> None:
    # Taken away by name: the machine that runs the tests has them all.
    monkeypatch.setattr(machine, "loads", lambda library: library != piece)
    monkeypatch.setattr(machine, "font_present", lambda font: font != piece)
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    _program(tmp_path / "apt-get", "exit 1")
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(SystemExit) as stopped:
        machine.system_packages(machine.missing_packages())

    assert str(stopped.value.code).splitlines()[-1] == LINE + PACKAGES[piece]


def test_nothing_is_installed_where_nothing_is_missing(
    machine: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(machine, "attempt", lambda *_words, **_env: pytest.fail("no command was needed"))

    machine.system_packages([])


def test_root_without_network_is_told_so_and_keeps_the_line(
    machine: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A stub, since the real one would install on the machine that runs the tests.
    _program(tmp_path / "apt-get", "echo 'E: Unable to locate package fonts-inter' >&2\nexit 100")
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setattr(os, "geteuid", lambda: 0)

    with pytest.raises(SystemExit) as stopped:
        machine.system_packages(["fonts-inter"])

    lines = str(stopped.value.code).strip().splitlines()
    assert lines[0].startswith("Debian's packages could not be fetched: is this machine on the network?")
    assert lines[-1] == LINE + "fonts-inter"


def test_without_network_there_is_one_sentence(
    package_index: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "HTTP_PROXY"):
        monkeypatch.delenv(name, raising=False)

    with pytest.raises(SystemExit) as stopped:
        package_index.reach(f"http://127.0.0.1:{_closed_port()}/simple/")

    assert str(stopped.value.code).strip() == (
        "The packages have to be fetched once, and 127.0.0.1 does not answer. Check the network; behind a "
        "proxy set https_proxy, or name a mirror of the package index: PIP_INDEX_URL=https://… make run"
    )


def test_a_proxy_that_does_not_answer_is_named(
    package_index: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{_closed_port()}")
    monkeypatch.setenv("no_proxy", "")

    with pytest.raises(SystemExit, match=r"the proxy 127\.0\.0\.1 that http_proxy names does not answer"):
        package_index.reach("http://index.example/simple/")


def test_an_index_that_answers_is_not_remarked_upon(
    package_index: ModuleType, taken: int, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("http_proxy", raising=False)

    package_index.reach(f"http://127.0.0.1:{taken}/simple/")
    package_index.reach("")

    assert tuple(capfd.readouterr()) == ("", "")


def test_a_disk_that_is_full_is_said_before_anything_is_fetched(
    machine: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(machine, "FREE_MEGABYTES", 10**9)

    with pytest.raises(SystemExit, match=r"the packages need 1000000000 MB\. Make room, try again\."):
        machine.roomy()


@pytest.mark.parametrize("home", ["", "/nowhere/at/all", "read-only"])
def test_without_a_usable_home_caches_are_kept_in_the_project(
    machine: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, home: str
) -> None:
    for name in ("XDG_CACHE_HOME", "UV_CACHE_DIR", "PIP_CACHE_DIR"):
        monkeypatch.setenv(name, "so that it is put back")
        monkeypatch.delenv(name)
    if home == "read-only":
        # Root may write anywhere: a file in the way refuses it as a read-only home refuses others.
        (tmp_path / ".cache").write_text("in the way", "utf-8")
        home = str(tmp_path)
    monkeypatch.setenv("HOME", home)

    machine.settle_home()

    own = machine.TOOLS / "cache"
    assert {os.environ[name] for name in ("XDG_CACHE_HOME", "UV_CACHE_DIR", "PIP_CACHE_DIR")} == {
        str(own), str(own / "uv"), str(own / "pip"),
    }  # fmt: skip
    assert Path(os.environ["HOME"]) == (tmp_path if home == str(tmp_path) else machine.TOOLS / "home")


def test_a_home_that_can_be_used_is_used(
    machine: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("XDG_CACHE_HOME", "UV_CACHE_DIR", "PIP_CACHE_DIR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))

    machine.settle_home()

    assert (os.environ["HOME"], "UV_CACHE_DIR" in os.environ) == (str(tmp_path), False)


@pytest.mark.parametrize(("given", "kept"), [(0o777, 0o077), (0o077, 0o077), (0o022, 0o022)])
def test_a_mask_of_ones_own_rights_is_lifted_and_others_stay_out(given: int, kept: int) -> None:
    """Asked of the mask itself: root, who often runs the tests, may enter any folder."""
    look = "import os, machine; machine.settle(); print(os.umask(0))"

    ran = subprocess.run(
        [sys.executable, "-c", look],
        cwd=ROOT / ".ci",
        umask=given,
        capture_output=True,
        text=True,
        check=True,
    )

    assert int(ran.stdout) == kept
