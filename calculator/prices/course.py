"""How a price came about and how it goes on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from calculator.models import PRICES, PriceRow


@dataclass(frozen=True, slots=True)
class Course:
    """How a price came about and how it goes on: since when it is what it is, and what is to follow."""

    since: date | None
    announced: PriceRow | None


def courses_of(rows: Sequence[PriceRow], today: date) -> dict[int, Course]:
    """The course of each of these rows, from one look at all the rows of their models."""
    of_model: dict[tuple[str, str], list[PriceRow]] = {}
    for row in PriceRow.objects.open().filter(model__in={row.model for row in rows}):
        of_model.setdefault((row.provider, row.model), []).append(row)
    return {row.pk: course_in(row, of_model.get((row.provider, row.model), []), today) for row in rows}


def price_of(row: PriceRow) -> tuple[object, ...]:
    """All that a call is charged by unless it is sent as batch: two rows alike in it have one price."""
    return tuple(getattr(row, name) for name in PRICES if not name.startswith("batch_"))


def course_in(row: PriceRow, rows: Sequence[PriceRow], today: date) -> Course:
    """The course of one among all the rows of its model.

    A row may start because a batch price began, or what its list says of it: its price is older then.
    """
    every = sorted(rows, key=lambda other: other.rank)
    since = row.effective_from
    for earlier in reversed(
        [other for other in every if other.origin == row.origin and other.rank < row.rank]
    ):
        if price_of(earlier) != price_of(row):
            break
        since = earlier.effective_from
    later = [other for other in every if other.announced(today) and other.rank > row.rank]
    first = min((other.effective_from or date.max for other in later), default=None)
    wins = [other for other in later if other.effective_from == first]
    return Course(since, max(wins, key=lambda other: other.rank, default=None))
