"""What changes scenarios: saving, claiming, copying, deleting and bringing back."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Final
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from calculator.domain.prices.moved_rows import NOT_TOLD, Told
from calculator.domain.typed_numbers.inputs import LAST_INVOICE
from calculator.domain.what_if.guesses import FIRST_SEED
from calculator.domain.workload import Workload
from calculator.models import AgentStatus, ReplacedBy, Scenario, ScenarioVersion
from calculator.prices.billed_invoices import with_invoice
from calculator.prices.pricing import Priced
from calculator.prices.provenance import origins, prices_copied
from calculator.scenarios import sharing, versions

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

VISITOR_KIND: Final = "scenario"
SEED: Final = {"seed": str(FIRST_SEED)}
"""Unless somebody chose another: ranges of an estimate are the same before and after it is saved."""
OF_THE_CURRENCY: Final = ("currency", "exchange_rate", "exchange_rate_on")
MOST_SCENARIOS: Final = 200
"""So many an account holds; each is calculated again for the list and the portfolio."""
MOST_DELETED: Final = 50
"""So many deletions of an account can be undone; the oldest goes for good when another one is deleted."""
LONGEST_NAME: Final = 120


class TooManyError(Exception):
    """The account holds as many scenarios as it may."""


def save_scenario(
    *,
    id: UUID,
    user: "AbstractBaseUser | AnonymousUser",
    name: str,
    workload: Workload,
    priced: Priced,
    preset: str,
    exploration: Mapping[str, str] | None = None,
    last_invoice: Decimal | None = None,
    workload_name: str = "",
    before: Scenario | None = None,
    told: Told = NOT_TOLD,
) -> Scenario:
    """A new scenario under this id. Raises TooManyError, and IntegrityError where the id is taken.

    `before` is the scenario it started from: origins and the currency come along from there; `told` is which
    row of that each row is.
    """
    if user.is_authenticated:
        _make_sure_of_room(user)
    kept = {
        "owner_id": user.pk if user.is_authenticated else None,
        "name": name,
        "inputs": workload.as_json(),
        "origins": with_invoice(
            origins(workload, priced, preset=preset, before=before, told=told), priced, before, last_invoice
        ),
        "prices_copied": prices_copied(priced, workload, before, told),
        "last_invoice": last_invoice,
        "workload_name": workload_name,
        "exploration": {**SEED, **(exploration or {})},
    }
    if before is not None:
        kept |= {field: getattr(before, field) for field in OF_THE_CURRENCY}
    scenario = Scenario(id=id, **kept)
    with transaction.atomic():
        scenario.save(force_insert=True)
    return scenario


@transaction.atomic
def update_scenario(
    *,
    scenario: Scenario,
    workload: Workload,
    priced: Priced,
    last_invoice: Decimal | None,
    preset: str = "",
    exploration: Mapping[str, str] | None = None,
    by: ReplacedBy | None = None,
    told: Told = NOT_TOLD,
) -> tuple[Scenario, ScenarioVersion | None]:
    """Put other inputs, prices, invoice or ranges in place of the saved ones; all else about it stays.

    `by` is what replaces them: values from a bill where some were measured, else a change in the calculator.
    `told` is which row of the scenario each row is.
    With it comes what was replaced, None where nothing changed. Raises Http404 when the scenario is gone.
    """
    scenario = versions.locked(scenario.pk)
    changes: dict[str, object] = {
        "origins": with_invoice(
            origins(workload, priced, preset=preset, before=scenario, told=told),
            priced,
            scenario,
            last_invoice,
        ),
        "prices_copied": prices_copied(priced, workload, scenario, told),
        "inputs": workload.as_json(),
        "last_invoice": last_invoice,
        "exploration": dict(scenario.exploration if exploration is None else exploration),
    }
    by = by or (ReplacedBy.BILL if priced.measured else ReplacedBy.CHANGE)
    return versions.replace(scenario, by, changes)


@transaction.atomic
def describe_scenario(
    *, scenario: Scenario, words: Mapping[str, object]
) -> tuple[Scenario, ScenarioVersion | None]:
    """Name, notes, currency, invoice and the agent, in place of those before; brings back what was deleted.

    Raises TooManyError where there is no room to bring it back.
    """
    current = versions.locked(scenario.pk)
    if current.deleted_at is not None:
        current = restore_scenario(scenario=current)
    changes = dict(words)
    if changes.get(LAST_INVOICE, current.last_invoice) != current.last_invoice:
        # Typed over what a bill said.
        changes["origins"] = {name: said for name, said in current.origins.items() if name != LAST_INVOICE}
    return versions.replace(current, ReplacedBy.EDIT, changes)


@transaction.atomic
def claim_all(*, user: "AbstractBaseUser", ids: Sequence[UUID]) -> tuple[list[Scenario], list[Scenario]]:
    """Give a person the scenarios saved before signing in, and say which no room was left for.

    What somebody owns already stays theirs.
    """
    waiting = list(Scenario.objects.unclaimed(tuple(ids)).select_for_update())
    room = max(0, MOST_SCENARIOS - Scenario.objects.visible_to(user).count()) if waiting else 0
    claimed, left = waiting[:room], waiting[room:]
    Scenario.objects.filter(pk__in=[scenario.pk for scenario in claimed]).update(owner=user.pk)
    return claimed, left


@transaction.atomic
def duplicate_scenario(*, scenario: Scenario, id: UUID | None = None) -> Scenario:
    """A copy with a name of its own, a plan and without a share link, one under one id.

    Raises TooManyError.
    """
    # Held while it is copied: a second press waits, and then finds what the first one made.
    Scenario.objects.select_for_update(of=("self",)).get_or_404(scenario.pk)
    made = Scenario.objects.filter(pk=id, owner=scenario.owner_id, deleted_at=None).first() if id else None
    if made is not None:
        return made
    if scenario.owner is not None:
        _make_sure_of_room(scenario.owner)
    copy = Scenario.objects.get(pk=scenario.pk)
    copy.pk = uuid4() if id is None or Scenario.objects.filter(pk=id).exists() else id
    copy._state.adding = True  # noqa: SLF001  # Django's documented way to copy a row
    copy.name = _named_as_copy(scenario.name)
    copy.agent_status = AgentStatus.PLANNED  # nothing runs more than before because a page was pressed
    copy.created_at = timezone.now()
    copy.save()
    return copy


@transaction.atomic
def delete_scenario(*, scenario: Scenario) -> bool:
    """Put it out of sight; `restore_scenario` brings it back, its link excepted. Whether a link has ended."""
    locked = Scenario.objects.select_for_update(of=("self",)).get_or_404(scenario.pk)
    locked.deleted_at = timezone.now()
    locked.save(update_fields=["deleted_at"])
    link_ended = sharing.revoke_share(scenario=locked)
    if locked.owner is not None:
        deleted = Scenario.objects.deleted_by(locked.owner).order_by("-deleted_at", "-pk")
        Scenario.objects.filter(pk__in=list(deleted.values_list("pk", flat=True)[MOST_DELETED:])).delete()
    return link_ended


def restore_scenario(*, scenario: Scenario) -> Scenario:
    """Back among the others; one that is there already stays. Raises TooManyError."""
    if scenario.deleted_at is not None:
        if scenario.owner is not None:
            _make_sure_of_room(scenario.owner)
        scenario.deleted_at = None
        scenario.save(update_fields=["deleted_at"])
    return scenario


def _make_sure_of_room(user: "AbstractBaseUser | AnonymousUser") -> None:
    if Scenario.objects.visible_to(user).count() >= MOST_SCENARIOS:
        raise TooManyError


def _named_as_copy(name: str) -> str:
    """The name with its mark, which is still there where the name is as long as a name may be."""
    whole = _("%(name)s, copy")
    room = LONGEST_NAME - len(whole % {"name": ""})
    return (whole % {"name": name[:room]})[:LONGEST_NAME]
