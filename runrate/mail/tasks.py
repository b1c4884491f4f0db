"""A letter leaves by a worker: tried again with growing pauses, given up after days, never sent too late."""

import logging
import time
from datetime import datetime, timedelta
from email.utils import parseaddr
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException
from typing import ClassVar, Final
from uuid import UUID

from django.core.mail import EmailMessage, mailers
from django.db import transaction
from django.tasks import task
from django.utils import timezone

from runrate.mail.models import Letter, State
from runrate.mail.outbox import OUTGOING, unpacked

log = logging.getLogger("runrate.mail")

LEASE: Final = timedelta(minutes=2)
"""Longer than a mail server is waited for."""
FIRST_PAUSE: Final = timedelta(seconds=10)
LONGEST_PAUSE: Final = timedelta(hours=1)
STRAY: Final = timedelta(minutes=1)
"""A letter that should have left so long ago has lost its task with its worker."""
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
    letter = _taken(UUID(id), timezone.now())
    if letter is None:
        return "not waiting"
    try:
        mailers[OUTGOING].send_messages([message_of(letter)])
    except SMTPRecipientsRefused:
        return _given_up(letter, "The mail server refuses the address.")
    except (SMTPException, OSError) as error:
        if _silent(error):
            Server.noticed_silent()
        return _again(letter, _reason(error))
    Letter.objects.filter(pk=letter.pk, leased_until=letter.leased_until).update(
        state=State.SENT, sent_at=timezone.now(), content={}, subject="", failure="", leased_until=None
    )
    return "sent"


def message_of(letter: Letter) -> EmailMessage:
    """As it leaves, under one name however often: a server that took it and did not say so knows it again."""
    message = unpacked(letter.subject, letter.content)
    domain = parseaddr(message.from_email)[1].rpartition("@")[2] or "localhost"
    message.extra_headers.setdefault("Message-ID", f"<{letter.pk}@{domain}>")
    return message


@transaction.atomic
def try_again(*, letter: Letter) -> bool:
    """Puts a letter that was given up back into the queue; whether it was one and is still of use."""
    locked = Letter.objects.select_for_update().failed().filter(pk=letter.pk).first()
    if locked is None or locked.useful_until <= timezone.now():
        return False
    locked.state, locked.attempts, locked.next_try_at = State.WAITING, 0, timezone.now()
    locked.save(update_fields=["state", "attempts", "next_try_at"])
    deliver.enqueue(str(locked.pk))
    return True


def put_back(*, now: datetime) -> int:
    """Gives tasks to letters whose worker was killed, empties what is of no use; how many came back."""
    late = Letter.objects.filter(
        state__in=[State.WAITING, State.SENDING, State.FAILED], useful_until__lte=now
    )
    late.update(state=State.TOO_LATE, content={}, subject="", leased_until=None)
    with transaction.atomic():
        Letter.objects.abandoned(now).update(state=State.WAITING, next_try_at=now - STRAY, leased_until=None)
        stray = list(Letter.objects.select_for_update().due(now - STRAY).values_list("pk", flat=True))
        Letter.objects.filter(pk__in=stray).update(next_try_at=now)
        for id in stray:
            deliver.enqueue(str(id))
    return len(stray)


@transaction.atomic
def _taken(id: UUID, now: datetime) -> Letter | None:
    """The letter, now held by this worker; None when it left, is held by another, or comes too late."""
    letter = Letter.objects.select_for_update().filter(pk=id, state=State.WAITING).first()
    if letter is None:
        return None
    if letter.useful_until <= now:
        letter.state, letter.content, letter.subject = State.TOO_LATE, {}, ""
        letter.save(update_fields=["state", "content", "subject"])
        return None
    letter.state, letter.leased_until = State.SENDING, now + LEASE
    letter.attempts += 1
    letter.save(update_fields=["state", "leased_until", "attempts"])
    return letter


@transaction.atomic
def _postponed(id: UUID, due: datetime) -> str:
    """Not tried: another letter has just waited for the server in vain."""
    if not Letter.objects.filter(pk=id, state=State.WAITING).update(next_try_at=due):
        return "not waiting"
    deliver.using(run_after=due).enqueue(str(id))
    return "again later"


def _again(letter: Letter, reason: str) -> str:
    """Back into the queue after a pause that grows; given up when it would be of no use by then."""
    pause = min(FIRST_PAUSE * 2 ** (letter.attempts - 1), LONGEST_PAUSE)
    now = timezone.now()
    if now + pause >= letter.useful_until:
        return _given_up(letter, reason)
    log.warning("a letter did not leave at attempt %s: %s", letter.attempts, reason)
    with transaction.atomic():
        Letter.objects.filter(pk=letter.pk, leased_until=letter.leased_until).update(
            state=State.WAITING, next_try_at=now + pause, failure=reason, leased_until=None
        )
        deliver.using(run_after=now + pause).enqueue(str(letter.pk))
    return "again later"


def _given_up(letter: Letter, reason: str) -> str:
    log.error("a letter was given up after %s attempts: %s", letter.attempts, reason)
    Letter.objects.filter(pk=letter.pk, leased_until=letter.leased_until).update(
        state=State.FAILED, failure=reason, leased_until=None
    )
    return "given up"


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
