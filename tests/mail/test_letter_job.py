"""A letter as a durable job: tried for as long as it is of use, found again when its worker dies."""

import smtplib
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.mail import send_mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from pytest_django.fixtures import Settings

from runrate.mail import tasks
from runrate.mail.models import Letter, State
from tests.mail.letters import LOCAL, OUTBOX, work

pytestmark = pytest.mark.django_db
PAST = timezone.now() - timedelta(seconds=1)


@pytest.fixture
def letter(settings: Settings) -> Letter:
    settings.MAILERS = {"default": OUTBOX, "outgoing": LOCAL}
    send_mail("Hello", "text", None, ["a@example.com"], using="default")
    return Letter.objects.get()


@pytest.fixture
def server_says(monkeypatch: pytest.MonkeyPatch) -> Callable[[Exception], None]:
    """What the mail server answers, as smtplib tells it."""

    def says(error: Exception) -> None:
        def send_messages(self: EmailBackend, messages: Any) -> int:
            raise error

        monkeypatch.setattr(EmailBackend, "send_messages", send_messages)

    return says


def calls() -> int:
    return DBTaskResult.objects.filter(task_path=tasks.deliver.module_path).count()


@pytest.mark.parametrize(
    ("attempts", "pause"),
    [(1, timedelta(seconds=10)), (3, timedelta(seconds=40)), (20, timedelta(hours=1))],
)
def test_the_pause_between_attempts_doubles_up_to_an_hour(
    letter: Letter, attempts: int, pause: timedelta
) -> None:
    letter.attempts = attempts

    assert tasks.JOBS.pause(letter) == pause


@pytest.mark.parametrize(
    ("left", "said", "state"), [(15, "again later", State.WAITING), (5, "failed", State.FAILED)]
)
def test_a_letter_is_given_up_when_the_next_attempt_would_be_of_no_use(
    letter: Letter, server_says: Callable[[Exception], None], left: int, said: str, state: State
) -> None:
    Letter.objects.update(useful_until=timezone.now() + timedelta(seconds=left))
    server_says(smtplib.SMTPDataError(451, b"later, please, dear CODE-1234"))

    assert work(letter) == said

    letter.refresh_from_db()
    assert (letter.state, letter.failure) == (state, "The mail server answered 451.")
    assert letter.content["body"] == "text"


def test_an_address_that_is_refused_is_not_tried_twice(
    letter: Letter, server_says: Callable[[Exception], None]
) -> None:
    server_says(smtplib.SMTPRecipientsRefused({"a@example.com": (550, b"no such person")}))

    assert work(letter) == "failed"

    letter.refresh_from_db()
    assert (letter.state, letter.failure) == (State.FAILED, "The mail server refuses the address.")
    assert calls() == 1


def test_a_letter_whose_worker_was_killed_is_sent_by_the_next(letter: Letter) -> None:
    held = tasks.JOBS.lease(letter.pk)
    alive = tasks.put_back(now=timezone.now())
    Letter.objects.update(leased_until=PAST)

    found = tasks.put_back(now=timezone.now())

    assert held is not None
    assert (alive, found, work(letter), len(mail.outbox)) == (0, 1, "done", 1)


def test_no_number_of_killed_workers_ends_a_letter_that_is_of_use(letter: Letter) -> None:
    Letter.objects.update(state=State.SENDING, attempts=50, leased_until=PAST)

    tasks.put_back(now=timezone.now())

    assert Letter.objects.get().state == State.WAITING


def test_a_letter_that_lost_its_task_gets_one(letter: Letter) -> None:
    DBTaskResult.objects.all().delete()

    found = [tasks.put_back(now=timezone.now()) for _ in range(2)]

    assert (found, calls()) == ([1, 0], 1)


@pytest.mark.parametrize("state", [State.WAITING, State.SENDING, State.FAILED])
def test_a_letter_of_no_use_any_more_is_emptied(letter: Letter, state: State) -> None:
    Letter.objects.update(state=state, useful_until=PAST, leased_until=PAST)

    assert tasks.put_back(now=timezone.now()) == 0

    letter.refresh_from_db()
    assert (letter.state, letter.content, letter.subject) == (State.TOO_LATE, {}, "")


def test_a_letter_that_is_just_leaving_is_let_go(letter: Letter) -> None:
    tasks.JOBS.lease(letter.pk)
    Letter.objects.update(useful_until=PAST)

    tasks.put_back(now=timezone.now())

    assert Letter.objects.get().state == State.SENDING
