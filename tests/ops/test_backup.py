"""A restored site equals the one backed up: rows and bytes."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from runrate.accounts.models import User
from runrate.ops import backup
from tests.on_postgresql import programs

NOW = datetime(2026, 11, 24, 18, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _the_wheels_own_pg_dump(monkeypatch: pytest.MonkeyPatch) -> None:
    """pg_dump has to be as new as the server that the tests start."""
    monkeypatch.setenv("PATH", f"{programs()}{os.pathsep}{os.environ['PATH']}")


@pytest.fixture
def site() -> None:
    """Two people and two files."""
    for name in ("ada", "bob"):
        User.objects.create_user(f"{name}@example.com", "correct horse battery")
    default_storage.save("reports/a/one.pdf", ContentFile(b"one"))
    default_storage.save("two.pdf", ContentFile(b"two"))


@pytest.mark.usefixtures("site")
def test_a_backup_names_rows_and_hashes_and_has_no_draft_beside_it(tmp_path: Path) -> None:
    made = backup.make(into=tmp_path / "backups", now=NOW)

    held = backup.Manifest.read(made)
    assert [path.name for path in made.parent.iterdir()] == ["runrate-20261124T180000Z"]
    assert held.rows["accounts_user"] == 2
    assert sorted(held.files) == ["reports/a/one.pdf", "two.pdf"]


@pytest.mark.usefixtures("site")
def test_a_restore_brings_everything_back(tmp_path: Path) -> None:
    made = backup.make(into=tmp_path / "backups", now=NOW)
    User.objects.filter(email="ada@example.com").delete()
    User.objects.create_user("new@example.com")
    User.objects.create_user("newer@example.com")
    default_storage.delete("two.pdf")

    differing = backup.restore(folder=made, replace=True)

    assert differing == []
    assert sorted(User.objects.values_list("email", flat=True)) == ["ada@example.com", "bob@example.com"]
    with default_storage.open("two.pdf") as file:
        assert file.read() == b"two"


@pytest.mark.usefixtures("site")
def test_a_site_with_people_in_it_is_not_overwritten_by_accident(tmp_path: Path) -> None:
    made = backup.make(into=tmp_path / "backups", now=NOW)

    with pytest.raises(backup.BackupError, match="accounts"):
        backup.restore(folder=made, replace=False)


@pytest.mark.usefixtures("site")
def test_a_damaged_backup_is_noticed_before_anything_is_overwritten(tmp_path: Path) -> None:
    made = backup.make(into=tmp_path / "backups", now=NOW)
    (made / "files/two.pdf").write_bytes(b"not two")
    User.objects.create_user("new@example.com")

    with pytest.raises(backup.BackupError, match=r"Nothing was restored.*\nfiles/two\.pdf is changed"):
        backup.restore(folder=made, replace=True)
    assert User.objects.count() == 3


def test_a_half_backup_is_no_backup(tmp_path: Path) -> None:
    with pytest.raises(backup.BackupError, match="no finished backup"):
        backup.restore(folder=tmp_path, replace=True)


def test_a_folder_that_cannot_be_written_is_said_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "backups").write_text("a file is in the way")

    with pytest.raises(backup.BackupError, match="backups cannot be written to by the site's user"):
        backup.make(into=tmp_path / "backups", now=NOW)
