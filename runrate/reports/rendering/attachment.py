"""Takes the data of a report out of a PDF, in a process of its own that may use little and sees nothing."""

import os
import resource
import subprocess
import sys
import threading
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, Final

from runrate.reports.rendering.pdf import ATTACHMENT_NAME

ROOT: Final = Path(__file__).resolve().parents[3]
LARGEST_DATA: Final = 200_000
LARGEST_STREAM: Final = 2_000_000
"""Bytes of one stream when it is unpacked; no table of contents and no data of a report comes near it."""
CPU_SECONDS: Final = 3
WALL_SECONDS: Final = 12
MEMORY_BYTES: Final = 400_000_000
AT_ONCE: Final = 2
"""So many files are opened at the same time by one process of the site; others are asked to come back."""
WAIT_SECONDS: Final = 0.2
"""No thread of the site is held for longer by a file that has to come back."""
NOTHING: Final = 3
"""The exit code for a PDF that is whole and carries no data of a report."""

_places = threading.BoundedSemaphore(AT_ONCE)


class UnreadableError(Exception):
    """The PDF could not be opened within what opening any report takes."""


class NothingAttachedError(Exception):
    """The PDF is one, and carries no data of a report."""


class BusyError(Exception):
    """Others are having files opened just now."""


def attached(body: bytes) -> bytes:
    """The attachment of a report's PDF. Raises UnreadableError, NothingAttachedError or BusyError."""
    if not _places.acquire(timeout=WAIT_SECONDS):
        raise BusyError
    try:
        finished = subprocess.run(
            [sys.executable, "-m", "runrate.reports.rendering.attachment"],
            input=body,
            capture_output=True,
            cwd=ROOT,
            env={"PATH": os.environ.get("PATH", ""), "PYTHONDONTWRITEBYTECODE": "1"},
            timeout=WALL_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise UnreadableError from error
    finally:
        _places.release()
    if finished.returncode == NOTHING:
        raise NothingAttachedError
    if finished.returncode or len(finished.stdout) > LARGEST_DATA:
        raise UnreadableError
    return finished.stdout


def _limit() -> None:
    """The child's own first act: set by its parent, among threads, limits could stop the site instead."""
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    os.nice(5)


def main(source: BinaryIO, target: BinaryIO) -> int:
    """In the child: the attachment to standard output, or an exit code."""
    _limit()
    # Imported here: a sixth of a second that only the child needs.
    from pypdf import PdfReader, overwrite_configuration

    overwrite_configuration(
        array_based_stream_maximum_output_length=LARGEST_STREAM,
        brotli_maximum_output_length=LARGEST_STREAM,
        jbig2_maximum_output_length=LARGEST_STREAM,
        lzw_maximum_output_length=LARGEST_STREAM,
        maximum_declared_stream_length=LARGEST_STREAM,
        run_length_maximum_output_length=LARGEST_STREAM,
        stream_decoding_work_maximum_length=2 * LARGEST_STREAM,
        stream_filters_maximum_length=2,
        zlib_maximum_output_length=LARGEST_STREAM,
        zlib_maximum_recovery_input_length=LARGEST_STREAM,
        jbig2dec_binary=None,  # no program of somebody else's is started for a picture
        disable_legacy_handling=True,
    )
    try:
        found = PdfReader(BytesIO(source.read())).attachments.get(ATTACHMENT_NAME)
        data = bytes(found[0])[: LARGEST_DATA + 1] if found else b""
    except Exception:  # noqa: BLE001 - whatever the library stumbles over, the file is none of ours
        return 1
    target.write(data)
    return 0 if data else NOTHING


if __name__ == "__main__":
    sys.exit(main(sys.stdin.buffer, sys.stdout.buffer))
