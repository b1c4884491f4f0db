"""Enter in a field does what the label beside it says; what answers replace holds no field.

A browser sends a form by its first button when Enter is pressed in one of its fields. So where a form has
several buttons, the first must be the one that a person means who presses Enter, and what overwrites, revokes
or removes has a form of its own.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlencode

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse
from django.utils import timezone

import assessment.services.submissions
from assessment.models import TeamRound
from calculator.domain.presets import BY_KEY
from calculator.models import Scenario
from runrate.accounts.models import User
from runrate.reports.services import reports
from runrate.reports.services.gathering import gather
from tests.assessment.sheets import sheet
from tests.conftest import show_second_factor

pytestmark = pytest.mark.django_db
SMALL = BY_KEY["article-small"].workload.as_form()
# What Enter does in each form with several buttons: it saves, and loses nothing that another button keeps.
MEANT = {"Save and continue", "Save and review", "Calculate"}
HARMFUL = ("update", "revoke", "remove", "delete", "action_remove", "restore")


@dataclass
class Button:
    """What sends a form."""

    name: str
    harmful: bool
    place: tuple[int, int]
    words: str = ""


@dataclass
class Form:
    """One form of a page with its buttons in the order of the page, whether inside it or not."""

    address: str
    id: str
    typed: list[str] = field(default_factory=list)
    buttons: list[Button] = field(default_factory=list)


class Page(HTMLParser):
    """The forms of a page, and the fields that stand in a part which answers replace."""

    VOID = frozenset({"input", "br", "img", "meta", "link", "hr", "wbr", "source", "path", "rect"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.replaced: list[str] = []
        self._open: Form | None = None
        self._button: Button | None = None
        self._elsewhere: list[tuple[str, Button]] = []
        self._path: list[tuple[str, bool]] = []
        self.feed(html)
        for id, button in self._elsewhere:
            buttons = next(form for form in self.forms if form.id == id).buttons
            buttons.append(button)
            buttons.sort(key=lambda each: each.place)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes a form, its fields and its buttons."""
        given = {name: value or "" for name, value in attrs}
        swapped = given.get("id") in {"estimate", "models"} or "every" in given.get("hx-trigger", "")
        if tag not in self.VOID:
            self._path.append((tag, swapped))
        kind = given.get("type", "text" if tag == "input" else "submit")
        if tag == "form":
            self._open = Form(given.get("action", ""), given.get("id", ""))
            self.forms.append(self._open)
        elif tag == "button" and kind == "submit":
            # A row of a form that nobody has saved is gone from the form alone, and Back has it.
            row = given.get("value", "").startswith(("steps.", "other_lines."))
            harmful = (given.get("name") in HARMFUL and not row) or "button--danger" in given.get("class", "")
            self._button = Button(given.get("name", ""), harmful, self.getpos())
            if "form" in given:
                self._elsewhere.append((given["form"], self._button))
            elif self._open:
                self._open.buttons.append(self._button)
        elif tag in {"input", "textarea", "select"} and kind not in {"hidden", "checkbox"}:
            if any(swapped for _tag, swapped in self._path) or swapped:
                self.replaced.append(given.get("name", ""))
            if self._open and "readonly" not in given:
                self._open.typed.append(given.get("name", ""))

    def handle_data(self, data: str) -> None:
        """Notes what a button says."""
        if self._button:
            self._button.words = f"{self._button.words} {data}".strip()

    def handle_endtag(self, tag: str) -> None:
        """Leaves a form or a button."""
        while self._path and self._path.pop()[0] != tag:
            pass
        if tag == "form":
            self._open = None
        elif tag == "button":
            self._button = None


@pytest.fixture
def pages(alice: User, alice_client: Client, staff_client: Client, client: Client) -> dict[str, str]:
    """Every page with a form, in the state in which it has most buttons."""
    EmailAddress.objects.create(user=alice, email=alice.email, verified=True, primary=True)
    EmailAddress.objects.create(user=alice, email="new@example.com", verified=False, primary=False)
    show_second_factor(alice_client, alice)
    done = assessment.services.submissions.record(sheet=sheet(2), owner=alice)
    draft = assessment.services.submissions.start(owner=alice, repeats=done, keep_answers=True)
    scenario = Scenario.objects.create(owner=alice, name="Desk", inputs=SMALL)
    gone = Scenario.objects.create(owner=alice, name="Gone", inputs=SMALL, deleted_at=timezone.now())
    alice_client.post(f"/scenarios/{scenario.pk}/share/")
    alice_client.post(
        f"/scenarios/{scenario.pk}/edit/", {"name": "Desk 2", "currency": "USD", "agent_status": "live"}
    )
    team = TeamRound.objects.create(owner=alice, version="1", team_name="Desk")
    source = gather(made_on=reports.today(), submission=done, scenario=None)
    report = reports.start_report(owner=alice, source=source, submission=done)
    own = [
        *(reverse(f"assessment:{name}", args=[draft.pk, *more]) for name, *more in (
            ("question", 2), ("all",), ("review",), ("describe",), ("delete",))),
        *(reverse(f"assessment:{name}", args=[done.pk])
          for name in ("result", "share", "describe", "delete")),
        *(reverse(f"assessment:{name}") for name in ("start", "import", "mine", "compare", "team_new")),
        reverse("assessment:team", args=[team.pk]),
        *(f"/calculator/{room}?{urlencode({**SMALL, 'scenario': str(scenario.pk)})}"
          for room in ("", "explore/")),
        "/calculator/?preset=none", "/calculator/?units_per_month=many",
        "/calculator/models/", "/calculator/import/",
        "/scenarios/", "/scenarios/portfolio/", f"/scenarios/{gone.pk}/", f"/scenarios/{gone.pk}/edit/",
        *(f"/scenarios/{scenario.pk}/{door}" for door in ("", "edit/", "prices/")),
        "/reports/", "/reports/new/", "/reports/import/", report.get_absolute_url(),
        f"{reverse('reports:start')}?submission={done.pk}",
        "/learn/", "/account/data/",
        *(reverse(name) for name in (
            "account_email", "account_change_password", "account_logout", "account_reauthenticate",
            "mfa_index", "mfa_list_webauthn", "mfa_activate_totp", "usersessions_list",
            "mydata:account", "mydata:delete")),
    ]  # fmt: skip
    seen = {address: alice_client.get(address, follow=True).content.decode() for address in own}
    foreign = [reverse(name) for name in ("account_login", "account_signup", "account_reset_password")]
    seen |= {f"{address} of a visitor": client.get(address).content.decode() for address in foreign}
    given = {"email": "fresh@example.com", "password1": "a long walk before breakfast"}
    signed_up = client.post("/account/signup/", given, follow=True)
    seen["the code of a new account"] = signed_up.content.decode()
    back = reverse("admin:assessment_submission_changelist")
    for address in (back, reverse("admin:assessment_submission_change", args=[done.pk])):
        seen[address] = staff_client.get(address, follow=True).content.decode()
    return seen


def _several(pages: dict[str, str]) -> Iterator[tuple[str, Form]]:
    for address, html in pages.items():
        for form in Page(html).forms:
            if len(form.buttons) > 1:
                yield address, form


def test_the_first_button_of_every_form_is_the_one_that_enter_means(pages: dict[str, str]) -> None:
    several = [(address, form.buttons[0].words) for address, form in _several(pages)]

    assert [(address, words) for address, words in several if words not in MEANT] == []
    assert {words for _address, words in several} == MEANT


def test_what_overwrites_or_removes_has_a_form_of_its_own(pages: dict[str, str]) -> None:
    beside = [
        (address, [button.words for button in form.buttons])
        for address, form in _several(pages)
        if any(button.harmful for button in form.buttons)
    ]

    assert beside == []


def test_no_field_stands_in_a_part_that_answers_replace(pages: dict[str, str]) -> None:
    replaced = {address: Page(html).replaced for address, html in pages.items() if "hx-" in html}

    assert {address: names for address, names in replaced.items() if names} == {}
    assert len(replaced) > 3


def test_every_form_with_a_field_has_a_button(pages: dict[str, str]) -> None:
    without = [
        (address, form.address)
        for address, html in pages.items()
        for form in Page(html).forms
        if form.typed and not form.buttons
    ]

    assert [(address, form) for address, form in without if not address.startswith("/admin/")] == []
