"""The assessment as people meet it: on two devices, with a team, over time."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.assessment.notes import BACKING, SHORT
from tests.e2e.conftest import Site, watch

QUESTIONS = 15


def _begin(page: Page) -> None:
    page.goto("/assessment/")
    page.get_by_role("button", name=re.compile("^Start")).first.click()


def _answer_all(page: Page, level: int, first: int | None = None) -> None:
    page.get_by_role("link", name="All on one page").click()
    for number in range(1, QUESTIONS + 1):
        page.locator(f"#q{number}-{first if number == 1 and first is not None else level}").check()
    page.get_by_role("button", name="Save and review").click()
    page.get_by_role("button", name="Finish and see the result").first.click()


def _other(browser: Browser, site: Site, *, script: bool = True) -> Page:
    """A tab in a browser of somebody else's."""
    context = browser.new_context(base_url=site.url, java_script_enabled=script)
    context.set_default_timeout(15_000)
    return context.new_page()


def test_an_assessment_goes_on_in_a_second_browser(page: Page, browser: Browser, site: Site) -> None:
    _begin(page)
    for number in (1, 2, 3):
        page.locator(f"#q{number}-2").check()
        page.get_by_role("button", name="Save and continue").click()
    expect(page.get_by_role("status").first).to_contain_text("Saved. Come back with the link below")
    link = page.locator("#resume-link").input_value()

    second = _other(browser, site)
    problems = watch(second, site)
    second.goto(link)

    expect(second.get_by_text("Question 4 of 15").first).to_be_visible()
    assert "resume" not in second.url
    second.get_by_role("button", name="Back").click()
    expect(second.locator("#q3-2")).to_be_checked()
    assert problems == []


def test_signing_up_claims_what_was_answered_and_stops_the_link(
    page: Page, browser: Browser, site: Site, sign_up: Callable[[Page, str], None]
) -> None:
    _begin(page)
    page.locator("#q1-3").check()
    page.get_by_role("button", name="Save and continue").click()
    address = page.url.split("?")[0]
    link = page.locator("#resume-link").input_value()
    page.goto("/account/signup/")

    sign_up(page, "claimer@example.com")

    page.goto(address)
    expect(page.get_by_text("Question 2 of 15").first).to_be_visible()
    expect(page.locator("#resume-link")).to_have_count(0)
    stranger = _other(browser, site)
    gone = stranger.goto(link)
    assert gone is not None
    assert gone.status == 404
    page.goto("/assessment/mine/")
    expect(page.get_by_role("link", name=re.compile("Continue:"))).to_be_visible()


def test_three_people_rate_and_the_team_sees_where_it_disagrees(
    page: Page, browser: Browser, site: Site, sign_up: Callable[[Page, str], None]
) -> None:
    page.goto("/account/signup/?next=/assessment/team/new/")
    sign_up(page, "facilitator@example.com")
    page.goto("/assessment/team/new/")
    page.get_by_label("Team").fill("Claims team")
    page.get_by_label("Workload").fill("Claims triage")
    page.get_by_role("button", name="Open the round").click()
    team = page.url
    page.get_by_role("button", name="Make five one-time links").click()
    invitations = [page.get_by_label(f"One-time link {number}").input_value() for number in (1, 2, 3)]

    for raters, (first, invitation) in enumerate(zip((1, 3, 4), invitations, strict=True), 1):
        member = _other(browser, site, script=raters != 2)
        member.goto(invitation)
        member.get_by_role("button", name="Start my rating").click()
        _answer_all(member, 2, first)
        expect(member.get_by_role("heading", level=1)).to_contain_text("Allocated")
        page.goto(team)
        expect(page.get_by_role("status").first).to_contain_text(re.compile(f"{raters} members? ha"))
        expect(page.get_by_role("cell", name="talk about this")).to_have_count(0)  # nothing before the close
        member.context.close()

    page.get_by_role("button", name="Close the round and see its result").click()
    page.goto(team)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Allocated, at 51.7 of 100")
    expect(page.get_by_role("cell", name="talk about this")).to_have_count(1)
    page.get_by_role("link", name="View for the meeting").click()
    expect(page.get_by_role("heading", level=2)).to_have_text(
        "Which monthly costs of this workload can you put a figure on today?"
    )
    page.goto(team)
    page.get_by_role("link", name="The combined result").click()
    expect(page.get_by_role("button", name="Get my report")).to_be_visible()


def test_two_attempts_are_compared(page: Page) -> None:
    _begin(page)
    _answer_all(page, 1)
    page.locator("summary", has_text="More").click()
    page.get_by_role("button", name="Take it again from these answers").click()
    page.get_by_role("link", name="Change Known costs").click()
    page.locator("#q1-4").check()
    page.get_by_role("button", name="Save and review").click()
    page.get_by_role("button", name="Finish and see the result").first.click()

    page.goto("/assessment/mine/")
    expect(page.get_by_text("No trend is drawn").first).to_be_visible()  # neither names its workload
    page.get_by_role("link", name="Compare two attempts").click()
    page.get_by_label("Earlier attempt").select_option(index=2)
    page.get_by_label("Later attempt").select_option(index=1)
    page.get_by_role("button", name="Compare").click()

    expect(page.get_by_role("heading", name="1 answer differs")).to_be_visible()
    expect(page.get_by_role("row", name=re.compile("Visibility"))).to_contain_text("+25.0")


def test_a_shared_result_is_read_until_it_is_stopped(page: Page, browser: Browser, site: Site) -> None:
    _begin(page)
    _answer_all(page, 3)
    page.locator("summary", has_text="More").click()
    page.get_by_role("link", name="Share by link").click()
    page.get_by_role("button", name="Make a link").click()
    link = page.get_by_label("Link for readers").input_value()

    reader = _other(browser, site)
    reader.goto(link)
    expect(reader.get_by_role("heading", level=1)).to_contain_text("Optimized, at 75.0 of 100")
    expect(reader.get_by_role("button", name="Get my report")).to_have_count(0)

    page.get_by_role("button", name="Stop the link").click()
    answer = reader.reload()
    assert answer is not None
    assert answer.status == 404


@pytest.fixture
def without_script(browser: Browser, site: Site) -> BrowserContext:
    return browser.new_context(base_url=site.url, java_script_enabled=False)


def test_number_keys_choose_while_the_group_has_the_focus_and_arrows_do_without_script(
    page: Page, without_script: BrowserContext
) -> None:
    _begin(page)
    page.locator("#q1-0").focus()
    page.keyboard.press("4")
    expect(page.locator("#q1-3")).to_be_checked()
    page.locator("#q1-note").focus()
    page.keyboard.press("2")
    expect(page.locator("#q1-3")).to_be_checked()

    plain = without_script.new_page()
    _begin(plain)
    plain.locator("#q1-0").focus()
    plain.keyboard.press("Space")
    plain.keyboard.press("ArrowDown")
    plain.keyboard.press("Enter")
    expect(plain.get_by_text("Question 2 of 15").first).to_be_visible()
    without_script.close()


def test_a_note_may_stand_beside_every_answer_and_says_at_once_whether_it_counts(page: Page) -> None:
    _begin(page)
    note, short = page.locator("#q1-note"), page.locator("#q1-short")
    for choice in ("dk", "0", "3"):
        page.locator(f"#q1-{choice}").check()
        expect(note).to_be_visible()
        note.fill("ask Anna")
        expect(short).to_be_visible() if choice == "3" else expect(short).to_be_hidden()

    note.fill("ask Anna for the sheet")
    expect(short).to_be_hidden()
    said = {each: page.evaluate("countsAsEvidence", each) for each in (*BACKING, *SHORT)}
    assert said == {**dict.fromkeys(BACKING, True), **dict.fromkeys(SHORT, False)}
