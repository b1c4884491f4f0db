"""What one test found out about a mail server is not known to the next."""

import pytest

from runrate.mail import tasks


@pytest.fixture(autouse=True)
def _nothing_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks.Server, "silent_until", 0)
