"""Ending an account: rows, files, benchmark counts and sessions, all of it or nothing."""

import logging
from functools import partial

from django.core.mail import send_mail
from django.db import transaction
from django.utils.translation import gettext as _

from runrate.accounts.models import User
from runrate.accounts.services import end_sessions
from runrate.mydata.inventory import stored_files

logger = logging.getLogger("runrate.mydata")


class StaffStayError(Exception):
    """Staff cannot delete themselves: the log of what they did would go with them."""


def delete_account(*, user: User) -> None:
    """Deletes the account and all that hangs on it; files go once the rows are really gone.

    Raises StaffStayError.
    """
    if user.is_staff:
        raise StaffStayError
    address, number = user.email, user.pk
    with transaction.atomic():
        files = [file for _name, file in stored_files(user)]
        end_sessions(user=user)
        # Row by row where a package listens: that is how a submission leaves the benchmark.
        user.delete()
        for file in files:
            transaction.on_commit(partial(file.storage.delete, str(file.name)), robust=True)
    logger.info("account deleted", extra={"account": number})
    _say_goodbye(address)


def _say_goodbye(address: str) -> None:
    subject = _("Your Runrate account is deleted")
    text = _("Your account is deleted, with its assessments, scenarios, bills, reports and their files.\n")
    try:
        send_mail(subject, text, None, [address])
    except OSError as error:  # SMTP's errors are such; the account is gone all the same
        logger.warning("no mail about a deleted account: %s", type(error).__name__)
