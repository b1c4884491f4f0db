"""One column of a report has one number of decimals: every table of every whole report, on page and paper."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any, Final

import pytest
from django.template.loader import render_to_string
from lxml import html

from runrate.reports.domain.compose import compose
from runrate.reports.rendering.document import attachment_of, context, print_job
from tests.reports.printing import CREATED
from tests.reports.whole import CASES

AMOUNT: Final = re.compile(r"(?P<bound>at least |under |over )?[-−]?\$[\d,]+(?:\.(?P<decimals>\d+))?")


def mixed(markup: str) -> Iterator[tuple[str, dict[int, list[str]]]]:
    """Columns with several numbers of decimals; a table whose rows are its quantities is read across."""
    for table in html.fromstring(markup).xpath("//table[not(contains(@class, 'table--across'))]"):
        for place, cells in columns(table).items():
            found: dict[int, list[str]] = defaultdict(list)
            for amount in AMOUNT.finditer(" ".join(cells)):
                # A bound on what is too small for the column has digits of its own, or none.
                if not amount["bound"]:
                    found[len(amount["decimals"] or "")].append(amount.group())
            if len(found) > 1:
                yield f"{table.get('class')}, column {place}", dict(found)


def columns(table: Any) -> dict[int, list[str]]:
    """The cells with figures under each other."""
    found: dict[int, list[str]] = defaultdict(list)
    for row in table.xpath("./tbody/tr | ./tfoot/tr"):
        place = 0
        for cell in row.xpath("./th | ./td"):
            if "num" in (cell.get("class") or "").split():
                found[place].append(cell.text_content())
            place += int(cell.get("colspan") or 1)
    return found


@pytest.mark.parametrize("name", CASES)
def test_a_column_of_money_has_one_number_of_decimals(name: str) -> None:
    made_from = CASES[name][0]
    stored = json.loads(json.dumps(compose(made_from).as_json()))

    assert list(mixed(render_to_string("reports/body.html", context(stored)))) == []
    assert (
        list(mixed(print_job(stored, attachment=attachment_of(made_from.as_json()), created=CREATED).html))
        == []
    )
