"""The walk from the first question to the result, as a browser without JavaScript does it."""

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from assessment.models import Submission
from assessment.services import submissions
from runrate.accounts.models import User
from tests.assessment.sheets import KEYS, sheet
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


def test_the_review_names_what_is_open_and_offers_no_result(client: Client) -> None:
    submission = begin(client)
    client.post(at("all", submission), dict.fromkeys(KEYS[:-2], "3"))

    page = client.get(at("review", submission)).content.decode()

    assert "2 questions have no answer yet" in page
    assert at("finish", submission) not in page


def test_an_incomplete_sheet_cannot_be_finished(client: Client) -> None:
    submission = begin(client)
    client.post(at("all", submission), dict.fromkeys(KEYS[:-2], "3"))

    response = client.post(at("finish", submission))

    submission.refresh_from_db()
    assert response["Location"] == at("question", submission, 14)
    assert submission.finished_at is None


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


def test_the_result_says_stage_score_and_weakest_link(client: Client) -> None:
    submission = begin(client)
    answers = {**dict.fromkeys(KEYS, "4"), "q13": "0", "q14": "0", "q15": "0"}
    client.post(at("all", submission), answers)
    client.post(at("finish", submission))

    page = client.get(at("result", submission)).content.decode()

    assert "Tracked, at 80.0 of 100" in page
    assert "The weakest link is Control and foresight, at 0.0." in page
    assert "By score alone it would be Governed; it is Tracked, because:" in page
    assert 'content="noindex, nofollow"' in page


def test_links_that_are_equally_weak_are_named_together(client: Client) -> None:
    submission = begin(client)
    answers = {**dict.fromkeys(KEYS, "4"), **dict.fromkeys(("q1", "q2", "q3", "q13", "q14", "q15"), "2")}
    client.post(at("all", submission), answers)
    client.post(at("finish", submission))

    page = client.get(at("result", submission)).content.decode()

    assert "The weakest links are Visibility and Control and foresight, at 50.0 each." in page
    assert "Visibility and Control and foresight are the weakest of five" in page
    assert page.count('class="tag">weakest link') == 2


def test_the_next_of_a_dimension_is_what_its_lowest_answer_lacks(client: Client) -> None:
    submission = begin(client)
    client.post(at("all", submission), {**dict.fromkeys(KEYS, "4"), "q2": "1", "q5": "dk"})
    client.post(at("finish", submission))

    page = client.get(at("result", submission)).text

    lacking, unknown = (submission.questionnaire.question(key) for key in ("q2", "q5"))
    assert f"Next: {lacking.advice[1]}" in page
    assert f"Find out: {unknown.text}" in page


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


def test_a_recorded_sheet_is_finished_when_it_is_complete(alice: User) -> None:
    submission = submissions.record(
        sheet=sheet(3), owner=alice, context={"team_name": "Claims"}, is_demo=True
    )

    assert (submission.stage, str(submission.score), submission.team_name) == ("optimized", "75.0", "Claims")
