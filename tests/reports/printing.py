"""Reports that are printed for tests, and the jobs by which they are."""

import dataclasses
import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import pikepdf

from runrate.reports.domain.compose import compose
from runrate.reports.domain.inputs import Source, Team
from runrate.reports.rendering.document import attachment_of, print_job
from runrate.reports.rendering.pdf import PrintJob
from tests.reports.readers import LARGE, SMALL, ZEROS, article, sheet, source, workload

CREATED = datetime(2026, 11, 24, 12, tzinfo=UTC)


EVIDENCE = {
    f"q{number}": "Dashboard 'AI unit costs', https://wiki.example.com/ai/costs" for number in (3, 4, 7)
}


def job_of(made_from: Source) -> PrintJob:
    content = json.loads(json.dumps(compose(made_from).as_json()))
    return print_job(content, attachment=attachment_of(made_from.as_json()), created=CREATED)


def team_report() -> Source:
    made_from = source(sheet(2, q10=1), workload(SMALL, retry_rate="0.08"))
    assert made_from.assessed is not None
    spreads = {f"q{number}": (0, number % 4) for number in range(1, 16)}
    return dataclasses.replace(
        made_from, assessed=dataclasses.replace(made_from.assessed, team=Team(5, spreads))
    )


REPORTS: Mapping[str, Source] = {
    "weak team": article(SMALL),
    "strong team": source(
        sheet(3, evidence=EVIDENCE, q4=4, q11={"na": "Nothing is stored"}, q13="dk"),
        workload(LARGE, **{**ZEROS, "infrastructure_monthly": 100_000, "value_per_unit": "1.90"}),
    ),
    "assessment only": source(sheet(1, q3="dk", q8="dk", q13="dk", q14="dk")),
    "scenario only": source(None, workload(SMALL, **ZEROS)),
    "team round": team_report(),
    "letter": article(LARGE, paper="Letter", example=True),
}


def elements(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Dictionary]:
    waiting: list[Any] = [pdf.Root.StructTreeRoot]
    while waiting:
        node = waiting.pop(0)
        if isinstance(node, pikepdf.Array):
            waiting[:0] = list(node)
        elif isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                yield node
            if "/K" in node:
                waiting.insert(0, node["/K"])
