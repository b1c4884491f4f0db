"""Taking a price list into the table: rows are added and closed, never rewritten."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.db.models import QuerySet

from calculator.models import PRICES, Origin, PriceRow, Status

if TYPE_CHECKING:
    from calculator.prices.genai_prices import ListedPrice

# What a newer list says of the same price moves on in the row that stays; the day of a check never does.
FOLLOWED: Final = (
    "display_name",
    "seller",
    "batch_listed_from",
    "context_window",
    "deprecated",
    "text",
    "listed_in",
    "listed_on",
    "source_url",
    "note",
    "comment",
    "description",
    "match",
    "place",
)


@dataclass(frozen=True, slots=True)
class Change:
    """What an import did about one model and day."""

    added: PriceRow
    closed: PriceRow | None


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did in all."""

    changes: tuple[Change, ...]
    withdrawn: tuple[PriceRow, ...]
    unchanged: int


@transaction.atomic
def import_prices(*, listed: Iterable["ListedPrice"]) -> Imported:
    """Add what is new or different and close what it replaces; staff rows are left alone."""
    bundled = PriceRow.objects.open().filter(origin=Origin.BUNDLED).select_for_update()
    kept = {(row.provider, row.model, row.effective_from): row for row in bundled}
    changes: list[Change] = []
    followed: list[PriceRow] = []
    unchanged, seen = 0, set()
    for place, price in enumerate(listed):
        key = (price.provider, price.model, price.effective_from)
        if key in seen:
            continue
        seen.add(key)
        row = kept.pop(key, None)
        if row is None or any(getattr(row, name) != getattr(price, name) for name in PRICES):
            changes.append(Change(PriceRow(origin=Origin.BUNDLED, place=place, **asdict(price)), row))
            continue
        unchanged += 1
        said = {**asdict(price), "place": place}
        if any(getattr(row, name) != said[name] for name in FOLLOWED):
            for name in FOLLOWED:
                setattr(row, name, said[name])
            followed.append(row)
    withdrawn = tuple(kept.values())
    _close([*withdrawn, *(change.closed for change in changes if change.closed)])
    PriceRow.objects.bulk_update(followed, FOLLOWED, batch_size=200)
    PriceRow.objects.bulk_create([change.added for change in changes], batch_size=500)
    return Imported(tuple(changes), withdrawn, unchanged)


def _close(rows: list[PriceRow]) -> None:
    ids = [row.pk for row in rows]
    for start in range(0, len(ids), 500):
        PriceRow.objects.filter(pk__in=ids[start : start + 500]).update(status=Status.CLOSED)


@transaction.atomic
def mark_checked(*, rows: QuerySet[PriceRow], today: date) -> list[PriceRow]:
    """Somebody opened the source of each of these rows today and found the row right.

    Rows that were closed or begin later are left as they are; those that were marked come back.
    """
    wanted = PriceRow.objects.checkable(today).filter(pk__in=list(rows.values_list("pk", flat=True)))
    marked = list(wanted.select_for_update())
    PriceRow.objects.filter(pk__in=[row.pk for row in marked]).update(checked_on=today)
    for row in marked:
        row.checked_on = today
    return marked


def set_price(*, row: PriceRow, today: date) -> None:
    """Staff give this row, which is about to be saved: no list has prices that they set, nobody checked them.

    A copy whose prices are still those that it was copied with stays what its list says.
    """
    row.origin = Origin.STAFF
    before = PriceRow.objects.filter(pk=row.pk).first()
    if before is not None and all(getattr(before, name) == getattr(row, name) for name in PRICES):
        return
    row.listed_in, row.listed_on, row.set_on = "", None, today
    if before is not None and before.checked_on == row.checked_on != today:
        row.checked_on = None


@transaction.atomic
def override_price(*, row: PriceRow) -> PriceRow:
    """A staff copy of a row, to be changed by hand: it wins over bundled rows from its own day on."""
    copy = PriceRow.objects.get(pk=row.pk)
    copy.pk, copy._state.adding = None, True  # noqa: SLF001  # Django's documented way to copy a row
    copy.origin, copy.status = Origin.STAFF, Status.IN_FORCE
    existing = (
        PriceRow.objects.open()
        .of_model(row.provider, row.model)
        .filter(origin=Origin.STAFF, effective_from=row.effective_from)
        .first()
    )
    if existing is not None:
        return existing
    copy.save()
    return copy
