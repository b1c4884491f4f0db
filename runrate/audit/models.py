"""What staff did, when and to what. Rows are added; nobody in the administration changes one."""

from typing import TYPE_CHECKING, Any, ClassVar, NoReturn

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser, AnonymousUser


class FrozenError(Exception):
    """The log is only ever added to."""


class AuditQuerySet(models.QuerySet["AuditEntry"]):
    def update(self, **_kwargs: Any) -> NoReturn:
        raise FrozenError

    def delete(self) -> NoReturn:
        raise FrozenError

    def note(
        self,
        *,
        by: "AbstractBaseUser | AnonymousUser",
        did: str,
        subject: models.Model | None = None,
        detail: str = "",
    ) -> "AuditEntry":
        """Adds what somebody did, within the caller's transaction."""
        return self.create(
            by_id=by.pk,
            by_name=str(by)[:254],
            did=did,
            kind=subject._meta.label_lower if subject else "",  # noqa: SLF001  # Django documents it
            subject_id=str(subject.pk) if subject else "",
            subject_name=str(subject)[:200] if subject else "",
            detail=detail[:2000],
        )


class AuditEntry(models.Model):
    """One act of one member of staff. No foreign keys: it outlives the account and the thing acted on."""

    at = models.DateTimeField(_("when"), default=timezone.now, db_index=True)
    by_id = models.PositiveBigIntegerField(_("account number"), null=True)
    by_name = models.CharField(_("who"), max_length=254)
    did = models.CharField(_("what"), max_length=40)
    kind = models.CharField(_("kind of thing"), max_length=100, blank=True)
    subject_id = models.CharField(_("its number"), max_length=64, blank=True, db_index=True)
    subject_name = models.CharField(_("its name"), max_length=200, blank=True)
    detail = models.TextField(_("details"), blank=True)

    objects: ClassVar[AuditQuerySet] = AuditQuerySet.as_manager()  # type: ignore[assignment]  # our methods

    class Meta:
        verbose_name = _("staff log entry")
        verbose_name_plural = _("staff log entries")
        ordering: ClassVar = ["-pk"]
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} UTC {self.by_name}: {self.did}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Raises FrozenError for a row that is there already."""
        if not self._state.adding:
            raise FrozenError
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise FrozenError
