"""One visible share at every door: the same digits on each page and in each file, and the rest of 100.0%."""

import json
import re
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from lxml import html

from calculator.domain.presets import PRESETS
from calculator.domain.workload_input import parse_workload
from calculator.models import Scenario
from calculator.scenarios.comparison import compare
from runrate.reports.domain.compose import compose
from runrate.reports.rendering.document import attachment_of, board_job
from tests.facts.costs import of_api, of_command_line, of_csv, of_json, of_page, of_workbook, query, visitor
from tests.reports.printing import CREATED, job_of
from tests.reports.readers import source
from tests.truth.readers import workloads

pytestmark = pytest.mark.django_db
SHARE = r"under 0\.1%|over 99\.9%|\d[\d.]*%"
SAID = re.compile(rf"({SHARE}) of it is ")
SIDES = {"under 0.1%": Decimal(0), "over 99.9%": Decimal(100)}
"""A share of nearly nothing, or of nearly all, and what its lines add up to as printed."""
BELOW = re.compile(r"Above the waterline (\d[\d.]*)%, below it (\d[\d.]*)%")


def told(text: str) -> str:
    """What a headline says is visible; nothing where a line is not entered."""
    found = SAID.search(text)
    return found[1] if found else ""


def as_told(share: Fraction) -> str:
    rounded = Fraction(int(share * 1000 + Fraction(1, 2)), 1000)
    if rounded != share and rounded in {0, 1}:
        return "over 99.9%" if rounded else "under 0.1%"
    return f"{float(rounded * 100):.1f}%"


def as_printed(share: str) -> Decimal:
    """What a share of a line adds to the sum of the lines as printed."""
    return SIDES[share] if share in SIDES else Decimal(share.removesuffix("%"))


def words(markup: str) -> str:
    return " ".join(html.fromstring(markup).text_content().split())


def exact_ones(inputs: dict[str, Any]) -> list[str]:
    """Of API, command line, JSON, CSV and workbook, which hold the share and not its words."""
    doors = (of_api, of_json, of_csv, of_workbook)
    found = [each(visitor(), inputs)["visible_share"] for each in doors]
    found.append(of_command_line(inputs)["visible_share"])
    return ["–" if share == "–" else as_told(Fraction(str(share))) for share in found]


@given(workloads())
def test_every_door_tells_one_visible_share(inputs: dict[str, Any]) -> None:
    """N29."""
    page, content = of_page(visitor(), inputs), compose(source(None, parse_workload(inputs)))
    assert content.cost is not None
    share = page["visible_share"]

    assert set(exact_ones(inputs)) == {share}
    assert content.summary.figures[2].value == share
    for sentence in (page["headline"], content.summary.headline):
        assert told(sentence) in {share, ""}
    visible = [row.share for row in content.cost.rows if row.visible and row.entered and row.share != "–"]
    if share != "–":
        added_up = sum(map(as_printed, visible), Decimal(0))
        assert (added_up if share in SIDES else f"{added_up:.1f}%") == SIDES.get(share, share)
        assert content.charts["iceberg"]["tip_percent"] == share
        assert content.charts["cover_iceberg"]["visible"] == share
        add_up(share, content.charts["cover_iceberg"]["hidden"])
    if "lies below the waterline" in content.cost.headline:
        add_up(share, content.cost.headline)


@given(workloads())
def test_explore_comparison_paper_and_board_page_tell_the_same_one(inputs: dict[str, Any]) -> None:
    """N29."""
    made_from = source(None, parse_workload(inputs))
    content = json.loads(json.dumps(compose(made_from).as_json()))
    share = content["summary"]["figures"][2]["value"]
    board = board_job(content, attachment=attachment_of(made_from.as_json()), created=CREATED).html

    for paper in (job_of(made_from).html, board):
        [summary] = html.fromstring(paper).xpath("//section[@id='summary']")
        assert summary.xpath(".//dl[@class='figures']/div[3]/dd/text()") == [share]
    assert compared(inputs) in {share, f"{share} of what is entered", "–"}
    assert explored(inputs) in {share, ""}


def compared(inputs: dict[str, Any]) -> str:
    sides = [
        Scenario(name=name, inputs=inputs, updated_at=datetime(2026, 11, 24, tzinfo=UTC)) for name in "AB"
    ]
    [row] = [row for row in compare(sides).results if row.name == "Above the waterline"]
    return row.cells[1].value


def explored(inputs: dict[str, Any]) -> str:
    """Today's row of the volumes; nothing where there is no volume, or no cost."""
    page = visitor().get("/calculator/explore/", query(inputs)).content.decode()
    rows = html.fromstring(page).xpath("//section[@id='scale']//tbody/tr")
    return "".join(rows[2].xpath("./td[3]/text()")) if len(rows) == 5 and inputs["units_per_month"] else ""


def add_up(share: str, other: str) -> None:
    found = re.search(SHARE, other)
    assert found is not None
    if share in SIDES:
        assert {share, found[0]} == set(SIDES)
    else:
        assert Decimal(share.removesuffix("%")) + Decimal(found[0].removesuffix("%")) == 100


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.key)
def test_the_pages_of_the_examples_tell_the_share_of_the_calculator(client: Client, preset: Any) -> None:
    page = client.get("/calculator/", {"preset": preset.key}).content.decode()
    framework = words(client.get("/framework/", {"example": preset.key}).content.decode())
    tree = html.fromstring(page)
    share = " ".join(tree.xpath("(//div[@id='answer']//dl//dd)[3]/text()")).strip()
    drawn = BELOW.search(" ".join(tree.text_content().split()))

    assert told(framework) in {share, ""}
    assert share in framework
    assert drawn is None or (f"{drawn[1]}%" == share and Decimal(drawn[1]) + Decimal(drawn[2]) == 100)


def test_home_and_articles_tell_the_share_of_the_example(client: Client) -> None:
    home = words(client.get("/").content.decode())
    claims = words(client.get("/calculator/", {"preset": "insurance-claims"}).content.decode())
    article = words(client.get("/learn/why-ai-has-a-marginal-cost/").content.decode())
    small = words(client.get("/calculator/", {"preset": "article-small"}).content.decode())

    [shown] = re.findall(r"the invoice shows ([\d.]+%) of it", article)
    assert told(home) == told(claims) != ""
    assert f"{shown}" in small
