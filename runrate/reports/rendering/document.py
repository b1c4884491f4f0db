"""Turns a stored report into what is printed: which parts it has, in which order, through which templates."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from math import ceil
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from runrate.core.rendering.signs import signs_held, unbroken
from runrate.core.text import cut, width
from runrate.reports.domain.compose import COMPOSER_VERSION
from runrate.reports.domain.wording import with_short_figures, with_shorter_names
from runrate.reports.rendering.isolates import FROM_RIGHT, isolated
from runrate.reports.rendering.pdf import PrintJob
from runrate.reports.rendering.shaped import MAY_NEED_IT, over_drawings
from runrate.reports.rendering.signing import signed

_COLOUR = re.compile(r"--(?P<name>[a-z0-9-]+): (?P<colour>#[0-9a-f]{6});")
LONG_FIGURE = 12
"""Letters of a big figure that is set smaller: it has a quarter of the line."""
LONG_MONTHLY, LONG_PER_UNIT = 13, 10
"""Letters of an amount in the table of costs that its column no longer holds in one line."""
LONGEST_ON_COVER = 2 * 120
"""Widths of a letter that a name of the cover has before it is cut: the longest one in wide letters."""
LINE_OF_NAMES, LINE_OF_WORDS, FEW_LINES, SOME_LINES = 60, 42, 6, 16
"""Of the cover: widths of a letter in a line of each, and how many lines leave the drawing its room, set as
usual and set close."""
WITH_NAMES = ("report", "on_cover", "cover_foot")
"""What page and paper are given that holds names of people's own."""
TEXT = "Report text"
_TOKEN = re.compile(r"var\(--(?P<name>[a-z0-9-]+)\)")


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a report, on the page and on paper."""

    key: str
    title: str
    folded: bool = False
    """Whether the page keeps it closed until it is asked for."""

    @property
    def template(self) -> str:
        return f"reports/parts/{self.key}.html"


def sections(content: Mapping[str, Any]) -> tuple[Section, ...]:
    """The parts that this report has data for, in the order they are read."""
    every = (
        Section("summary", _("For the board")),
        Section("maturity", _("Where you stand")),
        Section("answers", _("Your fifteen answers")),
        Section("cost", _("The full cost")),
        Section("scale", _("How it moves")),
        Section("recommendations", _("What to do")),
        Section("bill", (content.get("bill") or {}).get("title") or _("Estimate against bill")),
        Section("missing", _("What is not in here")),
        Section("method", _("Appendix"), folded=True),
    )
    return tuple(section for section in every if content.get(section.key))


def context(content: Mapping[str, Any]) -> dict[str, Any]:
    """For the templates of page and paper; `contents` are the parts that the board page leads on to."""
    found = sections(content)
    words = {
        "report": with_short_figures(content),
        "sections": found,
        "contents": [section for section in found if section.key != "summary"],
        "cover_page": bool(content.get("cover")),
        "on_cover": _on_cover(content),
        "author": _author(content),
        "cover_foot": _cover_foot(content),
        "set_close": _set_close(content),
        "long_amounts": _long_amounts(content),
        "version_before": _version_before(content),
    }
    return words | {name: _apart(words[name], content) for name in WITH_NAMES}


def _set_close(content: Mapping[str, Any]) -> str:
    """The class of a board page whose big figures need more room than a quarter of a line."""
    figures = content.get("summary", {}).get("figures", ())
    return " long-figures" if any(width(each["value"]) > LONG_FIGURE for each in figures) else ""


def _long_amounts(content: Mapping[str, Any]) -> str:
    """The class of a table of costs whose amounts would break within a number."""
    cost = content.get("cost") or {}
    rows = [*cost.get("rows", ()), cost.get("total", {})]
    long = any(
        width(row.get("monthly", "")) > LONG_MONTHLY or width(row.get("per_unit", "")) > LONG_PER_UNIT
        for row in rows
    )
    return " costs--long" if long else ""


def _apart[V](words: V, content: Mapping[str, Any]) -> V:
    """With signs held to their amounts, and names from right to left kept apart; most reports have none."""
    held: V = unbroken(words)
    text = json.dumps(held, ensure_ascii=False, default=str)
    return isolated(held, content) if FROM_RIGHT.search(text) else held


def _on_cover(content: Mapping[str, Any]) -> dict[str, Any]:
    """Names and lines of the cover, whole, and set the closer the more they are."""
    names = " · ".join(cut(name, LONGEST_ON_COVER) for name in content.get("subjects") or ())
    lines = [{**line, "words": cut(line["words"], LONGEST_ON_COVER)} for line in content.get("cover") or ()]
    taken = sum(ceil(width(each["words"]) / LINE_OF_WORDS) for each in lines)
    taken += ceil(width(names) / LINE_OF_NAMES)
    close = " close closest" if taken > SOME_LINES else " close" if taken > FEW_LINES else ""
    return {"names": names, "lines": lines, "close": close}


def _author(content: Mapping[str, Any]) -> str:
    """Whom the file names as its author: whom its cover names, or us."""
    lines = content.get("cover") or ()
    return next((str(line["words"]) for line in lines if line["label"] == _("Author")), "Runrate")


def _version_before(content: Mapping[str, Any]) -> str:
    """The version of the text of a report that was made before this one; nothing for one of today."""
    said = content.get("version") or next(
        (row["value"] for row in (content.get("method") or {}).get("versions", ()) if row["name"] == TEXT), ""
    )
    return "" if said == COMPOSER_VERSION else str(said)


def _cover_foot(content: Mapping[str, Any]) -> str:
    """What the report is and how to handle it, in the last line of its pages."""
    name = next(iter(content.get("subjects") or ()), _("AI workload"))
    imported = str(content.get("imported") or "")
    parts = (
        imported[:1].upper() + imported[1:],
        str(content.get("confidentiality") or ""),
        _("%(name)s · AI cost report") % {"name": name},
        _("example company") if content.get("example") else "",
    )
    return " · ".join(filter(None, parts))


def print_job(content: Mapping[str, Any], *, attachment: str, created: datetime) -> PrintJob:
    """The report as one HTML text with its style sheet; nothing in it needs to be fetched."""
    return _job(context(content), content, attachment, created)


def board_job(content: Mapping[str, Any], *, attachment: str, created: datetime) -> PrintJob:
    """The board page alone, with the same data attached."""
    alone = {"sections": (), "alone": True, "cover_page": False}
    return _job(context(content) | alone, content, attachment, created)


def _job(words: dict[str, Any], content: Mapping[str, Any], attachment: str, created: datetime) -> PrintJob:
    boards = [_board(found, words) for found in with_shorter_names(content)]
    html = render_to_string("reports/pdf/report.html", words | {"board": boards[0]})
    return PrintJob(
        html=_shaped(html),
        css=style_sheet(),
        paper=content["paper"],
        attachment=attachment,
        created=created,
        boards=tuple(dict.fromkeys(map(_shaped, boards))),
    )


def _board(content: Mapping[str, Any], words: Mapping[str, Any]) -> str:
    """The board page as it begins each report, of a content with its names as long as they are there."""
    kept = {name: words[name] for name in ("alone", "cover_page") if name in words}
    return render_to_string("reports/pdf/board.html", context(content) | kept)


def _shaped(html: str) -> str:
    held = signs_held(html)
    return over_drawings(held) if MAY_NEED_IT.search(held) else held


@cache
def style_sheet() -> str:
    """The sheet of the paper with the site's colours in it.

    Put in here, once, rather than by the renderer for each page: margin boxes inherit no custom property.
    """
    colours = dict(_COLOUR.findall(_static("css/tokens.css").partition("}")[0]))
    return _TOKEN.sub(lambda found: colours[found["name"]], _static("print/report.css"))


def _static(name: str) -> str:
    path = finders.find(name)
    if path is None:
        raise FileNotFoundError(name)
    return Path(path).read_text("utf-8")


def attachment_of(source: Mapping[str, Any]) -> str:
    """The data of a report as it rides inside the PDF, signed: the same text for the same data and key."""
    return json.dumps(signed(source), indent=1, sort_keys=True, ensure_ascii=False)
