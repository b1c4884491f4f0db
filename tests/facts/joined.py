"""What a report on answers and a workload together says, as facts: content, web page, paper, board page.

Read out of markup by where it stands, so that a sentence in another row, or steps in another order, differ.
"""

import json
from collections.abc import Iterator
from typing import Any, Final

from django.template.loader import render_to_string
from lxml import html

from runrate.reports.domain.content import Content, MeasureRow
from runrate.reports.domain.inputs import Source
from runrate.reports.rendering.document import attachment_of, board_job, context, print_job
from runrate.reports.services.imports import read_back
from tests.reports.printing import CREATED
from tests.reports.readers import DAY

type Facts = dict[str, Any]

MEASURES: Final = ("worthwhile", "unsure", "later")


def read_again(made_from: Source) -> Source:
    """The same source out of the file that rides in its PDF."""
    return read_back(attachment_of(made_from.as_json()).encode(), today=DAY)


def of_content(content: Content) -> Facts:
    """Before it is put on a page or on paper."""
    assert content.maturity is not None
    assert content.answers is not None
    assert content.recommendations is not None
    maturity, advice = content.maturity, content.recommendations
    return of_summary(content) | {
        "stage": _squeezed(maturity.headline, maturity.lede, *maturity.changes),
        "dimensions": [_squeezed(row.name, row.meaning, row.next_step) for row in maturity.dimensions],
        "weakest": [row.name for row in maturity.dimensions if row.weakest],
        "caps": [
            _squeezed(f"{cap.title}.", cap.sentence, cap.told_below or cap.way_out) for cap in maturity.caps
        ],
        "levels": [row.level for group in content.answers.groups for row in group.rows],
        "contradictions": [
            _squeezed(f"{each.topic}.", each.sentence) for each in content.answers.contradictions
        ],
        "unknown": list(content.answers.unknown),
        "advice": _squeezed(advice.headline, advice.lede),
        **{name: list(map(_row, getattr(advice, name))) for name in MEASURES},
        "enabling": [
            _squeezed(row.number, row.topic, row.action, row.note, row.who, row.effort, row.move)
            for row in advice.enabling
        ],
        "totals": [_squeezed(each.label, each.monthly, each.span) for each in advice.totals],
        "phases": [_squeezed(each.weeks, "·", each.title, *each.tasks) for each in advice.phases],
    }


def of_summary(content: Content) -> Facts:
    """The board page alone."""
    summary = content.summary
    return {
        "headline": summary.headline,
        "figures": [_squeezed(each.label, each.value) for each in summary.figures],
        "ask": _squeezed(summary.ask.title, summary.ask.sentence, summary.ask.beside, summary.ask.otherwise),
        "things": [
            _squeezed(f"{each.topic}{_numbered(each.number)}.", each.action, each.worth)
            for each in summary.things
        ],
        "why_later": summary.why_later,
        "verdict": _squeezed(summary.verdict_title, *summary.verdict),
        "found": [*summary.found, *summary.stands],
        "basis": [
            _squeezed(each.kind, each.figures[:1].upper() + each.figures[1:]) for each in summary.basis
        ],
        "answers_for": summary.answers_for,
    }


def _row(row: MeasureRow) -> str:
    what = ". ".join(filter(None, (row.lines, row.note)))
    money = (row.monthly, row.span, row.work, row.payback, row.payback_span)
    return _squeezed(row.number, row.topic, row.action, what, *money, row.move, row.target)


def _numbered(number: str) -> str:
    """As a thing names its row of "What to do"."""
    return f" (step {number})" if number else ""


def _squeezed(*texts: str) -> str:
    return " ".join(" ".join(texts).split())


def _text(element: Any) -> str:
    """Each part apart, as it stands apart on a page."""
    return _squeezed(*element.itertext())


def _texts(tree: Any, path: str) -> list[str]:
    return [_text(each) for each in tree.xpath(path)]


def _joined(tree: Any, path: str) -> str:
    return _squeezed(*_texts(tree, path))


def of_markup(markup: str) -> Facts:
    """A report as it stands in its page, or in what is printed."""
    tree = html.fromstring(markup)
    parts = {
        name: tree.xpath(f"//section[@id='{name}']") for name in ("maturity", "answers", "recommendations")
    }
    [maturity], [answers], [advice] = parts.values()
    holds, lowest = "./h3[. = 'What holds the stage down']", ".//tr[@class='marked']/th/text()[1]"
    unlike = "./h3[not(following-sibling::p[@class='source'])]/following-sibling::ul[last()]/li"
    return of_board(markup) | {
        "stage": _joined(maturity, "./h2 | ./p[@class='lede'] | ./ul[@class='changes']/li"),
        "dimensions": [
            _squeezed(row.xpath("./th/text()")[0], *_texts(row, "./td"))
            for row in maturity.xpath(".//table[contains(@class, 'dimensions')]/tbody/tr")
        ],
        "weakest": [_squeezed(name) for name in maturity.xpath(lowest)],
        "caps": _texts(maturity, f"{holds}/following-sibling::ul[@class='reasons'][1]/li"),
        "levels": _texts(answers, ".//table/tbody/tr/td[@class='num'][1]"),
        "contradictions": _texts(answers, "./ul[@class='reasons']/li"),
        "unknown": _texts(answers, "./ul[not(@class)]/li") or _texts(answers, unlike),
        "advice": _joined(advice, "./h2 | ./p[@class='lede']"),
        **{name: _rows(advice, name) for name in MEASURES},
        "enabling": _texts(advice, ".//table[contains(@class, 'enabling')]/tbody/tr"),
        "totals": _texts(advice, ".//table[contains(@class, 'totals')]/tbody/tr"),
        "phases": _texts(advice, ".//dl[@class='phases']/div"),
    }


def _rows(advice: Any, name: str) -> list[str]:
    """Of the table under the heading that says whether its steps pay for their work."""
    title = {
        "worthwhile": "Steps that pay for",
        "unsure": "Steps not known to pay for",
        "later": "Steps that do not pay for",
    }[name]
    table = advice.xpath(f"./h3[starts-with(., '{title}')]/following::table[1]")
    return _texts(table[0], "./tbody/tr") if table else []


def of_board(markup: str) -> Facts:
    """What stands on the board page, wherever it is printed."""
    [summary] = html.fromstring(markup).xpath("//section[@id='summary']")
    who = "dt = 'Who answers for it'"
    return {
        "headline": _joined(summary, "./h2"),
        "figures": _texts(summary, ".//dl[@class='figures']/div"),
        "ask": _joined(summary, ".//div[@class='ask']"),
        "things": _texts(summary, ".//ol[@class='things']/li"),
        "why_later": _joined(summary, "./p[@class='source']"),
        "verdict": _joined(summary, ".//div[@class='verdict']"),
        "found": _texts(summary, ".//ul[@class='found']/li"),
        "basis": _texts(summary, f".//dl[@class='basis']/div[not({who})]"),
        "answers_for": _joined(summary, f".//dl[@class='basis']/div[{who}]/dd"),
    }


def of_reports(made_from: Source, content: Content) -> Iterator[Facts]:
    """Web page, paper and the page for the board alone."""
    stored, attachment = json.loads(json.dumps(content.as_json())), attachment_of(made_from.as_json())
    yield of_markup(render_to_string("reports/body.html", context(stored)))
    yield of_markup(print_job(stored, attachment=attachment, created=CREATED).html)
    yield of_board(board_job(stored, attachment=attachment, created=CREATED).html)
