"""What waits for a visitor behind the sign-in: said only where it does."""

from typing import Any
from urllib.parse import parse_qs

from django.template import Library
from django.urls import reverse

from calculator.scenarios.services import VISITOR_KIND
from runrate.core import form_drafts, visitor_cookie
from runrate.reports.web.intent import intended

register = Library()


@register.simple_tag(takes_context=True)
def waiting(context: dict[str, Any], to: str | None) -> str:
    """Of the page `to` that is gone on to: "report", "scenario", "change", "numbers", or nothing.

    A change to a saved scenario, and numbers of a calculator page, are in the address alone.
    """
    request, parts = context.get("request"), form_drafts.split(to or "")
    if request is None:
        return ""
    if parts.path.startswith("/reports/") and intended(request) is not None:
        return "report"
    if parts.path != reverse("calculator:page") or not parts.query:
        return ""
    try:
        scenario = parse_qs(parts.query, max_num_fields=400).get("scenario", [""])[0]
    except ValueError:  # more fields than any page takes
        return ""
    if not scenario:
        return "numbers"
    return "scenario" if scenario in map(str, visitor_cookie.ids(request, VISITOR_KIND)) else "change"
