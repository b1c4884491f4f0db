"""Files for readers, written as a test wants them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from calculator.usage.exports import read_file
from calculator.usage.reading import Options, Reading
from calculator.usage.summary import as_json

type Read = Callable[..., dict[str, Any]]


def read_one(path: Path, options: Options | None = None) -> Reading:
    [reading] = read_file(path, options or Options())
    return reading


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Writes a text or bytes to a file and answers with what the command line would say of it."""

    def reading(content: str | bytes, name: str = "export.csv", **options: Any) -> dict[str, Any]:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return as_json(read_one(path, Options(**options)))

    return reading
