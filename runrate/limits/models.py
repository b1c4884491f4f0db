"""One row for each thing that is being counted, until its time is over."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Tally(models.Model):
    """How often something happened since its window began. The key is a hash: it names nobody."""

    key = models.CharField(primary_key=True, max_length=64, editable=False)
    count = models.PositiveIntegerField(_("how often"))
    ends_at = models.DateTimeField(_("until"))

    class Meta:
        verbose_name = _("count of tries")
        verbose_name_plural = _("counts of tries")
        indexes: ClassVar = [models.Index(fields=["ends_at"], name="limits_tally_ends")]

    def __str__(self) -> str:
        return f"{self.count} until {self.ends_at:%Y-%m-%d %H:%M} UTC"
