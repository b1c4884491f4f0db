"""What the staff list asks the table: pages by key, a count that stops, search by name, address or number."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import connections
from django.db.models import Func, Q, TextField
from django.db.models.functions import Lower

from assessment.models import Submission, SubmissionQuerySet

COUNTED_TO = 1000
"""A count goes no further: past it, "more than" is all that anybody needs to know."""
PROBED = 1000
"""Of so many newest, a common name is in one of a hundred."""
SHORTEST = 3
"""Letters that a search by name needs."""


@dataclass(frozen=True, slots=True)
class Key:
    """A place in the list: what the row at the edge of a page was finished at, and its id."""

    at: datetime
    id: UUID

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """The key in an address; None of what is none."""
        moment, _sep, id = text.rpartition("_")
        try:
            return cls(datetime.fromisoformat(moment), UUID(id))
        except ValueError:
            return None

    @classmethod
    def of(cls, submission: Submission) -> Self | None:
        return cls(submission.finished_at, submission.pk) if submission.finished_at else None

    def __str__(self) -> str:
        return f"{self.at.isoformat()}_{self.id}"


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows of the list, newest first, and the keys of the pages beside it."""

    rows: list[Submission]
    newer: Key | None
    older: Key | None


def page(rows: SubmissionQuerySet, *, size: int, after: Key | None = None, before: Key | None = None) -> Page:
    """The page after a key, the page before one, or the first: as quick in the middle as at the start."""
    if before is not None:
        newer = list(rows.filter(_beyond("gt", before)).order_by("finished_at", "pk")[: size + 1])
        shown = newer[:size][::-1]
        return _framed(shown, newer=len(newer) > size, older=True)
    wanted = rows.filter(_beyond("lt", after)) if after else rows
    older = list(wanted.order_by("-finished_at", "-pk")[: size + 1])
    return _framed(older[:size], newer=after is not None, older=len(older) > size)


def counted(rows: SubmissionQuerySet) -> int:
    """How many there are, up to one more than it counts to."""
    return rows.order_by().values("pk")[: COUNTED_TO + 1].count()


def matching(rows: SubmissionQuerySet, words: str) -> SubmissionQuerySet:
    """An id finds one, an email address its owner's, anything else a part of a workload's or team's name."""
    words = words.strip()
    try:
        return rows.filter(pk=UUID(words))
    except ValueError:
        pass
    if "@" in words:
        # The index that keeps addresses unique is on their lower case.
        return rows.alias(address=Lower("owner__email")).filter(address=words.lower())
    if len(words) < SHORTEST:
        return rows.none() if words else rows
    named = rows.filter(_named(words))
    if connections[rows.db].vendor != "postgresql" or _common(words):
        return named
    indexed: Any = {"pieces__contains": _pieces(words)}
    return named.alias(pieces=_Pieces("workload_name", "team_name")).filter(**indexed)


def _named(words: str) -> Q:
    return Q(workload_name__icontains=words) | Q(team_name__icontains=words)


def _common(words: str) -> bool:
    """Whether one in a hundred of the newest has it.

    Walking the list then finds a page sooner than the index, which would gather every match first. The names
    are read and compared here: asked to do it in one statement, PostgreSQL reads the whole table.
    """
    newest = Submission.objects.finished().order_by("-finished_at", "-pk")
    names = newest.values_list("workload_name", "team_name")[:PROBED]
    low = words.lower()
    return sum(low in work.lower() or low in team.lower() for work, team in names) >= PROBED // 100


class _Pieces(Func):
    """The indexed three-letter pieces of both names (see the migration `name_search`)."""

    function = "runrate_trigrams"
    output_field: Any = ArrayField(TextField())


def _pieces(words: str) -> list[str]:
    low = words.lower()
    return sorted({low[place : place + SHORTEST] for place in range(len(low) - SHORTEST + 1)})


def _beyond(way: str, key: Key) -> Q:
    return Q(**{f"finished_at__{way}e": key.at}) & (
        Q(**{f"finished_at__{way}": key.at}) | Q(**{f"pk__{way}": key.id})
    )


def _framed(rows: list[Submission], *, newer: bool, older: bool) -> Page:
    first, last = (Key.of(rows[0]), Key.of(rows[-1])) if rows else (None, None)
    return Page(rows, first if newer else None, last if older else None)
