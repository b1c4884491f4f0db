"""The walk from the first question to the result, as a browser without JavaScript does it."""

from urllib.parse import urlsplit
from uuid import UUID, uuid4

import pytest
from allauth.account.models import EmailAddress
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import DjangoAssertNumQueries

from assessment import services
from assessment.models import Submission
from runrate.accounts.models import User
from tests.assessment.sheets import KEYS, sheet
from tests.faults.browser import hidden_fields

pytestmark = pytest.mark.django_db


def begin(client: Client) -> Submission:
    client.post("/assessment/")
    return Submission.objects.latest("started_at")


def at(name: str, submission: Submission, *more: object) -> str:
    return reverse(f"assessment:{name}", args=[submission.pk, *more])


def same_but_for_ids(response: HttpResponseBase, id: UUID) -> tuple[str, dict[str, str]]:
    """The page and its headers without the id that was asked for, the request's own number and its policy."""
    headers = {name: value for name, value in response.headers.items() if name.lower() != "x-request-id"}
    return getattr(response, "content", b"").decode().replace(str(id), "ID"), headers


def answer_all(client: Client, submission: Submission, level: str = "2") -> None:
    client.post(at("all", submission), dict.fromkeys(KEYS, level))


def finished(client: Client, level: str = "2") -> Submission:
    submission = begin(client)
    answer_all(client, submission, level)
    client.post(at("finish", submission))
    submission.refresh_from_db()
    return submission


def resume_link(client: Client, submission: Submission) -> str:
    page = client.get(at("question", submission, 1)).content.decode()
    return page.partition('id="resume-link" type="text" readonly value="')[2].partition('"')[0]


def test_looking_at_the_start_begins_nothing(client: Client) -> None:
    assert client.get("/assessment/").status_code == 200
    assert not Submission.objects.exists()


def test_a_start_leads_to_the_first_question_and_is_nobodys(client: Client) -> None:
    response = client.post("/assessment/")

    submission = Submission.objects.get()
    assert response["Location"] == at("question", submission, 1)
    assert submission.owner is None


def test_an_answer_is_saved_as_given_and_the_page_says_so(client: Client) -> None:
    submission = begin(client)

    response = client.post(
        at("question", submission, 4), {"q4": "3", "q4-note": "the cost sheet"}, follow=True
    )

    submission.refresh_from_db()
    assert (submission.answers, submission.evidence) == ({"q4": 3}, {"q4": "the cost sheet"})
    assert response.redirect_chain == [(at("question", submission, 5) + "?saved=4", 302)]
    assert "Saved. Come back with the link below" in response.content.decode()


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


@pytest.mark.parametrize(
    "posted",
    [
        {"q7": "5"},
        {"q7": "-1"},
        {"q7": "abc"},
        {"q7": "2.5"},
        {"q7": "true"},
        {"q7": ""},
        {"q7": "na", "q7-reason": "  "},
        {"q7": "3", "q7-note": "x" * 2001},
        {"q7": "3", "q7-note": "nul\0"},
    ],
)
def test_a_hostile_answer_is_refused_at_its_question_and_nothing_is_stored(
    client: Client, posted: dict[str, str]
) -> None:
    submission = begin(client)

    response = client.post(at("question", submission, 7), posted)

    submission.refresh_from_db()
    assert response.status_code == 422
    assert 'id="q7-error"' in response.content.decode()
    assert (submission.answers, submission.evidence) == ({}, {})


def test_what_was_typed_is_still_there_after_an_error(client: Client) -> None:
    submission = begin(client)

    response = client.post(
        at("question", submission, 10), {"q10": "na", "q10-reason": "", "q10-note": "typed"}
    )

    page = response.content.decode()
    assert 'id="q10-na" checked' in page
    assert ">typed</textarea>" in page


def test_only_one_of_a_dimension_may_not_apply(client: Client) -> None:
    submission = begin(client)
    client.post(at("question", submission, 11), {"q11": "na", "q11-reason": "nothing is stored"})

    response = client.post(at("question", submission, 10), {"q10": "na", "q10-reason": "no review"})

    submission.refresh_from_db()
    assert response.status_code == 422
    assert "Only one question of Sticky costs" in response.content.decode()
    assert submission.answers == {"q11": {"na": "nothing is stored"}}


def test_going_back_saves_what_was_chosen_and_asks_for_nothing(client: Client) -> None:
    submission = begin(client)

    client.post(at("question", submission, 2), {"q2": "1", "then": "1"})
    response = client.post(at("question", submission, 3), {"then": "9"})

    submission.refresh_from_db()
    assert submission.answers == {"q2": 1}
    assert response["Location"] == at("question", submission, 9)


def test_two_tabs_on_different_questions_keep_both_answers(client: Client) -> None:
    submission = begin(client)
    shown = hidden_fields(client.get(at("all", submission)).content.decode())
    old_page = {name: seen for name, seen in shown.items() if name.endswith("-seen")}

    client.post(at("question", submission, 1), {"q1": "4"})
    client.post(at("all", submission), {**old_page, "q2": "3"})

    submission.refresh_from_db()
    assert submission.answers == {"q1": 4, "q2": 3}


def test_of_two_tabs_on_one_question_the_last_wins_and_the_page_says_so(client: Client) -> None:
    submission = begin(client)
    seen = hidden_fields(client.get(at("question", submission, 1)).content.decode())["q1-seen"]
    client.post(at("question", submission, 1), {"q1": "4", "q1-seen": seen})

    response = client.post(at("question", submission, 1), {"q1": "2", "q1-seen": seen}, follow=True)

    submission.refresh_from_db()
    assert submission.answers == {"q1": 2}
    assert "Question 1 had been changed elsewhere in the meantime." in response.content.decode()


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


def test_an_unfinished_result_leads_to_the_first_open_question(client: Client) -> None:
    submission = begin(client)
    client.post(at("question", submission, 1), {"q1": "1"})

    assert client.get(at("result", submission))["Location"] == at("question", submission, 2)


PLACES = ["result", "all", "review", "describe", "delete"]


@pytest.mark.parametrize("place", PLACES)
def test_a_strangers_submission_does_not_exist(client: Client, bob_client: Client, place: str) -> None:
    submission = finished(client)

    for stranger in (Client(), bob_client):
        guess = uuid4()
        refused = stranger.get(at(place, submission))
        guessed = stranger.get(reverse(f"assessment:{place}", args=[guess]))
        assert refused.status_code == guessed.status_code == 404
        assert same_but_for_ids(refused, submission.pk) == same_but_for_ids(guessed, guess)


@pytest.mark.parametrize("place", ["finish", "delete", "renew_link", "all"])
def test_a_stranger_changes_nothing(client: Client, bob_client: Client, place: str) -> None:
    submission = begin(client)
    answer_all(client, submission)

    response = bob_client.post(at(place, submission), {"q1": "4"})

    submission.refresh_from_db()
    assert response.status_code == 404
    assert (submission.answers["q1"], submission.finished_at) == (2, None)


def sign_in(client: Client, user: User) -> None:
    """Through the real page, so that the browser's cookies are there when the sign-in is heard."""
    EmailAddress.objects.get_or_create(user=user, email=user.email, primary=True, verified=True)
    posted = {"login": user.email, "password": "correct horse battery"}
    assert client.post("/account/login/", posted).status_code == 302


def test_signing_in_claims_what_this_browser_began_and_stops_its_link(client: Client, alice: User) -> None:
    submission = begin(client)
    link = resume_link(client, submission)

    sign_in(client, alice)

    submission.refresh_from_db()
    assert submission.owner == alice
    assert client.get(at("question", submission, 1)).status_code == 200
    assert Client().get(urlsplit(link).path).status_code == 404


def test_signing_in_claims_nothing_of_somebody_else(client: Client, alice: User, bob: User) -> None:
    submission = begin(client)
    sign_in(client, alice)
    client.logout()

    sign_in(client, bob)

    submission.refresh_from_db()
    assert submission.owner == alice
    assert client.get(at("question", submission, 1)).status_code == 404


def test_a_session_that_ended_loses_neither_choice_nor_note(client: Client, alice: User) -> None:
    sign_in(client, alice)
    submission = begin(client)
    del client.cookies["session"]

    response = client.post(at("question", submission, 8), {"q8": "3", "q8-note": "typed"})

    assert response["Location"] == f"/account/login/?next={at('question', submission, 8)}"
    sign_in(client, alice)
    page = client.get(at("question", submission, 8)).content.decode()
    assert 'id="q8-3" checked' in page
    assert ">typed</textarea>" in page
    assert "it is not saved yet" in page
    client.post(at("question", submission, 8), {"q8": "3", "q8-note": "typed"})
    assert "it is not saved yet" not in client.get(at("question", submission, 8)).content.decode()


def test_what_waits_for_one_person_is_not_shown_to_another(client: Client, alice: User, bob: User) -> None:
    sign_in(client, alice)
    submission = begin(client)
    del client.cookies["session"]
    client.post(at("question", submission, 8), {"q8": "3"})

    sign_in(client, bob)

    assert client.get(at("question", submission, 8)).status_code == 404


def test_a_start_sent_twice_begins_once(client: Client) -> None:
    form = {"once": client.get("/assessment/").context["once"]}

    first, second = (client.post("/assessment/", form)["Location"] for _ in range(2))

    assert first == second
    assert Submission.objects.count() == 1


def test_a_forged_start_opens_nothing_that_exists(client: Client) -> None:
    submission = begin(client)
    stranger = Client()

    for forged in (str(submission.pk), submission.pk.hex, f"{submission.pk.hex}:1abc:forged"):
        stranger.post("/assessment/", {"once": forged})

    assert Submission.objects.count() == 4
    assert stranger.get(at("all", submission)).status_code == 404


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


def test_personal_pages_are_stored_by_no_cache(client: Client) -> None:
    submission = finished(client)

    assert client.get(at("result", submission))["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(("place", "allowed"), [("question", 2), ("all", 2), ("review", 2)])
def test_pages_of_the_walk_need_few_queries(
    client: Client, place: str, allowed: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    submission = begin(client)
    answer_all(client, submission)
    more = (3,) if place == "question" else ()

    with django_assert_max_num_queries(allowed):
        client.get(at(place, submission, *more))


def test_all_on_one_page_is_saved_in_few_queries(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    submission = begin(client)

    with django_assert_max_num_queries(8):
        client.post(at("all", submission), dict.fromkeys(KEYS, "3"))


def test_a_recorded_sheet_is_finished_when_it_is_complete(alice: User) -> None:
    submission = services.record(sheet=sheet(3), owner=alice, context={"team_name": "Claims"}, is_demo=True)

    assert (submission.stage, str(submission.score), submission.team_name) == ("optimized", "75.0", "Claims")


def test_a_choice_that_is_none_gets_into_no_markup(client: Client) -> None:
    submission = begin(client)

    page = client.post(at("question", submission, 8), {"q8": '3" onclick="x'}).content.decode()

    assert "onclick" not in page
    assert " checked>" not in page
