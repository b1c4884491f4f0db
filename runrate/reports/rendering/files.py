"""Where the files of reports lie, and how all of a report or of a person leaves the store."""

from contextlib import suppress
from uuid import UUID

from django.core.files.storage import Storage, default_storage

ROOM = "reports"


def name_of(owner: object, report: UUID, attempt: int) -> str:
    """Unguessable, and of this owner alone: equal reports of two people are two files."""
    return f"{folder_of(owner)}/{report.hex}-{attempt}.pdf"


def folder_of(owner: object) -> str:
    return f"{ROOM}/{owner}"


def remove_report(owner: object, report: UUID) -> None:
    """Every file of a report: the one its row named, and those of attempts that were killed before naming."""
    _remove(default_storage, folder_of(owner), f"{report.hex}-")


def remove_owner(owner: object) -> None:
    """The folder of a person, with the drafts of killed workers, whatever a row knew of it."""
    _remove(default_storage, folder_of(owner), "")


def _remove(storage: Storage, folder: str, start: str) -> None:
    try:
        _folders, names = storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in names:
        # A draft is named after its file, with a dot before it.
        if name.lstrip(".").startswith(start):
            storage.delete(f"{folder}/{name}")
    if not start:
        with suppress(OSError, NotImplementedError):
            storage.delete(folder)  # an empty folder on a disk; a bucket has none
