"""A letter is owed from the moment it is written and leaves by the worker; nobody waits for a mail server."""

import socket
import time
import zipfile
from pathlib import Path

import pytest
from django.core import mail
from django.core.mail import send_mail
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from runrate.accounts.models import User
from runrate.mail import tasks
from runrate.mail.models import Letter, State
from runrate.mydata.export import archive
from runrate.mydata.services import delete_account
from tests.mail.letters import LOCAL, OUTBOX, PASSWORD, work

pytestmark = pytest.mark.django_db


ROOT = Path(__file__).parents[2]


def test_what_is_written_leaves_as_it_was_and_is_not_kept() -> None:
    send_mail("Hello", "text", None, ["a@example.com"], html_message="<p>html</p>", using="default")
    letter = Letter.objects.get()

    assert (len(mail.outbox), work(letter), len(mail.outbox)) == (0, "done", 1)
    assert (mail.outbox[0].subject, mail.outbox[0].body, mail.outbox[0].to) == (
        "Hello",
        "text",
        ["a@example.com"],
    )
    letter.refresh_from_db()
    assert (letter.state, letter.content, work(letter)) == (State.SENT, {}, "not waiting")


@pytest.mark.parametrize("frozen", [False, True], ids=["refused", "frozen"])
def test_people_are_answered_at_once_and_the_letter_comes_later(
    client: Client, settings: Settings, alice: User, frozen: bool
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = int(server.getsockname()[1])
        if not frozen:
            server.close()
        options = {"host": "127.0.0.1", "port": port, "timeout": 0.3}
        smtp = {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": options}
        settings.MAILERS = {"default": OUTBOX, "outgoing": smtp}
        started = time.monotonic()
        signed = client.post("/account/signup/", {"email": "new@example.com", "password1": PASSWORD})
        reset = Client().post("/account/password/reset/", {"email": alice.email})
        took = time.monotonic() - started
        said = {work(each) for each in Letter.objects.all()}
    tasks.Server.silent_until = 0  # its pause is over
    settings.MAILERS = {"default": OUTBOX, "outgoing": LOCAL}

    assert (signed.status_code, reset.status_code, said) == (302, 302, {"again later"})
    assert took < 2
    assert {work(each) for each in Letter.objects.all()} == {"done"}
    assert {tuple(each.to) for each in mail.outbox} == {("new@example.com",), (alice.email,)}


def test_a_letter_goes_with_the_account_it_was_written_to(alice: User, bob: User) -> None:
    for address in (alice.email.upper(), f"Alice <{alice.email}>", bob.email, "nobody@example.com"):
        send_mail("Hello", "text", None, [address], using="default")
    send_mail("Hello", "text", None, [alice.email, bob.email], using="default")

    assert Letter.objects.filter(owner=alice).count() == 2
    delete_account(user=alice)

    assert sorted(str(letter.content["to"]) for letter in Letter.objects.filter(owner=None)) == sorted(
        ["['nobody@example.com']", f"['{alice.email}', '{bob.email}']", f"['{alice.email}']"]
    )
    assert Letter.objects.filter(owner=bob).count() == 1


def test_what_is_handed_over_tells_of_letters_and_holds_no_code(alice: User) -> None:
    send_mail("Your code", "CODE-1234", None, [alice.email], using="default")

    with archive(user=alice, now=timezone.now()) as file, zipfile.ZipFile(file) as packed:
        told = packed.read("data/mail.letter.json").decode()
        everything = b"".join(packed.read(name) for name in packed.namelist())

    assert '"state": "waiting"' in told
    assert b"CODE-1234" not in everything


def test_no_subject_of_a_mail_holds_a_value() -> None:
    """Staff see subjects of letters on their way; a code in one would let them in."""
    subjects = [path.read_text("utf-8") for path in (ROOT / "templates").rglob("*_subject.txt")]

    assert len(subjects) > 15
    assert [text for text in subjects if "{{" in text] == []
