"""Keeps what readers say about an article."""

from hashlib import sha256
from uuid import UUID

from django.core.cache import cache
from django.db import transaction

from runrate.pages.models import Vote

VOTES_AN_HOUR = 20
_HOUR = 3600


@transaction.atomic
def vote(*, article: str, helpful: bool, comment: str, own: tuple[UUID, ...]) -> Vote:
    """A reader's answer: the one they gave before, changed, or a new one. `own` are ids they can prove."""
    before = Vote.objects.select_for_update().among(own, article)
    kept = before or Vote(article=article)
    kept.helpful = helpful
    kept.comment = comment
    kept.save()
    return kept


def one_more_from(address: str) -> bool:
    """Whether this address may answer once more within the hour; counts the attempt."""
    key = f"votes:{sha256(address.encode()).hexdigest()}"
    cache.add(key, 0, _HOUR)
    return cache.incr(key) <= VOTES_AN_HOUR
