"""Turns a stored report into what is printed: which parts it has, in which order, through which templates."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from runrate.reports.rendering.pdf import PrintJob
from runrate.reports.rendering.signing import signed

_COLOUR = re.compile(r"--(?P<name>[a-z0-9-]+): (?P<colour>#[0-9a-f]{6});")
_TOKEN = re.compile(r"var\(--(?P<name>[a-z0-9-]+)\)")


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a report, on the page and on paper."""

    key: str
    title: str

    @property
    def template(self) -> str:
        return f"reports/parts/{self.key}.html"


def sections(content: Mapping[str, Any]) -> tuple[Section, ...]:
    """The parts that this report has data for, in the order they are read."""
    every = (
        Section("summary", _("Executive summary")),
        Section("maturity", _("Maturity by dimension")),
        Section("answers", _("Your fifteen answers")),
        Section("cost", _("The full monthly cost")),
        Section("bill", _("Estimate against bill")),
        Section("scale", _("Scale and sensitivity")),
        Section("recommendations", _("Recommendations")),
        Section("missing", _("What is not in here")),
        Section("method", _("Method and assumptions")),
    )
    return tuple(section for section in every if content.get(section.key))


def context(content: Mapping[str, Any]) -> dict[str, Any]:
    """For the templates of page and paper; `contents` are the parts that the summary leads on to."""
    found = sections(content)
    return {
        "report": content,
        "sections": found,
        "contents": [section for section in found if section.key != "summary"],
        "cover_foot": _cover_foot(content),
    }


def _cover_foot(content: Mapping[str, Any]) -> str:
    """What the report is, in the last line of its cover."""
    name = next(iter(content.get("subjects") or ()), _("AI workload"))
    imported = str(content.get("imported") or "")
    parts = (
        imported[:1].upper() + imported[1:],
        _("%(name)s · AI cost report") % {"name": name},
        _("example company") if content.get("example") else "",
    )
    return " · ".join(filter(None, parts))


def print_job(content: Mapping[str, Any], *, attachment: str, created: datetime) -> PrintJob:
    """The report as one HTML text with its style sheet; nothing in it needs to be fetched."""
    return PrintJob(
        html=render_to_string("reports/pdf/report.html", context(content)),
        css=style_sheet(),
        paper=content["paper"],
        attachment=attachment,
        created=created,
    )


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
