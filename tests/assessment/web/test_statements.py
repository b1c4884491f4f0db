"""How often the walk asks the database, and that the link to come back with is asked for as the row is."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from assessment.models import Submission
from assessment.services import links
from runrate.sharing.models import Link
from tests.assessment.walking import at, begin

pytestmark = pytest.mark.django_db


def asked(client: Client, address: str, fields: dict[str, str] | None = None) -> int:
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address) if fields is None else client.post(address, fields)
    assert response.status_code in {200, 302}
    return len(queries)


@pytest.fixture
def walked(client: Client) -> Submission:
    return begin(client)


def test_a_question_its_answer_and_the_review_ask_once_and_twice(client: Client, walked: Submission) -> None:
    counts = (
        asked(client, at("question", walked, 1)),
        asked(client, at("question", walked, 1), {"q1": "2", "then": ""}),
        asked(client, at("review", walked)),
    )

    assert counts == (1, 2, 1)


def test_the_link_to_come_back_with_is_the_same_however_it_is_asked_for(
    client: Client, walked: Submission
) -> None:
    plain = links.to_resume(Submission.objects.get(pk=walked.pk))
    beside = links.to_resume(links.with_resume_link(Submission.objects.all()).get(pk=walked.pk))

    assert plain.startswith(settings.SITE_URL)
    assert beside == plain
    assert f'value="{plain}"' in client.get(at("question", walked, 1)).content.decode()


@pytest.mark.parametrize("how", ["revoked", "expired", "of another"])
def test_a_link_that_opens_nothing_here_is_not_shown(client: Client, walked: Submission, how: str) -> None:
    if how == "revoked":
        links.revoke(links.RESUME, walked.pk)
    elif how == "expired":
        Link.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    else:
        Link.objects.update(kind="result")

    beside = links.with_resume_link(Submission.objects.all()).get(pk=walked.pk)

    assert links.to_resume(beside) == links.to_resume(Submission.objects.get(pk=walked.pk)) == ""
    assert "resume-link" not in client.get(at("question", walked, 1)).content.decode()


def test_a_new_link_takes_the_place_of_the_one_before(client: Client, walked: Submission) -> None:
    before = links.to_resume(links.with_resume_link(Submission.objects.all()).get(pk=walked.pk))
    links.make(links.RESUME, walked)

    after = links.to_resume(links.with_resume_link(Submission.objects.all()).get(pk=walked.pk))

    assert after
    assert after != before
