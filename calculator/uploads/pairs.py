"""A usage and a cost export that do not agree: what somebody said of them, kept with both uploads."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from calculator.models import UsageExport, UsageUpload
from calculator.usage.analysis.agreement import Agreement, Days


@dataclass(frozen=True, slots=True)
class Pair:
    """A usage and a cost export that may be of different work, why, and what somebody said of them."""

    source: str
    usage: UsageUpload
    cost: UsageUpload
    formats: tuple[str, str]
    agreement: Agreement
    together: bool | None = None

    @property
    def key(self) -> str:
        """By which an answer is kept with either upload."""
        return f"{self.source}:{min(str(self.usage.pk), str(self.cost.pk))}"


def days_of(exports: Iterable[UsageExport]) -> Days:
    """From the first to the last day with tokens; without any, with rows."""
    days = [date.fromisoformat(day["day"]) for each in exports for day in each.days]
    days = days or [day for each in exports for day in (each.first_day, each.last_day) if day]
    return (min(days), max(days)) if days else None


@transaction.atomic
def belong_together(*, pair: Pair, together: bool) -> None:
    """Keeps with both uploads whether they are put together, whatever stands between them."""
    held = UsageUpload.objects.select_for_update(of=("self",)).filter(pk__in={pair.usage.pk, pair.cost.pk})
    for upload in held.order_by("pk"):
        said = {**(upload.choice.get("together") or {}), pair.key: together}
        upload.choice = {**upload.choice, "together": said}
        upload.save(update_fields=["choice"])
