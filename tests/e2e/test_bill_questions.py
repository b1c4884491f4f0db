"""What a bill's pages ask: columns by hand, two files that do not agree, a file with a part of a month."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from calculator.uploads.samples import FOLDER
from tests.e2e.test_bill import choose, give, stand_for_the_month

TABLE = "month,paid,pieces\n2026-09,420,10000\n2026-10,448.50,10700\n"


def understood(page: Page) -> None:
    """Waits for the worker; a page with script looks by itself."""
    expect(page.get_by_role("heading", name="This is what we understood")).to_be_visible(timeout=30_000)


def give_to_map(page: Page, file: Path) -> None:
    page.goto("/usage/")
    page.get_by_label("Your bill or usage export").set_input_files(file)
    page.get_by_role("button", name="Read it").click()


def test_columns_chosen_by_hand_are_changed_and_forgotten(
    page: Page, sign_up: Callable[[Page, str], None], tmp_path: Path
) -> None:
    table, later = tmp_path / "months.csv", tmp_path / "later.csv"
    table.write_text(TABLE)
    later.write_text(TABLE.replace("448.50", "500"))
    page.goto("/account/signup/")
    sign_up(page, "columns@example.com")
    give_to_map(page, table)
    expect(page.get_by_role("heading", name="Which column means what?")).to_be_visible(timeout=30_000)
    page.locator("[name=column_date]").select_option("month")
    page.locator("[name=column_billed]").select_option("pieces")
    page.locator("[name=dates]").select_option("months")
    page.get_by_role("button", name="Read it so").click()
    understood(page)
    expect(page.locator("main")).to_contain_text("$20,700.00")

    page.get_by_role("link", name="Change columns").click()
    page.locator("[name=column_billed]").select_option("paid")
    page.locator("input[type=file]").set_input_files(table)
    page.get_by_role("button", name="Read it again").click()
    understood(page)
    expect(page.locator("main")).to_contain_text("$868.50")

    page.get_by_role("link", name="Forget these columns").click()
    page.get_by_role("button", name="Forget them").click()
    expect(page.locator("main")).to_contain_text("Forgotten: the next file with these titles asks")
    give_to_map(page, later)
    expect(page.get_by_role("heading", name="Which column means what?")).to_be_visible(timeout=30_000)


def test_two_files_that_do_not_agree_are_put_together_on_request(page: Page) -> None:
    log = FOLDER / "bedrock-invocation-log.json.gz"
    page.goto("/usage/")
    give(page, FOLDER / "aws-cur2-bedrock.csv")
    page.goto("/usage/")
    page.get_by_label("Your bill or usage export").set_input_files(log)
    page.get_by_role("button", name="Read it").click()
    expect(page.get_by_role("heading", name="Do these two belong together?")).to_be_visible(timeout=30_000)
    expect(page.get_by_role("button", name="Show the measured inputs")).to_have_count(0)

    page.get_by_role("button", name="They are of the same work: put them together").click()
    expect(page.locator("main")).to_contain_text("put together because you said so")
    page.get_by_role("button", name="Keep them apart").click()

    expect(page.locator("main")).to_contain_text("kept apart because you said so")
    expect(page.get_by_role("button", name="Show the measured inputs")).to_be_visible()


def test_a_part_of_a_month_is_filled_up_beside_the_scenario_that_is_compared(
    page: Page, sign_up: Callable[[Page, str], None]
) -> None:
    page.goto("/account/signup/")
    sign_up(page, "days@example.com")
    page.goto("/usage/")
    give(page, FOLDER / "focus-1.0-aws-bedrock.csv")
    choose(page, "1000")
    stand_for_the_month(page)
    page.get_by_role("button", name="Take as a new scenario").click()
    page.goto("/usage/")
    page.get_by_role("link", name="focus-1.0-aws-bedrock.csv").first.click()
    page.get_by_role("link", name="As you chose before").click()
    page.get_by_label("Compare with").select_option(index=0)
    page.get_by_role("button", name="Show it beside").click()
    query = page.url.partition("?")[2]

    page.get_by_role("button", name="The rest of the month is like these days: scale it up").click()

    expect(page.locator("main")).to_contain_text("Units and money of a month are scaled up: times 31.")
    assert (page.url.partition("?")[2], query[:9]) == (query, "scenario=")
    page.get_by_role("button", name="These days are all there was").click()
    expect(page.locator("main")).to_contain_text("You said that the month had no others")
