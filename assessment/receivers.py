"""What the assessment does when something happens elsewhere: a sign-in claims, a deletion uncounts."""

from functools import partial
from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.db import transaction
from django.db.models.signals import post_delete, pre_delete
from django.dispatch import receiver
from django.http import HttpRequest

from assessment.models import Export, Submission, TeamRound
from assessment.services import benchmark, submissions, team_rounds
from assessment.staff import export_job
from assessment.web.access import begun
from runrate.sharing.services import forget


@receiver(user_logged_in, dispatch_uid="assessment.claim")
def claim(sender: object, request: HttpRequest | None, user: Any, **kwargs: object) -> None:
    if request is not None and (ids := begun(request)):
        submissions.claim_all(user=user, ids=ids)


@receiver(pre_delete, sender=Submission, dispatch_uid="assessment.uncount")
def uncount(sender: object, instance: Submission, **kwargs: object) -> None:
    benchmark.uncount(instance)


@receiver(pre_delete, sender=TeamRound, dispatch_uid="assessment.release")
def release(sender: object, instance: TeamRound, **kwargs: object) -> None:
    team_rounds.release_ratings(instance)


@receiver(post_delete, sender=Submission, dispatch_uid="assessment.forget_links")
@receiver(post_delete, sender=TeamRound, dispatch_uid="assessment.forget_invitations")
def forget_links(sender: object, instance: Submission | TeamRound, **kwargs: object) -> None:
    """A link to what is gone for good opens nothing, and goes with it."""
    forget(instance.pk)


@receiver(post_delete, sender=Export, dispatch_uid="assessment.drop_workbook")
def drop_workbook(sender: object, instance: Export, **kwargs: object) -> None:
    """Files go once the row is really gone, by its term or with its owner; those of killed attempts too."""
    names = {*export_job.JOBS.names_of(instance), instance.file.name or ""} - {""}
    for name in names:
        transaction.on_commit(partial(instance.file.storage.delete, name), robust=True)
