"""Saved scenarios as people read them."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from calculator.domain.cost_lines import Estimate
from calculator.domain.formulas.bounds import Bound, bound_words, line_with_bound, said_with_bound
from calculator.domain.inputs_in_use import inputs_in_order
from calculator.domain.labels import group_of, label, label_of, unit_of, worded, worded_short
from calculator.domain.prices.brought_notes import BROUGHT, as_text
from calculator.domain.prices.carried_notes import NOTES
from calculator.domain.prices.examples import example_of
from calculator.domain.remarks import remarks_of
from calculator.domain.typed_numbers.inputs import LAST_INVOICE
from calculator.domain.workload import defaults_in_force
from calculator.domain.workload_input import WorkloadErrors, flat_from
from calculator.models import Scenario, ScenarioVersion, named, names_apart
from calculator.prices.billed_invoices import read_in
from calculator.prices.how_known import known_of
from calculator.prices.provenance import (
    DEFAULT,
    ENTERED,
    PRICE,
    example_prices,
    in_words,
    list_prices,
    models_of_steps,
)
from calculator.scenarios.portfolio import Agent, fired_triggers
from calculator.scenarios.repricing import Repricing, reprice
from calculator.scenarios.sharing import SHARE
from calculator.web.estimate import Result, read
from calculator.web.forms import WORKLOAD_NAME
from calculator.web.long_addresses import shortened
from calculator.web.model_offers import prices_in_force
from runrate.core.decimals import plain
from runrate.core.numbers import WHOLE_FROM, headline_money, money, price, price_places
from runrate.core.telling_apart.figures import percents_apart, prices_apart
from runrate.core.text import listed
from runrate.sharing.services import address, current


@dataclass(frozen=True, slots=True)
class Listed:
    """A scenario in a list, under a name that no other of the list has."""

    scenario: Scenario
    name: str
    total: str
    cost_per_unit: str
    unit_name: str


@dataclass(frozen=True, slots=True)
class Earlier:
    """A version that was replaced: when it was saved, what it came to and what its replacement changed."""

    number: int
    name: str
    saved_at: str
    monthly: str
    replaced_at: str
    replaced_by: str
    difference: str
    address: str


@dataclass(frozen=True, slots=True)
class Given:
    """One saved input: its label, value, where it comes from, and for a copied price how old its check is."""

    name: str
    group: str
    """The step or the line of one's own that it belongs to."""
    label: str
    value: str
    unit: str
    origin: str
    age: str


def read_scenarios(scenarios: Iterable[Scenario]) -> list[Listed]:
    rows = [(scenario, name, _estimate(scenario)) for scenario, name in named(scenarios)]
    can_be = [found for *_named, found in rows if found and not found.out_of_reach]
    totals = [found.total_monthly for found in can_be]
    places = price_places(totals) if any(0 < each < WHOLE_FROM for each in totals) else 0  # one precision
    per_unit = price_places([found.cost_per_unit or 0 for found in can_be])
    return [_listed(scenario, name, found, (places, per_unit)) for scenario, name, found in rows]


def read_agents(agents: Iterable[Agent]) -> list[tuple[Agent, str]]:
    return list(zip(rows := list(agents), names_apart([each.scenario for each in rows]), strict=True))


def read_scenario(scenario: Scenario, today: date | None = None) -> dict[str, object]:
    """What a page about one scenario shows; with a day, also whether its prices have changed by then."""
    found = scenario.estimate()
    repricing = reprice(scenario, today) if today else None
    return {
        "result": result_of(scenario),
        "given": _given(scenario),
        "address": address_of(scenario),
        "explore_address": f"{reverse('calculator:explore')}?{_query(scenario)}",
        "fired": fired_triggers(scenario, found),
        **_sharing(scenario),
        "price_change": _signed(repricing.change) if repricing else "",
        "prices_learnt": repricing is not None and repricing.learnt,
        "prices_of": listed([date_format(day, "j F Y") for day in repricing.chosen]) if repricing else "",
        "versions": read_versions(scenario) if today else [],
    }


def read_versions(scenario: Scenario) -> list[Earlier]:
    """What the scenario was before, the last one first, each with what the change after it came to."""
    found, after = [], _total(scenario)
    for version in ScenarioVersion.objects.of(scenario):
        then = version.as_scenario()
        total = _total(then)
        found.append(
            Earlier(
                version.pk,
                "" if then.name == scenario.name else then.name,
                moment(version.saved_at),
                monthly(then),
                moment(version.replaced_at),
                str(version.get_replaced_by_display()),
                "–" if total is None or after is None else _changed(after - total),
                address_of(then),
            )
        )
        after = total
    return found


def monthly(scenario: Scenario) -> str:
    """What a saved scenario comes to a month, as far as it can be calculated."""
    try:
        found = scenario.estimate()
    except WorkloadErrors:
        return _("an amount that cannot be calculated")
    return _monthly_total(found)


def _monthly_total(found: Estimate) -> str:
    return said_with_bound("total_monthly", headline_money(found.total_monthly), found)


def monthly_apart(one: Scenario, other: Scenario) -> tuple[str, str]:
    """What two come to a month, alike only where they cost alike."""
    said = monthly(one), monthly(other)
    try:
        found = one.estimate(), other.estimate()
    except WorkloadErrors:
        return said
    sums = [each.total_monthly for each in found]
    if said[0] != said[1] or sums[0] == sums[1]:
        return said
    shown = prices_apart(*sums)
    first, second = (
        said_with_bound("total_monthly", text, each) for text, each in zip(shown, found, strict=True)
    )
    return first, second


def moment(at: datetime) -> str:
    """A point in time to the minute, with its zone."""
    day_and_time = date_format(at, "j F Y, H:i")
    return _("%(day_and_time)s UTC") % {"day_and_time": day_and_time}


def read_repricing(found: Repricing) -> dict[str, object]:
    """Each line that today's prices change, before and after."""
    rows = [
        (old.name, line_with_bound(old, found.before), line_with_bound(new, found.after))
        for old, new in zip(found.before.lines, found.after.lines, strict=True)
        if old.monthly != new.monthly
    ]
    before, after = (
        said_with_bound("total_monthly", money(each.total_monthly), each)
        for each in (found.before, found.after)
    )
    prices = [
        (label_of(name), *(worded(name, price) if price else "–" for price in both))
        for name, *both in found.prices_moved()
    ]
    return {
        "rows": rows,
        "prices": prices,
        "before": before,
        "after": after,
        "remarks": tuple(remarks_of(note for note in found.after.notes if note not in found.before.notes)),
        "change": _signed(found.change),
        "sources": prices_in_force(found.priced, found.workload, timezone.now().date()),
    }


def origins_in_words(scenario: Scenario) -> dict[str, str]:
    """Of each input, and the model of each step, for a file."""
    said = {given.name: given.origin for given in _given(scenario)}
    return {LAST_INVOICE: read_in(scenario.origins)} | said | models_of_steps(scenario.prices_copied)


def result_of(scenario: Scenario) -> Result:
    workload, today = scenario.workload(), timezone.now().date()
    copied = list_prices(scenario.prices_copied, flat_from(scenario.inputs), today)
    return read(
        workload,
        notes=scenario.notes_on_prices(),
        models={**example_prices(example_of(scenario.origins), workload), **copied},
        last_invoice=scenario.last_invoice,
        billed_in=read_in(scenario.origins),
        origins=scenario.origins,
        scenario=scenario,
    )


def address_of(scenario: Scenario) -> str:
    """The calculator, filled with this scenario, ready to save changes back to it."""
    return f"{reverse('calculator:page')}?{_query(scenario)}"


def _query(scenario: Scenario) -> str:
    beside = {"scenario": str(scenario.pk)}
    if scenario.workload_name:
        beside[WORKLOAD_NAME] = scenario.workload_name
    if scenario.last_invoice is not None:
        beside[LAST_INVOICE] = plain(scenario.last_invoice)
    inputs = flat_from(scenario.inputs)
    if brought := scenario.prices_copied.get(BROUGHT):
        inputs[NOTES] = as_text(brought)
    return urlencode({**shortened(inputs), **scenario.exploration, **beside})


def _sharing(scenario: Scenario) -> dict[str, object]:
    """The link to this scenario that works, its address where it can be remade, and how a new one may be."""
    link = current(SHARE, scenario.pk)
    return {"link": link, "link_address": address(link) if link else "", "kind": SHARE}


def _total(scenario: Scenario) -> Fraction | None:
    return found.total_monthly if (found := _estimate(scenario)) else None


def _changed(by: Fraction) -> str:
    """A difference between two months: nothing is no amount of money, and cents are not nothing."""
    if not by:
        return _("same")
    whole = by.denominator == 1 or abs(by) >= WHOLE_FROM
    return f"{'+' if by > 0 else ''}{money(by, places=0) if whole else price(by)}"


def _signed(share: Fraction | None) -> str:
    if share is None:
        return _("from zero")
    return f"{'+' if share > 0 else ''}{percents_apart(share, 0)[0]}"


def _estimate(scenario: Scenario) -> Estimate | None:
    with suppress(WorkloadErrors):
        return scenario.estimate()
    return None


def _listed(scenario: Scenario, name: str, found: Estimate | None, places: tuple[int, int]) -> Listed:
    if found is None:
        return Listed(scenario, name, _("cannot be calculated"), "–", "")
    unit = scenario.workload().unit_name
    if found.out_of_reach:
        return Listed(scenario, name, bound_words("total_monthly", Bound.OUT_OF_REACH), "–", unit)
    total = said_with_bound("total_monthly", money(found.total_monthly, places=places[0]), found)
    each = "–" if found.cost_per_unit is None else money(found.cost_per_unit, places=places[1])
    return Listed(scenario, name, total, said_with_bound("cost_per_unit", each, found), unit)


def _given(scenario: Scenario) -> list[Given]:
    """What was entered and what stands at our default, in the order of the page."""
    workload, copied, today = scenario.workload(), scenario.prices_copied, timezone.now().date()
    inputs = flat_from(scenario.inputs)
    values = {name: workload.value(name) or 0 for name in defaults_in_force(workload)} | inputs
    age = known_of(copied, today)[1] if copied else ""
    found = []
    for name in inputs_in_order(workload):
        if name not in values:
            continue
        origin = scenario.origins.get(name, ENTERED if name in inputs else DEFAULT)
        aged = age if origin.startswith(f"{PRICE}:") else ""
        words = in_words(origin, copied, today)
        value, unit = worded_short(name, values[name]), unit_of(name)
        group, called = group_of(name, inputs), label(name).text
        found.append(Given(name, group, called, value, unit, words, aged))
    return found
