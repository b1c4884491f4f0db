"""Links are made, shown again to their maker, opened, and revoked with effect for those inside."""

import base64
import hashlib
from datetime import timedelta
from typing import Final
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from runrate.sharing.kinds import KINDS, Kind
from runrate.sharing.models import Link

LINKS_AN_HOUR: Final = 20
# The salt is the one that the first kind of link had: what it made still opens.
_SALT: Final = "assessment.services.links"


class TooManyLinksError(Exception):
    """This person has made as many links as an hour allows; it keeps our mail from being used for floods.

    `seconds` until one more may be made.
    """

    def __init__(self, seconds: float) -> None:
        super().__init__(_("At most %(n)s links per hour can be made.") % {"n": LINKS_AN_HOUR})
        self.seconds = seconds


class UnknownDaysError(ValueError):
    """A link of this kind does not live that long."""


@transaction.atomic
def make(kind: Kind, target: UUID, *, owner: int | None = None, days: int | None = None) -> Link:
    """A new link; of a kind of which there is only one, those before stop working.

    The caller holds the lock of what it opens, so that a link is made before its deletion or not at all.
    Raises TooManyLinksError after many in an hour, UnknownDaysError for a time that cannot be chosen.
    """
    lives = kind.days[0] if days is None else days
    if lives not in kind.days:
        raise UnknownDaysError(lives)
    _within_the_hour(owner)
    if kind.only_one:
        revoke(kind, target)
    return _made(kind, target, owner, lives)


def first(kind: Kind, target: UUID, *, owner: int | None = None) -> Link:
    """The link of something that is just being made: there is none before it, in one statement.

    Raises TooManyLinksError as `make` does.
    """
    _within_the_hour(owner)
    return _made(kind, target, owner, kind.days[0])


def _within_the_hour(owner: int | None) -> None:
    if owner is not None:
        now, hour = timezone.now(), timedelta(hours=1)
        lately = Link.objects.filter(owner=owner, created_at__gt=now - hour).order_by("-created_at")
        made = list(lately.values_list("created_at", flat=True)[:LINKS_AN_HOUR])
        if len(made) >= LINKS_AN_HOUR:
            raise TooManyLinksError((made[-1] + hour - now).total_seconds())


def _made(kind: Kind, target: UUID, owner: int | None, days: int) -> Link:
    now, id = timezone.now(), uuid4()
    return Link.objects.create(
        id=id,
        kind=kind.key,
        target=target,
        owner_id=owner,
        secret_hash=hash_of(_secret(id, settings.SECRET_KEY)),
        created_at=now,
        expires_at=now + timedelta(days=days),
    )


def revoke(kind: Kind, target: UUID) -> int:
    """Ends every link of this kind to this thing, for those who have opened one too; how many."""
    live = Link.objects.to(kind.key, target).filter(revoked_at=None)
    return live.update(revoked_at=timezone.now())


def forget(*targets: UUID) -> None:
    """Takes every link to what is gone for good."""
    Link.objects.filter(target__in=targets).delete()


def current(kind: Kind, target: UUID) -> Link | None:
    """The newest link that works."""
    return Link.objects.live().to(kind.key, target).order_by("-created_at").first()


def opened(kind: Kind, secret: str) -> Link:
    """The live link with this secret. Raises Http404 for a guess, an expired and a revoked one alike."""
    return Link.objects.live().get_or_404(kind=kind.key, secret_hash=hash_of(secret))


def address(link: Link) -> str:
    """The full address to hand out, remade from the site's key and never read from the database.

    Empty for a link whose secret was never made from a key that still counts.
    """
    for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        secret = _secret(link.pk, key)
        if hash_of(secret) == link.secret_hash:
            return f"{settings.SITE_URL}{reverse(KINDS[link.kind].view, args=[secret])}"
    return ""


def hash_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _secret(id: UUID, key: str) -> str:
    """256 bits that only the site's key and the link's id give."""
    digest = salted_hmac(_SALT, id.hex, secret=key, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")
