"""A second version of the questionnaire, published beside the first."""

import shutil
from pathlib import Path

import pytest
from django.test import Client

from assessment.domain import questionnaire
from tests.conftest import SignedIn


@pytest.fixture
def second_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Version 2: another forecast question (so another key), other worth, other bands; now current."""
    folder = tmp_path / "questionnaires"
    shutil.copytree(questionnaire.FOLDER / "1", folder / "1")
    shutil.copytree(Path(__file__).parent / "questionnaires" / "2", folder / "2")
    monkeypatch.setattr(questionnaire, "FOLDER", folder)
    monkeypatch.setattr(questionnaire, "CURRENT", "2")


@pytest.fixture
def reviewer(signed_in: SignedIn) -> Client:
    return signed_in("Reviewer")
