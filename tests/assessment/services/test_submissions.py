"""Beginning and bringing in, sent again: the same is found again, another thing is another row."""

import json

import pytest
from django.test import Client

from assessment.models import Submission
from assessment.services import submissions
from runrate.accounts.models import User
from runrate.core import idempotency
from tests.assessment.sheets import as_posted, sheet
from tests.assessment.walking import answer_all, at, finished

pytestmark = pytest.mark.django_db


def bring(client: Client, token: str, level: int) -> str:
    return client.post("/assessment/import/", {"text": json.dumps(as_posted(level)), "once": token})[
        "Location"
    ]


def test_a_file_sent_twice_is_one_and_another_file_is_another(client: Client) -> None:
    token = idempotency.token()

    first, again, other, other_again = (bring(client, token, level) for level in (2, 2, 4, 4))

    assert (first == again, other == other_again, first == other) == (True, True, False)
    stages = [submission.answers["q1"] for submission in Submission.objects.order_by("answers__q1")]
    assert stages == [2, 4]


def test_a_file_sent_again_after_it_was_deleted_is_there_again(client: Client) -> None:
    token = idempotency.token()
    bring(client, token, 2)
    client.post(at("delete", Submission.objects.get()))

    address = bring(client, token, 2)

    assert client.get(address).status_code == 200
    assert Submission.objects.count() == 1


@pytest.mark.parametrize("again", ["start", "retake", "retake with answers"])
def test_a_begin_sent_again_goes_on_until_it_is_finished_and_then_begins_anew(
    client: Client, again: str
) -> None:
    form = {"once": idempotency.token()}
    address = "/assessment/"
    if again != "start":
        bring(client, idempotency.token(), 3)
        address = at("retake", Submission.objects.get())
        form |= {"answers": "1"} if again.endswith("answers") else {}
    before = set(Submission.objects.values_list("pk", flat=True))

    client.post(address, form)
    begun = Submission.objects.exclude(pk__in=before).get()
    client.post(at("question", begun, 1), {"q1": "1"})
    client.post(address, form)
    still = Submission.objects.exclude(pk__in=before).count()
    answer_all(client, begun)
    client.post(at("finish", begun))
    client.post(address, form)
    client.post(address, form)

    assert still == 1
    after = Submission.objects.exclude(pk__in=before).order_by("started_at")
    assert [submission.is_finished for submission in after] == [True, False]


def test_a_form_of_before_signing_in_gives_nothing_of_somebody_else(
    client: Client, alice: User, alice_client: Client, bob_client: Client
) -> None:
    token = idempotency.token()
    hers = bring(alice_client, token, 2)

    his = bring(bob_client, token, 2)

    assert hers != his
    assert (alice_client.get(hers).status_code, bob_client.get(hers).status_code) == (200, 404)
    assert bob_client.get(his).status_code == 200


def test_finishing_twice_gives_one_submission_with_one_result(client: Client) -> None:
    first = finished(client)

    response = client.post(at("finish", first))

    again = Submission.objects.get()
    assert response["Location"] == at("result", first)
    assert (again.finished_at, str(again.score), again.stage) == (first.finished_at, "50.0", "allocated")


def test_a_finished_sheet_is_not_changed_any_more(client: Client) -> None:
    submission = finished(client)

    response = client.post(at("question", submission, 1), {"q1": "4"})

    submission.refresh_from_db()
    assert response["Location"] == at("result", submission)
    assert submission.answers["q1"] == 2


def test_a_recorded_sheet_is_finished_when_it_is_complete(alice: User) -> None:
    submission = submissions.record(
        sheet=sheet(3), owner=alice, context={"team_name": "Claims"}, is_demo=True
    )

    assert (submission.stage, str(submission.score), submission.team_name) == ("optimized", "75.0", "Claims")
