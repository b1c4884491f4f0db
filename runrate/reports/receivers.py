"""What happens to reports from elsewhere: a sign-in starts one, a deletion takes its files."""

from typing import Any

from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.db import transaction
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.http import HttpRequest

from assessment.models import Submission
from runrate.reports.models import Report
from runrate.reports.rendering import files
from runrate.reports.services.gathering import gather
from runrate.reports.services.reports import QueueFullError, start_report, today
from runrate.reports.web.intent import answered, intended
from runrate.sharing.services import forget


@receiver(post_delete, sender=Report, dispatch_uid="reports.forget_links")
def forget_links(sender: object, instance: Report, **kwargs: object) -> None:
    """A link to what is gone for good opens nothing, and goes with it."""
    forget(instance.pk)


@receiver(user_logged_in, dispatch_uid="reports.start_intended")
def start_intended(sender: object, request: HttpRequest | None, user: Any, **kwargs: object) -> None:
    """Starts the report this browser asked for, after the assessment was claimed by the account."""
    intent = intended(request) if request is not None else None
    if request is None or intent is None or Report.objects.filter(pk=intent.report).exists():
        return
    submission = Submission.objects.visible_to(user).finished().filter(pk=intent.submission).first()
    if submission is None:
        return
    source = gather(made_on=today(), submission=submission, scenario=None)
    try:
        report = start_report(owner=user, source=source, submission=submission, id=intent.report)
    except QueueFullError:
        # Signing in must not fail for it; the page behind offers to ask again.
        return
    answered(request, report.pk)


@receiver(post_delete, sender=Report, dispatch_uid="reports.drop_files")
def drop_files(sender: object, instance: Report, origin: object = None, **kwargs: object) -> None:
    """Files go once the row is really gone, whoever deleted it; with an account goes its whole folder."""
    owner, id, file = instance.owner_id, instance.pk, instance.file
    if file.name:
        transaction.on_commit(lambda: file.storage.delete(str(file.name)), robust=True)
    if not _is_account(origin):
        transaction.on_commit(lambda: files.remove_report(owner, id), robust=True)


@receiver(post_delete, sender=settings.AUTH_USER_MODEL, dispatch_uid="reports.drop_folder")
def drop_folder(sender: object, instance: Any, **kwargs: object) -> None:
    """What a killed worker had stored before a row could name it goes too."""
    owner = instance.pk
    transaction.on_commit(lambda: files.remove_owner(owner), robust=True)


def _is_account(origin: object) -> bool:
    model = getattr(origin, "model", type(origin))
    return getattr(getattr(model, "_meta", None), "label", "") == settings.AUTH_USER_MODEL
