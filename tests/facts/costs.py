"""What each way out says of one workload, as named facts: API, command line, files, page and report.

`line.<key>` is the amount of a line, `name.<key>` what it is called, `lines` both in their order, `verdict`
its sentences, `label.<input>` what an input is called. A figure that is not known is "–".
"""

import csv
import json
from collections.abc import Iterator, Mapping
from io import BytesIO, StringIO
from itertools import count, takewhile
from typing import Any, Final

from django.template.loader import render_to_string
from django.test import Client
from lxml import html
from openpyxl import load_workbook

from calculator.__main__ import answer
from calculator.domain.workload_input import parse_workload
from calculator.files.sheet_cells import OUTCOMES
from runrate.reports.domain.compose import compose
from runrate.reports.domain.content import Content
from runrate.reports.domain.inputs import Source
from runrate.reports.rendering.document import context
from tests.reports.printing import job_of
from tests.reports.readers import source

type Facts = dict[str, Any]

UNKNOWN: Final = "–"
NOT_ENTERED: Final = "not entered"
HALF_ENTERED: Final = "only half entered"
"""Of a review without a share, or without pay: its amount on the page, beside a dash in a report."""
VERDICT: Final = "worth what it costs?"
BOUNDED: Final = ("at least", "as far as entered")


_ADDRESSES: Final = count(1)


def visitor() -> Client:
    """Somebody at an address of their own: one address may not ask for this many files."""
    number = next(_ADDRESSES)
    return Client(REMOTE_ADDR=f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}")


def _figures(found: Mapping[str, Any]) -> Facts:
    """The answer of the API or the command line."""
    facts: Facts = {
        name: UNKNOWN if value is None else value
        for name, value in found.items()
        if not isinstance(value, list)
    }
    for line in found["lines"]:
        facts[f"line.{line['key']}"] = line["monthly"] if line["entered"] else NOT_ENTERED
        facts[f"name.{line['key']}"] = line["name"]
    facts["formulas"] = {each["name"]: each["printed"] for each in found["formulas"]}
    return facts | {"paying_volumes": found["paying_volumes"], "notes": found["notes"]}


def of_api(client: Client, inputs: Mapping[str, Any]) -> Facts:
    response = client.post("/api/v1/estimates", json.dumps(inputs), content_type="application/json")
    return _figures(response.json())


def of_command_line(inputs: Mapping[str, Any]) -> Facts:
    return _figures(answer(json.dumps(inputs).encode()))


def query(inputs: Mapping[str, Any]) -> dict[str, str]:
    return {name: str(value) for name, value in parse_workload(inputs).as_form().items()}


def of_json(client: Client, inputs: Mapping[str, Any]) -> Facts:
    """The file read back."""
    body = client.get("/calculator/costs.json", query(inputs)).content
    return _figures(answer(json.dumps(json.loads(body)).encode()))


def of_csv(client: Client, inputs: Mapping[str, Any]) -> Facts:
    text = client.get("/calculator/costs.csv", query(inputs)).content.decode("utf-8-sig")
    blocks = list(_blocks(csv.reader(StringIO(text))))
    entered, lines, totals, verdict = blocks[:4]
    return {
        **{f"label.{row[0]}": row[1] for row in entered[1:]},
        **{row[0]: row[1] or UNKNOWN for row in totals},
        "bounds": {row[0]: row[2] for row in totals if row[2]},
        "lines": [(row[0], row[1]) for row in lines[1:]],
        "verdict": [row[0] for row in verdict[1:]],
    }


def _blocks(rows: Iterator[list[str]]) -> Iterator[list[list[str]]]:
    while block := list(takewhile(any, rows)):
        yield block


def of_workbook(client: Client, inputs: Mapping[str, Any]) -> Facts:
    """The values that the cells hold before anything works them out again."""
    book = load_workbook(BytesIO(client.get("/calculator/costs.xlsx", query(inputs)).content), data_only=True)
    costs = [[cell.value for cell in row] for row in book["Costs"].iter_rows(max_col=5)]
    head = next(number for number, row in enumerate(costs) if row[0] == "Line")
    total = next(number for number, row in enumerate(costs) if row[0] == "Total per month")
    by_name = {row[0]: row[1] for row in costs[total:]}
    beside = {row[0]: row[3] for row in costs[total:]}
    facts = {
        key: UNKNOWN if by_name.get(label) in (None, "") else by_name[label]
        for key, (label, _pattern) in OUTCOMES.items()
    }
    return {
        **facts,
        **{f"label.{row[0].value}": row[1].value for row in book["Inputs"].iter_rows(min_row=5, max_col=2)},
        "total_monthly": costs[total][1],
        "bounds": {
            **({"total_monthly": costs[total][3]} if costs[total][3] else {}),
            **{key: beside[label] for key, (label, _pattern) in OUTCOMES.items() if beside[label]},
        },
        "lines": [
            (row[0], NOT_ENTERED if row[3] == NOT_ENTERED else row[1])
            for row in costs[head + 1 : total]
            if row[3] not in {"none", "not counted"}
        ],
        "texts": [str(row[0]) for row in costs[total:] if row[0]],
    }


def _text(element: Any) -> str:
    return " ".join(element.text_content().split())


def _texts(elements: Any) -> list[str]:
    return [_text(each) for each in elements]


def of_page(client: Client, inputs: Mapping[str, Any]) -> Facts:
    tree = html.fromstring(client.get("/calculator/", query(inputs)).content.decode())
    rows = tree.xpath("//details[@data-line]")
    [worth] = tree.xpath(f"//section[h2[contains(., '{VERDICT}')]]")
    labels, values = (tree.xpath(f"//div[@id='answer']//dl//{name}") for name in ("dt", "dd"))
    figures = list(zip(_texts(labels), _texts(values), strict=True))
    return {
        "headline": _text(tree.xpath("//p[contains(@class,'calculator__headline')]")[0]),
        "total_monthly": figures[0][1],
        "cost_per_unit": figures[1][1],
        "visible_share": figures[2][1],
        "visible_label": figures[2][0],
        "bounded": figures[0][0].endswith(BOUNDED),
        "lines": [
            (_text(row.find_class("line__name")[0]), _text(row.find_class("line__amount")[0])) for row in rows
        ],
        "verdict": _texts(worth.xpath("./p")),
        "formulas": dict(
            zip(
                _texts(worth.xpath(".//dl//dt")),
                [_text(each).rpartition(": ")[2] for each in worth.xpath(".//dl//dd")],
                strict=True,
            )
        ),
        "labels": {
            each.get("for"): " ".join("".join(each.xpath("./text()[1]")).split())
            for each in tree.xpath("//label[@for]")
        },
    }


def of_content(content: Content) -> Facts:
    """A report before it is put on a page or on paper."""
    assert content.cost is not None
    figures, rows = content.summary.figures, content.method.inputs
    # Those of a step, or of a line of one's own, stand under its number; what it is called is in their head.
    heads = [row.group.partition(": ") for row in rows]
    return {
        "headline": content.summary.headline,
        "total_monthly": figures[0].value,
        "cost_per_unit": figures[1].value,
        "visible_share": figures[2].value,
        "visible_label": figures[2].label,
        "bounded": content.cost.total.name.endswith(BOUNDED),
        "lines": [
            (row.name, _amount(row.monthly, row.basis, entered=row.entered)) for row in content.cost.rows
        ],
        "verdict": list(content.summary.verdict),
        "results": {row.name: row.monthly for row in content.method.results},
        "inputs": [
            ": ".join(filter(None, (head, row.name))).casefold()
            for row, (head, _colon, _called) in zip(rows, heads, strict=True)
        ],
        "called": {head for head, _colon, called in heads if called},
    }


def _amount(monthly: str, basis: str, *, entered: bool) -> str:
    """What a report says of a line in one; where it has no amount yet, the word beside the dash."""
    if not entered:
        return NOT_ENTERED
    return basis if monthly == UNKNOWN else monthly


def of_markup(markup: str) -> Facts:
    """A report as it stands in its page, or in what is printed."""
    tree = html.fromstring(markup)
    [summary] = tree.xpath("//section[@id='summary']")
    [table] = tree.xpath("//table[contains(@class,'costs')]")
    figures = [
        (_text(each.find("dd")), _text(each.find("dt")))
        for each in summary.xpath(".//dl[@class='figures']/div")
    ]
    *rows, last = table.xpath("./tbody/tr")
    total = (_text(last.find("th")), _texts(last.findall("td")))
    return {
        "headline": _text(summary.find("h2")),
        "total_monthly": figures[0][0],
        "cost_per_unit": figures[1][0],
        "visible_share": figures[2][0],
        "visible_label": figures[2][1],
        "bounded": total[0].endswith(BOUNDED),
        "lines": [
            (
                _text(row.find("th")),
                _amount(
                    _texts(row.findall("td"))[1],
                    "".join(_texts(row.find_class("evidence"))),
                    entered=row.get("class") != "absent",
                ),
            )
            for row in rows
        ],
        "verdict": _texts(summary.xpath(".//div[@class='verdict']/p")),
    }


def of_reports(inputs: Mapping[str, Any]) -> Iterator[Facts]:
    """Content, web page and paper of a report on this workload."""
    made_from: Source = source(None, parse_workload(inputs))
    content = compose(made_from)
    yield of_content(content)
    yield of_markup(render_to_string("reports/body.html", context(content.as_json())))
    yield of_markup(job_of(made_from).html)
