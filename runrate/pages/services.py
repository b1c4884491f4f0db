"""Keeps what readers say about an article."""

from uuid import UUID

from django.db import transaction

from runrate.pages.models import Vote


@transaction.atomic
def vote(*, article: str, helpful: bool, comment: str, own: tuple[UUID, ...]) -> Vote:
    """A reader's answer: the one they gave before, changed, or a new one. `own` are ids they can prove."""
    before = Vote.objects.select_for_update().among(own, article)
    kept = before or Vote(article=article)
    kept.helpful = helpful
    kept.comment = comment
    kept.save()
    return kept
