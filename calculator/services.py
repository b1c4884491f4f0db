"""What changes scenarios: saving, claiming, copying, deleting and bringing back."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Final
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from calculator import sharing
from calculator.models import Scenario
from calculator.origins import origins, prices_copied
from calculator.prices import Priced
from calculator.workload import Workload

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

VISITOR_KIND: Final = "scenario"
OF_THE_CURRENCY: Final = ("currency", "exchange_rate", "exchange_rate_on")


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
    before: Scenario | None = None,
) -> Scenario:
    """Save under the id the page was given, so that pressing twice saves once.

    `before` is the scenario it started from: origins and the currency come along from there.
    """
    owner = user.pk if user.is_authenticated else None
    kept = {
        "owner_id": owner,
        "name": name,
        "inputs": workload.as_json(),
        "origins": origins(workload, priced, preset=preset, before=before),
        "prices_copied": prices_copied(priced, workload, before),
        "last_invoice": last_invoice,
        "workload_name": workload_name,
        "exploration": {"seed": str(id.int % 2**32), **(exploration or {})},
    }
    if before is not None:
        kept |= {field: getattr(before, field) for field in OF_THE_CURRENCY}
    scenario, created = Scenario.objects.get_or_create(id=id, defaults=kept)
    if not created and scenario.owner_id != owner:
        return Scenario.objects.create(id=uuid4(), **kept)
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
) -> Scenario:
    """Put other inputs, prices, invoice or ranges in place of the saved ones; all else about it stays."""
    scenario.origins, scenario.prices_copied, scenario.inputs = (
        origins(workload, priced, preset=preset, before=scenario),
        prices_copied(priced, workload, scenario),
        workload.as_json(),
    )
    scenario.last_invoice = last_invoice
    scenario.exploration = exploration or scenario.exploration
    changed = ["inputs", "origins", "prices_copied", "last_invoice", "exploration", "updated_at"]
    scenario.save(update_fields=changed)
    return scenario


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
    copy.created_at = timezone.now()
    copy.save()
    return copy


@transaction.atomic
def delete_scenario(*, scenario: Scenario) -> None:
    """Put it out of sight; `restore_scenario` brings it back. A deleted scenario is shared with nobody."""
    locked = Scenario.objects.select_for_update(of=("self",)).get_or_404(scenario.pk)
    locked.deleted_at = timezone.now()
    locked.save(update_fields=["deleted_at"])
    sharing.revoke_share(scenario=locked)


def restore_scenario(*, scenario: Scenario) -> Scenario:
    scenario.deleted_at = None
    scenario.save(update_fields=["deleted_at"])
    return scenario
