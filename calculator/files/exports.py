"""An estimate as files for other programs: CSV for a table, JSON that reads back as the same scenario."""

import csv
import json
from collections.abc import Mapping
from decimal import Decimal
from io import StringIO
from typing import Final

from django.utils.translation import gettext as _

from calculator.domain.capacity import most_units
from calculator.domain.cost_lines import NOT_ENTERED, Note
from calculator.domain.costs import estimate, numbers
from calculator.domain.fields import ZERO, field_of, place_of
from calculator.domain.formulas.bounds import bound_of, bound_words, is_least, told
from calculator.domain.formulas.lines import explain, within_tokens
from calculator.domain.further_answers import not_included
from calculator.domain.labels import label_of
from calculator.domain.prices.carried_notes import NOTES, ORIGINS, origins_as_json
from calculator.domain.prices.carried_notes import as_json as notes_as_json
from calculator.domain.typed_numbers.inputs import LAST_INVOICE
from calculator.domain.verdict import verdict
from calculator.domain.workload import Workload
from runrate.core.csv_safety import inert
from runrate.core.decimals import plain

OUTCOMES: Final = (
    "total_monthly",
    "total_yearly",
    "cost_per_unit",
    "cost_per_accepted_unit",
    "visible_share",
    "net_monthly",
    "break_even_units",
    "payback_months",
)


def as_json(
    workload: Workload,
    notes: tuple[Note, ...] = (),
    origins: Mapping[str, str] | None = None,
    last_invoice: Decimal | None = None,
) -> str:
    """The workload as the contract spells it: the command line, the API and the import read it back.

    What has to be said about its prices goes with them, and comes out of each of the three again; so does
    where each input comes from. Prices of the list at which nothing is bought yet go along: without them a
    later change would be priced otherwise than here.
    """
    billed = {} if last_invoice is None else {LAST_INVOICE: plain(last_invoice)}
    known = {
        name: said for name, said in (origins or {}).items() if said and (field_of(name) or name in billed)
    }
    beside = {NOTES: notes_as_json(notes)} if notes else {}
    data = {**workload.as_json(), **billed}
    from_where = {ORIGINS: origins_as_json(known, data)} if known else {}
    return json.dumps({**data, **beside, **from_where}, indent=2) + "\n"


def as_csv(
    workload: Workload,
    origins: Mapping[str, str] | None = None,
    notes: tuple[Note, ...] = (),
    last_invoice: Decimal | None = None,
) -> str:
    """Inputs and our defaults with their origins, the lines with their formulas, the totals, the remarks."""
    found, origins = estimate(workload, notes), origins or {}
    target = StringIO()
    out = csv.writer(target)
    out.writerow([_("Field"), _("Input"), _("Value"), _("Origin")])
    inputs = workload.as_form()
    defaults = (name for name in origins if name not in inputs and field_of(name))
    names = sorted(dict.fromkeys([*inputs, *defaults]), key=place_of)
    for name in names:
        value = inputs.get(name) or plain(workload.value(name) or ZERO)
        origin = origins.get(name, _("entered"))
        out.writerow(map(inert, [name, label_of(name), value, origin]))
    if last_invoice is not None:
        origin = origins.get(LAST_INVOICE) or _("entered")
        out.writerow(map(inert, [LAST_INVOICE, label_of(LAST_INVOICE), plain(last_invoice), origin]))
    out.writerow([])
    out.writerow([_("Line"), _("Per month"), _("Share"), _("Formula"), _("With the numbers"), _("Remark")])
    for line, said in zip(found.listed, explain(workload, found), strict=True):
        amount = plain(line.monthly) if line.entered else _(NOT_ENTERED)
        share = plain(line.share) if line.entered and line.share is not None else ""
        within = within_tokens(line.key, workload, origins)
        remark = within or (_("at least") if is_least(line, found) else "")
        formulas = ["", ""] if within else [said.formula, said.substituted]
        out.writerow(map(inert, [line.name, amount, share, *formulas, remark]))
    out.writerow([])
    for name in OUTCOMES:
        figure = told(name, found)
        bound = bound_words(name, bound_of(name, found))
        out.writerow([name, None if figure is None else plain(figure), bound])
    if (most := most_units(numbers(workload), found.attempts_per_unit)) is not None:
        out.writerow(["capacity_most_units", most, ""])
    out.writerow([])
    out.writerow([_("Is it worth it?")])
    for sentence in verdict(workload, found):
        out.writerow(map(inert, [sentence]))
    out.writerow([])
    out.writerow(map(inert, [not_included(found)]))
    if found.notes:
        out.writerow([])
        out.writerow([_("Field"), _("Remark")])
        for note in found.notes:
            out.writerow(map(inert, [note.field, note.message]))
    return target.getvalue()
