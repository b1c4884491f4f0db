"""Links to results, to unfinished work and into team rounds."""

from typing import Final
from uuid import UUID

from django.db import connection, transaction
from django.db.models import TextField
from django.db.models.expressions import RawSQL
from django.utils import timezone

from assessment.models import Submission, SubmissionQuerySet, TeamRound
from runrate.sharing import services
from runrate.sharing.kinds import Kind
from runrate.sharing.models import Link
from runrate.sharing.services import address, current, opened, revoke

RESUME: Final = Kind("resume", "assessment:resume", (90,))
SHARE: Final = Kind("result", "assessment:open_shared", (365, 30))
INVITE: Final = Kind("invitation", "assessment:open_invitation", (60,))

__all__ = [
    "INVITE",
    "RESUME",
    "SHARE",
    "address",
    "current",
    "first",
    "make",
    "opened",
    "revoke",
    "to_resume",
    "with_resume_link",
]


@transaction.atomic
def make(kind: Kind, thing: Submission | TeamRound, *, days: int | None = None) -> Link:
    """A new link; those of the same kind to the same thing stop working.

    Raises Http404 when the thing was deleted meanwhile. Of two made at once, the later one works.
    """
    type(thing).objects.select_for_update(of=("self",)).get_or_404(thing.pk)
    return first(kind, thing, days=days)


def first(kind: Kind, thing: Submission | TeamRound, *, days: int | None = None) -> Link:
    """The link of a thing that was made in this transaction, or is locked by it."""
    return services.make(kind, thing.pk, owner=thing.owner_id, days=days)


# As `current` finds it. Django's own subquery takes longer to put together than a second statement.
_RESUME_LINK: Final = (
    'SELECT CAST("id" AS text) || secret_hash FROM sharing_link WHERE kind = %s AND revoked_at IS NULL '
    "AND target = assessment_submission.id AND expires_at > %s ORDER BY created_at DESC LIMIT 1"
)
_HASH_LETTERS: Final = 64


def with_resume_link(rows: SubmissionQuerySet) -> SubmissionQuerySet:
    """The same rows, each with the link by which its visitor comes back: one statement for both."""
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    link = RawSQL(_RESUME_LINK, (RESUME.key, now), TextField())  # noqa: S611  # fixed text and parameters
    return rows.annotate(resume_link=link)


def to_resume(submission: Submission) -> str:
    """The address to come back with, if there is one that still works; none where an account does that."""
    if submission.owner_id is not None:
        return ""
    if not hasattr(submission, "resume_link"):
        link = current(RESUME, submission.pk)
    elif submission.resume_link is None:
        link = None
    else:
        id, hashed = submission.resume_link[:-_HASH_LETTERS], submission.resume_link[-_HASH_LETTERS:]
        link = Link(id=UUID(id), kind=RESUME.key, secret_hash=hashed)
    return address(link) if link else ""
