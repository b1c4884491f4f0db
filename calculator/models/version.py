"""What a scenario was before it was changed: the last ten versions, each of which can be put back."""

from typing import Any, ClassVar, Final, Self

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from calculator.models.scenario import Scenario

DETAILS: Final = (
    "name",
    "workload_name",
    "notes",
    "last_invoice",
    "currency",
    "exchange_rate",
    "exchange_rate_on",
    "agent_owner",
    "agent_status",
    "productivity_target",
    "retire_cost_above",
    "retire_margin_below",
    "retire_review_above",
)
"""What a person says of a scenario beside the inputs of its cost model."""

KEPT: Final = (*DETAILS, "inputs", "origins", "prices_copied", "exploration")
"""What a version holds: all that a person says in a scenario; not whose it is and who may read it."""


class ReplacedBy(models.TextChoices):
    CHANGE = "change", _("changes in the calculator")
    BILL = "bill", _("values from a bill")
    PRICES = "prices", _("prices of another day")
    EDIT = "edit", _("a change of name, notes, currency or agent")
    VERSION = "version", _("an earlier version")


class ScenarioVersionQuerySet(models.QuerySet["ScenarioVersion"]):
    def of(self, scenario: Scenario) -> Self:
        """The kept versions of a scenario, the last one replaced first."""
        return self.filter(scenario=scenario).order_by("-pk")


class ScenarioVersion(models.Model):
    """One state of a scenario, from when it was saved to when something else took its place."""

    scenario = models.ForeignKey(Scenario, models.CASCADE, related_name="versions")
    kept = models.JSONField(_("as it was"), encoder=DjangoJSONEncoder)
    saved_at = models.DateTimeField(_("saved"))
    replaced_at = models.DateTimeField(_("replaced"), default=timezone.now)
    replaced_by = models.CharField(_("replaced by"), max_length=10, choices=ReplacedBy)

    objects = ScenarioVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("earlier version of a scenario")
        verbose_name_plural = _("earlier versions of scenarios")
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return f"{self.kept.get('name', '')} ({self.saved_at:%Y-%m-%d %H:%M} UTC)"

    def as_scenario(self) -> Scenario:
        """The scenario as it was then, to be read; not to be saved."""
        return Scenario(pk=self.scenario_id, updated_at=self.saved_at, **values(self.kept))


def snapshot(scenario: Scenario) -> dict[str, object]:
    """What a version keeps of a scenario."""
    return {name: getattr(scenario, name) for name in KEPT}


def values(kept: dict[str, Any]) -> dict[str, Any]:
    """What was kept, as the columns take it; a column that came later keeps its default."""
    columns = {field.name: field for field in Scenario._meta.concrete_fields}  # noqa: SLF001  # Django's documented model API
    return {name: columns[name].to_python(kept[name]) for name in KEPT if name in kept}
