"""What reviewers read of a submission: answers in words beside their evidence."""

from django.test import Client

from assessment.models import Submission
from tests.assessment.reviewing import page_of
from tests.assessment.submitted import submitted


def test_the_page_shows_answers_in_words_beside_their_evidence(reviewer: Client) -> None:
    submission = submitted()
    Submission.objects.update(evidence={"q1": "<b>Cost sheet</b>"})

    page = reviewer.get(page_of(submission)).text

    assert submission.questionnaire.question("q1").levels[2] in page.replace("&#x27;", "'")
    assert "&lt;b&gt;Cost sheet&lt;/b&gt;" in page
