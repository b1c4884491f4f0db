"""What is published of everybody together."""

from typing import ClassVar

from django.db import models


class BenchmarkSnapshot(models.Model):
    """What is published of the scores, too coarse and too rarely for one submission to be read off."""

    version = models.CharField(max_length=8)
    industry = models.CharField(max_length=20, blank=True)
    published_at = models.DateTimeField(null=True)
    changes = models.PositiveIntegerField(default=0)
    """Accounts whose part of it had changed when it was published."""
    total = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict)
    """Score, rounded to five, to number of submissions."""

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "industry"], name="benchmark_snapshot_once"),
        ]

    def __str__(self) -> str:
        return f"{self.version} {self.industry or '*'}: n = {self.total}"
