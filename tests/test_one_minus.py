"""A negative figure has a minus wherever people read it, and the sign of a keyboard wherever programs do."""

import json
import re
from collections.abc import Mapping
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import Client

from calculator.models import Scenario
from runrate.accounts.models import User
from runrate.core.number_input.reader import Measure, read_number
from runrate.reports.domain.compose import compose
from runrate.reports.rendering.document import attachment_of, board_job, context, print_job
from tests.calculator.pages import text
from tests.calculator.stored import saved
from tests.facts.costs import of_api, of_command_line, of_csv, of_workbook, visitor
from tests.reports.printing import CREATED
from tests.reports.readers import BY_THE_MINUTE, sheet, source, workload

MINUS = "\N{MINUS SIGN}"
KEYBOARD = re.compile(r"(?<![\w.,)%–-])-(?=[$€£¥]?\d)")
"""What stands where a minus should: not the hyphen of a day, a range or a name."""
LOSING: Mapping[str, Any] = {
    **{name: value for name, value in BY_THE_MINUTE.items() if value is not None},
    "value_per_unit": 1,
    "human_cost_per_unit": "0.5",
    "acceptance_rate": "0.5",
}


def keyboards(seen: str) -> list[str]:
    """The surroundings of each figure that has the sign of a keyboard."""
    return [seen[max(found.start() - 30, 0) : found.end() + 10] for found in KEYBOARD.finditer(seen)]


def test_report_and_paper_have_one_minus() -> None:
    made_from = source(sheet(2, q6=3), workload(LOSING))
    content = json.loads(json.dumps(compose(made_from).as_json()))
    attached = attachment_of(made_from.as_json())
    doors = {
        "web": render_to_string("reports/body.html", context(content)),
        "paper": print_job(content, attachment=attached, created=CREATED).html,
        "board page": board_job(content, attachment=attached, created=CREATED).html,
    }
    seen = {door: text(markup) for door, markup in doors.items()}

    assert {door: keyboards(words) for door, words in seen.items()} == {door: [] for door in doors}
    assert [f"{MINUS}$3,599" in seen[door] for door in ("web", "paper")] == [True, True]


@pytest.mark.django_db
def test_pages_have_one_minus(alice: User, alice_client: Client) -> None:
    desk, careful = saved(alice, "Desk", "support-desk"), saved(alice, "Careful", "support-desk")
    Scenario.objects.filter(pk=careful.pk).update(inputs=careful.inputs | {"review_rate": "0.035"})
    both = {"id": [str(desk.pk), str(careful.pk)]}
    asked = {
        "compare": alice_client.get("/scenarios/compare/", both),
        "explore": alice_client.get(
            "/calculator/explore/", {"preset": "support-desk", "price_change": "-0.5"}
        ),
        "calculator": alice_client.get("/calculator/", {name: str(each) for name, each in LOSING.items()}),
    }
    seen = {page: text(answer.content.decode()) for page, answer in asked.items()}

    assert {page: keyboards(words) for page, words in seen.items()} == {page: [] for page in asked}
    assert f"{MINUS}$1,890.00" in seen["compare"]
    assert f"{MINUS}50.0%" in seen["explore"]
    assert f"{MINUS}$3,599" in seen["calculator"]


@pytest.mark.django_db
def test_programs_read_the_sign_of_a_keyboard() -> None:
    told = [of_api(visitor(), LOSING), of_command_line(LOSING), of_csv(visitor(), LOSING)]

    assert [facts["net_monthly"] for facts in told] == ["-3599"] * 3
    assert of_workbook(visitor(), LOSING)["net_monthly"] == -3599


@pytest.mark.parametrize("typed", ["-20%", f"{MINUS}20%", "-0.2", f"{MINUS}0.2"])
def test_a_box_takes_either(typed: str) -> None:
    number = read_number(typed, Measure.CHANGE).number

    assert str(number) in {"-0.20", "-0.2"}
