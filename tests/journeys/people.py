"""Two people with accounts and a stranger: a browser each, what they know and what they were given."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from django.core import mail

from calculator.uploads.samples import FOLDER
from tests.journeys.browser import Browser, Tab
from tests.journeys.page import Form, Page, shape

PASSWORD = "a long walk before breakfast"
MARK = re.compile(r"~([a-z])\d+~")
_CODE = re.compile(r"^\s*([A-Z0-9]{3,}(?:-[A-Z0-9]{3,})?)\s*$", re.MULTILINE)
_MOST_PLACES = 6


class Known(NamedTuple):
    """What somebody has in their browser and knows of the site when a run begins."""

    cookies: dict[str, str]
    page: Page
    places: dict[str, list[str]]
    with_forms: dict[str, str]
    opened: dict[str, bool]
    files: list[tuple[str, bytes]]
    marks: int


@dataclass
class Person:
    """Somebody at a browser. What they type carries a mark with their letter, to be known anywhere."""

    name: str
    browser: Browser
    has_account: bool
    known: Known | None = None
    tabs: list[Tab] = field(default_factory=list)
    tab: Tab = field(init=False)
    places: dict[str, list[str]] = field(default_factory=dict)
    """Addresses they have seen, by what they lead to; newest last."""
    with_forms: dict[str, str] = field(default_factory=dict)
    """Where forms are, by what they are for; the newest such page."""
    visits: dict[str, int] = field(default_factory=dict)
    sent: dict[str, int] = field(default_factory=dict)
    """How often a kind of page was opened, a kind of form sent: what is new comes first."""
    opened: dict[str, bool] = field(default_factory=dict)
    """Addresses that opened for them alone, and whether they were signed in."""
    files: list[tuple[str, bytes]] = field(default_factory=list)
    given: set[str] = field(default_factory=set)
    """Ids they may see because somebody handed them a link."""
    told: set[str] = field(default_factory=set)
    """Marks of others that they have read behind such a link, and may carry on."""
    gone: set[str] = field(default_factory=set)
    """Ids of what was deleted, stopped or closed."""
    marks: int = 0

    def __post_init__(self) -> None:
        if self.known is None:
            first = self.browser.get("/")
        else:
            first = self.known.page
            self.browser.client.cookies.load(self.known.cookies)
            self.places = {kind: list(addresses) for kind, addresses in self.known.places.items()}
            self.with_forms, self.opened = dict(self.known.with_forms), dict(self.known.opened)
            self.files, self.marks = list(self.known.files), self.known.marks
        self.tab, self.was_signed_in = Tab([first]), self.signed_in_at(first)
        self.tabs = [self.tab]

    @property
    def letter(self) -> str:
        return self.name[0].lower()

    @property
    def address(self) -> str:
        return f"{self.name.lower()}@example.com"

    @property
    def page(self) -> Page:
        return self.tab.page

    @property
    def signed_in(self) -> bool:
        return self.signed_in_at(self.page)

    @staticmethod
    def signed_in_at(page: Page) -> bool:
        """Whether the page was served to somebody who is signed in."""
        return not any(link.words == "Sign in" for link in page.links)

    @property
    def bills(self) -> list[tuple[str, bytes]]:
        """What their vendor has given them: a month's usage, its cost, and a table that is partly refused.

        Their projects carry a mark of theirs, so that it is seen wherever one comes up.
        """
        project = f"~{self.letter}0~".encode()
        return [
            (name, (FOLDER / name).read_bytes().replace(b"proj_syn", project).replace(b"prod", project))
            for name in ("bad-rows-focus.csv", "openai-dashboard-cost.csv", "openai-dashboard-usage.csv")
        ]

    def mark(self) -> str:
        self.marks += 1
        return f"~{self.letter}{self.marks}~"

    def remember(self, page: Page) -> None:
        """Every address that is shown can be come back to."""
        self.visits[shape(page.address)] = self.visits.get(shape(page.address), 0) + 1
        for address in (page.address, *(link.address for link in page.links)):
            known = self.places.setdefault(shape(address), [])
            if address not in known:
                known.append(address)
                del known[:-_MOST_PLACES]
        if kinds := " / ".join(form.kind for form in page.forms):
            self.with_forms.pop(kinds, None)
            self.with_forms[kinds] = page.address

    def knows(self) -> Known:
        """What they take along into another run."""
        cookies = {name: one.value for name, one in self.browser.client.cookies.items()}
        places = {kind: list(addresses) for kind, addresses in self.places.items()}
        opened, files = dict(self.opened), list(self.files)
        return Known(cookies, self.page, places, dict(self.with_forms), opened, files, self.marks)

    def keep(self, page: Page) -> None:
        """A downloaded file, the newest of its kind."""
        kind = page.kind.partition(";")[0]
        ending = {"application/json": "json", "text/csv": "csv", "application/pdf": "pdf"}.get(kind, "bin")
        self.files = [(name, content) for name, content in self.files if name != f"own.{ending}"]
        self.files.append((f"own.{ending}", page.body))

    def code(self) -> str:
        """The newest code that was mailed to them, read as a person reads it."""
        for message in reversed(getattr(mail, "outbox", [])):
            found = _CODE.search(str(message.body))
            if self.address in message.to and found:
                return found[1]
        return ""

    def credentials(self, form: Form) -> Mapping[str, str]:
        """What belongs into the fields by which a site knows its people."""
        known = {}
        for one in form.fields:
            if one.kind == "password":
                known[one.name] = PASSWORD
            elif one.kind == "email":
                known[one.name] = self.address
            elif one.code:
                known[one.name] = self.code()
        return known
