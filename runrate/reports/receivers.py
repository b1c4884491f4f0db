"""What happens to reports when somebody signs in: the one asked for before is started."""

from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.http import HttpRequest

from assessment.models import Submission
from runrate.reports.gathering import gather
from runrate.reports.intent import answered, intended
from runrate.reports.models import Report
from runrate.reports.services import QueueFullError, start_report, today
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
