"""What changes scenarios: saving, claiming, copying, deleting and bringing back."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from decimal import Decimal
from typing import TYPE_CHECKING, Final
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from calculator.models import Scenario
from calculator.presets import BY_KEY
from calculator.prices import Priced
from calculator.workload import Workload

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

VISITOR_KIND: Final = "scenario"


@transaction.atomic
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
) -> Scenario:
    """Save under the id the page was given, so that pressing twice saves once."""
    owner = user if user.is_authenticated else None
    scenario, created = Scenario.objects.get_or_create(
        id=id,
        defaults={
            "owner_id": owner.pk if owner else None,
            "name": name,
            "inputs": workload.as_json(),
            "origins": origins(workload, priced, preset),
            "prices_copied": prices_copied(priced),
            "last_invoice": last_invoice,
            "workload_name": workload_name,
            "exploration": {"seed": str(id.int % 2**32), **(exploration or {})},
        },
    )
    if not created and scenario.owner_id != (owner.pk if owner else None):
        return save_scenario(
            id=uuid4(),
            user=user,
            name=name,
            workload=workload,
            priced=priced,
            preset=preset,
            exploration=exploration,
            last_invoice=last_invoice,
            workload_name=workload_name,
        )
    return scenario


@transaction.atomic
def update_scenario(*, scenario: Scenario, workload: Workload, priced: Priced, preset: str = "") -> Scenario:
    """Put other inputs, or other prices, in place of the saved ones; everything else about it stays."""
    scenario.inputs = workload.as_json()
    scenario.origins = origins(workload, priced, preset)
    scenario.prices_copied = prices_copied(priced)
    scenario.save(update_fields=["inputs", "origins", "prices_copied", "updated_at"])
    return scenario


def origins(workload: Workload, priced: Priced, preset: str) -> dict[str, str]:
    """Where each input comes from: a price row, the example it was started from, or the person."""
    start = BY_KEY[preset].workload.as_json() if preset in BY_KEY else {}
    found = {}
    for name, value in workload.as_json().items():
        if priced.row is not None and name in priced.filled:
            found[name] = f"price:{priced.row.pk}"
        else:
            found[name] = f"preset:{preset}" if start.get(name) == value else "entered"
    return found


def prices_copied(priced: Priced) -> dict[str, object]:
    """Which row the prices were copied from, as it was then."""
    if priced.row is None:
        return {}
    row = priced.row
    return {
        "row": row.pk,
        "model": row.reference,
        "display_name": row.display_name,
        "effective_from": row.effective_from.isoformat() if row.effective_from else None,
        "checked_on": row.checked_on.isoformat(),
        "source_url": row.source_url,
        "copied_on": timezone.now().date().isoformat(),
        "filled": sorted(priced.filled),
        "notes": [asdict(note) for note in priced.notes],
    }


@transaction.atomic
def claim_all(*, user: "AbstractBaseUser", ids: Sequence[UUID]) -> list[Scenario]:
    """Give a person the scenarios saved before signing in; what somebody owns already stays theirs."""
    if not ids:
        return []
    waiting = list(Scenario.objects.unclaimed(tuple(ids)).select_for_update())
    Scenario.objects.filter(pk__in=[scenario.pk for scenario in waiting]).update(owner=user.pk)
    return waiting


@transaction.atomic
def duplicate_scenario(*, scenario: Scenario) -> Scenario:
    """A copy with a name of its own and no share link."""
    copy = Scenario.objects.get(pk=scenario.pk)
    copy.pk = uuid4()
    copy._state.adding = True  # noqa: SLF001  # Django's documented way to copy a row
    copy.name = (_("%(name)s, copy") % {"name": scenario.name})[:120]
    copy.share_token = ""
    copy.created_at = timezone.now()
    copy.save()
    return copy


def delete_scenario(*, scenario: Scenario) -> None:
    """Put it out of sight; `restore_scenario` brings it back. A deleted scenario is shared with nobody."""
    scenario.deleted_at = timezone.now()
    scenario.share_token = ""
    scenario.save(update_fields=["deleted_at", "share_token"])


def restore_scenario(*, scenario: Scenario) -> Scenario:
    scenario.deleted_at = None
    scenario.save(update_fields=["deleted_at"])
    return scenario


def share_scenario(*, scenario: Scenario) -> Scenario:
    """Make a link that anyone who has it can read, in place of any earlier one."""
    scenario.share_token = uuid4().hex
    scenario.save(update_fields=["share_token"])
    return scenario


def revoke_share(*, scenario: Scenario) -> Scenario:
    scenario.share_token = ""
    scenario.save(update_fields=["share_token"])
    return scenario
