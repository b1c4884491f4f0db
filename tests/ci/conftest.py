"""The scripts under `.ci/` as modules, and copies of the project to run them in."""

import importlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
NOBODY = 65534
# An account without rights cannot enter the folder that root's own interpreter may be in.
SYSTEM_PYTHON = "/usr/bin/python3" if Path("/usr/bin/python3").exists() else sys.executable


@pytest.fixture
def load(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], ModuleType]:
    """A fresh copy of a script, loaded as a module."""
    monkeypatch.syspath_prepend(str(ROOT / ".ci"))

    def loaded(name: str) -> ModuleType:
        for known in ("machine", "serving", "speaking", "dev"):
            monkeypatch.delitem(sys.modules, known, raising=False)
        return importlib.import_module(name)

    return loaded


@pytest.fixture
def machine(load: Callable[[str], ModuleType]) -> ModuleType:
    """What looks at the machine."""
    return load("machine")


def scripts_in(folder: Path) -> Path:
    """The scripts and what they read, without anything installed."""
    for name in (
        ".ci/dev.py",
        ".ci/machine.py",
        ".ci/serving.py",
        ".ci/speaking.py",
        ".ci/uv.txt",
        "Makefile",
        "runrate/deploy/report-packages.txt",
    ):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, folder / name)
    for name in ("requirements.txt", "requirements-dev.txt"):
        shutil.copy(ROOT / name, folder / name)
    return folder


@pytest.fixture
def plain() -> Iterator[Path]:
    """A clone that an account without rights owns; nothing is installed in it."""
    with tempfile.TemporaryDirectory(prefix="runrate clone ") as name:
        folder = scripts_in(Path(name))
        if os.geteuid() == 0:
            for path in (folder, *folder.rglob("*")):
                os.chown(path, NOBODY, NOBODY)
        yield folder


def as_plain_user(folder: Path, command: str = "run", **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs one of the Makefile's commands there, as an account without rights."""
    given = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", **environment}
    return subprocess.run(
        [SYSTEM_PYTHON, "-E", ".ci/dev.py", command],
        cwd=folder,
        env=given,
        user=NOBODY if os.geteuid() == 0 else None,
        group=NOBODY if os.geteuid() == 0 else None,
        extra_groups=[] if os.geteuid() == 0 else None,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
