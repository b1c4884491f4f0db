"""What the README says is so: every setting, command and path."""

import re
from pathlib import Path

import pytest
from django.core.management import get_commands

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text("utf-8")
SECURITY = (ROOT / "SECURITY.md").read_text("utf-8")
DOCS = {path.name: path.read_text("utf-8") for path in [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]}
# What was once so may name what is gone.
DOCS.pop("CHANGELOG.md")
READS = ("runrate/settings.py", "runrate/env.py", "runrate/deploy/gunicorn.py")


def _settings_read() -> set[str]:
    code = "\n".join((ROOT / name).read_text("utf-8") for name in READS)
    return set(re.findall(r"\"((?:RUNRATE_|DATABASE_URL|CACHE_URL)[A-Z0-9_]*)\"", code))


def test_every_setting_is_in_the_readme_and_no_other() -> None:
    named = set(re.findall(r"\b(RUNRATE_[A-Z0-9_]*[A-Z0-9]|DATABASE_URL|CACHE_URL)\b", README))

    # The name people type belongs to compose.yaml, which makes two settings of it.
    assert named - {"RUNRATE_HOST"} == _settings_read()


def test_compose_and_the_example_environment_know_only_settings_that_exist() -> None:
    example = (ROOT / "runrate/deploy/environment.example").read_text("utf-8")
    compose = (ROOT / "compose.yaml").read_text("utf-8")
    named = r"^\s*((?:RUNRATE_|DATABASE_URL|CACHE_URL)[A-Z0-9_]*)[=:]"
    used = set(re.findall(named, example + compose, re.MULTILINE))

    assert used - {"RUNRATE_HOST"} <= _settings_read()


def _names() -> set[str]:
    """Modules that may be called by their last name alone."""
    rooms = ("runrate", "assessment", "calculator", "tests")
    return {path.name for room in rooms for path in (ROOT / room).rglob("*.py")}


@pytest.mark.parametrize("text", DOCS.values(), ids=list(DOCS))
def test_every_path_named_exists(text: str) -> None:
    paths = re.findall(
        r"`((?:runrate|assessment|calculator|tests|static|templates)/[\w./-]+|[\w-]+\.(?:yaml|md|py))`", text
    )

    assert [path for path in paths if not (ROOT / path).exists() and path not in _names()] == []


@pytest.mark.parametrize("text", DOCS.values(), ids=list(DOCS))
def test_every_command_named_exists(text: str) -> None:
    named = set(re.findall(r"(?:manage\.py |^manage |`manage )([a-z_]+)", text, re.MULTILINE))

    assert named - set(get_commands()) == set()


@pytest.mark.parametrize("text", DOCS.values(), ids=list(DOCS))
def test_every_make_target_named_exists(text: str) -> None:
    targets = set(re.findall(r"^([a-z0-9-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))

    assert set(re.findall(r"`(?:PORT=8080 )?make ([a-z0-9-]+)`", text)) - targets == set()


def test_units_and_image_run_commands_that_exist() -> None:
    files = [*(ROOT / "runrate/deploy").glob("*.service"), ROOT / "compose.yaml", ROOT / "Dockerfile"]
    text = "\n".join(path.read_text("utf-8") for path in files)
    named = set(re.findall(r"manage\.py\"?,? \"?([a-z_]+)", text))

    assert named == {"db_worker", "housekeeping", "prepare", "collectstatic"}
    assert named - set(get_commands()) == set()


def test_what_the_image_copies_exists() -> None:
    image = (ROOT / "Dockerfile").read_text("utf-8")
    copied = re.findall(r"^COPY (?!--from)([\w./-]+) ", image, re.MULTILINE)

    assert [name for name in copied if not (ROOT / name).exists()] == []


def test_the_image_has_the_packages_that_the_installer_asks_for() -> None:
    needs = (ROOT / "runrate/deploy/report-packages.txt").read_text("utf-8").splitlines()
    wanted = [line.split()[-1] for line in needs if not line.startswith("#")]
    assert len(wanted) == 5
    image = (ROOT / "Dockerfile").read_text("utf-8")

    assert [name for name in wanted if name not in image or name not in README] == []
