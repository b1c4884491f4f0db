"""An estimate as files for other programs: CSV for a table, JSON that reads back as the same scenario."""

import csv
import json
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from io import StringIO
from typing import Final

from django.utils.translation import gettext as _

from calculator.domain.cost_lines import NOT_ENTERED, Note
from calculator.domain.costs import estimate
from calculator.domain.fields import BY_NAME, ZERO, field_of, place_of
from calculator.domain.formulas.bounds import bound_of, bound_words
from calculator.domain.formulas.lines import explain
from calculator.domain.inputs_in_use import inputs_in_use
from calculator.domain.labels import label_of
from calculator.domain.prices.carried_notes import NOTES, ORIGINS, origins_as_json
from calculator.domain.prices.carried_notes import as_json as notes_as_json
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
    workload: Workload, notes: tuple[Note, ...] = (), origins: Mapping[str, str] | None = None
) -> str:
    """The workload as the contract spells it: the command line, the API and the import read it back.

    What has to be said about its prices goes with them, and comes out of each of the three again; so does
    where each input comes from. What came from a price list and is not used stays out: read back it would
    count as entered. What somebody entered is never lost.
    """
    left = {name for name in _idle(workload, origins or {}) if not _decides_later(workload, name)}
    known = {name: said for name, said in (origins or {}).items() if field_of(name) and name not in left}
    beside = {NOTES: notes_as_json(notes)} if notes else {}
    from_where = {ORIGINS: origins_as_json(known)} if known else {}
    return json.dumps({**_without(left, workload.as_json()), **beside, **from_where}, indent=2) + "\n"


def _idle(workload: Workload, origins: Mapping[str, str]) -> set[str]:
    """Inputs that a price list or an example brought and that nothing uses."""
    brought = {name for name, said in origins.items() if said != _("entered")}
    return (workload.entered().keys() - inputs_in_use(workload)) & brought


def _decides_later(workload: Workload, name: str) -> bool:
    """Whether an input that is not used yet would, if it were missing, make a later change look too cheap.

    A missing price is asked for or said to be missing. Without its own batch factor a batch is half off, and
    without its long-context prices a longer call costs what a short one does.
    """
    part = name.rpartition(".")[2]
    return part.startswith("long_context_") or (
        part in {"batch_factor", "batch_cache_factor"}
        and workload.get(name) != BY_NAME["batch_factor"].default
    )


def _without(names: AbstractSet[str], found: Mapping[str, object], prefix: str = "") -> dict[str, object]:
    """A workload in JSON form without these inputs; those of its lists are called `steps.2.calls`."""
    kept: dict[str, object] = {}
    for name, value in found.items():
        if isinstance(value, list):
            rows = enumerate(value, start=1)
            kept[name] = [_without(names, row, f"{name}.{number}.") for number, row in rows]
        elif prefix + name not in names:
            kept[name] = value
    return kept


def as_csv(workload: Workload, origins: Mapping[str, str] | None = None, notes: tuple[Note, ...] = ()) -> str:
    """Inputs and our defaults with their origins, the lines with their formulas, the totals, the remarks."""
    found, origins = estimate(workload, notes), origins or {}
    target = StringIO()
    out = csv.writer(target)
    out.writerow([_("Field"), _("Input"), _("Value"), _("Origin")])
    idle = _idle(workload, origins)
    inputs = {name: text for name, text in workload.as_form().items() if name not in idle}
    defaults = (name for name in origins if name not in workload.as_form() and field_of(name))
    names = sorted(dict.fromkeys([*inputs, *defaults]), key=place_of)
    for name in names:
        value = inputs.get(name) or plain(workload.value(name) or ZERO)
        origin = origins.get(name, _("entered"))
        out.writerow(map(inert, [name, label_of(name), value, origin]))
    out.writerow([])
    out.writerow([_("Line"), _("Per month"), _("Share"), _("Formula"), _("With the numbers")])
    for line, said in zip(found.listed, explain(workload, found), strict=True):
        amount = plain(line.monthly) if line.entered else _(NOT_ENTERED)
        share = plain(line.share) if line.entered and line.share is not None else ""
        out.writerow(map(inert, [line.name, amount, share, said.formula, said.substituted]))
    out.writerow([])
    for name in OUTCOMES:
        amount = getattr(found, name)
        bound = bound_words(name, bound_of(name, found))
        out.writerow([name, None if amount is None else plain(amount), bound])
    out.writerow([])
    out.writerow([_("Is it worth it?")])
    for sentence in verdict(workload, found):
        out.writerow(map(inert, [sentence]))
    if found.notes:
        out.writerow([])
        out.writerow([_("Field"), _("Remark")])
        for note in found.notes:
            out.writerow(map(inert, [note.field, note.message]))
    return target.getvalue()
