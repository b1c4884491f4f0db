"""A letter leaves by a worker: tried again with growing pauses, given up after days, never sent too late."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parseaddr
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException
from typing import Any, ClassVar, Final
from uuid import UUID

from django.core.mail import EmailMessage, mailers
from django.db import transaction
from django.db.models import QuerySet
from django.tasks import task
from django.utils import timezone

from runrate.jobs.kinds import JobError, Kind
from runrate.mail.models import Letter, State
from runrate.mail.outbox import OUTGOING, unpacked

FIRST_PAUSE: Final = timedelta(seconds=10)
LONGEST_PAUSE: Final = timedelta(hours=1)
SILENCE_PAUSE: Final = FIRST_PAUSE
"""After a silence no letter of this worker asks again so soon: reports wait in the same queue."""


class Server:
    """What this process knows of the mail server."""

    silent_until: ClassVar[float] = 0.0

    @classmethod
    def noticed_silent(cls) -> None:
        cls.silent_until = time.monotonic() + SILENCE_PAUSE.total_seconds()

    @classmethod
    def pause(cls) -> timedelta:
        return timedelta(seconds=max(cls.silent_until - time.monotonic(), 0))


@task()
def deliver(id: str) -> str:
    """Sends one letter, if it is still waiting and of use."""
    if pause := Server.pause():
        return _postponed(UUID(id), timezone.now() + pause)
    return JOBS.run(id, _sent)


@dataclass(frozen=True, slots=True, kw_only=True)
class Letters(Kind[Letter]):
    """A letter is tried for as long as it is of use: a mail server may be away for days."""

    def pause(self, job: Letter) -> timedelta | None:
        """Grows to an hour."""
        pause = min(FIRST_PAUSE * 2 ** (job.attempts - 1), LONGEST_PAUSE)
        return pause if timezone.now() + pause < job.useful_until else None

    def is_spent(self, job: Letter) -> bool:  # noqa: ARG002  # the rule it replaces asks the job
        """Never: it ends with its use."""
        return False

    def back_at(self, due: datetime) -> Mapping[str, object]:
        return {"next_try_at": due}

    def lease(self, id: UUID) -> Letter | None:
        """The letter, unless it comes too late."""
        _empty(Letter.objects.filter(pk=id).of_no_use(timezone.now()))
        return Kind.lease(self, id)


JOBS = Letters(model=Letter, task=deliver, stopped="The worker was stopped while it sent this mail.")


def _sent(letter: Letter) -> dict[str, Any]:
    """Hands a letter to the mail server; what is kept of it."""
    try:
        mailers[OUTGOING].send_messages([message_of(letter)])
    except SMTPRecipientsRefused as error:
        raise JobError("The mail server refuses the address.", final=True) from error
    except (SMTPException, OSError) as error:
        if _silent(error):
            Server.noticed_silent()
        raise JobError(_reason(error)) from error
    return {"sent_at": timezone.now(), "content": {}, "subject": ""}


def message_of(letter: Letter) -> EmailMessage:
    """As it leaves, under one name however often: a server that took it and did not say so knows it again."""
    message = unpacked(letter.subject, letter.content)
    domain = parseaddr(message.from_email)[1].rpartition("@")[2] or "localhost"
    message.extra_headers.setdefault("Message-ID", f"<{letter.pk}@{domain}>")
    return message


def try_again(*, letter: Letter) -> bool:
    """Puts a letter that was given up back into the queue; whether it was one and is still of use."""
    if letter.state != State.FAILED or letter.useful_until <= timezone.now():
        return False
    return JOBS.try_again(letter) is not None


def put_back(*, now: datetime) -> int:
    """Gives tasks to letters whose worker was killed, empties what is of no use; how many came back."""
    _empty(Letter.objects.of_no_use(now))
    _empty(Letter.objects.abandoned(now).filter(useful_until__lte=now))
    return JOBS.reap() + JOBS.requeue_lost()


def _empty(letters: QuerySet[Letter]) -> None:
    letters.update(state=State.TOO_LATE, content={}, subject="", leased_until=None)


@transaction.atomic
def _postponed(id: UUID, due: datetime) -> str:
    """Not tried: another letter has just waited for the server in vain."""
    if not Letter.objects.filter(pk=id, state=State.WAITING).update(next_try_at=due):
        return "not waiting"
    deliver.using(run_after=due).enqueue(str(id))
    return "again later"


def _silent(error: Exception) -> bool:
    """smtplib calls a connection that said nothing in time a broken one, and keeps why beside it."""
    return isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError)


def _reason(error: Exception) -> str:
    """What went wrong, without what a server may repeat of the letter."""
    if isinstance(error, SMTPResponseException):
        return f"The mail server answered {error.smtp_code}."
    if _silent(error):
        return "The mail server did not answer in time."
    return f"The mail server cannot be reached ({type(error).__name__})."
