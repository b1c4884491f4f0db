"""Attempts over time: listed, drawn, compared, repeated."""

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from assessment.models import Submission
from assessment.services import submissions
from runrate.accounts.models import User
from tests.assessment.attempts import COMPARE, MINE, attempts
from tests.assessment.sheets import KEYS, sheet

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("levels", "title"),
    [
        ((1, 3), "Up 50.0 points since {first}"),
        ((3, 4, 1), "Down 50.0 points since {first}"),
        ((2, 4, 2), "The same score as on {first}"),
    ],
)
def test_the_trend_says_how_the_score_moved(
    alice: User, alice_client: Client, levels: tuple[int, ...], title: str
) -> None:
    first, *_others = attempts(alice, *levels)

    trend = alice_client.get(MINE).context["trend"]

    # All of one day: the minute tells them apart.
    assert trend.title == title.format(first=first.minute_in_words)
    assert [point.value for point in trend.points] == [f"{level * 25}.0" for level in levels]


def test_another_workload_is_not_in_the_trend(alice: User, alice_client: Client) -> None:
    submissions.record(sheet=sheet(1), owner=alice, context={"workload_name": "Claims"})
    submissions.record(sheet=sheet(4), owner=alice, context={"workload_name": "Desk"})

    assert alice_client.get(MINE).context["trend"] is None


def test_attempts_without_a_name_are_of_no_workload_and_the_page_says_so(
    alice: User, alice_client: Client
) -> None:
    attempts(alice, 1, 3, workload="")

    page = alice_client.get(MINE)

    assert page.context["trend"] is None
    assert "No trend is drawn: no two of your finished attempts name the same workload" in page.text


def test_two_attempts_on_two_workloads_are_told_to_be_so(alice: User, alice_client: Client) -> None:
    (claims,), (desk,) = attempts(alice, 1), attempts(alice, 3, workload="Desk")

    page = alice_client.get(COMPARE, {"first": str(claims.pk), "second": str(desk.pk)})

    assert "The attempts are about two workloads, Claims and Desk" in page.text
    assert "15 answers differ" in page.text
    assert page.context["days"] == (f"Claims, {claims.minute_in_words}", f"Desk, {desk.minute_in_words}")


def test_a_level_lost_has_the_minus_of_every_number(alice: User, alice_client: Client) -> None:
    named = {"workload_name": "Claims"}
    earlier = submissions.record(sheet=sheet(2), owner=alice, context=named)
    later = submissions.record(sheet=sheet(2, q1=1, q2=4, q3="dk"), owner=alice, context=named)

    page = alice_client.get(COMPARE, {"first": str(earlier.pk), "second": str(later.pk)})

    assert [row.levels for row in page.context["changed"]] == ["−1", "+2", "–"]
    assert {row.levels for row in page.context["unchanged"]} == {"0"}
    assert ">−1</td>" in page.text


@pytest.mark.parametrize("workload", ["Claims", ""])
def test_attempts_of_one_name_and_minute_are_told_apart_where_they_are_listed(
    alice: User, alice_client: Client, workload: str
) -> None:
    attempts(alice, 2, 2, 2, workload=workload)

    rows = alice_client.get(MINE).context["attempts"]

    assert len({(when, name) for when, _attempt, name, _link, _score in rows}) == 3


@pytest.mark.parametrize("workload", ["Claims", ""])
def test_the_number_of_an_attempt_is_the_same_in_the_list_the_choice_and_the_comparison(
    alice: User, alice_client: Client, workload: str
) -> None:
    first, second, third = attempts(alice, 2, 2, 2, workload=workload)
    Submission.objects.update(started_at=first.started_at, finished_at=first.finished_at)
    for seconds, attempt in enumerate((first, second, third)):
        moment = first.started_at.replace(second=seconds)
        Submission.objects.filter(pk=attempt.pk).update(started_at=moment)

    listed = {each.pk: name for _when, each, name, *_more in alice_client.get(MINE).context["attempts"]}
    page = alice_client.get(COMPARE, {"first": str(third.pk), "second": str(second.pk)})
    choices = dict(page.context["form"].fields["first"].choices)

    assert [listed[each.pk][-4:] for each in (first, second, third)] == [" (1)", " (2)", " (3)"]
    assert [day[-4:] for day in page.context["days"]] == [" (2)", " (3)"]
    assert all(choices[id].startswith(f"{name} · ") for id, name in listed.items())


@pytest.mark.parametrize("page", [MINE, COMPARE])
def test_fifty_attempts_need_no_more_queries_than_two(
    page: str, alice: User, alice_client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    attempts(alice, 1, 1)
    with django_assert_num_queries(4) as few:
        alice_client.get(page)
    attempts(alice, *[2] * 48)

    with django_assert_num_queries(len(few)):
        alice_client.get(page)


def test_one_attempt_is_told_that_it_takes_two(alice: User, alice_client: Client) -> None:
    attempts(alice, 1)
    with_one = alice_client.get(COMPARE).content.decode()
    attempts(alice, 2)
    with_two = alice_client.get(COMPARE).content.decode()

    said = ("You need two finished attempts", "Earlier attempt")
    assert [text in with_one for text in said] == [True, False]
    assert [text in with_two for text in said] == [False, True]


def test_two_attempts_are_compared_in_the_order_of_time(alice: User, alice_client: Client) -> None:
    before, after = attempts(alice, 1, 3)

    page = alice_client.get(COMPARE, {"first": str(after.pk), "second": str(before.pk)})

    assert (page.context["before"], page.context["after"]) == (before, after)
    assert page.context["dimensions"][0] == ("Visibility", "25.0", "75.0", "+50.0")
    assert len(page.context["changed"]) == 15
    assert page.context["score_by"] == "+50.0"


def test_what_is_not_known_is_a_range_where_attempts_are_listed_and_compared(
    alice: User, alice_client: Client
) -> None:
    named = {"workload_name": "Claims"}
    before = submissions.record(sheet=sheet("dk"), owner=alice, context=named)
    after = submissions.record(sheet=sheet(4), owner=alice, context=named)

    listed = alice_client.get(MINE)
    page = alice_client.get(COMPARE, {"first": str(before.pk), "second": str(after.pk)})

    assert [row[-1] for row in listed.context["attempts"]] == ["100.0", "0.0 to 100.0"]
    assert '<td class="num" data-label="Score">0.0 to 100.0</td>' in listed.text
    assert page.context["scores"] == ("0.0 to 100.0", "100.0")
    assert page.context["score_by"] == "0.0 to +100.0"
    assert page.context["dimensions"][0] == ("Visibility", "0.0 to 100.0", "100.0", "0.0 to +100.0")


def test_a_comparison_across_versions_says_so(
    alice: User, alice_client: Client, second_version: None
) -> None:
    before = submissions.record(sheet=sheet(2), owner=alice)
    answers = dict.fromkeys((*KEYS[:12], "q16", "q14", "q15"), 3)
    after = submissions.start(owner=alice)
    Submission.objects.filter(pk=after.pk).update(answers=answers)
    after = submissions.finish(submission=after)

    page = alice_client.get(COMPARE, {"first": str(before.pk), "second": str(after.pk)}).content.decode()

    assert "These attempts answered different versions of the questions (1 and 2)." in page
    assert "Only the questions that both have are compared" in page
