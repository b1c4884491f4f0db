"""The pages of the walk: what was answered is shown, what is open is named."""

import re

import pytest
from django.test import Client

from tests.assessment.sheets import KEYS
from tests.assessment.walking import at, begin
from tests.faults.browser import hidden_fields

pytestmark = pytest.mark.django_db


def test_the_review_names_what_is_open_and_offers_no_result(client: Client) -> None:
    submission = begin(client)
    client.post(at("all", submission), dict.fromkeys(KEYS[:-2], "3"))

    page = client.get(at("review", submission)).content.decode()

    assert "2 questions have no answer yet" in page
    assert at("finish", submission) not in page


def test_a_question_shows_what_was_answered(client: Client) -> None:
    submission = begin(client)
    client.post(at("question", submission, 10), {"q10": "na", "q10-reason": "no <b>person</b>"})

    page = client.get(at("question", submission, 10)).content.decode()

    assert 'id="q10-na" checked' in page
    assert 'value="no &lt;b&gt;person&lt;/b&gt;"' in page
    assert page.count(" checked>") == 1


def test_nothing_is_preselected_and_no_points_or_stages_are_shown(client: Client) -> None:
    submission = begin(client)

    page = client.get(at("question", submission, 1)).content.decode()

    assert " checked" not in page
    assert [
        name for name in ("Invisible", "Tracked", "Allocated", "Optimized", "Governed") if name in page
    ] == []


def test_of_two_tabs_on_one_question_the_last_wins_and_the_page_says_so(client: Client) -> None:
    submission = begin(client)
    seen = hidden_fields(client.get(at("question", submission, 1)).content.decode())["q1-seen"]
    client.post(at("question", submission, 1), {"q1": "4", "q1-seen": seen})

    response = client.post(at("question", submission, 1), {"q1": "2", "q1-seen": seen}, follow=True)

    submission.refresh_from_db()
    assert submission.answers == {"q1": 2}
    assert "Question 1 was changed elsewhere in the meantime." in response.content.decode()


def test_a_missing_answer_is_told_in_the_title_in_the_summary_and_once_at_its_place(client: Client) -> None:
    """W27, W33."""
    html = client.post(at("question", begin(client), 1), {}, follow=True).content.decode()

    assert re.search(r"<title>\s*Error:", html)
    assert html.count("This question has no answer yet.") == 1
    assert '<a href="#q1-0">1. Known costs</a>' in html
    assert 'aria-describedby="q1-error"' in html


def test_each_answer_says_that_one_is_required(client: Client) -> None:
    """W33."""
    html = client.get(at("question", begin(client), 1)).content.decode()

    radios = re.findall(r"<input type=\"radio\"[^>]*>", html)
    assert len(radios) == 6
    assert [radio for radio in radios if " required" not in radio] == []
    assert not re.search(r"<title>\s*Error:", html)
