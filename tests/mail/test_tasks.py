"""A mail server that says nothing is waited for once, and recognises what it was sent before."""

import socket
import time
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.core.mail import send_mail
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from runrate.accounts.models import User
from runrate.mail import tasks
from runrate.mail.models import Letter, State
from runrate.mydata.retention import sweep
from tests.mail.letters import LOCAL, OUTBOX, PASSWORD, work

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _stored(settings: Settings) -> None:
    settings.MAILERS = {"default": OUTBOX, "outgoing": LOCAL}


def test_it_is_waited_for_once_and_not_by_each_letter(settings: Settings) -> None:
    for number in range(5):
        send_mail("s", "text", None, [f"a{number}@example.com"], using="default")
    with socket.create_server(("127.0.0.1", 0)) as server:
        options = {"host": "127.0.0.1", "port": server.getsockname()[1], "timeout": 0.4}
        smtp = {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": options}
        settings.MAILERS = {"default": OUTBOX, "outgoing": smtp}
        started = time.monotonic()
        said = {work(each) for each in Letter.objects.all()}
        took = time.monotonic() - started
    tries = sorted(Letter.objects.values_list("attempts", "failure"))
    waiting = Letter.objects.filter(state=State.WAITING, next_try_at__gt=timezone.now()).count()
    settings.MAILERS = {"default": OUTBOX, "outgoing": LOCAL}
    with time_machine.travel(timezone.now() + tasks.SILENCE_PAUSE, tick=True):
        tasks.Server.silent_until = 0  # the machine's own clock does not travel
        after = {work(each) for each in Letter.objects.all()}

    assert (said, waiting) == ({"again later"}, 5)
    assert tries == [*[(0, "")] * 4, (1, "The mail server did not answer in time.")]
    assert took < 0.8
    assert (after, len(mail.outbox)) == ({"done"}, 5)


def test_a_letter_has_one_name_however_often_it_is_tried() -> None:
    for _ in range(2):
        send_mail("s", "text", "Site <site@example.org>", ["a@example.com"], using="default")
    letters = list(Letter.objects.all())

    first, again = (
        [str(tasks.message_of(letter).message()["Message-ID"]) for letter in letters] for _ in "12"
    )
    assert first == again == [f"<{letter.pk}@example.org>" for letter in letters]
    assert work(letters[0]) == "done"
    assert str(mail.outbox[0].message()["Message-ID"]) == first[0]


def test_a_code_past_its_time_is_neither_sent_nor_kept(client: Client) -> None:
    client.post("/account/signup/", {"email": "new@example.com", "password1": PASSWORD})
    letter = Letter.objects.get()
    assert letter.useful_until - letter.created_at < timedelta(minutes=16)
    Letter.objects.update(useful_until=timezone.now())

    assert work(letter) == "not waiting"
    letter.refresh_from_db()
    assert (letter.state, letter.content, mail.outbox) == (State.TOO_LATE, {}, [])


@pytest.mark.parametrize(("days", "left"), [(29, 1), (31, 0)])
def test_letters_are_forgotten_after_their_days(alice: User, days: int, left: int) -> None:
    send_mail("Hello", "text", None, [alice.email], using="default")

    list(sweep(now=timezone.now() + timedelta(days=days)))

    assert Letter.objects.count() == left
