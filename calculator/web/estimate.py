"""An estimate as people read it: the finding, the lines with their formulas, and answers in sentences."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from calculator.domain.article_audit import Figure, figures_of
from calculator.domain.charts import Iceberg, iceberg
from calculator.domain.cost_lines import INVOICED_LINES, Estimate, Note, line_name
from calculator.domain.costs import estimate
from calculator.domain.formulas import explain
from calculator.domain.labels import LABELS, label_of, worded
from calculator.domain.presets import BY_KEY as PRESETS
from calculator.domain.verdict import verdict
from calculator.domain.workload import Workload
from calculator.models import PriceRow, Scenario
from calculator.prices.provenance import defaults_in_force
from calculator.web.model_offers import price_in_force
from runrate.core.decimals import plain
from runrate.core.numbers import breakdown, money, percent, percentage, price


@dataclass(frozen=True, slots=True)
class Row:
    """One line as the page shows it; an amount that was not entered stays unknown, never $0."""

    key: str
    name: str
    entered: bool
    visible: bool
    amount: str
    share: str
    formula: str
    figures: str


@dataclass(frozen=True, slots=True)
class Remark:
    """Something the result says about an input, beside the input's name."""

    field: str
    message: str


@dataclass(frozen=True, slots=True)
class Result:
    """Everything below the inputs."""

    headline: str
    announcement: str
    total: str
    yearly: str
    at_least: bool
    unit_name: str
    cost_per_unit: str
    cost_per_accepted_unit: str
    visible_share: str
    hidden_share: str
    missing: tuple[str, ...]
    rows: tuple[Row, ...]
    answers: tuple[str, ...]
    remarks: tuple[Remark, ...]
    iceberg: Iceberg | None
    audit: tuple[Figure, ...]
    invoice: str
    price_row: str
    price_age: str
    defaults: str
    converted: str
    of_example: bool
    """Exactly a worked example, as everybody sees it."""


def read(
    workload: Workload,
    *,
    notes: tuple[Note, ...] = (),
    row: PriceRow | None = None,
    preset: str = "",
    last_invoice: Decimal | None = None,
    scenario: Scenario | None = None,
) -> Result:
    """Cost a workload and put the outcome into words; a saved scenario lends its currency."""
    found = estimate(workload, notes)
    names = [line_name(line.key) for line in found.lines]
    unit = workload.unit_name
    of_example = preset in PRESETS and PRESETS[preset].workload == workload
    return Result(
        headline=_headline(found, unit),
        announcement=_announcement(found, unit),
        total=money(found.total_monthly),
        yearly=money(found.total_yearly, places=0),
        at_least=not found.complete,
        unit_name=unit,
        cost_per_unit=_price(found.cost_per_unit),
        cost_per_accepted_unit=_price(found.cost_per_accepted_unit),
        visible_share=_percent(found.visible_share),
        hidden_share=_percent(found.hidden_share),
        missing=tuple(line_name(line.key) for line in found.lines if not line.entered),
        rows=_rows(workload, found),
        answers=tuple(_answers(workload, found)),
        remarks=tuple(_remarks(workload, found)),
        iceberg=iceberg(found, names),
        audit=figures_of(preset) if of_example else (),
        invoice=_invoice(found, last_invoice),
        price_row=price_in_force(row, timezone.now().date()) if row else "",
        price_age=row.age(timezone.now().date()) if row else "",
        defaults=_defaults(workload),
        converted=_converted(found, scenario) if scenario else "",
        of_example=of_example,
    )


def _price(amount: Fraction | None) -> str:
    return "–" if amount is None else price(amount)


def _percent(share: Fraction | None) -> str:
    return "–" if share is None else percent(share)


def _headline(found: Estimate, unit: str) -> str:
    """The finding. What the invoice shows is said only when every line is a value or an explicit zero."""
    words = {"unit": unit, "cost": _price(found.cost_per_unit), "share": _percent(found.invoice_share)}
    if found.cost_per_unit is None:
        words["total"] = money(found.total_monthly)
        if found.complete:
            return _("Without any %(unit)s it still costs %(total)s a month.") % words
        return _("Without any %(unit)s it still costs at least %(total)s a month.") % words
    if found.complete:
        return _("Each %(unit)s costs %(cost)s, and the invoice shows %(share)s of it.") % words
    return _("Each %(unit)s costs at least %(cost)s.") % words


def _announcement(found: Estimate, unit: str) -> str:
    """What a screen reader says when the estimate has changed."""
    words = {"total": money(found.total_monthly), "cost": _price(found.cost_per_unit), "unit": unit}
    if found.complete:
        return _("Updated: %(total)s a month, %(cost)s per %(unit)s.") % words
    return _("Updated: at least %(total)s a month, %(cost)s per %(unit)s.") % words


def _remarks(workload: Workload, found: Estimate) -> Iterator[Remark]:
    """What the estimate says about its prices, and a review that was entered without anybody's pay."""
    for note in found.notes:
        yield Remark(label_of(note.field), note.message)
    if workload.review_rate and not found.line("human_review").monthly and found.units_per_month:
        message = _("No reviewer's time has a price yet: enter minutes and an hourly cost, or whole people.")
        yield Remark(label_of("review_rate"), message)


def _defaults(workload: Workload) -> str:
    """The inputs nobody entered that the result rests on all the same."""
    names = defaults_in_force(workload)
    if not names:
        return ""
    said = [f"{LABELS[name].text} {worded(name, workload.value(name) or 0)}" for name in names]
    return _("At our defaults: %(inputs)s.") % {"inputs": "; ".join(said)}


def _converted(found: Estimate, scenario: Scenario) -> str:
    """The total in the person's own currency, at the rate they entered and its day."""
    if scenario.currency == "USD" or not scenario.exchange_rate or not scenario.exchange_rate_on:
        return ""
    words = {
        "total": money(found.total_monthly * Fraction(scenario.exchange_rate), currency=scenario.currency),
        "rate": plain(scenario.exchange_rate),
        "code": scenario.currency,
        "day": date_format(scenario.exchange_rate_on, "j M Y"),
    }
    if found.complete:
        return _("%(total)s a month at %(rate)s %(code)s for a dollar, rate of %(day)s.") % words
    return _("At least %(total)s a month at %(rate)s %(code)s for a dollar, rate of %(day)s.") % words


def _rows(workload: Workload, found: Estimate) -> tuple[Row, ...]:
    shares = breakdown([line.monthly for line in found.lines])
    explained = explain(workload, found)
    return tuple(
        Row(
            key=line.key,
            name=line_name(line.key),
            entered=line.entered,
            visible=line.visible,
            amount=money(line.monthly) if line.entered else _("not entered"),
            share=percentage(share) if line.entered and found.total_monthly else "",
            formula=said.formula,
            figures=said.substituted,
        )
        for line, said, share in zip(found.lines, explained, shares, strict=True)
    )


def _answers(workload: Workload, found: Estimate) -> Iterator[str]:
    """Is a unit worth it, from which volume, up to which review rate: each in a sentence."""
    yield from verdict(workload, found)
    if not found.complete:
        yield _("None of this counts the lines that were not entered: each would make it dearer.")


def _invoice(found: Estimate, last_invoice: Decimal | None) -> str:
    """Which part of the vendor's last invoice the estimate explains."""
    if not last_invoice:
        return ""
    billed = sum(line.monthly for line in found.lines if line.key in INVOICED_LINES)
    return _("Tokens and retries come to %(billed)s: %(share)s of your last invoice of %(invoice)s.") % {
        "billed": money(billed),
        "share": percent(Fraction(billed) / Fraction(last_invoice)),
        "invoice": money(last_invoice),
    }
