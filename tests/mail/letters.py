"""Letters of the outbox, and the worker that sends them."""

from runrate.mail import tasks
from runrate.mail.models import Letter

LOCAL = {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}


OUTBOX = {"BACKEND": "runrate.mail.outbox.OutboxBackend"}


def work(letter: Letter) -> str:
    return str(tasks.deliver.call(str(letter.pk)))


PASSWORD = "a long enough secret"
