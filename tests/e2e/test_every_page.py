"""Every page, for a visitor, a user and staff: axe, small screens, zoom, and what it says without script."""

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import cast
from urllib.parse import urlencode

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.e2e.addresses import NO_PAGE, every
from tests.e2e.belongings import GUARDED, USER
from tests.e2e.conftest import PASSWORD, Site, watch, with_session

ROOT = Path(__file__).resolve().parent.parent.parent
STAFF = "staff@example.com"
FULLER_FOR_A_USER = ("assessment:mine", "assessment:compare")  # a visitor's are empty
# A visitor who was sent links, a user, staff, a user who has just typed the password again, and one with
# every second factor: from the least to the most.
PEOPLE = ("visitor", "user", "staff", "sure", "guarded")
DEMO_PASSWORD = "runrate-demo"  # the demo's public one
HTTP_OK = 200
LOOKS = [("light", 1280), ("dark", 1280), ("light", 375), ("dark", 375)]
# The dark page is the same page in other colours: only these can find something new in it.
RULES_OF_COLOUR = ("color-contrast", "link-in-text-block")
# 1280 px at 200 % zoom is 640; 320 px is what WCAG 1.4.10 asks for.
NARROW = (640, 320)
# A workload with one model step is an example's page, which every() names.
PRICES = {"input_price": 3, "output_price": 15}
STEP = {"name": "s", "calls": 2, "input_tokens": 3000, "output_tokens": 400, **PRICES}
PEOPLE_REVIEW = {"review_rate": "10%", "review_minutes": 4, "reviewer_hourly_cost": 40, "value_per_unit": 9}
WORKLOADS: Mapping[str, dict[str, object]] = {
    "six model steps": {
        "unit_name": "day", "units_per_month": 900,
        **{f"steps.{number}.{name}": value for number in range(1, 7) for name, value in STEP.items()},
        **PEOPLE_REVIEW,
    },
    "seats only": {
        "unit_name": "day", "units_per_month": 800, "seats": 40, "seat_monthly": 19,
        **PEOPLE_REVIEW,
    },
    "capacity only": {
        "unit_name": "day", "units_per_month": 90000, "capacity_instances": 2, "capacity_hourly": "4.5",
        "capacity_hours": 730, "capacity_units_per_instance": 60000, **PEOPLE_REVIEW,
    },
}  # fmt: skip
type Samples = dict[str, object]


@pytest.fixture(scope="session")
def samples(site: Site) -> Samples:
    """The demo's data on the site under test, and what stands in addresses."""
    subprocess.run(
        [sys.executable, "manage.py", "demo"],
        cwd=ROOT,
        env={**site.environment, "RUNRATE_DEBUG": "on"},
        check=True,
        capture_output=True,
    )
    found: Samples = json.loads(
        site.manage("shell", "--no-imports", "-c", "from tests.e2e.belongings import main; main()")
    )
    return {
        **found,
        "number": 4,
        "slug": "why-ai-has-a-marginal-cost",
        "secret": "a-guess",
        "token": "00000000-0000-0000-0000-000000000000",
        "uidb36": "1",
        "key": "a-guess",
    }


def _signed_in(browser: Browser, site: Site, address: str) -> BrowserContext:
    context = browser.new_context(base_url=site.url)
    page = context.new_page()
    page.goto("/account/login/")
    page.get_by_label("Email").fill(address)
    page.get_by_label("Password").fill(DEMO_PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/account/**")
    page.close()
    return context


@pytest.fixture(scope="module")
def people(browser: Browser, site: Site, samples: Samples) -> Iterator[dict[str, BrowserContext]]:
    """A browser for each kind of person, signed in once."""
    visitor = browser.new_context(base_url=site.url)
    for link in cast("list[str]", samples["links"]):
        assert visitor.request.get(link).status == HTTP_OK
    contexts = {
        "visitor": visitor,
        "user": _signed_in(browser, site, USER),
        "staff": _signed_in(browser, site, STAFF),
    }
    for name, session in cast("dict[str, str]", samples["sessions"]).items():
        contexts[name] = with_session(browser, site, session)
    yield contexts
    for context in contexts.values():
        context.close()


def _violations(page: Page, look: str, rules: tuple[str, ...] = ()) -> list[str]:
    """What axe finds, as lines that name the rule and the element; by all its rules or just these."""
    options = {"runOnly": {"type": "rule", "values": rules}} if rules else {}
    found = Axe().run(page, options=options).response["violations"]
    return [f"{look}: {rule['id']}: {node['html'][:160]}" for rule in found for node in rule["nodes"]]


def _overflow(page: Page, width: int) -> list[str]:
    """Whether the page scrolls sideways at this width, and what sticks out."""
    page.set_viewport_size({"width": width, "height": 800})
    wide = page.evaluate("document.documentElement.scrollWidth")
    return [f"{width} px: the page is {wide} px wide"] if wide > width else []


def _examine(page: Page) -> list[str]:
    problems = []
    for scheme, width in LOOKS:
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        page.set_viewport_size({"width": width, "height": 800})
        rules = RULES_OF_COLOUR if scheme == "dark" else ()
        problems += _violations(page, f"{scheme} {width}", rules)
    for width in NARROW:
        problems += _overflow(page, width)
    return problems


def _pages_of(context: BrowserContext, samples: Samples) -> dict[str, str]:
    """The paths that answer this person with a page of their own, each with the name of its address."""
    found = {}
    for address in every():
        path = address.path(samples)
        # The sample's first download sets its pages, which may take its time on a busy machine.
        answer = context.request.get(path, max_redirects=0, timeout=120_000)
        if answer.status == HTTP_OK and "text/html" in answer.headers.get("content-type", ""):
            found[path] = address.name
    return found


@pytest.fixture(scope="module")
def found(people: dict[str, BrowserContext], samples: Samples) -> dict[str, dict[str, str]]:
    """What each of them may see."""
    return {person: _pages_of(context, samples) for person, context in people.items()}


@pytest.fixture(scope="module")
def pages(found: dict[str, dict[str, str]]) -> dict[str, list[str]]:
    """Each page of the URL conf once, with the least of them who may see it."""
    seen: set[str] = set()
    each_their_own = {}
    for person in PEOPLE:
        twice = FULLER_FOR_A_USER if person == "user" else ()
        each_their_own[person] = sorted(
            path for path, name in found[person].items() if path not in seen or name in twice
        )
        seen |= set(found[person])
    return each_their_own


def test_every_address_is_walked_or_says_why_it_is_not(found: dict[str, dict[str, str]]) -> None:
    walked = {name for paths in found.values() for name in paths.values()}
    excused = {name for names in NO_PAGE.values() for name in names}

    assert {address.name for address in every()} - walked - excused == set()
    assert walked & excused == set()


@pytest.mark.parametrize("person", PEOPLE)
def test_every_page_is_usable_by_anyone(
    people: dict[str, BrowserContext], pages: dict[str, list[str]], site: Site, person: str
) -> None:
    found = {}
    for path in pages[person]:
        page = people[person].new_page()
        problems = watch(page, site)
        page.goto(path)
        problems += _examine(page)
        page.close()
        if problems:
            found[path] = problems

    assert found == {}
    assert pages[person] != []


def test_page_that_is_not_there_is_usable_too(page: Page) -> None:
    page.goto("/nothing-here/")

    assert page.locator("h1").inner_text() == "Page not found"
    assert _examine(page) == []


def test_form_with_mistakes_is_usable_too(page: Page) -> None:
    page.goto("/account/signup/")
    page.get_by_role("button", name="Create account").click()

    assert page.locator(".error-summary").is_visible()
    assert _examine(page) == []


@pytest.mark.parametrize("inputs", WORKLOADS.values(), ids=WORKLOADS)
def test_the_calculator_is_usable_for_every_kind_of_workload(page: Page, inputs: dict[str, object]) -> None:
    page.goto(f"/calculator/?{urlencode(inputs)}")

    expect(page.get_by_role("heading", name="Line by line")).to_be_visible()
    assert _examine(page) == []


def test_every_page_says_the_same_without_script(
    people: dict[str, BrowserContext], pages: dict[str, list[str]], browser: Browser, site: Site
) -> None:
    user = people["user"]
    plain = browser.new_context(
        base_url=site.url, java_script_enabled=False, storage_state=user.storage_state()
    )
    differing = {}
    with_script, without = user.new_page(), plain.new_page()
    for path in pages["visitor"] + pages["user"]:
        headings = []
        for tab in (with_script, without):
            tab.goto(path)
            headings.append(tab.locator("h1, h2").all_inner_texts())
        if headings[0] != headings[1] or not headings[0]:
            differing[path] = headings
    with_script.close()
    plain.close()

    assert differing == {}


def test_pages_on_the_way_in_are_usable_too(browser: Browser, site: Site, samples: Samples) -> None:
    """The two that nobody reaches by an address: the mailed code, and the second factor."""
    context = browser.new_context(base_url=site.url)
    page = context.new_page()
    problems = watch(page, site)
    page.goto("/account/signup/")
    page.get_by_label("Email").fill("on-the-way@example.com")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Create account").click()
    expect(page.get_by_role("heading", name="Enter the code from your mailbox")).to_be_visible()
    problems += _examine(page)
    context.close()
    context = browser.new_context(base_url=site.url)
    page = context.new_page()
    later = watch(page, site)
    page.goto("/account/login/")
    page.get_by_label("Email").fill(GUARDED)
    page.get_by_label("Password").fill(DEMO_PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_label("Code")).to_be_visible()
    later += _examine(page)
    context.close()

    assert problems + later == []


def test_first_tab_stop_skips_to_the_content(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("Tab")
    link = page.locator(":focus")

    assert link.inner_text() == "Skip to the content"
    link.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_menu_of_a_phone_opens_without_script(browser: Browser, site: Site) -> None:
    context = browser.new_context(
        base_url=site.url, viewport={"width": 375, "height": 700}, java_script_enabled=False
    )
    page = context.new_page()
    page.goto("/")
    link = page.get_by_role("navigation", name="Main").get_by_role("link", name="Framework")

    assert not link.is_visible()
    page.get_by_role("button", name="Menu").click()
    assert link.is_visible()
    context.close()
