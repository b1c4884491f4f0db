"""A second version of the questionnaire, an open round of a team, and a reviewer."""

import shutil
from pathlib import Path

import pytest
from django.test import Client

from assessment.domain import questionnaire
from assessment.models import TeamRound
from assessment.services import team_rounds
from runrate.accounts.models import User
from tests.signing_in import SignedIn


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
    """A browser of a member of staff who reviews and may do nothing else."""
    return signed_in("Reviewer")


@pytest.fixture
def team_round(alice: User) -> TeamRound:
    """Alice's open round, with thirty one-time links."""
    return team_rounds.open_round(
        owner=alice, team_name="Claims team", workload_name="Claims triage", invitations=30
    )
