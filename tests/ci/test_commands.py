"""The commands of the Makefile and the files they read."""

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parent.parent.parent


def test_an_installation_that_was_killed_is_made_again(
    load: Callable[[str], ModuleType], tmp_path: Path
) -> None:
    dev = load("dev")
    dev.finish(tmp_path, "one lock file")

    assert dev.ready(tmp_path, "one lock file")
    assert not dev.ready(tmp_path, "another lock file")
    assert not dev.ready(tmp_path / "half made", "one lock file")


def test_make_help_lists_every_command() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    phony = re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    assert phony is not None

    # Inside `make test`, a second make would speak of the folders it enters.
    command = ["make", "--no-print-directory", "help"]
    shown = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout

    assert {line.split()[1] for line in shown.splitlines()} == set(phony[1].split())


def test_lock_files_carry_hashes_and_no_download_address() -> None:
    for name in ("requirements.txt", "requirements-dev.txt", ".ci/uv.txt", ".ci/audit.txt"):
        text = (ROOT / name).read_text("utf-8")

        assert "://" not in text
        assert text.count("--hash=sha256:") >= len(re.findall(r"^[a-z0-9].*==", text, re.MULTILINE))


def test_no_script_beside_dev_hides_a_module_of_the_standard_library() -> None:
    scripts = {path.stem for path in (ROOT / ".ci").glob("*.py")}

    assert scripts & sys.stdlib_module_names == set()


def test_no_script_names_a_place_to_download_from() -> None:
    """Mirrors and package indexes are those that the machine knows."""
    beside_dev = [path for path in (ROOT / ".ci").iterdir() if path.is_file() and path.suffix in {"", ".py"}]
    scripts = [*beside_dev, ROOT / "Makefile"]
    places = {
        found
        for path in scripts
        for found in re.findall(r"https?://([\w.-]+\.[a-z]{2,})", path.read_text("utf-8"))
    }

    assert places == set()


def test_the_system_packages_of_the_installer_stand_in_the_readme(load: Callable[[str], ModuleType]) -> None:
    machine = load("machine")
    line = machine.line_for(["python3-venv", *machine.LIBRARIES.values(), *machine.FONTS.values()])

    assert line in (ROOT / "README.md").read_text("utf-8")
