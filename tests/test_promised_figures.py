"""Each figure in SECURITY.md and on the privacy page is held by a test at its edge.

A figure that no line of the table covers fails here, and so does a line whose words are gone.
"""

import re
from pathlib import Path

import pytest
from django.test import Client
from django.utils.html import strip_tags

ROOT = Path(__file__).parent.parent
WORDS = (
    "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty"
    "|ninety|hundreds?|thousands?|half|quarters?"
)
FIGURE = re.compile(rf"(?<![\w.-])(?:\d[\d,.]*\d|\d|(?:{WORDS})(?:-\w+)?)(?!\w)", re.IGNORECASE)
SAID_SO = "no figure of the site's: "

HERE = "tests/test_promised_edges.py::"
STANDING = "tests/assessment/services/test_benchmark.py::"
TEAM = "tests/assessment/domain/test_team_combine.py::"
REPORTS = "tests/reports/services/test_reports.py::"
TYPED = "tests/core/test_form_drafts.py::"
FILES = "tests/reports/rendering/test_attachment.py::"
LINKS = "tests/sharing/test_kinds.py::"
SECURITY: dict[str, str] = {
    # The words around a figure, and the test that fails when the site does not keep to it.
    "within three working days": SAID_SO + "what the maintainers do",
    "1. **": SAID_SO + "the number of a list",
    "2. **": SAID_SO + "the number of a list",
    "3. **": SAID_SO + "the number of a list",
    "4. **": SAID_SO + "the number of a list",
    "5. **": SAID_SO + "the number of a list",
    "five tries per account in five minutes": HERE + "test_the_fifth_wrong_password_shuts_an_account",
    "has five that nobody else can use up": "tests/accounts/test_tries.py::"
    "test_where_a_password_is_asked_for_again_an_account_has_five_tries_as_well",
    "ten per address in one from its first on": HERE
    + "test_the_tenth_wrong_password_shuts_an_address_for_a_minute",
    "sign-up and reset answer at full quarters of a second": HERE + "test_answers_leave_at_quarters",
    "is a 404 like a missing one": "tests/test_addresses.py::"
    "test_a_strangers_row_looks_exactly_like_a_missing_one",
    "256 random bits": HERE + "test_a_link_has_a_secret_of_256_bits",
    "1 MB at the proxy": HERE + "test_the_proxy_refuses_a_body_above_a_megabyte_but_for_a_bill",
    "201 MB for a bill": HERE + "test_the_proxy_refuses_a_body_above_a_megabyte_but_for_a_bill",
    "400 kB for a form without its files": HERE
    + "test_a_form_of_400_kilobytes_is_read_and_a_longer_one_is_not",
    "64 kB for JSON": HERE + "test_json_of_64_kilobytes_is_read_and_longer_is_not",
    "answers 503": REPORTS + "test_too_many_waiting_reports_are_answered_politely",
    "at most 10 a day of one address": STANDING + "test_of_one_address_ten_a_day_count_and_all_are_kept",
    "scores rounded to 5": STANDING + "test_a_score_is_counted_to_the_nearest_five",
    "places in steps of 10": STANDING + "test_a_percentile_is_a_step_of_ten_and_never_overstated",
    "among 50 accounts or more": STANDING + "test_with_forty_nine_nothing_is_shown_and_with_fifty_it_is",
    "renewed after 7 days and changes by 10 accounts": STANDING
    + "test_it_is_renewed_after_a_week_and_ten_accounts",
    "the median and the range from 3 members on": TEAM + "test_nothing_is_combined_below_three",
    "how many chose each level from 5 on": TEAM
    + "test_how_many_gave_which_level_is_told_from_five_raters_on",
    "limited to 120 an hour": "tests/assessment/test_beginning.py::"
    "test_a_hundred_and_twenty_attempts_an_hour_of_one_address_whatever_the_browser",
    "; 2 hours, 4 forms, 100,000 letters": TYPED + "test_each_bound_of_what_is_kept",
    "3 s of CPU, 400 MB, 2 MB a stream), two at a time": FILES + "test_the_bounds_of_the_reader_of_files",
    "research groups hold at least 10": HERE + "test_a_research_group_of_nine_is_told_of_nobody",
    "Forty-nine accounts placed on purpose": "tests/assessment/test_standing_secrets.py::"
    "test_forty_nine_fakes_placed_at_will_read_no_more_than_the_rounded_score",
    "to its score rounded to 5": STANDING + "test_a_score_is_counted_to_the_nearest_five",
    "Answering at full quarters of a second": HERE + "test_answers_leave_at_quarters",
    "over hundreds of tries": SAID_SO + "what an attacker would need",
    "ASVS level 2": SAID_SO + "the name of a list",
    "two hundred times in turn": SAID_SO + "how often a measurement is repeated",
}
PRIVACY: dict[str, str] = {
    "for 180 days after you sign in": "tests/accounts/test_device_cookie.py::"
    "test_the_cookie_is_closed_to_scripts_and_names_nobody",
    "half a year": HERE + "test_the_cookie_of_a_visitors_work_lasts_half_a_year",
    "for 24 hours at most": HERE + "test_tries_are_remembered_for_24_hours_at_most",
    "after 30 or 365 days, as you choose": LINKS + "test_the_days_that_a_link_may_live",
    "come back to answers after 90": LINKS + "test_the_days_that_a_link_may_live",
    "an invitation after 60": LINKS + "test_the_days_that_a_link_may_live",
    "for two hours, under a session cookie": TYPED + "test_each_bound_of_what_is_kept",
    "The last 10 versions": "tests/calculator/scenarios/test_versions.py::test_the_last_ten_are_kept",
    "public half": SAID_SO + "a part of a key",
    "as a number rounded to 5": STANDING + "test_a_score_is_counted_to_the_nearest_five",
    "only from 50 accounts on": STANDING + "test_with_forty_nine_nothing_is_shown_and_with_fifty_it_is",
    "in steps of 10": STANDING + "test_a_percentile_is_a_step_of_ten_and_never_overstated",
    "after 7 days at the earliest": STANDING + "test_it_is_renewed_after_a_week_and_ten_accounts",
    "with 3 members or more": TEAM + "test_nothing_is_combined_below_three",
    "chose each level, with 5 or more": TEAM + "test_how_many_gave_which_level_is_told_from_five_raters_on",
    "Days kept": "tests/mydata/test_terms.py::test_every_term_has_its_edge_here",  # the table below it
}


def security() -> str:
    return " ".join((ROOT / "SECURITY.md").read_text().split())


def privacy(client: Client) -> str:
    """The page's own words; the table of terms has a test for each of its rows."""
    page = client.get("/privacy/").content.decode()
    article = page.partition("<article")[2].partition("</article>")[0]
    without_table = re.sub(r"<tbody>.*?</tbody>", "", article, flags=re.DOTALL)
    return " ".join(strip_tags(f"<article{without_table}").split())


def uncovered(text: str, table: dict[str, str]) -> list[str]:
    """Figures outside every phrase of the table, with the words around them."""
    covered = [
        range(found.start(), found.end())
        for phrase in table
        for found in re.finditer(re.escape(phrase), text)
    ]
    return [
        text[max(0, figure.start() - 30) : figure.end() + 30]
        for figure in FIGURE.finditer(text)
        if not any(figure.start() in span for span in covered)
    ]


def test_each_figure_of_the_security_page_has_a_test() -> None:
    assert uncovered(security(), SECURITY) == []


def test_each_figure_of_the_privacy_page_has_a_test(client: Client, db: None) -> None:
    assert uncovered(privacy(client), PRIVACY) == []


def test_no_line_of_the_tables_is_about_words_that_are_gone(client: Client, db: None) -> None:
    page = privacy(client)

    assert [phrase for phrase in SECURITY if phrase not in security()] == []
    assert [phrase for phrase in PRIVACY if phrase not in page] == []


@pytest.mark.parametrize("named", sorted({*SECURITY.values(), *PRIVACY.values()}))
def test_each_named_test_exists(named: str) -> None:
    if named.startswith(SAID_SO):
        return
    file, _, test = named.partition("::")

    assert f"def {test}(" in (ROOT / file).read_text()


@pytest.mark.parametrize("added", ["kept for 11 days", "six tries", "from twenty on", "1,000 rows", "2.5 MB"])
def test_a_new_figure_without_a_test_fails(added: str) -> None:
    assert len(uncovered(f"{security()} {added}", SECURITY)) == 1
