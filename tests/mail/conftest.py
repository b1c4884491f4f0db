"""Mails go through the outbox; what one test found out about a mail server is not known to the next."""

import pytest
from pytest_django.fixtures import Settings

from runrate.mail import tasks
from tests.mail.letters import LOCAL, OUTBOX


@pytest.fixture(autouse=True)
def _nothing_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks.Server, "silent_until", 0)


@pytest.fixture(autouse=True)
def _stored(settings: Settings) -> None:
    settings.MAILERS = {"default": OUTBOX, "outgoing": LOCAL}
