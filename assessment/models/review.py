"""What staff wrote about a submission."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

NOTE_LENGTH = 2000


class ReviewEntry(models.Model):
    """One thing that one member of staff did with a submission. Rows are added and never changed."""

    submission = models.ForeignKey("assessment.Submission", models.CASCADE, related_name="review_entries")
    at = models.DateTimeField(_("when"), default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    by_name = models.CharField(_("who"), max_length=254)
    was = models.CharField(_("before"), max_length=20, blank=True)
    became = models.CharField(_("decision"), max_length=20, blank=True)
    note = models.TextField(_("note"), blank=True, max_length=NOTE_LENGTH)

    class Meta:
        verbose_name = _("review entry")
        verbose_name_plural = _("review entries")
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.by_name} {self.at:%Y-%m-%d %H:%M} UTC"
