"""The mailer that the site writes to: it puts letters into the database, and a worker sends them."""

from collections.abc import Sequence
from datetime import timedelta
from email.utils import parseaddr
from typing import Any, Final

from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone

from runrate.mail.models import Letter

OUTGOING: Final = "outgoing"
"""The mailer that really sends."""
USEFUL: Final = timedelta(days=3)
USEFUL_HEADER: Final = "X-Runrate-Useful-Seconds"
"""Set by whoever writes a letter that is of no use for longer, a code say; it does not leave with it."""


class OutboxBackend(BaseEmailBackend):
    """Takes a letter within the transaction of what it tells of: both are there, or neither is."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        from runrate.mail.tasks import deliver  # the task imports this room's services

        for message in email_messages:
            with transaction.atomic():
                letter = Letter.objects.create(
                    owner_id=_account_of(message),
                    subject=message.subject[:300],
                    content=packed(message),
                    useful_until=timezone.now() + _useful(message),
                )
                deliver.enqueue(str(letter.pk))
        return len(email_messages)


def packed(message: EmailMessage) -> dict[str, Any]:
    """A message as plain data. Raises ValueError for an attachment: the site sends none."""
    if message.attachments:
        raise ValueError("Letters with attachments are not kept.")
    alternatives = message.alternatives if isinstance(message, EmailMultiAlternatives) else []
    return {
        "body": message.body,
        "from": message.from_email,
        "to": message.to,
        "cc": message.cc,
        "bcc": message.bcc,
        "reply_to": message.reply_to,
        "headers": {name: text for name, text in message.extra_headers.items() if name != USEFUL_HEADER},
        "alternatives": [[content, mimetype] for content, mimetype in alternatives],
    }


def unpacked(subject: str, content: dict[str, Any]) -> EmailMultiAlternatives:
    """The message again, as it was written."""
    message = EmailMultiAlternatives(
        subject,
        content["body"],
        content["from"],
        content["to"],
        bcc=content["bcc"],
        cc=content["cc"],
        reply_to=content["reply_to"],
        headers=content["headers"],
    )
    for text, mimetype in content["alternatives"]:
        message.attach_alternative(text, mimetype)
    return message


def _account_of(message: EmailMessage) -> int | None:
    """The number of the account it is written to; None for several, and for nobody with an account."""
    if len(message.recipients()) != 1:
        return None
    people = get_user_model().objects.filter(email__iexact=parseaddr(message.recipients()[0])[1])
    return people.values_list("pk", flat=True).first()


def _useful(message: EmailMessage) -> timedelta:
    text = str(message.extra_headers.get(USEFUL_HEADER, ""))
    return timedelta(seconds=int(text)) if text.isdigit() else USEFUL
