"""The inputs of a scenario for the appendix: by where each came from, and by the step it belongs to."""

from collections.abc import Iterable
from decimal import Decimal

from calculator.domain.break_even.retirement import money_as_set
from calculator.domain.cost_lines import LINE_FIELDS, OPTIONAL_LINES
from calculator.domain.fields import FIELDS, REPLACED_BY_STEPS, place_of
from calculator.domain.label_table import LABELS
from calculator.domain.labels import group_of, is_name_of_group, label, owners_label, unit_of, worded_short
from calculator.domain.workload import Workload, defaults_in_force
from runrate.core.decimals import Exact
from runrate.core.numbers import count, money
from runrate.core.text import listed
from runrate.core.translation import gettext as _
from runrate.reports.domain.appendix import InputRow
from runrate.reports.domain.beside_a_bill.retries import RETRY_RATE, in_the_tokens
from runrate.reports.domain.brought_in.unsigned import said
from runrate.reports.domain.evaluation import Reading
from runrate.reports.domain.inputs import Costed


def listed_inputs(reading: Reading, workload: Workload) -> tuple[InputRow, ...]:
    """Together what came from one place, so that each place is named once, and in it what is of one step."""
    found: dict[str, dict[str, list[InputRow]]] = {}
    for row in _inputs(reading, workload):
        found.setdefault(row.origin, {}).setdefault(row.group, []).append(row)
    return tuple(row for groups in found.values() for rows in groups.values() for row in rows)


def _inputs(reading: Reading, workload: Workload) -> Iterable[InputRow]:
    """The name of a step is told in the head of its group, and no input beside the others."""
    costed = reading.source.costed
    origins = costed.origins if costed else {}
    entered = workload.entered() | {"unit_name": workload.unit_name}
    defaults = [name for name in defaults_in_force(workload) if name not in entered]
    for name in sorted([*entered, *defaults], key=place_of):
        if is_name_of_group(name):
            continue
        value = entered[name] if name in entered else workload.value(name)
        yield InputRow(
            name=label(name).text,
            value=_("not told apart")
            if name == RETRY_RATE and in_the_tokens(origins)
            else _yes_or_no(value)
            if isinstance(value, bool)
            else _valued(name, value or 0),
            origin=origins.get(name) or (_("you entered") if name in entered else _("our default")),
            group=group_of(name, entered),
        )
    if costed:
        yield from _of_the_owner(costed, said() if reading.source.imported else _("you entered"))


def _of_the_owner(costed: Costed, whence: str) -> Iterable[InputRow]:
    """Who answers for it, and what is set against the estimate and is no part of it."""
    invoice, limits = costed.last_invoice, costed.triggers
    said = {
        "agent_owner": costed.person,
        "productivity_target": "" if costed.target is None else count(costed.target),
        "last_invoice": _("{amount} per month").format(amount=money(invoice)) if invoice is not None else "",
        "retire_cost_above": _limit(limits.cost_above),
        "retire_margin_below": _limit(limits.margin_below),
        "retire_review_above": ""
        if limits.review_above is None
        else worded_short("review_rate", limits.review_above),
    }
    for name, value in said.items():
        if value:
            origin = costed.billed_in if name == "last_invoice" else ""
            called = _("Usage in the bill, before tax and credits") if origin else owners_label(name)
            yield InputRow(called, value, origin or whence)


def _limit(amount: Decimal | None) -> str:
    return "" if amount is None else money_as_set(amount)


def _valued(name: str, value: Exact | str) -> str:
    """With its unit; the formulas have the digits that a column of inputs has no room for."""
    return f"{worded_short(name, value)} {unit_of(name)}".rstrip()


def _yes_or_no(value: bool) -> str:
    return _("yes") if value else _("no")


def _unused(workload: Workload) -> frozenset[str]:
    """Inputs of a form that was not chosen: they count as nothing, not even as zero."""
    minutes = {"review_minutes", "reviewer_hourly_cost"} if workload.staffed else set()
    steps = REPLACED_BY_STEPS if workload.steps else set()
    optional = {name for key in OPTIONAL_LINES for name in LINE_FIELDS[key]}
    return frozenset(
        minutes | steps | optional | {"searches_per_unit", "search_price", "call_fee", "cache_write_1h_share"}
    )


def left_out(workload: Workload) -> str:
    """The inputs that add nothing because nobody gave them, in one sentence instead of thirty rows."""
    names = [
        LABELS[field.name].inside
        for field in FIELDS
        if field.default is not None and not field.default and not workload.given(field.name)
        if field.name not in _unused(workload)
    ]
    if not names:
        return ""
    return _("Not given, so that they add nothing to the sum: {names}.").format(names=listed(names))
