"""An estimate as files for other programs: CSV for a table, JSON that reads back as the same scenario."""

import csv
import json
from collections.abc import Mapping
from io import StringIO

from django.utils.translation import gettext as _

from calculator.domain.costs import estimate, line_name
from calculator.domain.decimals import spell
from calculator.domain.formulas import explain
from calculator.domain.labels import LABELS
from calculator.domain.workload import FIELDS, ZERO, Workload, plain
from runrate.core.csv_safety import inert


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
        amount = spell(line.monthly) if line.entered else _("not entered")
        share = spell(line.share) if line.entered else ""
        out.writerow(map(inert, [line_name(line.key), amount, share, said.formula, said.substituted]))
    out.writerow([])
    for name in ("total_monthly", "total_yearly", "cost_per_unit", "cost_per_accepted_unit", "visible_share"):
        out.writerow([name, spell(getattr(found, name))])
    return target.getvalue()
