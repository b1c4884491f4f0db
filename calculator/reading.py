"""Saved scenarios as people read them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from calculator.costs import Estimate, line_name
from calculator.labels import LABELS, Words
from calculator.models import Scenario
from calculator.offers import price_in_force
from calculator.portfolio import fired_triggers
from calculator.presets import BY_KEY
from calculator.repricing import Repricing, reprice
from calculator.result import Result, read
from calculator.workload import BY_NAME, TYPED_PRICES, plain
from runrate.kit.numbers import money, percent, price


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


def read_scenario(scenario: Scenario, today: date | None = None) -> dict[str, object]:
    """What a page about one scenario shows; with a day, also whether its prices have changed by then."""
    found = scenario.estimate()
    repricing = reprice(scenario, today) if today else None
    return {
        "result": result_of(scenario),
        "given": _given(scenario),
        "address": address_of(scenario),
        "explore_address": f"{reverse('calculator:explore')}?{_query(scenario)}",
        "converted": _converted(scenario, found),
        "fired": fired_triggers(scenario, found),
        "share_address": _share_address(scenario),
        "price_change": _signed(repricing.change) if repricing else "",
    }


def read_repricing(found: Repricing) -> dict[str, object]:
    """Each line that today's prices change, before and after."""
    rows = [
        (line_name(old.key), money(old.monthly), money(new.monthly))
        for old, new in zip(found.before.lines, found.after.lines, strict=True)
        if old.monthly != new.monthly
    ]
    before, after = found.before.total_monthly, found.after.total_monthly
    prices = [
        (LABELS[name].text, found.before_inputs.get(name, "–"), found.workload.as_json().get(name, "–"))
        for name in TYPED_PRICES
        if found.before_inputs.get(name) != found.workload.as_json().get(name)
    ]
    return {
        "rows": rows,
        "prices": prices,
        "before": money(before),
        "after": money(after),
        "change": _signed(found.change),
        "row": price_in_force(found.priced.row, timezone.now().date()) if found.priced.row else "",
    }


def origins_in_words(scenario: Scenario) -> dict[str, str]:
    return {given.name: given.origin for given in _given(scenario)}


def result_of(scenario: Scenario) -> Result:
    return read(scenario.workload(), notes=scenario.notes_on_prices(), last_invoice=scenario.last_invoice)


def address_of(scenario: Scenario) -> str:
    """The calculator, filled with this scenario, ready to save changes back to it."""
    return f"{reverse('calculator:page')}?{_query(scenario)}"


def _query(scenario: Scenario) -> str:
    return urlencode({**scenario.inputs, **scenario.exploration, "scenario": str(scenario.pk)})


def _share_address(scenario: Scenario) -> str:
    if not scenario.share_token:
        return ""
    return f"{settings.SITE_URL}{reverse('scenarios:open_shared', args=[UUID(scenario.share_token)])}"


def _signed(share: Fraction | None) -> str:
    if share is None:
        return _("from zero")
    return f"{'+' if share > 0 else ''}{percent(share)}"


def _converted(scenario: Scenario, found: Estimate) -> str:
    """The total in the person's own currency, at the rate they entered and its day."""
    if scenario.currency == "USD" or not scenario.exchange_rate or not scenario.exchange_rate_on:
        return ""
    total = found.total_monthly * Fraction(scenario.exchange_rate)
    return _("%(total)s a month at %(rate)s %(code)s for a dollar, rate of %(day)s.") % {
        "total": money(total, currency=scenario.currency),
        "rate": plain(scenario.exchange_rate),
        "code": scenario.currency,
        "day": date_format(scenario.exchange_rate_on, "j M Y"),
    }


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
