"""What each way out says of one answer sheet, as named facts: API, command line, result page and report."""

import json
from collections.abc import Iterator
from typing import Any, Final

from django.template.loader import render_to_string
from django.test import Client
from lxml import html

from assessment.__main__ import answer
from assessment.domain.answer_sheet import Sheet
from assessment.domain.questionnaire import load
from assessment.models import Submission
from assessment.staff.submission_page import SubmissionPage
from runrate.accounts.models import User
from runrate.reports.domain.compose import compose
from runrate.reports.rendering.document import context
from tests.reports.printing import job_of
from tests.reports.readers import source

type Facts = dict[str, Any]

INSTRUMENT: Final = load("1")


def of_api(client: Client, sheet: Sheet) -> Facts:
    body = json.dumps(sheet.as_json())
    found: Facts = client.post("/api/v1/scores", body, content_type="application/json").json()
    return found


def of_command_line(sheet: Sheet) -> Facts:
    return answer(json.dumps(sheet.as_json()).encode())


def _texts(elements: Any) -> list[str]:
    return [" ".join(each.text_content().split()) for each in elements]


def of_reports(sheet: Sheet) -> Iterator[Facts]:
    """Content, web page and paper of a report on these answers alone."""
    made_from = source(sheet)
    content = compose(made_from)
    assert content.maturity is not None
    summary = content.summary
    yield {
        "headline": summary.headline,
        "figures": [(figure.value, figure.label) for figure in summary.figures],
        "found": [*summary.found, *summary.stands],
        "things": [thing.topic for thing in summary.things],
        "changes": list(content.maturity.changes),
        # One that is the way to the next stage is told there, where each raise stands; once.
        "ways_out": [cap.told_below or cap.way_out for cap in content.maturity.caps],
        "caps": [cap.sentence for cap in content.maturity.caps],
        "dimensions": [(row.name, row.score, row.meaning) for row in content.maturity.dimensions],
    }
    yield _of_markup(render_to_string("reports/body.html", context(content.as_json())))
    yield _of_markup(job_of(made_from).html)


def _of_markup(markup: str) -> Facts:
    tree = html.fromstring(markup)
    [summary] = tree.xpath("//section[@id='summary']")
    [maturity] = tree.xpath("//section[@id='maturity']")
    return {
        "headline": _texts(summary.xpath("./h2"))[0],
        "figures": [
            (_texts(each.xpath("./dd"))[0], _texts(each.xpath("./dt"))[0])
            for each in summary.xpath(".//dl[@class='figures']/div")
        ],
        "found": _texts(summary.xpath(".//ul[@class='found']/li")),
        "text": " ".join(summary.text_content().split()),
        "changes": _texts(maturity.xpath("./ul[@class='changes']/li")),
        "ways_out": _texts(maturity.xpath("./ul[@class='reasons']/li/em")),
        "maturity": " ".join(maturity.text_content().split()),
    }


def of_staff(submission: Submission, staff: User) -> Facts:
    """What the administration advises beside the answers."""
    words = SubmissionPage(submission, reader=staff).context()
    tree = html.fromstring(render_to_string("admin/assessment/submission/steps.html", words) or "<p></p>")
    return {
        "caps": words["caps"],
        "way": _texts(tree.xpath("//section[h2[contains(., 'shortest way')]]//li")),
        "steps": _texts(tree.xpath("//section[h2[contains(., 'Next steps')]]//li")),
    }


def of_page(client: Client, address: str) -> Facts:
    """The owner's result."""
    tree = html.fromstring(client.get(address).content.decode())
    numbers = _texts(tree.xpath("//dl[@class='numbers']/div/dd"))
    return {
        "score": numbers[0],
        "evidenced_score": numbers[1],
        "score_high": numbers[2] if len(numbers) > 2 else numbers[0],
        "steps": _texts(tree.xpath("//li[contains(@class,'card')]/p[@class='eyebrow']")),
        "way": _texts(tree.xpath("//details[summary[contains(., 'The shortest way to')]]//li/strong")),
        "ways_out": _texts(tree.xpath("//div[contains(@class, 'notice--attention')]/ul/li")),
        "bars": _texts(tree.xpath("//h2[@id='dimensions']"))[0],
        "text": " ".join(tree.text_content().split()),
    }
