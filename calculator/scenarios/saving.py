"""One press of "Save", one scenario: the same again is found again, something else is kept beside it."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto
from typing import TYPE_CHECKING, Final
from uuid import UUID, uuid5

from django.db import IntegrityError

from calculator.domain.prices.moved_rows import NOT_TOLD, Told
from calculator.domain.workload import Workload
from calculator.models import Scenario
from calculator.prices.pricing import Priced
from calculator.scenarios.services import SEED, TooManyError, save_scenario
from runrate.core.visitor_cookie import KEPT_IDS

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser, AnonymousUser


class Outcome(Enum):
    """What a press of "Save" came to."""

    SAVED = auto()
    AGAIN = auto()
    BESIDE = auto()
    DELETED = auto()


@dataclass(frozen=True, slots=True)
class Saved:
    """The scenario that a press of "Save" leads to. `beside` is what the same page had saved before."""

    scenario: Scenario
    outcome: Outcome
    beside: Scenario | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be kept of a calculator page."""

    name: str
    workload: Workload
    priced: Priced
    preset: str
    exploration: Mapping[str, str]
    last_invoice: Decimal | None
    workload_name: str
    before: Scenario | None
    told: Told = NOT_TOLD
    """Which row of that each row is."""

    def is_in(self, scenario: Scenario) -> bool:
        """Whether this is what the scenario holds."""
        return (
            self.name,
            self.workload_name,
            self.workload.as_json(),
            self.last_invoice,
            {**SEED, **self.exploration},
        ) == (
            scenario.name,
            scenario.workload_name,
            scenario.inputs,
            scenario.last_invoice,
            scenario.exploration,
        )

    @property
    def fingerprint(self) -> str:
        return json.dumps(
            [
                self.name,
                self.workload_name,
                self.workload.as_json(),
                str(self.last_invoice),
                dict(self.exploration),
            ],
            sort_keys=True,
        )


_MOST_TURNS: Final = 20
"""How often the same page and numbers may have been saved, claimed by an account and saved again."""


def save_once(
    *,
    id: UUID,
    user: "AbstractBaseUser | AnonymousUser",
    wanted: Wanted,
    begun: Collection[UUID] = (),
) -> Saved:
    """Saves under the id that the page was given. `begun` are ids that this browser saved without an account.

    The page sent again with the same content leads to the same scenario, and with other content to another
    one, so that nothing is overwritten unasked. A row of somebody else is neither found nor touched: an id is
    no right. Raises TooManyError.
    """
    if not user.is_authenticated and Scenario.objects.unclaimed(tuple(begun)).count() >= KEPT_IDS:
        # The cookie would drop the oldest, which then nobody could ever claim.
        raise TooManyError
    first = _own(id, user, begun)
    if first is not None and wanted.is_in(first):
        return Saved(first, Outcome.DELETED if first.deleted_at else Outcome.AGAIN)
    if first is None:
        if made := _make(id, user, wanted):
            return Saved(made, Outcome.SAVED)
        rival = _own(id, user, begun)
        if rival is not None and wanted.is_in(rival):
            # The other press of a double click was first, a moment ago.
            return Saved(rival, Outcome.DELETED if rival.deleted_at else Outcome.AGAIN)
        first = rival
    return _beside(id, user, wanted, begun, first)


def _beside(
    id: UUID,
    user: "AbstractBaseUser | AnonymousUser",
    wanted: Wanted,
    begun: Collection[UUID],
    first: Scenario | None,
) -> Saved:
    """Sent once more with other content: its id follows from that, so that pressing twice saves it once too.

    What another account claimed meanwhile is left to it, and the next id is taken.
    """
    whose = user.pk if user.is_authenticated else ""
    for turn in range(_MOST_TURNS):
        other = uuid5(id, f"{whose} {wanted.fingerprint}{f' {turn}' if turn else ''}")
        if (known := _own(other, user, begun)) is not None:
            return Saved(known, Outcome.DELETED if known.deleted_at else Outcome.AGAIN)
        if known := _make(other, user, wanted) or _own(other, user, [*begun, other]):
            return Saved(known, Outcome.BESIDE if first else Outcome.SAVED, first)
    raise TooManyError


def _own(id: UUID, user: "AbstractBaseUser | AnonymousUser", begun: Collection[UUID]) -> Scenario | None:
    """The row of this id, deleted ones too, if it is this person's or this browser's."""
    if user.is_authenticated:
        return Scenario.objects.filter(pk=id, owner=user.pk).first()
    return Scenario.objects.filter(pk=id, owner=None).first() if id in begun else None


def _make(id: UUID, user: "AbstractBaseUser | AnonymousUser", wanted: Wanted) -> Scenario | None:
    """A new row, or None where the id is taken. Raises IntegrityError where its owner is gone."""
    try:
        return save_scenario(
            id=id,
            user=user,
            name=wanted.name,
            workload=wanted.workload,
            priced=wanted.priced,
            preset=wanted.preset,
            exploration=wanted.exploration,
            last_invoice=wanted.last_invoice,
            workload_name=wanted.workload_name,
            before=wanted.before,
            told=wanted.told,
        )
    except IntegrityError:
        if not Scenario.objects.filter(pk=id).exists():
            raise
        return None
