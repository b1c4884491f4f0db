"""One-time invitations to a team round: made, shown again, opened, and used up by the browser that joins."""

import base64
import hashlib
from datetime import timedelta
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from assessment.models import Seat, TeamRound

LASTS = timedelta(days=60)
MOST = 50
"""One-time invitations of a round, taken ones included."""


@transaction.atomic
def add(*, team_round: TeamRound, count: int) -> int:
    """So many more one-time invitations, up to the most that a round may have; how many were added.

    Raises Http404 when the round is gone.
    """
    locked = TeamRound.objects.select_for_update(of=("self",)).get_or_404(team_round.pk)
    there = locked.seats.count()
    wanted = max(min(count, MOST - there), 0) if locked.closed_at is None else 0
    ids = [uuid4() for _ in range(wanted)]
    ends = timezone.now() + LASTS
    Seat.objects.bulk_create(
        Seat(id=id, team_round=locked, number=number, secret_hash=_hash(_secret(id)), expires_at=ends)
        for number, id in enumerate(ids, start=there + 1)
    )
    return wanted


def opened(secret: str) -> Seat:
    """The free seat with this secret; 404 for a guess, a taken and an expired one alike."""
    seat = Seat.objects.free().filter(secret_hash=_hash(secret)).first()
    if seat is None:
        raise Http404
    return seat


def take(*, team_round: TeamRound, ids: tuple[UUID, ...]) -> bool:
    """Uses up one of these invitations to the round; whether one was free. The caller holds the round."""
    seat = (
        Seat.objects.free().filter(team_round=team_round, pk__in=ids).select_for_update(of=("self",)).first()
    )
    if seat is None:
        return False
    seat.taken_at = timezone.now()
    seat.save(update_fields=["taken_at"])
    return True


def address(seat: Seat) -> str:
    """The full address to hand out; its secret is remade from the site's key, not read from the database."""
    return f"{settings.SITE_URL}{reverse('assessment:open_seat', args=[_secret(seat.pk)])}"


def _secret(id: UUID) -> str:
    digest = salted_hmac("assessment.services.seats", id.hex, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
