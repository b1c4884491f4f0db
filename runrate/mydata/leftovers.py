"""Files in the store that no row names: what a killed worker left behind between storing and naming."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.apps import apps
from django.core.files.storage import default_storage
from django.db import models

from runrate.core.storage import DRAFT

AGE = timedelta(hours=2)
"""A worker names its file seconds after storing it; one that has waited for so long is dead."""
FOLDERS = ("reports", "exports", "usage")
_AT_ONCE = 200


def sweep(*, now: datetime) -> int:
    """Takes away files that no row names and no living worker is about to name; how many."""
    swept = 0
    batch: list[str] = []
    for name in [name for folder in FOLDERS for name in _stored(folder)]:
        batch.append(name)
        if len(batch) == _AT_ONCE:
            swept += _sweep(batch, before=now - AGE)
            batch = []
    return swept + _sweep(batch, before=now - AGE)


def _stored(folder: str) -> Iterator[str]:
    """Names of all finished files below a folder; drafts are swept by the storage itself."""
    try:
        folders, names = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    yield from (f"{folder}/{name}" for name in sorted(names) if not name.endswith(DRAFT))
    for inner in sorted(folders):
        yield from _stored(f"{folder}/{inner}")


def _sweep(names: list[str], *, before: datetime) -> int:
    # Its age first, then the rows: a file that is named in between was young, and is left alone.
    old = [name for name in names if _older(name, before)]
    unnamed = set(old) - set(_named(old))
    for name in unnamed:
        default_storage.delete(name)
    return len(unnamed)


def _older(name: str, before: datetime) -> bool:
    try:
        return default_storage.get_modified_time(name) < before
    except FileNotFoundError:
        return False  # deleted in this very moment


def _named(names: list[str]) -> Iterator[str]:
    """Those of the names that some row of some table holds."""
    for table in apps.get_models():
        for field in table._meta.concrete_fields:  # noqa: SLF001  # Django's documented model API
            if isinstance(field, models.FileField):
                held = table._base_manager.filter(**{f"{field.name}__in": names})  # noqa: SLF001  # same
                yield from held.values_list(field.name, flat=True)
