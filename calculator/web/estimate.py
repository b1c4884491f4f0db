"""An estimate as people read it: the finding, the lines with their formulas, and answers in sentences."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from types import MappingProxyType

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from calculator.domain.article_audit import Figure, figures_of
from calculator.domain.break_even.strip import NARROW, PayingStrip, strip_of
from calculator.domain.capacity import doable
from calculator.domain.charts import Iceberg, iceberg
from calculator.domain.cost_lines import Estimate, Line, Note
from calculator.domain.costs import estimate, numbers
from calculator.domain.formulas.bounds import hedge, is_least, open_words, why_half
from calculator.domain.formulas.lines import Explained, explain, within_tokens
from calculator.domain.formulas.outcomes import Outcome, outcomes
from calculator.domain.further_answers import capacity, invoice_sentence, not_included, payback_and_reviews
from calculator.domain.labels import label_of, worded_short
from calculator.domain.presets import BY_KEY as PRESETS
from calculator.domain.prices.announced import year_at_todays_prices
from calculator.domain.prices.examples import example_notes
from calculator.domain.remarks import Remark, remarks_of
from calculator.domain.shares import hidden_percent, line_shares, visible_percent
from calculator.domain.verdict import (
    amount_in_column,
    headline,
    retries_billed,
    verdict,
    visible_label,
    year_sentence,
)
from calculator.domain.workload import Workload, defaults_in_force
from calculator.models import PriceRow, Scenario
from calculator.prices.provenance import ListPrices, example_prices
from calculator.web.model_offers import price_in_force
from calculator.web.step_table import StepRow, contract, step_rows
from runrate.core.decimals import plain
from runrate.core.numbers import headline_money, is_currency, price
from runrate.core.translation import one_language

NO_MODELS: Mapping[str, ListPrices] = MappingProxyType({})
NO_ORIGINS: Mapping[str, str] = MappingProxyType({})


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
class Result:
    """Everything below the inputs."""

    headline: str
    announcement: str
    headline_total: str
    total: str
    """With cents, as the lines above it."""
    year: str
    at_least: bool
    hedge: str
    """What stands behind the name of the total: `, at least`."""
    unit_name: str
    cost_per_unit: str
    visible_share: str
    visible_label: str
    hidden_share: str
    missing: tuple[str, ...]
    rows: tuple[Row, ...]
    answers: tuple[str, ...]
    outcomes: tuple[Outcome, ...]
    steps: tuple[StepRow, ...]
    contract: str
    capacity: str
    not_included: str
    retries_billed: str
    remarks: tuple[Remark, ...]
    paying: PayingStrip | None
    paying_narrow: PayingStrip | None
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
    models: Mapping[str, ListPrices] = NO_MODELS,
    preset: str = "",
    last_invoice: Decimal | None = None,
    billed_in: str = "",
    origins: Mapping[str, str] = NO_ORIGINS,
    scenario: Scenario | None = None,
) -> Result:
    """Cost a workload and put the outcome into words; a saved scenario lends its currency.

    `models` are those whose prices were copied, by what they price: `steps.2.`; `billed_in` is the bill that
    the invoice was read in; `origins` say which retries are in the tokens of a bill.
    """
    of_example = preset in PRESETS and PRESETS[preset].workload == workload
    alone = not (row or models or last_invoice or scenario or origins)
    if of_example and alone and notes == example_notes(preset, workload):
        return _example(preset, get_language())
    example = preset if of_example else ""
    models = {**example_prices(preset, workload), **models}
    with one_language():
        found = _read(workload, notes, row, models, example, (last_invoice, billed_in), scenario)
    return replace(found, rows=tuple(_without_retries(row, workload, origins) for row in found.rows))


@lru_cache(maxsize=64)
def _example(preset: str, language: str | None) -> Result:
    """What everybody sees who starts from this example."""
    workload = PRESETS[preset].workload
    notes, models = example_notes(preset, workload), example_prices(preset, workload)
    return _read(workload, notes, None, models, preset, (None, ""), None)


def _read(
    workload: Workload,
    notes: tuple[Note, ...],
    row: PriceRow | None,
    models: Mapping[str, ListPrices],
    example: str,
    invoice: tuple[Decimal | None, str],
    scenario: Scenario | None,
) -> Result:
    """`example` is the one whose numbers these are exactly, or none."""
    found = estimate(workload, notes)
    unit = workload.unit_name
    bound = doable(numbers(workload), found.attempts_per_unit)
    return Result(
        headline=f"{headline(unit, found)}.",
        announcement=_announcement(found, unit),
        headline_total=headline_money(found.total_monthly),
        total=amount_in_column(found, found.total_monthly),
        year=" ".join(filter(None, (year_sentence(workload, found), year_at_todays_prices(found)))),
        at_least=not found.complete,
        hedge=hedge(found),
        unit_name=unit,
        cost_per_unit=_price(found.cost_per_unit),
        visible_share=visible_percent(found),
        visible_label=visible_label(found),
        hidden_share=hidden_percent(found),
        missing=tuple(line.name for line in found.missing),
        rows=_rows(workload, found),
        answers=tuple(_answers(workload, found)),
        outcomes=outcomes(workload, found),
        steps=step_rows(workload, models, found.notes) if workload.steps else (),
        contract=contract(workload, listed=models.get("")) if _has_own_price(workload, models) else "",
        capacity=" ".join(capacity(workload, found)),
        not_included=not_included(found),
        retries_billed=retries_billed(found),
        remarks=tuple(remarks_of(found.notes)),
        paying=strip_of(found, unit, bound=bound),
        paying_narrow=strip_of(found, unit, NARROW, bound=bound),
        iceberg=iceberg(found),
        audit=figures_of(example) if example else (),
        invoice=invoice_sentence(found, *invoice),
        price_row=price_in_force(row, workload, timezone.now().date()) if row else "",
        price_age=row.age(timezone.now().date()) if row else "",
        defaults=_defaults(workload),
        converted=_converted(found, scenario) if scenario else "",
        of_example=bool(example),
    )


def _price(amount: Fraction | None) -> str:
    return "–" if amount is None else price(amount)


def _has_own_price(workload: Workload, models: Mapping[str, ListPrices]) -> bool:
    """Whether the prices of one unit may be others than a list's; those of steps stand with each step."""
    return not workload.steps and ("" in models or workload.given("price_factor"))


def _announcement(found: Estimate, unit: str) -> str:
    """What a screen reader says when the estimate has changed."""
    words = {"total": headline_money(found.total_monthly), "cost": _price(found.cost_per_unit), "unit": unit}
    if found.cost_per_unit is None or not (found.complete or found.total_monthly):
        return f"{headline(unit, found)}."
    if found.open_ended:
        return _("Updated: as far as entered, %(total)s per month, %(cost)s per %(unit)s.") % words
    if found.complete:
        return _("Updated: %(total)s per month, %(cost)s per %(unit)s.") % words
    return _("Updated: at least %(total)s per month, at least %(cost)s per %(unit)s.") % words


def _defaults(workload: Workload) -> str:
    """The inputs nobody entered that the result rests on all the same."""
    names = defaults_in_force(workload)
    if not names:
        return ""
    said = [f"{label_of(name)} {worded_short(name, workload.value(name) or 0)}" for name in names]
    return _("Our defaults are used for: %(inputs)s.") % {"inputs": "; ".join(said)}


def _converted(found: Estimate, scenario: Scenario) -> str:
    """The total in the person's own currency, at the rate they entered and its day."""
    if scenario.currency == "USD" or not scenario.exchange_rate or not scenario.exchange_rate_on:
        return ""
    if not is_currency(scenario.currency):
        return ""
    words = {
        "total": headline_money(
            found.total_monthly * Fraction(scenario.exchange_rate), currency=scenario.currency
        ),
        "rate": plain(scenario.exchange_rate),
        "code": scenario.currency,
        "day": date_format(scenario.exchange_rate_on, "j F Y"),
    }
    if found.open_ended:
        return (
            _("As far as entered, %(total)s per month at %(rate)s %(code)s for a dollar, rate of %(day)s.")
            % words
        )
    if found.complete:
        return _("%(total)s per month at %(rate)s %(code)s for a dollar, rate of %(day)s.") % words
    return _("At least %(total)s per month at %(rate)s %(code)s for a dollar, rate of %(day)s.") % words


def _rows(workload: Workload, found: Estimate) -> tuple[Row, ...]:
    shown = zip(found.listed, explain(workload, found), line_shares(found), strict=True)
    return tuple(_row(line, found, said, share) for line, said, share in shown)


def _row(line: Line, found: Estimate, said: Explained, share: str) -> Row:
    """How a line is made; of a review that is half entered why it is nothing so far."""
    half = why_half(line, found)
    return Row(
        key=line.key,
        name=line.name,
        entered=line.entered,
        visible=line.visible,
        amount=open_words(line, found)
        or amount_in_column(found, line.monthly, is_least=is_least(line, found)),
        share=share if line.entered and found.total_monthly and not half else "",
        formula=half or said.formula,
        figures="" if half else said.substituted,
    )


def _without_retries(row: Row, workload: Workload, origins: Mapping[str, str]) -> Row:
    """The line of retries without an amount where the tokens of a bill hold them."""
    said = within_tokens(row.key, workload, origins)
    return replace(row, amount="–", share="", formula=said, figures="") if said else row


def _answers(workload: Workload, found: Estimate) -> Iterator[str]:
    """Is a unit worth it, from which volume, up to which review rate: each in a sentence."""
    yield from verdict(workload, found)
    if not found.out_of_reach:
        yield from payback_and_reviews(workload, found)
    if found.missing:
        yield (
            _("The lines that were not entered are not counted.")
            if found.open_ended
            else _("The lines that were not entered are not counted: each can only add to the cost.")
        )
