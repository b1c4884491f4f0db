"""What to do first is one order: result page, report, API, command line and staff page never differ in it."""

import json
import re
from collections.abc import Sequence
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from assessment.__main__ import answer
from assessment.domain.next_steps import FIRST, next_steps
from assessment.domain.questionnaire import load
from assessment.domain.scoring import Sheet, score
from assessment.domain.way_up import way_up
from assessment.services import submissions
from assessment.staff.submission_page import SubmissionPage
from runrate.accounts.models import User
from runrate.reports.domain.compose import compose
from runrate.reports.domain.evaluation import read
from tests.assessment.order_by_hand import in_order
from tests.assessment.sheets import sheet, sheets
from tests.markup import squeezed
from tests.reports.readers import SMALL, ZEROS, source, workload

INSTRUMENT = load("1")
ROOT = Path(__file__).parents[2]


@given(sheets())
def test_without_a_scenario_page_and_report_say_the_same_first_steps(answered: Sheet) -> None:
    """W2."""
    page = [step.question.topic for step in next_steps(answered, score(answered), INSTRUMENT)]

    report = compose(source(answered))

    assert [thing.topic for thing in report.summary.things] == page[:FIRST]
    assert [found.question.topic for found in read(source(answered)).advice.measures] == page


def test_steps_and_ways_are_put_in_order_in_one_place_each() -> None:
    """W2, W3: page and report each had a list of their own; a second maker of one would begin here."""
    makers: dict[str, set[str]] = {"next_steps.Step": set(), "way_up.Raise": set()}
    for package in ("assessment", "runrate"):
        for path in (ROOT / package).rglob("*.py"):
            text = path.read_text("utf-8")
            for maker, found in makers.items():
                module, _dot, name = maker.partition(".")
                if f"{name}(" in text and (
                    path.stem == module or re.search(rf"{module} import .*{name}", text)
                ):
                    found.add(str(path.relative_to(ROOT)))

    assert makers == {
        # The words of one step, without the others.
        "next_steps.Step": {"assessment/domain/next_steps.py", "runrate/reports/domain/provided.py"},
        "way_up.Raise": {"assessment/domain/way_up.py"},
    }


@given(sheets())
def test_the_way_to_the_next_stage_is_the_same_too(answered: Sheet) -> None:
    """W3."""
    way = way_up(answered, score(answered), INSTRUMENT)
    maturity = compose(source(answered)).maturity
    assert maturity is not None
    said = " ".join(maturity.changes)

    assert [each.question.topic for each in way if each.question.topic not in said] == []
    assert f"about {sum(each.days for each in way)} working days" in said or not way


@given(sheets())
def test_with_a_scenario_dollars_join_the_published_order(answered: Sheet) -> None:
    """What pays for its work, the way, the weakest dimension, then cash for the days of work."""
    measures = read(source(answered, workload(SMALL, **ZEROS))).advice.measures
    answers = json.loads(json.dumps(answered.as_json()))["answers"]
    money = {m.question.number: (m.saving.cash.base, m.worth_taking) for m in measures if m.saving}
    way = {each.question.number for each in way_up(answered, score(answered), INSTRUMENT)}

    assert [found.question.number for found in measures] == in_order(answers, money, way)


LOWERED = ("vector_db_monthly", "observability_monthly", "integrations_monthly", "infrastructure_monthly")


@given(sheets(), st.sets(st.sampled_from(LOWERED)))
def test_a_step_that_is_not_known_to_pay_stands_with_those_that_do_not_and_one_without_a_figure_does_not(
    answered: Sheet, missing: set[str]
) -> None:
    """A line that it lowers is missing: by what is entered it does not pay, so it comes last as they do.

    Where all its lines are missing no dollars are given, and the keys that need them fall away for it.
    """
    entered = {name: amount for name, amount in {**ZEROS, **STORED}.items() if name not in missing}
    measures = read(source(answered, workload(SMALL, **entered))).advice.measures
    answers = json.loads(json.dumps(answered.as_json()))["answers"]
    money = {m.question.number: (m.saving.cash.base, m.pays) for m in measures if m.saving}
    way = {each.question.number for each in way_up(answered, score(answered), INSTRUMENT)}

    assert [found.question.number for found in measures] == in_order(answers, money, way)
    assert [m for m in measures if m.may_pay and m.worth_taking] == []
    assert [m for m in measures if m.saving is None and not m.worth_taking] == []


STORED = {"vector_db_monthly": 9000, "observability_monthly": 40}


def as_moves(answered: Sheet) -> dict[str, list[dict[str, object]]]:
    """The steps and the way, spelled by hand as the contract spells them."""
    result = score(answered)
    found: dict[str, Sequence[Any]] = {
        "next_steps": next_steps(answered, result, INSTRUMENT),
        "way_up": way_up(answered, result, INSTRUMENT),
    }
    return {
        name: [{"question": each.question.key, "from": each.frm, "to": each.to} for each in steps]
        for name, steps in found.items()
    }


@given(sheets())
def test_the_command_line_gives_the_same_steps_and_way(answered: Sheet) -> None:
    told = answer(json.dumps(answered.as_json()).encode())

    assert {name: told[name] for name in ("next_steps", "way_up")} == as_moves(answered)


SOME = [sheet(2), sheet(1, q12=2), sheet("dk"), sheet(3, q4=1, q8="dk"), sheet(4), sheet(3, q1=2, q13=2)]


@pytest.mark.django_db
@pytest.mark.parametrize("answered", SOME)
def test_api_and_command_line_give_the_same_whole_answer(client: Client, answered: Sheet) -> None:
    """W2."""
    body = json.dumps(answered.as_json())

    told = client.post("/api/v1/scores", body, content_type="application/json").json()

    assert told == answer(body.encode())
    assert {name: told[name] for name in ("next_steps", "way_up")} == as_moves(answered)


@pytest.mark.django_db
@pytest.mark.parametrize("answered", SOME)
def test_what_is_said_of_a_dimension_is_the_same_at_every_door(
    alice: User, alice_client: Client, answered: Sheet
) -> None:
    told = answer(json.dumps(answered.as_json()).encode())["statements"]
    assert isinstance(told, dict)
    page = squeezed(
        unescape(alice_client.get(submissions.record(sheet=answered, owner=alice).get_absolute_url()).text)
    )
    maturity = compose(source(answered)).maturity
    assert maturity is not None

    assert [row.meaning for row in maturity.dimensions] == list(told.values())
    assert [text for text in told.values() if text not in page] == []


@pytest.mark.django_db
@pytest.mark.parametrize("answered", SOME)
def test_the_staff_page_lists_the_steps_in_the_same_order(
    staff: User, client: Client, answered: Sheet
) -> None:
    """W2."""
    done = submissions.record(sheet=answered, owner=staff)
    client.force_login(staff, backend="django.contrib.auth.backends.ModelBackend")

    page = SubmissionPage(done, reader=staff).context()
    moves = as_moves(answered)

    for name, said in (("next_steps", page["steps"]), ("way_up", page["way"])):
        assert [each.question.key for each in said] == [each["question"] for each in moves[name]]  # type: ignore[attr-defined]


@pytest.mark.django_db
@pytest.mark.parametrize("answered", [sheet(2), sheet(1, q12=2), sheet("dk"), sheet(3, q4=1, q8="dk")])
def test_the_drawn_page_shows_that_order(alice: User, alice_client: Client, answered: Sheet) -> None:
    """W2."""
    done = submissions.record(sheet=answered, owner=alice)
    html = alice_client.get(done.get_absolute_url()).text
    listed = re.findall(r'<li class="card[^>]*>\s*<p class="eyebrow">([^<]+)</p>', html)
    wanted = [step.question.topic for step in next_steps(answered, score(answered), INSTRUMENT)]

    numbered = [f"{topic} (step {number})" for number, topic in enumerate(wanted, 1)]
    assert [unescape(topic) for topic in listed] == numbered
    assert "dollars" not in html.partition('id="steps"')[2].partition("</section>")[0]
