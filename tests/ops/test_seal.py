"""A backup that was changed since it was made is refused before anything is overwritten."""

import hashlib
import json
import os
import shutil
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection
from pytest_django.fixtures import Settings

from assessment.models import Submission
from runrate.accounts.models import User
from runrate.ops import backup
from tests.on_postgresql import programs

NOW = datetime(2026, 11, 24, 18, 0, tzinfo=UTC)
LATER = datetime(2026, 11, 24, 19, 0, tzinfo=UTC)
OTHER_KEY = "another-key-" + "y" * 50
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A backup of a site with one person, one score and two files; the person is gone from the site since."""
    # pg_dump has to be as new as the server that the tests start.
    monkeypatch.setenv("PATH", f"{programs()}{os.pathsep}{os.environ['PATH']}")
    User.objects.create_user("ada@example.com", "correct horse battery")
    Submission.objects.create(version="1", score=41)
    default_storage.save("reports/a/one.pdf", ContentFile(b"one"))
    default_storage.save("two.pdf", ContentFile(b"two"))
    folder = backup.make(into=tmp_path / "backups", now=NOW)
    User.objects.all().delete()
    return folder


def _database(folder: Path) -> Path:
    return folder / ("database.dump" if connection.vendor == "postgresql" else "database.sqlite3")


def _refused(folder: Path, **options: bool) -> str:
    """What restoring says; nothing may have come back."""
    with pytest.raises(backup.BackupError) as refused:
        backup.restore(folder=folder, replace=True, **options)
    assert User.objects.count() == 0
    return str(refused.value)


def _with_better_scores(made: Path) -> None:
    """All scores in the backup's database set to 100, by a dump that is right in itself."""
    if connection.vendor == "postgresql":
        kept = list(User.objects.all())
        Submission.objects.update(score=100)
        other = backup.make(into=made.parent, now=LATER)
        assert kept == list(User.objects.all())
        shutil.copy(_database(other), _database(made))
        return
    database = sqlite3.connect(_database(made))
    database.execute("UPDATE assessment_submission SET score = 100")
    database.commit()
    database.close()


def _rehash(made: Path) -> None:
    """The manifest says the hash of what the database is now."""
    manifest = json.loads((made / "manifest.json").read_text("utf-8"))
    manifest["database"] = hashlib.sha256(_database(made).read_bytes()).hexdigest()
    (made / "manifest.json").write_text(json.dumps(manifest, indent=1, sort_keys=True), "utf-8")


def test_the_manifest_holds_the_hash_of_the_dump(made: Path) -> None:
    held = backup.Manifest.read(made)

    assert held.database == hashlib.sha256(_database(made).read_bytes()).hexdigest()


def test_one_changed_byte_in_any_file_is_refused(made: Path) -> None:
    names = sorted(str(path.relative_to(made)) for path in made.rglob("*") if path.is_file())
    assert names == sorted(
        [_database(made).name, "files/reports/a/one.pdf", "files/two.pdf", "manifest.json", "manifest.seal"]
    )
    for name in names:
        whole = (made / name).read_bytes()
        for place in {0, len(whole) // 2, len(whole) - 1}:
            changed = bytearray(whole)
            changed[place] ^= 1
            (made / name).write_bytes(changed)
            _refused(made)
        (made / name).write_bytes(whole)

    assert backup.restore(folder=made, replace=True) == []
    assert User.objects.get().email == "ada@example.com"


def test_a_score_changed_in_the_dump_is_refused_and_named(made: Path) -> None:
    _with_better_scores(made)

    assert _refused(made) == (
        f"Nothing was restored: the backup is damaged.\n{_database(made).name} is changed"
    )
    assert _refused(made, unsealed=True).endswith(f"{_database(made).name} is changed")


def test_a_score_changed_together_with_its_hash_is_refused_by_the_seal(made: Path) -> None:
    _with_better_scores(made)
    _rehash(made)

    assert "its seal does not fit" in _refused(made)


@pytest.mark.parametrize("name", ["files/two.pdf", "files/three.pdf"])
def test_a_file_taken_away_or_added_is_refused(made: Path, name: str) -> None:
    if (made / name).exists():
        (made / name).unlink()
        expected = f"{name} is missing"
    else:
        (made / name).write_bytes(b"three")
        expected = f"{name} was not there when the backup was made"

    assert _refused(made).splitlines()[-1] == expected


def test_another_key_refuses_and_unsealed_trusts_the_hashes_alone(made: Path, settings: Settings) -> None:
    settings.SECRET_KEY = OTHER_KEY

    assert "made with another key. If you know where it has been since, say --unsealed." in _refused(made)
    assert backup.restore(folder=made, replace=True, unsealed=True) == []


def test_a_key_of_before_still_opens_its_backups(made: Path, settings: Settings) -> None:
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = OTHER_KEY

    assert backup.restore(folder=made, replace=True) == []


def test_a_passphrase_opens_on_a_site_with_another_key(
    made: Path, settings: Settings, tmp_path: Path
) -> None:
    settings.BACKUP_PASSPHRASE = "a passphrase kept in a drawer"
    sealed = backup.make(into=tmp_path / "sealed", now=NOW)
    settings.SECRET_KEY = OTHER_KEY

    assert backup.restore(folder=sealed, replace=True) == []
    settings.BACKUP_PASSPHRASE = "a passphrase of somebody else"
    assert "made with another passphrase" in _refused(sealed)
    settings.BACKUP_PASSPHRASE = ""
    assert "set RUNRATE_BACKUP_PASSPHRASE to the one it was made with" in _refused(sealed)


@pytest.mark.parametrize("seal", ["", "key \n", "passphrase \n", "é", "x" * 100_000])
def test_a_seal_that_is_none_is_refused(made: Path, seal: str) -> None:
    (made / "manifest.seal").write_text(seal, "utf-8")

    assert _refused(made).startswith("Nothing was restored: nobody can tell whether this backup is genuine")


def test_a_backup_of_an_older_version_is_restored_when_one_says_so(made: Path) -> None:
    manifest = json.loads((made / "manifest.json").read_text("utf-8"))
    del manifest["database"]
    (made / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    (made / "manifest.seal").unlink()

    assert "it has no seal: made by an older version" in _refused(made)
    assert backup.restore(folder=made, replace=True, unsealed=True) == []


def test_the_command_ends_with_the_reason_and_restores_from_a_folder_that_cannot_be_written(
    made: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {path: path.stat().st_mtime_ns for path in [made, *made.rglob("*")]}

    call_command("restore", str(made), replace=True)

    assert capsys.readouterr().out.startswith("Equal to the backup: ")
    assert {path: path.stat().st_mtime_ns for path in [made, *made.rglob("*")]} == before
    (made / "files/two.pdf").write_bytes(b"not two")
    with pytest.raises(CommandError, match=r"files/two\.pdf is changed"):
        call_command("restore", str(made), replace=True)
