"""Keeping what a change replaces, and putting it back."""

from typing import Final
from uuid import UUID

from django.db import transaction

from calculator.models import KEPT, ReplacedBy, Scenario, ScenarioVersion, snapshot, values

MOST_VERSIONS: Final = 10
"""So many are kept of a scenario; the oldest makes room."""


def locked(id: UUID) -> Scenario:
    """The scenario as it stands now; no other change comes between. Raises Http404 when it is gone."""
    return Scenario.objects.select_for_update(of=("self",)).get_or_404(id)


def replace(
    scenario: Scenario, by: ReplacedBy, changes: dict[str, object]
) -> tuple[Scenario, ScenarioVersion | None]:
    """Puts new values into a locked scenario; with the version that keeps the old ones, if any changed."""
    before, saved_at = snapshot(scenario), scenario.updated_at
    for name, value in changes.items():
        setattr(scenario, name, value)
    if snapshot(scenario) == before:
        return scenario, None
    scenario.save(update_fields=[*KEPT, "updated_at"])
    kept = ScenarioVersion.objects.create(scenario=scenario, kept=before, saved_at=saved_at, replaced_by=by)
    beyond = ScenarioVersion.objects.of(scenario).values_list("pk", flat=True)[MOST_VERSIONS:]
    ScenarioVersion.objects.filter(pk__in=list(beyond)).delete()
    return scenario, kept


@transaction.atomic
def restore_version(*, version: ScenarioVersion) -> tuple[Scenario, ScenarioVersion | None]:
    """The scenario as it was then; what it was until now becomes a version itself."""
    return replace(locked(version.scenario_id), ReplacedBy.VERSION, values(version.kept))
