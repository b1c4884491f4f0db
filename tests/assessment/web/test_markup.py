"""Markup that is kept knows only what it is kept by: whoever came before, a page is one's own."""

import re

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.utils.translation import override

from assessment.domain.answer_sheet import parse_sheet
from assessment.domain.questionnaire import Question, current
from assessment.models import Submission
from assessment.services import submissions
from assessment.services.submissions import Entry
from assessment.web import markup
from assessment.web.result_page import ResultPage
from runrate.core.rendering import cached_parts
from tests.assessment.sheets import KEYS
from tests.assessment.walking import at, begin

pytestmark = pytest.mark.django_db
NOT_ALWAYS = next(question.key for question in current().questions if question.na_allowed)


def answered(*answers: Entry) -> tuple[Client, Submission]:
    """Somebody who has answered the first questions like this."""
    client = Client()
    submission = begin(client)
    entries = {f"q{number}": entry for number, entry in enumerate(answers, start=1)}
    submissions.save_entries(submission=submission, entries=entries)
    return client, submission


@pytest.mark.parametrize("question", current().questions, ids=lambda question: question.key)
def test_choices_are_those_of_the_template_with_the_chosen_one_checked(question: Question) -> None:
    key = question.key
    words = {"key": key, "levels": question.levels, "na_allowed": question.na_allowed}
    fresh = render_to_string("assessment/parts/choices.html", words)

    for _kept_by_now in range(2):
        assert markup.choices(question, "") == fresh
        chosen = markup.choices(question, "2")
        assert chosen == fresh.replace(f'id="{key}-2"', f'id="{key}-2" checked')


def test_the_list_of_questions_tells_what_is_answered_for_each_visitor_anew() -> None:
    instrument = current()

    first = markup.jumps(instrument, {"q1"}, "q2")
    second = markup.jumps(instrument, {"q3"}, "q4")

    assert (first.count("jump--answered"), second.count("jump--answered")) == (1, 1)
    here = [re.findall(r'value="(\d+)"[^>]*aria-current="step"', each) for each in (first, second)]
    assert here == [["2"], ["4"]]
    assert first != second
    assert markup.jumps(instrument, {"q1"}, "q2") == first


def test_another_language_has_drawings_of_its_own() -> None:
    question = current().questions[0]
    cached_parts._rendered.cache_clear()
    markup.choices(question, "")
    with override("de"):
        markup.choices(question, "")

    assert cached_parts._rendered.cache_info().currsize == 2


def test_every_visitor_gets_a_token_of_their_own() -> None:
    tokens = set()
    for client, submission in (answered(), answered()):
        text = client.get(at("question", submission, 1)).content.decode()
        tokens |= set(re.findall(r'csrfmiddlewaretoken" value="([^"]{64})"', text))
        assert client.cookies["csrf"].value

    assert len(tokens) >= 2


def test_a_message_for_one_person_is_not_shown_to_others() -> None:
    client, submission = answered(Entry(2, "", None))
    client.post(at("question", submission, 1), {"q1": "1", "q1-seen": "something else", "then": "1"})

    told = client.get(at("question", submission, 1)).content.decode()
    other, theirs = answered(Entry(1, "", None))
    others = [
        other.get(at("question", theirs, 1)).content.decode(),
        client.get(at("question", submission, 1)).content.decode(),
    ]

    assert "was changed elsewhere" in told
    assert [text for text in others if "was changed elsewhere" in text] == []


def test_what_people_type_is_no_cached_part() -> None:
    def shown(reason: str) -> str:
        sheet = parse_sheet(
            {
                "version": "1",
                "answers": {**dict.fromkeys(KEYS, 2), NOT_ALWAYS: {"na": reason}},
                "evidence": {"q1": f"Note on {reason}"},
            }
        )
        return ResultPage(submissions.record(sheet=sheet)).context()["given"]  # type: ignore[return-value]

    first = shown("One reason")
    cached = cached_parts._rendered.cache_info().currsize
    second = shown("Another reason")

    assert ("One reason" in first, "Another reason" in second, "One reason" in second) == (True, True, False)
    assert cached_parts._rendered.cache_info().currsize == cached
