"""The commands of the Makefile on machines that are not ready for them."""

import importlib.util
import os
import re
import socket
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def dev() -> ModuleType:
    """The script behind the Makefile, loaded as a module."""
    spec = importlib.util.spec_from_file_location("dev", ROOT / ".ci" / "dev.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _program(path: Path, text: str) -> None:
    path.write_text(text, "utf-8")
    path.chmod(0o755)


def test_a_shim_that_does_not_run_is_passed_over(
    dev: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shims = tmp_path / "shims"
    shims.mkdir()
    _program(shims / "python3.13", "#!/bin/sh\necho 'pyenv: python3.13: command not found' >&2\nexit 127\n")
    working = tmp_path / "versions" / "3.13.9" / "bin"
    working.mkdir(parents=True)
    _program(working / "python3", f'#!/bin/sh\nexec {sys.executable} "$@"\n')
    monkeypatch.setenv("PATH", f"{shims}:/usr/bin:/bin")
    monkeypatch.delenv("PYTHON", raising=False)

    assert str(working / "python3") in dev.interpreters()
    assert dev.quietly(dev.interpreter(), "-c", "print('runs')") == "runs"


def test_an_old_python_alone_is_refused_in_a_sentence(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dev, "interpreters", lambda: ["/bin/false"])

    with pytest.raises(SystemExit, match=r"Runrate needs Python 3\.12 or newer"):
        dev.interpreter()


def test_a_plain_user_without_pango_gets_the_exact_line_to_run(
    dev: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _program(tmp_path / "apt-get", "#!/bin/sh\nexit 1\n")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(os, "geteuid", lambda: 1000)

    with pytest.raises(SystemExit) as stopped:
        dev.system_packages(dev.PANGO_LINE, missing=True)

    assert str(stopped.value.code).splitlines()[-1] == dev.PANGO_LINE


def test_nothing_is_installed_where_nothing_is_missing(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dev, "run", lambda *_words, **_env: pytest.fail("no command was needed"))

    dev.system_packages(dev.PANGO_LINE, missing=False)


def test_an_installation_that_was_killed_is_made_again(dev: ModuleType, tmp_path: Path) -> None:
    dev.finish(tmp_path, "one lock file")

    assert dev.ready(tmp_path, "one lock file")
    assert not dev.ready(tmp_path, "another lock file")
    assert not dev.ready(tmp_path / "half made", "one lock file")


@pytest.mark.parametrize("port", ["0", "70000", "http", "-1"])
def test_a_port_that_is_none_is_refused(port: str) -> None:
    finished = subprocess.run(
        [sys.executable, ".ci/dev.py", "run"],
        cwd=ROOT,
        env={**os.environ, "PORT": port},
        capture_output=True,
        text=True,
        check=False,
    )

    assert finished.returncode == 1
    assert finished.stderr.strip() == f"PORT has to be a number from 1 to 65535, not {port!r}."


def test_a_taken_port_is_said_in_a_sentence() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        finished = subprocess.run(
            [sys.executable, ".ci/dev.py", "run"],
            cwd=ROOT,
            env={**os.environ, "PORT": str(port)},
            capture_output=True,
            text=True,
            check=False,
        )

    assert finished.returncode == 1
    assert finished.stderr.strip() == (
        f"Port {port} is taken by another program. Choose a free one: PORT={port + 1} make run"
    )


def test_make_help_lists_every_command() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    phony = re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    assert phony is not None

    # Inside `make test`, a second make would speak of the folders it enters.
    command = ["make", "--no-print-directory", "help"]
    shown = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout

    assert {line.split()[1] for line in shown.splitlines()} == set(phony[1].split())


def test_lock_files_carry_hashes_and_no_download_address() -> None:
    for name in ("requirements.txt", "requirements-dev.txt", ".ci/uv.txt"):
        text = (ROOT / name).read_text("utf-8")

        assert "://" not in text
        assert text.count("--hash=sha256:") >= len(re.findall(r"^[a-z0-9].*==", text, re.MULTILINE))


def test_no_script_beside_dev_hides_a_module_of_the_standard_library() -> None:
    scripts = {path.stem for path in (ROOT / ".ci").glob("*.py")}

    assert scripts & sys.stdlib_module_names == set()
