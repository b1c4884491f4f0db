"""Links to results, to unfinished work and into team rounds."""

from typing import Final
from uuid import UUID

from django.db import transaction

from assessment.models import Submission, TeamRound
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


def to_resume(submission: UUID) -> str:
    """The address to come back with, if there is one that still works."""
    link = current(RESUME, submission)
    return address(link) if link else ""
