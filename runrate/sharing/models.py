"""One link for everything that is shown to others: hashed, expiring, revocable."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, ClassVar, Self
from uuid import UUID, uuid4

from django.conf import settings
from django.db import models
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class LinkQuerySet(models.QuerySet["Link"]):
    def live(self, now: datetime | None = None) -> Self:
        """Neither expired nor revoked."""
        return self.filter(revoked_at=None, expires_at__gt=now or timezone.now())

    def to(self, kind: str, target: UUID) -> Self:
        """The links of one kind to one thing."""
        return self.filter(kind=kind, target=target)

    def held(self, kind: str, ids: Collection[UUID]) -> Self:
        """Of the links that a browser once opened, those of this kind that still open something."""
        return self.live().filter(kind=kind, pk__in=ids)

    def get_or_404(self, **named: Any) -> "Link":
        """One link; a guess, an expired and a revoked one look the same."""
        link = self.filter(**named).first()
        if link is None:
            raise Http404
        return link


class Link(models.Model):
    """A way in for whoever holds it. Only the hash of its secret is stored."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    kind = models.CharField(_("kind"), max_length=20)
    target = models.UUIDField(_("what it opens"))
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="links",
        verbose_name=_("made by"),
    )
    secret_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(_("made"), default=timezone.now)
    expires_at = models.DateTimeField(_("ends"))
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    objects: ClassVar[LinkQuerySet] = LinkQuerySet.as_manager()  # type: ignore[assignment]  # django-stubs types it as Manager

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")
        indexes: ClassVar = [models.Index(fields=["kind", "target"], name="sharing_link_target")]

    def __str__(self) -> str:
        return f"{self.kind} ({self.pk})"

    @property
    def is_live(self) -> bool:
        return self.revoked_at is None and self.expires_at > timezone.now()
