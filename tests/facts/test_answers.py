"""One fact, many ways out: what is said of an answer sheet is the same in each of them."""

from fractions import Fraction
from typing import Any

import pytest
from django.test import Client
from hypothesis import example, given

from assessment.domain.answer_sheet import UNKNOWN, Sheet
from assessment.domain.scoring import score, show
from assessment.services import submissions
from runrate.accounts.models import User
from runrate.core.text import listed
from runrate.reports.domain.compose import compose
from runrate.reports.domain.sections.maturity import MOST_IN_A_SENTENCE
from tests.assessment.sheets import sheet, sheets
from tests.facts.answers import INSTRUMENT, of_api, of_command_line, of_page, of_reports, of_staff
from tests.facts.costs import visitor
from tests.reports.readers import source
from tests.reports.test_promised_effects import maturity_of
from tests.truth.reader import shows

pytestmark = pytest.mark.django_db
ALIKE = ("headline", "figures", "found", "changes", "ways_out")
CAPPED = sheet(4, q1="dk", q2="dk", q3="dk", q4=1, q13="dk")
"""Held down by each of the three rules."""
SCORES = ("score", "score_high", "evidenced_score")


def topics(told: dict[str, Any]) -> list[str]:
    return [INSTRUMENT.question(step["question"]).topic for step in told["next_steps"]]


def in_words(move: dict[str, Any], steps: list[str] | None = None) -> str:
    """A raise of the API as every page says it; a report numbers its steps, which are given by topic."""
    topic = INSTRUMENT.question(move["question"]).topic
    if steps is not None:
        topic = f"{topic} (step {steps.index(topic) + 1})"
    if move["from"] is None:
        return f"{topic} from unknown to " + (f"level {move['to']}" if move["to"] else "known")
    return f"{topic} to level {move['to']}"


def caps_of(sheet: Sheet) -> list[str]:
    """What holds the stage down, the stage of the score alone stands on the first page."""
    caps, result = [cap.sentence for cap in maturity_of(sheet).caps], score(sheet)
    assert result.score is not None
    alone = f"A score of {show(result.score)} alone would be {_alone(sheet)}."
    stands = compose(source(sheet)).summary.stands
    assert [said for said in stands if alone in said] == [f"{alone} {cap}" for cap in caps[:1]]
    return caps


def _alone(sheet: Sheet) -> str:
    return INSTRUMENT.stage(score(sheet).stage_without_caps or "").name


def named_in_order(topics: list[str], text: str) -> bool:
    places = [text.find(topic) for topic in topics]
    return -1 not in places and places == sorted(places)


def reading(owner: User) -> Client:
    client = visitor()
    client.force_login(owner, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _begun(words: str) -> str:
    """As a sentence begins."""
    return words[:1].upper() + words[1:]


@given(sheets())
def test_api_and_command_line_say_the_same_of_everything(sheet: Sheet) -> None:
    assert of_api(visitor(), sheet) == of_command_line(sheet)


@given(sheets())
def test_report_on_screen_and_on_paper_say_what_the_command_line_says(sheet: Sheet) -> None:
    told = of_command_line(sheet)
    content, screen, paper = of_reports(sheet)
    figures = dict(zip(("score", "evidenced", "lowest", "unknown"), content["figures"], strict=True))
    dimensions = [(INSTRUMENT.dimension(key).name, value) for key, value in told["dimensions"].items()]

    for markup in (screen, paper):
        assert {name: markup[name] for name in ALIKE} == {name: content[name] for name in ALIKE}
        assert [topic for topic in content["things"] if topic not in markup["text"]] == []
        assert [
            meaning for *_named, meaning in content["dimensions"] if meaning not in markup["maturity"]
        ] == []
    assert content["things"] == topics(told)[:3]
    way = [in_words(move, topics(told)) for move in told["way_up"]]
    if len(way) > MOST_IN_A_SENTENCE:
        assert list(content["changes"][1:]) == list(map(_begun, way))
    elif way:
        assert content["changes"][0].startswith(f"{_begun(listed(way))}: ")
    assert [name for name, *_rest in content["dimensions"]] == [name for name, _value in dimensions]
    assert all(
        shows(shown, Fraction(value))
        for (_name, shown, _meaning), (_same, value) in zip(content["dimensions"], dimensions, strict=True)
    )
    assert [meaning for *_named, meaning in content["dimensions"]] == list(told["statements"].values())
    assert shows(figures["score"][0], Fraction(told["score"]))
    if told["evidenced_score"] == told["score"]:  # said once: beside it how many answers have evidence
        backed = str(sum(map(sheet.backs, sheet.answers)))
        assert tuple(figures["evidenced"]) == (backed, "of 15 answers with evidence")
    else:
        assert shows(figures["evidenced"][0], Fraction(told["evidenced_score"]))
    assert shows(figures["lowest"][0], min(Fraction(value) for _name, value in dimensions))
    assert figures["score"][1] == f"of 100, stage {INSTRUMENT.stage(told['stage']).name}"


@example(CAPPED)
@given(sheets())
def test_the_result_page_says_what_the_command_line_says(sheet: Sheet) -> None:
    told = of_command_line(sheet)
    owner, _new = User.objects.get_or_create(email="reader@example.com")
    page = of_page(reading(owner), submissions.record(sheet=sheet, owner=owner).get_absolute_url())
    weakest = [INSTRUMENT.dimension(key).name.lower() for key in told["weakest_dimensions"]]

    assert {name: shows(page[name], Fraction(told[name])) for name in SCORES} == dict.fromkeys(SCORES, True)
    steps = topics(told)
    assert page["steps"] == [f"{topic} (step {number})" for number, topic in enumerate(steps, 1)]
    assert page["way"] == [in_words(move, steps) for move in told["way_up"]]
    caps = zip(caps_of(sheet), (cap.way_out for cap in maturity_of(sheet).caps), strict=True)
    assert page["ways_out"] == [f"{cap} {way}" for cap, way in caps]
    assert [name for name in weakest if name not in page["bars"].lower()] == []
    even = "weakest is not known yet" if UNKNOWN in sheet.answers.values() else "are even"
    assert (even in page["bars"]) is not bool(weakest)
    assert INSTRUMENT.stage(told["stage"]).name in page["text"]
    assert [text for text in told["statements"].values() if text not in page["text"]] == []


@example(CAPPED)
@given(sheets())
def test_the_staff_page_tells_the_way_up_and_the_steps_in_the_words_of_the_result_page(sheet: Sheet) -> None:
    told = of_command_line(sheet)
    reader, _new = User.objects.get_or_create(email="staff@example.com", is_staff=True, is_superuser=True)
    page = of_staff(submissions.record(sheet=sheet, owner=reader), reader)

    assert page["caps"] == caps_of(sheet)
    numbers = [INSTRUMENT.question(move["question"]).number for move in told["way_up"]]
    assert page["way"] == [
        f"{number}. {in_words(move)}" for number, move in zip(numbers, told["way_up"], strict=True)
    ]
    assert [step.split(":")[0].split(". ", 1)[1] for step in page["steps"]] == topics(told)
