"""The page of a result: stage, score, the weakest links and what each lacks next."""

import re
from html import unescape

import pytest
from django.test import Client

from assessment.models import Submission, TeamRound
from assessment.services import team_rounds
from runrate.accounts.models import User
from runrate.reports.domain.compose import compose
from tests.assessment.sheets import KEYS
from tests.assessment.teams import invited, of, rate, with_account
from tests.assessment.walking import at, begin
from tests.markup import squeezed
from tests.reports.readers import source

pytestmark = pytest.mark.django_db

COUNT = "Your answers count in the round of Claims team."


def test_the_result_says_stage_score_and_weakest_link(client: Client) -> None:
    submission = begin(client)
    answers = {**dict.fromkeys(KEYS, "4"), "q13": "0", "q14": "0", "q15": "0"}
    client.post(at("all", submission), answers)
    client.post(at("finish", submission))

    page = client.get(at("result", submission)).content.decode()

    assert "Tracked, at 80.0 of 100" in page
    assert "The weakest link is Control and foresight, at 0.0." in page
    assert "The score alone would mean Governed; the stage is Tracked because:" in page
    assert 'content="noindex, nofollow"' in page


def test_links_that_are_equally_weak_are_named_together(client: Client) -> None:
    submission = begin(client)
    answers = {**dict.fromkeys(KEYS, "4"), **dict.fromkeys(("q1", "q2", "q3", "q13", "q14", "q15"), "2")}
    client.post(at("all", submission), answers)
    client.post(at("finish", submission))

    page = client.get(at("result", submission)).content.decode()

    assert "The weakest links are Visibility and Control and foresight, at 50.0 each." in page
    assert "Visibility and control and foresight are the weakest of the five dimensions" in page
    assert page.count('class="tag">weakest link') == 2


def test_a_link_is_not_called_the_weakest_where_unknown_answers_could_change_it(client: Client) -> None:
    submission = begin(client)
    answers = {**dict.fromkeys(KEYS, "1"), "q13": "dk", "q15": "0"}
    client.post(at("all", submission), answers)
    client.post(at("finish", submission))

    page = squeezed(client.get(at("result", submission)).text)

    assert (
        "Weakest link: Control and foresight (8.3 to 41.7, depending on the answers that are not known yet; "
        "another dimension may turn out as weak or weaker)."
    ) in page
    assert 'Control and foresight<span class="num">8.3 to 41.7</span>' in page
    assert "weakest link</span>" not in page
    assert page.count(">8.3 to 41.7</text>") == 2


def test_at_the_top_the_result_says_what_is_left(client: Client) -> None:
    """A score of 100.0 of which nothing is backed is not the end of it."""
    pages = []
    for note in ("", "the cost sheet of October 2026"):
        submission = begin(client)
        notes = {f"{key}-note": note for key in KEYS}
        client.post(at("all", submission), {**dict.fromkeys(KEYS, "4"), **notes})
        client.post(at("finish", submission))
        pages.append(squeezed(client.get(at("result", submission)).text))

    assert "Every step is taken. What is left is evidence: put a link" in pages[0]
    assert "Every step is taken: keep what backs the answers fresh." in pages[1]


def test_the_next_of_a_dimension_is_what_its_lowest_answer_lacks(client: Client) -> None:
    submission = begin(client)
    client.post(at("all", submission), {**dict.fromkeys(KEYS, "4"), "q2": "1", "q5": "dk"})
    client.post(at("finish", submission))

    page = squeezed(client.get(at("result", submission)).text)

    lacking, unknown = (submission.questionnaire.question(key) for key in ("q2", "q5"))
    assert f"Next, step 2: {lacking.advice[1]}" in page
    assert f"Next, step 1: {unknown.find_out}" in page


def test_a_weakest_dimension_is_among_the_first_steps_only_where_it_is(client: Client) -> None:
    """M1: not of all alike, nor of one step alone."""
    told = "At least one of the first three is in a weakest dimension."
    pages = []
    for answers in (dict.fromkeys(KEYS, "4") | {"q2": "3"}, dict.fromkeys(KEYS, "1") | {"q13": "0"}):
        submission = begin(client)
        client.post(at("all", submission), answers)
        client.post(at("finish", submission))
        pages.append(squeezed(client.get(at("result", submission)).text))

    assert [told in page for page in pages] == [False, True]


def test_the_link_of_a_finished_result_is_said_to_give_all_that_its_owner_can(client: Client) -> None:
    """H5: nothing is left to be continued."""
    submission = begin(client)
    client.post(at("all", submission), dict.fromkeys(KEYS, "2"))
    before = squeezed(client.get(at("review", submission)).text)
    client.post(at("finish", submission))
    after = squeezed(client.get(at("result", submission)).text)

    said = ("can continue with the answers", "can share, rename and delete it")
    assert [[words in page for words in said] for page in (before, after)] == [[True, False], [False, True]]


def test_a_member_of_a_round_is_told_where_the_answers_count(team_round: TeamRound, bob: User) -> None:
    for member in (invited(team_round), with_account(team_round, bob)):
        rating = rate(team_round, member=member)

        assert COUNT in member.get(at("result", rating)).text


def test_answers_that_count_in_no_round_are_not_said_to(client: Client, team_round: TeamRound) -> None:
    late = invited(team_round)
    late.post(of("join", team_round))
    rating = Submission.objects.latest("started_at")
    team_rounds.close(team_round=team_round)
    late.post(at("all", rating), dict.fromkeys(KEYS, "2"))
    late.post(at("finish", rating))
    alone = begin(client)
    client.post(at("all", alone), dict.fromkeys(KEYS, "2"))
    client.post(at("finish", alone))

    pages = [late.get(at("result", rating)), client.get(at("result", alone))]

    assert [page.status_code for page in pages] == [200, 200]
    assert [page for page in pages if "in the round of" in page.text] == []


def test_each_step_has_the_number_and_the_label_that_a_report_of_the_answers_has(client: Client) -> None:
    submission = begin(client)
    answers = dict.fromkeys(KEYS, "2") | {"q1": "dk", "q4": "0", "q7": "4", "q10": "1", "q13": "3"}
    client.post(at("all", submission), answers)
    client.post(at("finish", submission))
    submission.refresh_from_db()

    page = unescape(squeezed(client.get(at("result", submission)).text))

    told = compose(source(submission.sheet())).recommendations
    assert told is not None
    labels = [f"{row.topic} (step {row.number})" for row in told.enabling]
    steps = [each.partition("</p>")[0].strip() for each in page.split('<p class="eyebrow">')]
    assert [each for each in steps if "(step " in each] == labels
    topics = "|".join(re.escape(row.topic) for row in told.enabling)
    assert len(re.findall(rf"(?:{topics}) \(step \d+\) (?:to|from) (?:level|unknown)", page)) > 1
    assert re.findall(rf"(?:{topics}) (?:to|from) (?:level|unknown)", page) == []
