"""Reports of older versions: shown as they were composed, and which version they are is said."""

import re
from typing import Any

from django.template.loader import render_to_string
from django.utils.html import strip_tags

from runrate.reports.domain.compose import COMPOSER_VERSION, compose
from runrate.reports.rendering.document import context
from tests.reports.readers import SMALL, article


def before() -> dict[str, Any]:
    """A report as version 23 kept it: no board page, gains by the year, formulas in tables."""
    content = compose(article(SMALL), versions={"Report text": "23"}).as_json()
    for name in ("version", "cover", "confidentiality"):
        del content[name]
    summary = content["summary"]
    for name in ("ask", "basis", "answers_for", "stands", "stands_title"):
        del summary[name]
    summary["together"] = "7 steps save money: together $4,544 per month."
    for row in (*content["recommendations"]["worthwhile"], *content["recommendations"]["later"]):
        del row["work"], row["payback"], row["payback_span"]
        row["yearly"] = "$6,000"
    return content


def test_a_report_of_before_says_its_version_and_keeps_its_words() -> None:
    page = render_to_string("reports/body.html", context(before()))

    assert "This report was made by version 23 of its text" in page
    assert "7 steps save money: together $4,544 per month." in page
    assert page.count("$6,000") == len(
        [*before()["recommendations"]["worthwhile"], *before()["recommendations"]["later"]]
    )


def test_its_tables_of_measures_tell_gains_by_the_year_and_todays_what_work_costs() -> None:
    def first_table(content: dict[str, Any]) -> list[str]:
        page = render_to_string("reports/body.html", context(content))
        table = page.partition('class="table table--stacked measures"')[2].partition("</tr>\n</tbody>")[0]
        head, _end, rows = table.partition("</thead>")
        cells = re.findall(
            r"<t[dh](?: [^>]*)?>(.*?)</t[dh]>", f"{head}{rows.partition('</tr>')[0]}", re.DOTALL
        )
        return [strip_tags(cell).strip().partition("\n")[0] for cell in cells]

    today = compose(article(SMALL)).as_json()
    row = today["recommendations"]["worthwhile"][0]

    old, new = first_table(before()), first_table(today)

    assert old[:7] == ["No.", "One level up", "A month", "A year", "Effort", "Level", "Target"]
    assert new[:7] == [
        "No.",
        "One level up",
        "Cash per month",
        "Cost of work",
        "Earned back",
        "Level",
        "Target",
    ]
    back = f"{row['payback']} {row['payback_span']}"
    assert (old[10:12], new[10:12]) == (["$6,000", row["effort"]], [row["work"], back])


def test_a_report_of_today_does_not() -> None:
    content = compose(article(SMALL)).as_json()

    assert content["version"] == COMPOSER_VERSION
    assert context(content)["version_before"] == ""
    assert "This report was made by version" not in render_to_string("reports/body.html", context(content))
