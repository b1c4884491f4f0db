"""Saved scenarios as people read them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from calculator.labels import LABELS, Words
from calculator.models import Scenario
from calculator.presets import BY_KEY
from calculator.result import Result, read
from calculator.workload import BY_NAME
from runrate.kit.numbers import money, price


@dataclass(frozen=True, slots=True)
class Listed:
    """A scenario in a list."""

    scenario: Scenario
    total: str
    cost_per_unit: str
    unit_name: str


@dataclass(frozen=True, slots=True)
class Given:
    """One saved input: its label, value and where it comes from."""

    name: str
    label: Words
    value: str
    origin: str


def read_scenarios(scenarios: Iterable[Scenario]) -> list[Listed]:
    return [_listed(scenario) for scenario in scenarios]


def read_scenario(scenario: Scenario) -> dict[str, object]:
    """What a page about one scenario shows beside the scenario itself."""
    return {"result": result_of(scenario), "given": _given(scenario), "address": address_of(scenario)}


def result_of(scenario: Scenario) -> Result:
    return read(scenario.workload(), notes=scenario.notes_on_prices(), last_invoice=scenario.last_invoice)


def address_of(scenario: Scenario) -> str:
    """The calculator, filled with this scenario."""
    return f"{reverse('calculator:page')}?{urlencode(scenario.inputs)}"


def _listed(scenario: Scenario) -> Listed:
    found = scenario.estimate()
    each = "–" if found.cost_per_unit is None else price(found.cost_per_unit)
    total = money(found.total_monthly, places=0)
    shown = total if found.complete else _("at least %(total)s") % {"total": total}
    return Listed(scenario, shown, each, scenario.workload().unit_name)


def _given(scenario: Scenario) -> list[Given]:
    return [
        Given(name, LABELS[name].text, value, _origin(scenario, scenario.origins.get(name, "entered")))
        for name in BY_NAME
        if (value := scenario.inputs.get(name)) is not None
    ]


def _origin(scenario: Scenario, origin: str) -> str:
    """Where an input comes from, in words."""
    kind, _colon, key = origin.partition(":")
    if kind == "price":
        copied = scenario.prices_copied
        return _("%(model)s, price copied on %(day)s") % {
            "model": copied.get("model", ""),
            "day": copied.get("copied_on", ""),
        }
    if kind == "preset" and key in BY_KEY:
        return _("example: %(title)s") % {"title": BY_KEY[key].title}
    return _("our default") if kind == "default" else _("entered")
