"""What somebody said of usage and cost exports: whether two go together, and with which of several."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import transaction

from calculator.models import UsageExport, UsageUpload
from calculator.usage.analysis.agreement import Agreement, Days
from calculator.usage.analysis.ranges import merged

ALL: Final = "all"
"""Said of the other view in several files: they are parts of one bill."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A usage and a cost export that may be of different work, why, and what somebody said of them."""

    source: str
    usage: UsageUpload
    cost: UsageUpload
    formats: tuple[str, str]
    agreement: Agreement
    together: bool | None = None
    names: tuple[str, str] = ("", "")
    """The files of both, all of them where several are parts of one bill."""

    @property
    def is_one_bill(self) -> bool:
        """Whether they are put together: as somebody said, and never of different days."""
        return bool(self.together) and self.agreement.other_days is None

    @property
    def key(self) -> str:
        """By which an answer is kept with either upload."""
        return f"{self.source}:{min(str(self.usage.pk), str(self.cost.pk))}"


def days_of(exports: Iterable[UsageExport]) -> Days:
    """Of each export from the first to the last day with tokens; where none tells these, with rows."""
    exports = list(exports)
    days = [[date.fromisoformat(day["day"]) for day in each.days] for each in exports]
    periods = [(min(each), max(each)) for each in days if each]
    told = [(each.first_day, each.last_day) for each in exports if each.first_day and each.last_day]
    return merged(periods or told)


@transaction.atomic
def belong_together(*, pair: Pair, together: bool) -> None:
    """Keeps with both uploads whether they are put together, whatever stands between them."""
    held = UsageUpload.objects.select_for_update(of=("self",)).filter(pk__in={pair.usage.pk, pair.cost.pk})
    for upload in held.order_by("pk"):
        said = {**(upload.choice.get("together") or {}), pair.key: together}
        upload.choice = {**upload.choice, "together": said}
        upload.save(update_fields=["choice"])


def told_of(upload: UsageUpload, source: str) -> str:
    """Which upload holds the other view of a source, as somebody said; `ALL` of them, or nothing was said."""
    return str((upload.choice.get("partners") or {}).get(source, ""))


@transaction.atomic
def go_with(*, upload: UsageUpload, source: str, partner: str, parts: Iterable[UsageUpload] = ()) -> None:
    """Keeps which of several uploads holds the other view of a source; with that one too, where it is one.

    That all of them are parts of one bill is kept with each of the `parts`: on every page it is the same.
    """
    said = {str(upload.pk): partner}
    said |= {str(each.pk): ALL for each in parts} if partner == ALL else {partner: str(upload.pk)}
    for each in UsageUpload.objects.select_for_update(of=("self",)).filter(pk__in=said).order_by("pk"):
        partners = {**(each.choice.get("partners") or {}), source: said[str(each.pk)]}
        each.choice = {**each.choice, "partners": partners}
        each.save(update_fields=["choice"])
