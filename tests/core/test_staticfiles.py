"""One style sheet in production, hashed and compressed, with all its imports in it."""

import gzip
from pathlib import Path

import pytest
from django.core.management import call_command
from django.templatetags.static import static
from pytest_django.fixtures import Settings

LARGEST_SHEET = 20_000
LARGEST_SCRIPT = 3_000


@pytest.fixture
def collected(tmp_path: Path, settings: Settings) -> Path:
    settings.STATIC_ROOT = str(tmp_path)
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "runrate.core.staticfiles.BundledStaticFilesStorage"},
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    return tmp_path


def test_style_sheet_is_one_small_file(collected: Path) -> None:
    sheet = (collected / static("css/site.css").removeprefix("/static/")).read_bytes()

    assert b"@import" not in sheet
    assert b"--brand: #0f5c63" in sheet
    assert b".table" in sheet
    assert len(gzip.compress(sheet)) < LARGEST_SHEET


def test_our_script_stays_small(collected: Path) -> None:
    script = (collected / static("js/site.js").removeprefix("/static/")).read_bytes()

    assert len(gzip.compress(script)) < LARGEST_SCRIPT


def test_collecting_twice_gives_the_same_sheet(collected: Path) -> None:
    first = (collected / "css/site.css").read_bytes()

    call_command("collectstatic", interactive=False, verbosity=0)

    assert (collected / "css/site.css").read_bytes() == first
