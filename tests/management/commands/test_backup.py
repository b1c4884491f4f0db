"""`manage.py backup` names the folder it made and says what to do with it, or ends with the reason."""

import os
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from pytest_django.fixtures import Settings

from tests.on_postgresql import programs

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _the_wheels_own_pg_dump(monkeypatch: pytest.MonkeyPatch) -> None:
    """pg_dump has to be as new as the server that the tests start."""
    monkeypatch.setenv("PATH", f"{programs()}{os.pathsep}{os.environ['PATH']}")


@pytest.mark.parametrize(("passphrase", "lines"), [("", 3), ("a phrase of our own", 2)])
def test_it_names_the_folder_and_warns_of_the_key_where_that_seals_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], settings: Settings, passphrase: str, lines: int
) -> None:
    settings.BACKUP_PASSPHRASE = passphrase
    default_storage.save("one.pdf", ContentFile(b"one"))

    call_command("backup", str(tmp_path / "backups"))

    (made,) = (tmp_path / "backups").iterdir()
    said = capsys.readouterr().out.splitlines()
    assert (said[0].startswith(f"{made}: "), said[0].endswith(" 1 files.")) == (True, True)
    assert len(said) == lines


def test_where_no_folder_can_be_made_it_ends_with_the_reason(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file", "utf-8")

    with pytest.raises(CommandError):
        call_command("backup", str(tmp_path / "taken"))
