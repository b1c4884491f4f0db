"""A deployment that somebody keeps, with the prices of its day."""

import re
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any, ClassVar, Self
from uuid import UUID, uuid4

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from calculator.domain.break_even.retirement import Triggers
from calculator.domain.cost_lines import Estimate, Note
from calculator.domain.costs import estimate
from calculator.domain.prices.brought_notes import notes_in
from calculator.domain.prices.examples import example_notes, example_of
from calculator.domain.prices.mixed_notes import mixed_notes
from calculator.domain.typed_numbers.usual_rates import doubt_of_bought
from calculator.domain.workload import Workload
from calculator.domain.workload_input import WorkloadErrors, flat_from, parse_workload
from runrate.core.ownership import OwnedQuerySet
from runrate.core.telling_apart.names import distinct

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)


class AgentStatus(models.TextChoices):
    PLANNED = "planned", _("planned")
    PILOT = "pilot", _("pilot")
    LIVE = "live", _("live")
    RETIRED = "retired", _("retired")


class ScenarioQuerySet(OwnedQuerySet["Scenario"]):
    def visible_to(self, user: "AbstractBaseUser | AnonymousUser") -> Self:
        """The scenarios `user` owns and has not deleted; none for an anonymous visitor."""
        return super().visible_to(user).filter(deleted_at=None)

    def deleted_by(self, user: "AbstractBaseUser | AnonymousUser") -> Self:
        """Deleted scenarios of `user` that can still be brought back."""
        return super().visible_to(user).exclude(deleted_at=None)

    def unclaimed(self, ids: tuple[UUID, ...]) -> Self:
        """Of these, the ones saved before signing in that nobody owns yet."""
        return self.filter(pk__in=ids, owner=None)

    def readable(self) -> Self:
        """Those that are not deleted, whoever owns them: for somebody with a link that works."""
        return self.filter(deleted_at=None)

    def chosen(self, ids: Iterable[str]) -> list["Scenario"]:
        """The scenarios with these ids, in the order they were named; what is no id is passed over."""
        wanted = [UUID(id) for id in dict.fromkeys(ids) if _UUID.fullmatch(id)]
        found = self.in_bulk(wanted)
        return [found[id] for id in wanted if id in found]

    def newest_first(self) -> Self:
        return self.order_by("-updated_at", "-pk")


class Scenario(models.Model):
    """A saved workload. Inputs are kept, results are not: they are worked out again, for ever the same."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("owner"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="scenarios",
    )
    name = models.CharField(_("name"), max_length=120)
    workload_name = models.CharField(_("workload"), max_length=120, blank=True)
    inputs = models.JSONField(_("inputs"), default=dict)
    origins = models.JSONField(_("origins"), default=dict)
    prices_copied = models.JSONField(_("prices copied"), default=dict, blank=True)
    exploration = models.JSONField(_("ranges, seed and growth"), default=dict, blank=True)
    notes = models.TextField(_("notes"), blank=True, max_length=4000)

    last_invoice = models.DecimalField(
        _("last invoice a month"), null=True, blank=True, max_digits=18, decimal_places=2
    )
    currency = models.CharField(_("currency"), max_length=3, default="USD")
    exchange_rate = models.DecimalField(
        _("units of it for one dollar"), null=True, blank=True, max_digits=18, decimal_places=8
    )
    exchange_rate_on = models.DateField(_("rate of"), null=True, blank=True)

    agent_owner = models.CharField(_("who answers for it"), max_length=120, blank=True)
    agent_status = models.CharField(
        _("status"), max_length=10, choices=AgentStatus, default=AgentStatus.PLANNED
    )
    productivity_target = models.DecimalField(
        _("accepted units a month to reach"), null=True, blank=True, max_digits=18, decimal_places=2
    )
    retire_cost_above = models.DecimalField(
        _("retire when an accepted unit costs more than"),
        null=True,
        blank=True,
        max_digits=18,
        decimal_places=6,
    )
    retire_margin_below = models.DecimalField(
        _("retire when the margin of a unit is below"), null=True, blank=True, max_digits=18, decimal_places=6
    )
    retire_review_above = models.DecimalField(
        _("retire when the share reviewed is above"), null=True, blank=True, max_digits=7, decimal_places=6
    )

    # Emptied when links moved to `runrate.sharing`; taken away one release later.
    share_token = models.CharField(_("share link"), max_length=64, blank=True, db_index=True)
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    updated_at = models.DateTimeField(_("updated"), auto_now=True)
    deleted_at = models.DateTimeField(_("deleted"), null=True, blank=True)

    objects = ScenarioQuerySet.as_manager()

    class Meta:
        verbose_name = _("scenario")
        verbose_name_plural = _("scenarios")
        ordering: ClassVar = ["-updated_at", "-pk"]
        indexes: ClassVar = [
            models.Index(fields=["owner", "-updated_at"], name="calculator_scenario_owner"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("scenarios:detail", args=[self.pk])

    def workload(self) -> Workload:
        """The workload as it was saved, with the prices it was saved with."""
        return parse_workload(self.inputs)

    @property
    def triggers(self) -> Triggers:
        """What its owner set for retiring it."""
        return Triggers(self.retire_cost_above, self.retire_margin_below, self.retire_review_above)

    @property
    def doubt_of_rate(self) -> str:
        """The question to its owner whether an unusual exchange rate is meant; empty for any other."""
        return doubt_of_bought(self.currency, Fraction(self.exchange_rate)) if self.exchange_rate else ""

    def notes_on_prices(self) -> tuple[Note, ...]:
        """What is to be said of the copied prices, and whether the tokens are of another bill."""
        copied: dict[str, Any] = self.prices_copied
        inputs = flat_from(self.inputs)
        said = notes_in(copied, inputs)
        if example := example_of(self.origins):
            said = tuple(dict.fromkeys([*said, *example_notes(example, self.workload())]))
        return (*said, *mixed_notes(self.origins, copied))

    def estimate(self) -> Estimate:
        """What the saved workload comes to."""
        return estimate(self.workload(), self.notes_on_prices())

    def can_be_worked_out(self) -> bool:
        """Whether this release can; rows of an older one may hold what it refuses today."""
        try:
            self.estimate()
        except WorkloadErrors:
            return False
        return True


def named(scenarios: Iterable[Scenario]) -> list[tuple[Scenario, str]]:
    """Each with a name that no other of them has."""
    rows = list(scenarios)
    return list(zip(rows, names_apart(rows), strict=True))


def names_apart(scenarios: Sequence[Scenario]) -> list[str]:
    """The name of each; those that look alike with the day, if need be the time, of their last change."""
    return distinct(
        [scenario.name for scenario in scenarios],
        [date_format(scenario.updated_at, "j F Y") for scenario in scenarios],
        [f"{scenario.updated_at:%H:%M} UTC" for scenario in scenarios],
    )
