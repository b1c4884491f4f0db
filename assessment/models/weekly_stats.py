"""Sums per week, kept so that staff pages need not count every row."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class WeeklyFigures(models.Model):
    """Sums over the comparable submissions finished in one week, kept so that nobody has to scan them."""

    version = models.CharField(max_length=8)
    week = models.DateField()
    """Its Monday."""
    counts = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("weekly figures")
        verbose_name_plural = _("weekly figures")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "week"], name="weekly_figures_once"),
        ]

    def __str__(self) -> str:
        return f"{self.version} {self.week}"


class FiguresChange(models.Model):
    """One submission to be added to or taken from its week: written with it, folded into the week later.

    Every submission adds a row of its own here, so that two submits never wait for each other.
    """

    version = models.CharField(max_length=8)
    week = models.DateField()
    by = models.SmallIntegerField()
    facts = models.JSONField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.version} {self.week} {self.by:+d}"


def week_of(day: date) -> date:
    """The Monday of a day's week."""
    return date.fromordinal(day.toordinal() - day.weekday())
