"""Answers as they are sent: kept as given, refused at their question, shown again."""

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from tests.assessment.sheets import KEYS
from tests.assessment.walking import at, begin
from tests.faults.browser import hidden_fields
from tests.refusals import refused

pytestmark = pytest.mark.django_db


def test_an_answer_is_saved_as_given_and_the_page_says_so(client: Client) -> None:
    submission = begin(client)

    response = client.post(
        at("question", submission, 4), {"q4": "3", "q4-note": "the cost sheet"}, follow=True
    )

    submission.refresh_from_db()
    assert (submission.answers, submission.evidence) == ({"q4": 3}, {"q4": "the cost sheet"})
    assert response.redirect_chain == [(at("question", submission, 5) + "?saved=4", 302)]
    assert "Saved. Come back with the link below" in response.content.decode()


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

    response = refused(client, at("question", submission, 7), posted)

    submission.refresh_from_db()
    assert 'id="q7-error"' in response.content.decode()
    assert (submission.answers, submission.evidence) == ({}, {})


def test_what_was_typed_is_still_there_after_an_error(client: Client) -> None:
    submission = begin(client)

    typed = {"q10": "na", "q10-reason": "", "q10-note": "typed"}
    response = refused(client, at("question", submission, 10), typed)

    page = response.content.decode()
    assert 'id="q10-na" checked' in page
    assert ">typed</textarea>" in page


@pytest.mark.parametrize(
    ("posted", "where"),
    [
        ({"q10": "na", "q10-reason": " "}, "q10-reason"),
        ({"q10": "9"}, "q10-0"),
        ({"q10": "na", "q10-reason": "no review", "q10-note": "x" * 2001}, "q10-0"),
    ],
)
def test_the_summary_leads_to_what_has_to_be_looked_at_again(
    client: Client, posted: dict[str, str], where: str
) -> None:
    page = refused(client, at("question", begin(client), 10), posted).text

    assert f'<li><a href="#{where}">' in page
    assert f'id="{where}"' in page


def test_only_one_of_a_dimension_may_not_apply(client: Client) -> None:
    submission = begin(client)
    client.post(at("question", submission, 11), {"q11": "na", "q11-reason": "nothing is stored"})

    sent = {"q10": "na", "q10-reason": "no review"}
    response = refused(client, at("question", submission, 10), sent)

    submission.refresh_from_db()
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


def test_a_choice_that_is_none_gets_into_no_markup(client: Client) -> None:
    submission = begin(client)

    page = refused(client, at("question", submission, 8), {"q8": '3" onclick="x'}).content.decode()

    assert "onclick" not in page
    assert " checked>" not in page


def test_all_on_one_page_is_saved_in_few_queries(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    submission = begin(client)

    with django_assert_max_num_queries(8):
        client.post(at("all", submission), dict.fromkeys(KEYS, "3"))


def test_a_reason_beside_a_level_is_asked_about_and_one_of_before_is_left_behind(
    alice_client: Client,
) -> None:
    """It was dropped without a word; whoever changes their mind need not empty the box."""
    place = f"{alice_client.post('/assessment/')['Location'].rstrip('/').rpartition('/')[0]}/7/"
    page = refused(alice_client, place, {"q7": "4", "q7-reason": "we have one model", "then": "next"})

    assert "You gave a reason why it does not apply" in page.text
    assert 'value="we have one model"' in page.text

    for sent in (
        {"q7": "na", "q7-reason": "we have one model"},
        {"q7": "4", "q7-reason": "we have one model"},
    ):
        assert alice_client.post(place, {**sent, "then": "next"}).status_code == 302


@pytest.mark.parametrize("then", ["back", "next", "3", ""])
def test_a_reason_with_nothing_chosen_is_asked_about_wherever_one_goes(
    alice_client: Client, then: str
) -> None:
    """Back and the list of questions dropped it without a word."""
    place = f"{alice_client.post('/assessment/')['Location'].rstrip('/').rpartition('/')[0]}/7/"

    page = refused(alice_client, place, {"q7-reason": "we have one model", "then": then})

    assert "You gave a reason why it does not apply" in page.text
    assert 'value="we have one model"' in page.text


def test_a_reason_in_words_that_a_text_field_hands_back_is_kept_on_the_page_with_all(
    alice_client: Client,
) -> None:
    place = f"{alice_client.post('/assessment/')['Location'].rstrip('/').rpartition('/')[0]}/all/"

    page = refused(alice_client, place, {"q7-reason": "we have one model", "q1": "3"})

    assert 'value="we have one model"' in page.text
