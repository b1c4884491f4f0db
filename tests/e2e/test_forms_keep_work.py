"""Whatever happens between showing a form and accepting it: what was typed is there, in a real browser."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.e2e.conftest import Site

TEXT = "Dësk 7 \ufffc “quoted” <b>&amp;"


@dataclass(frozen=True)
class Form:
    """Where a form is, which of its fields are filled with what, and the button that sends it."""

    at: str
    fields: dict[str, str]
    button: str
    account: bool = False


# Each is refused as filled: what is asked for is missing or wrong.
REFUSED = {
    "question": Form("question", {"#q10-na": "", "#q10-note": TEXT}, "Save and go on"),
    "all": Form("all", {"#q3-2": "", "#q10-na": "", "#q5-note": TEXT}, "Save and stay here"),
    "assessment import": Form("/assessment/import/", {"[name=text]": TEXT}, "Import"),
    "calculator import": Form("/calculator/import/", {"[name=workload]": TEXT}, "Open it in the calculator"),
    "feedback": Form("/learn/human-review-is-a-cost-line/", {"[name=comment]": TEXT}, "Send"),
    "sign in": Form("/account/login/", {"[name=login]": "me@example.com"}, "Sign in"),
    "reset": Form("/account/password/reset/", {"[name=email]": "not an address"}, ""),
    "team round": Form("/assessment/team/", {"[name=workload_name]": TEXT}, "Open the round", account=True),
    "report": Form("/reports/new/", {"[name=day_cost]": "12,5x", "summary": ""}, "Make the report", account=True),
    "deletion": Form("/account/delete/", {"[name=email]": "else@example.com"}, "", account=True),
}


@pytest.fixture(scope="module")
def anonymous(browser: Browser, site: Site) -> BrowserContext:
    return browser.new_context(base_url=site.url)


def test_placeholder() -> None:
    assert REFUSED
