"""A second version is published: what was answered under the first stays true, and can still be finished."""

import re

import pytest
from django.http import HttpResponseBase
from django.test import Client

from assessment.domain import questionnaire
from assessment.models import Submission
from tests.assessment.sheets import KEYS
from tests.assessment.walking import at, begin, finished

pytestmark = pytest.mark.django_db


def without_tokens(response: HttpResponseBase) -> str:
    """A page without the tokens of its forms, which differ each time."""
    page = getattr(response, "content", b"").decode()
    return re.sub(r'"(csrfmiddlewaretoken|once)" value="[^"]+"', "", page)


@pytest.fixture
def publish_second_version(request: pytest.FixtureRequest) -> object:
    """Publishes version 2 in the middle of a test."""
    return lambda: request.getfixturevalue("second_version")


def test_a_finished_result_keeps_its_page(client: Client, publish_second_version: object) -> None:
    submission = finished(client, "1")
    before = Submission.objects.values().get()
    page = without_tokens(client.get(at("result", submission)))

    publish_second_version()  # type: ignore[operator]

    assert questionnaire.CURRENT == "2"
    assert without_tokens(client.get(at("result", submission))) == page
    assert Submission.objects.values().get() == before


def test_the_rules_of_the_second_version_do_differ(client: Client, second_version: None) -> None:
    submission = begin(client)
    client.post(at("all", submission), dict.fromkeys(submission.questionnaire.keys, "1"))
    client.post(at("finish", submission))

    submission.refresh_from_db()
    assert (submission.version, str(submission.score), submission.stage) == ("2", "25.0", "invisible")


def test_an_unfinished_sheet_goes_on_with_its_own_questions(
    client: Client, publish_second_version: object
) -> None:
    submission = begin(client)
    client.post(at("all", submission), dict.fromkeys(KEYS[:12], "1"))

    publish_second_version()  # type: ignore[operator]

    page = client.get(at("question", submission, 13)).content.decode()
    assert "How was last quarter&#x27;s forecast of total cost made, and how close was it?" in page
    client.post(at("all", submission), dict.fromkeys(KEYS[12:], "1"))
    client.post(at("finish", submission))
    submission.refresh_from_db()
    assert (submission.version, submission.stage) == ("1", "tracked")


def test_answers_of_the_other_version_are_refused(client: Client, second_version: None) -> None:
    found = client.post(
        "/api/v1/scores",
        {"version": "2", "answers": dict.fromkeys(KEYS, 4)},
        content_type="application/json",
    )

    assert found.status_code == 422
    assert list(found.json()["errors"]) == ["q13"]
