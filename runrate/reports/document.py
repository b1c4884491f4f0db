"""Turns a stored report into what is printed: which parts it has, in which order, through which templates."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from runrate.reports.pdf import PrintJob


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
        Section("scale", _("Scale and sensitivity")),
        Section("recommendations", _("Recommendations")),
        Section("missing", _("What is not in here")),
        Section("method", _("Method and assumptions")),
    )
    return tuple(section for section in every if content.get(section.key))


def context(content: Mapping[str, Any]) -> dict[str, Any]:
    return {"report": content, "sections": sections(content)}


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
    path = finders.find("print/report.css")
    if path is None:
        raise FileNotFoundError("print/report.css")
    with open(path, encoding="utf-8") as file:  # noqa: PTH123 - a finder answers with text
        return file.read()


def attachment_of(source: Mapping[str, Any]) -> str:
    """The data of a report as it rides inside the PDF: the same text for the same data."""
    return json.dumps(source, indent=1, sort_keys=True, ensure_ascii=False)
