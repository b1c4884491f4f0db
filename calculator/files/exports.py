"""An estimate as files for other programs: CSV for a table, JSON that reads back as the same scenario."""

import csv
import json
from collections.abc import Mapping
from io import StringIO

from django.utils.translation import gettext as _

from calculator.domain.cost_lines import line_name
from calculator.domain.costs import estimate
from calculator.domain.formulas import explain
from calculator.domain.labels import LABELS
from calculator.domain.workload import FIELDS, ZERO, Workload
from runrate.core.csv_safety import inert
from runrate.core.decimals import plain


def as_json(workload: Workload) -> str:
    """The workload as the contract spells it: the command line, the API and the import read it back."""
    return json.dumps(workload.as_json(), indent=2) + "\n"


def as_csv(workload: Workload, origins: Mapping[str, str] | None = None) -> str:
    """Inputs and our defaults with their origins, then the lines with their formulas, then the totals."""
    found, origins = estimate(workload), origins or {}
    target = StringIO()
    out = csv.writer(target)
    out.writerow([_("Field"), _("Input"), _("Value"), _("Origin")])
    inputs = workload.as_json()
    for field in FIELDS:
        if field.name in inputs or field.name in origins:
            value = inputs.get(field.name) or plain(workload.value(field.name) or ZERO)
            origin = origins.get(field.name, _("entered"))
            out.writerow(map(inert, [field.name, LABELS[field.name].text, value, origin]))
    out.writerow([])
    out.writerow([_("Line"), _("A month"), _("Share"), _("Formula"), _("With the numbers")])
    for line, said in zip(found.lines, explain(workload, found), strict=True):
        amount = plain(line.monthly) if line.entered else _("not entered")
        share = plain(line.share) if line.entered and line.share is not None else ""
        out.writerow(map(inert, [line_name(line.key), amount, share, said.formula, said.substituted]))
    out.writerow([])
    for name in ("total_monthly", "total_yearly", "cost_per_unit", "cost_per_accepted_unit", "visible_share"):
        amount = getattr(found, name)
        out.writerow([name, None if amount is None else plain(amount)])
    return target.getvalue()
