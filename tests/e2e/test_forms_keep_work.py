"""Whatever happens between showing a form and accepting it: what was typed is there, in a real browser."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.e2e.conftest import PASSWORD, Site, watch, with_session

TEXT = "Dësk 7 \ufffc “quoted” <b>&amp;"
CHECKED = ""
TYPE = "(each, text) => { each.value = text; each.dispatchEvent(new Event('input', { bubbles: true })); }"
ADDRESS = "keeps@example.com"
PREPARE = """
import json
from importlib import import_module
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.account.models import EmailAddress
from assessment.services import submissions
from assessment.domain.answer_sheet import parse_sheet
from calculator.scenarios import services as scenarios
from calculator.domain.presets import PRESETS
from calculator.prices.pricing import Priced
from runrate.accounts.models import User
from time import time
from uuid import uuid4
user, _new = User.objects.get_or_create(email={address!r})
user.set_password({password!r})
user.save()
EmailAddress.objects.get_or_create(user=user, email=user.email, primary=True, verified=True)
answers = dict.fromkeys(["q" + str(number) for number in range(1, 16)], 2)
done = submissions.record(sheet=parse_sheet({{"version": "1", "answers": answers}}), owner=user)
scenario = scenarios.save_scenario(id=uuid4(), user=user, name="Desk", workload=PRESETS[0].workload,
    priced=Priced({{}}), preset=PRESETS[0].key)
session = import_module(settings.SESSION_ENGINE).SessionStore()
session[SESSION_KEY] = str(user.pk)
session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
session[HASH_SESSION_KEY] = user.get_session_auth_hash()
session[AUTHENTICATION_METHODS_SESSION_KEY] = [{{"method": "password", "at": time()}}]
session.save()
made = {{"session": session.session_key, "submission": str(done.pk), "scenario": str(scenario.pk)}}
print(json.dumps(made))
"""


@dataclass(frozen=True)
class Form:
    """Where a form is and what is put into it; as filled, it is refused."""

    at: str
    fields: dict[str, str]
    unkept: tuple[str, ...] = ()
    drafted: bool = True


ANYBODYS = {
    "question": Form("{question}10/", {"#q10-note": TEXT}),
    "all questions": Form("{all}", {"#q3-2": CHECKED, "#q10-na": CHECKED, "#q5-note": TEXT}),
    "assessment import": Form("/assessment/import/", {"#id_text": TEXT}),
    "calculator import": Form("/calculator/import/", {"#pasted": TEXT}),
    "feedback": Form("/learn/human-review-is-a-cost-line/", {"#id_comment": TEXT}),
    "sign in": Form(
        "/account/login/",
        {"#id_login": "me@example.com", "#id_password": "wrong"},
        unkept=("#id_password",),
        drafted=False,
    ),
    "sign up": Form(
        "/account/signup/",
        {"#id_email": "a@example.com", "#id_password1": "x"},
        unkept=("#id_password1",),
        drafted=False,
    ),
    "password reset": Form("/account/password/reset/", {"#id_email": "no address"}, drafted=False),
}  # fmt: skip
ONES_OWN = {
    "team round": Form("/assessment/team/new/", {"#id_workload_name": TEXT}),
    "about an assessment": Form("/assessment/{submission}/about/", {"#id_team_name": TEXT, "#id_role": "!"}),
    "scenario": Form(
        "/scenarios/{scenario}/edit/",
        {"#id_notes": TEXT, "#id_workload_name": TEXT, "#id_exchange_rate": "1,5x"},
    ),
    "report": Form("/reports/new/", {"#id_day_cost": "12x"}),
}


@pytest.fixture(scope="module")
def own(site: Site) -> dict[str, str]:
    """Rows of an account and a session of it."""
    said = site.manage("shell", "--verbosity", "0", "-c", PREPARE.format(address=ADDRESS, password=PASSWORD))
    return dict(json.loads(said.strip().splitlines()[-1]))


@pytest.fixture
def anybody(browser: Browser, site: Site) -> Iterator[BrowserContext]:
    context = browser.new_context(base_url=site.url)
    context.set_default_timeout(10_000)
    yield context
    context.close()


@pytest.fixture
def owner(browser: Browser, site: Site, own: dict[str, str]) -> Iterator[BrowserContext]:
    context = with_session(browser, site, own["session"])
    context.set_default_timeout(10_000)
    yield context
    context.close()


def _open(context: BrowserContext, form: Form, own: dict[str, str]) -> tuple[Page, str]:
    page = context.new_page()
    question = everything = ""
    if "{" in form.at and not own.keys() & set(re.findall(r"{(\w+)}", form.at)):
        page.goto("/assessment/")
        page.get_by_role("button", name=re.compile("^Start")).first.click()
        everything = str(page.get_by_role("link", name="All on one page").get_attribute("href"))
        question = re.sub(r"\d+/$", "", page.url)
    address = form.at.format(question=question, all=everything, **own)
    page.goto(address)
    return page, address


def _fill(page: Page, form: Form) -> None:
    for field, text in form.fields.items():
        place = page.locator(field)
        place.evaluate("each => { const more = each.closest('details'); if (more) more.open = true; }")
        if text == CHECKED:
            place.check()
        elif text == "!":
            place.evaluate("each => { each.add(new Option('none', 'nobody')); each.value = 'nobody'; }")
        else:
            # A note shows once something is chosen, and cannot be typed into before; what it holds counts.
            place.evaluate(TYPE, text)


def _send(page: Page, form: Form) -> None:
    with page.expect_navigation():
        page.locator(next(iter(form.fields))).evaluate(
            "each => { each.form.noValidate = true; each.form.requestSubmit(); }"
        )


def _holds(page: Page, form: Form, *, secrets: bool = False) -> None:
    for field, text in form.fields.items():
        if text == "!" or (field in form.unkept and not secrets):
            continue
        if text == CHECKED:
            expect(page.locator(field)).to_be_checked()
        else:
            expect(page.locator(field)).to_have_value(text)
    for field in form.unkept:
        expect(page.locator(field)).to_have_value("")


def _is_there_whatever_happens(page: Page, address: str, form: Form) -> None:
    """Reload, away and Back, Back and Forward, and a second tab."""
    _holds(page, form)
    answer = page.reload()
    assert answer is not None
    assert (answer.request.method, answer.status) == ("GET", 200)
    _holds(page, form)
    page.goto("/framework/")
    page.go_back()
    _holds(page, form)
    page.go_back()
    _holds(page, form)
    page.go_forward()
    _holds(page, form)
    second = page.context.new_page()
    second.goto(address)
    _holds(second, form)
    second.close()


@pytest.mark.parametrize("name", ANYBODYS)
def test_a_refused_form_of_anybody_is_there(
    anybody: BrowserContext, site: Site, own: dict[str, str], name: str
) -> None:
    page, address = _open(anybody, ANYBODYS[name], own)
    problems = watch(page, site)
    _fill(page, ANYBODYS[name])
    _send(page, ANYBODYS[name])

    _is_there_whatever_happens(page, address, ANYBODYS[name])

    assert problems == []


@pytest.mark.parametrize("name", ONES_OWN)
def test_a_refused_form_of_ones_own_is_there(
    owner: BrowserContext, site: Site, own: dict[str, str], name: str
) -> None:
    page, address = _open(owner, ONES_OWN[name], own)
    problems = watch(page, site)
    _fill(page, ONES_OWN[name])
    _send(page, ONES_OWN[name])

    _is_there_whatever_happens(page, address, ONES_OWN[name])

    assert problems == []


@pytest.mark.parametrize("name", [name for name, form in (ANYBODYS | ONES_OWN).items() if form.drafted])
def test_what_was_not_sent_is_offered_again(
    browser: Browser, site: Site, own: dict[str, str], name: str
) -> None:
    form = (ANYBODYS | ONES_OWN)[name]
    fields = {field: text for field, text in form.fields.items() if text != "!"}
    form = Form(form.at, fields)
    context = (
        with_session(browser, site, own["session"])
        if name in ONES_OWN
        else browser.new_context(base_url=site.url)
    )
    page, address = _open(context, form, own)
    # What other tests of the same account had refused is not looked at here.
    address += "?typed=no"
    page.goto(address)
    _fill(page, form)
    page.get_by_role("link", name="Learn").first.click()
    page.wait_for_url("**/learn/")
    page.goto(address)

    _holds(page, form)
    page.get_by_role("button", name="Discard it").click()
    page.reload()
    for field, text in fields.items():
        if text != CHECKED:
            expect(page.locator(field)).not_to_have_value(text)
    context.close()


@pytest.mark.parametrize("name", [name for name in ANYBODYS if not ANYBODYS[name].unkept])
def test_a_form_whose_cookies_are_gone_is_shown_with_its_text_and_sent_by_a_press(
    anybody: BrowserContext, own: dict[str, str], name: str
) -> None:
    form = ANYBODYS[name]
    page, _address = _open(anybody, form, own)
    _fill(page, form)
    anybody.clear_cookies(name="__Host-csrf")
    _send(page, form)

    expect(page.locator("main")).to_contain_text("cookies were deleted or are switched off")
    page.get_by_role("button", name="Send it again").click()
    expect(page.locator(next(iter(form.fields)))).to_be_visible()
    _holds(page, form)


# An assessment of another browser is not there for somebody signed out: see tests/core/test_typed.py.
@pytest.mark.parametrize("name", sorted(ONES_OWN.keys() - {"about an assessment"}))
def test_what_was_sent_after_the_session_ended_is_there_after_the_sign_in(
    owner: BrowserContext, own: dict[str, str], name: str
) -> None:
    form = ONES_OWN[name]
    page, _address = _open(owner, form, own)
    _fill(page, form)
    owner.clear_cookies(name="__Host-session")
    _send(page, form)
    page.locator("#id_login").fill(ADDRESS)
    page.locator("#id_password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()

    expect(page.locator("[data-typed]")).to_contain_text("Your session had ended.")
    _holds(page, form)


def test_a_request_that_never_arrives_loses_nothing(anybody: BrowserContext, own: dict[str, str]) -> None:
    form = ANYBODYS["question"]
    page, address = _open(anybody, form, own)
    _fill(page, form)
    page.route("**/10/", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    with page.expect_event("requestfailed"):
        page.locator("#q10-note").evaluate("each => each.form.requestSubmit()")
    page.wait_for_timeout(500)
    page.unroute("**/10/")
    page.goto(address)

    _holds(page, form)


def test_after_an_accepted_form_nothing_comes_back(anybody: BrowserContext, own: dict[str, str]) -> None:
    page, address = _open(anybody, ANYBODYS["question"], own)
    page.locator("#q10-2").check()
    page.locator("#q10-note").evaluate(TYPE, TEXT)
    page.get_by_role("button", name="Save and continue").click()
    page.wait_for_url("**/11/**")
    page.go_back()

    expect(page.locator("#q10-note")).to_have_value(TEXT)
    expect(page.get_by_role("button", name="Discard it")).to_have_count(0)
    page.goto(address)
    expect(page.get_by_text("not saved yet")).to_have_count(0)


def test_without_scripts_a_question_says_to_save_first(
    browser: Browser, site: Site, own: dict[str, str]
) -> None:
    context = browser.new_context(base_url=site.url, java_script_enabled=False)
    page, _address = _open(context, ANYBODYS["question"], own)

    expect(page.locator("noscript p")).to_be_visible()
    assert "Save before you follow a link" in page.content()
    context.close()
