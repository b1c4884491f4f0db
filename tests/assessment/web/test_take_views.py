"""The walk from the first question to the result, as a browser without JavaScript does it."""

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from assessment.models import Submission
from tests.assessment.sheets import KEYS
from tests.assessment.walking import answer_all, at, begin, finished

pytestmark = pytest.mark.django_db


def test_looking_at_the_start_begins_nothing(client: Client) -> None:
    assert client.get("/assessment/").status_code == 200
    assert not Submission.objects.exists()


def test_a_start_leads_to_the_first_question_and_is_nobodys(client: Client) -> None:
    response = client.post("/assessment/")

    submission = Submission.objects.get()
    assert response["Location"] == at("question", submission, 1)
    assert submission.owner is None


def test_an_incomplete_sheet_cannot_be_finished(client: Client) -> None:
    submission = begin(client)
    client.post(at("all", submission), dict.fromkeys(KEYS[:-2], "3"))

    response = client.post(at("finish", submission))

    submission.refresh_from_db()
    assert response["Location"] == at("question", submission, 14)
    assert submission.finished_at is None


def test_a_result_is_packed_for_whoever_can_unpack_it(client: Client) -> None:
    address = at("result", finished(client))

    packed = client.get(address, headers={"accept-encoding": "gzip"})
    plain = client.get(address)

    assert packed["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain
    assert len(packed.content) * 2 < len(plain.content)
    assert "no-store" in packed["Cache-Control"]


def test_an_unfinished_result_leads_to_the_first_open_question(client: Client) -> None:
    submission = begin(client)
    client.post(at("question", submission, 1), {"q1": "1"})

    assert client.get(at("result", submission))["Location"] == at("question", submission, 2)


def test_a_start_sent_twice_begins_once(client: Client) -> None:
    form = {"once": client.get("/assessment/").context["once"]}

    first, second = (client.post("/assessment/", form)["Location"] for _ in range(2))

    assert first == second
    assert Submission.objects.count() == 1


def test_deleting_takes_the_row_away(client: Client) -> None:
    submission = finished(client)

    client.post(at("delete", submission))

    assert not Submission.objects.exists()


def test_context_is_kept_and_can_be_taken_away(client: Client) -> None:
    submission = finished(client)

    client.post(at("describe", submission), {"workload_name": "Support desk", "industry": "insurance"})
    submission.refresh_from_db()
    assert (submission.workload_name, submission.industry) == ("Support desk", "insurance")

    client.post(at("describe", submission), {})
    submission.refresh_from_db()
    assert (submission.workload_name, submission.industry) == ("", "")


@pytest.mark.parametrize(("place", "allowed"), [("question", 2), ("all", 2), ("review", 2)])
def test_pages_of_the_walk_need_few_queries(
    client: Client, place: str, allowed: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    submission = begin(client)
    answer_all(client, submission)
    more = (3,) if place == "question" else ()

    with django_assert_max_num_queries(allowed):
        client.get(at(place, submission, *more))
