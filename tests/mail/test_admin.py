"""Letters in the administration: one that was given up is sent again, and none is read."""

import pytest
from django.core.mail import EmailMessage, mailers
from django.test import Client

from runrate.mail.models import Letter, State
from tests.mail.letters import work

pytestmark = pytest.mark.django_db


def test_a_letter_that_was_given_up_is_sent_by_a_click(staff_client: Client) -> None:
    mailers.default.send_messages([EmailMessage("s", "text", None, ["a@example.com"])])
    Letter.objects.update(state=State.FAILED, failure="The mail server answered 554.")
    letter = Letter.objects.get()
    page = staff_client.get("/admin/mail/letter/").content.decode()
    sent = {"action": "send_selected_again", "_selected_action": [str(letter.pk)]}
    staff_client.post("/admin/mail/letter/", sent)

    assert "answered 554" in page
    assert work(letter) == "done"
