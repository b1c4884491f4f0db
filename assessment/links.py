"""Links that open something for whoever holds them: made, shown again, opened, revoked."""

import base64
import hashlib
from datetime import timedelta
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from assessment.models import Link, Purpose, Submission, TeamRound

RESUME_FOR = timedelta(days=90)
SHARE_FOR = timedelta(days=365)
INVITE_FOR = timedelta(days=60)

LIFETIME = {Purpose.RESUME: RESUME_FOR, Purpose.SHARE: SHARE_FOR, Purpose.INVITE: INVITE_FOR}
ADDRESS = {
    Purpose.RESUME: "assessment:resume",
    Purpose.SHARE: "assessment:open_shared",
    Purpose.INVITE: "assessment:open_invitation",
}


@transaction.atomic
def make(
    purpose: Purpose, *, submission: Submission | None = None, team_round: TeamRound | None = None
) -> Link:
    """A new link; those of the same purpose on the same thing stop working.

    Raises Http404 when the thing was deleted meanwhile. Of two made at once, the later one works.
    """
    if submission is not None:
        Submission.objects.select_for_update(of=("self",)).get_or_404(submission.pk)
    if team_round is not None:
        TeamRound.objects.select_for_update(of=("self",)).get_or_404(team_round.pk)
    revoke(purpose, submission=submission, team_round=team_round)
    return first(purpose, submission=submission, team_round=team_round)


def first(
    purpose: Purpose, *, submission: Submission | None = None, team_round: TeamRound | None = None
) -> Link:
    """The link of a thing that was made in this transaction and so has none that could go on working."""
    id = uuid4()
    return Link.objects.create(
        id=id,
        purpose=purpose,
        submission=submission,
        team_round=team_round,
        secret_hash=_hash(_secret(id)),
        expires_at=timezone.now() + LIFETIME[purpose],
    )


def revoke(
    purpose: Purpose, *, submission: Submission | None = None, team_round: TeamRound | None = None
) -> None:
    Link.objects.filter(
        purpose=purpose, submission=submission, team_round=team_round, revoked_at=None
    ).update(revoked_at=timezone.now())


def current(
    purpose: Purpose, *, submission: Submission | None = None, team_round: TeamRound | None = None
) -> Link | None:
    found = Link.objects.live().filter(purpose=purpose, submission=submission, team_round=team_round)
    return found.order_by("-created_at").first()


def to_resume(submission: Submission) -> str:
    """The address to come back with, if there is one that still works; asked for on every question."""
    made = Link.objects.filter(submission=submission.pk, purpose=Purpose.RESUME, revoked_at=None)
    # One at most: `make` revokes those before.
    for id, expires_at in made.values_list("pk", "expires_at"):
        if expires_at is None or expires_at > timezone.now():
            return _address(Purpose.RESUME, id)
    return ""


def opened(purpose: Purpose, secret: str) -> Link:
    """The live link with this secret; 404 for a guess, an expired and a revoked one alike."""
    return Link.objects.live().get_or_404(purpose=purpose, secret_hash=_hash(secret))


def address(link: Link) -> str:
    """The full address to hand out; its secret is remade from the site's key, not read from the database."""
    return _address(Purpose(link.purpose), link.pk)


def _address(purpose: Purpose, id: UUID) -> str:
    return f"{settings.SITE_URL}{reverse(ADDRESS[purpose], args=[_secret(id)])}"


def _secret(id: UUID) -> str:
    digest = salted_hmac("assessment.links", id.hex, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
