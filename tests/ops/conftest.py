"""Probes that remember nothing from one test to the next."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from runrate.ops import readiness

NOW = datetime(2026, 11, 24, 18, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _afresh() -> Iterator[None]:
    for part in readiness.PARTS.values():
        part.forget()
    yield
    for part in readiness.PARTS.values():
        part.forget()
