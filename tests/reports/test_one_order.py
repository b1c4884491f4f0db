"""What to do first is one order: the result page, the report and its PDF's words never differ in it."""

import re
from html import unescape

import pytest
from django.test import Client
from hypothesis import given

from assessment.domain.next_steps import FIRST, next_steps
from assessment.domain.questionnaire import load
from assessment.domain.scoring import Sheet, score
from assessment.domain.way_up import way_up
from assessment.services import submissions
from runrate.accounts.models import User
from runrate.reports.domain.compose import compose
from runrate.reports.domain.evaluation import read
from tests.assessment.sheets import sheet, sheets
from tests.reports.readers import SMALL, ZEROS, source, workload

INSTRUMENT = load("1")


@given(sheets())
def test_without_a_scenario_page_and_report_say_the_same_first_steps(answered: Sheet) -> None:
    page = [step.question.topic for step in next_steps(answered, score(answered), INSTRUMENT)]

    report = compose(source(answered))

    assert [thing.topic for thing in report.summary.things] == page[:FIRST]
    assert [found.question.topic for found in read(source(answered)).advice.measures] == page


@given(sheets())
def test_the_way_to_the_next_stage_is_the_same_too(answered: Sheet) -> None:
    way = way_up(answered, score(answered), INSTRUMENT)
    maturity = compose(source(answered)).maturity
    assert maturity is not None
    said = " ".join(maturity.changes)

    assert [each.question.topic for each in way if each.question.topic not in said] == []
    assert f"about {sum(each.days for each in way)} working days" in said or not way


@given(sheets())
def test_with_a_scenario_what_pays_for_its_work_stands_before_what_does_not(answered: Sheet) -> None:
    measures = read(source(answered, workload(SMALL, **ZEROS))).advice.measures
    worth = [found.worth_taking for found in measures]

    assert worth == sorted(worth, reverse=True)


@pytest.mark.django_db
@pytest.mark.parametrize("answered", [sheet(2), sheet(1, q12=2), sheet("dk"), sheet(3, q4=1, q8="dk")])
def test_the_drawn_page_shows_that_order(alice: User, alice_client: Client, answered: Sheet) -> None:
    done = submissions.record(sheet=answered, owner=alice)
    html = alice_client.get(done.get_absolute_url()).text
    listed = re.findall(r'<li class="card[^>]*>\s*<p class="eyebrow">([^<]+)</p>', html)
    wanted = [step.question.topic for step in next_steps(answered, score(answered), INSTRUMENT)]

    assert [unescape(topic) for topic in listed] == wanted
    assert "dollars" not in html.partition('id="steps"')[2].partition("</section>")[0]
