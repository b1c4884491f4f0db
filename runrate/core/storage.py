"""Files that are there whole or not at all: written beside, flushed to the disk, then given their name."""

import os
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from secrets import token_hex
from typing import Any

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage

DRAFT = ".part"


class WholeFileStorage(FileSystemStorage):
    """A disk that is full or a process that is killed leaves no half file under a name that is served."""

    def _save(self, name: str, content: File[Any]) -> str:
        target = Path(self.path(name))
        target.parent.mkdir(parents=True, exist_ok=True)
        draft = target.with_name(f".{target.name}.{token_hex(6)}{DRAFT}")
        try:
            with draft.open("xb") as file:
                for chunk in content.chunks():
                    file.write(chunk if isinstance(chunk, bytes) else chunk.encode())
                file.flush()
                os.fsync(file.fileno())
            # A link fails where the name is taken, so that nothing is ever overwritten.
            while True:
                try:
                    os.link(draft, target)
                    break
                except FileExistsError:
                    target = Path(self.path(self.get_available_name(name)))
        finally:
            with suppress(OSError):
                draft.unlink()
        _flush_names(target.parent)
        return target.relative_to(self.location).as_posix()

    def sweep(self, *, before: datetime) -> int:
        """Takes away drafts that a killed process left behind before then; how many."""
        swept = 0
        for folder, _folders, names in os.walk(self.location):
            for name in names:
                draft = Path(folder, name)
                if name.startswith(".") and name.endswith(DRAFT) and _older(draft, before):
                    draft.unlink(missing_ok=True)
                    swept += 1
        return swept


def _older(file: Path, before: datetime) -> bool:
    try:
        return file.stat().st_mtime < before.timestamp()
    except FileNotFoundError:
        return False  # finished, or swept by another machine, in this very moment


def _flush_names(folder: Path) -> None:
    """The name itself survives a power cut only once its folder is on the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
