"""Many at once on a real PostgreSQL: one row for a form, one result for a sheet, counts that stay exact."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.http import Http404
from django.test import Client

from assessment.models import Submission
from assessment.services import benchmark, submissions
from tests.assessment.sheets import KEYS, sheet
from tests.assessment.weeks import this_week

# SQLite writes one after the other.
pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]
TOGETHER = 20


def at_once(press: Callable[[int], object]) -> list[object]:
    def pressed(number: int) -> object:
        try:
            return press(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=8) as pool:
        return list(pool.map(pressed, range(TOGETHER)))


def test_twenty_identical_starts_begin_one_attempt() -> None:
    form = {"once": Client().get("/assessment/").context["once"]}

    answers = at_once(lambda _number: Client().post("/assessment/", form)["Location"])

    assert len(set(answers)) == 1
    assert Submission.objects.count() == 1


def test_twenty_finishes_count_once() -> None:
    submission = submissions.start()
    Submission.objects.update(answers=dict.fromkeys(KEYS, 3))

    at_once(lambda _number: submissions.finish(submission=submission).finished_at)

    # A change whose number is round is folded at once, and numbers go on from test to test: the sum tells.
    assert this_week().finished == 1


def test_twenty_answers_to_different_questions_are_all_kept() -> None:
    submission = submissions.start()

    at_once(
        lambda number: submissions.save_entries(
            submission=submission,
            entries={KEYS[number % 15]: submissions.Entry(answer=number % 5, note="", seen=None)},
        )
    )

    submission.refresh_from_db()
    assert set(submission.answers) == set(KEYS)


def test_who_finishes_what_another_tab_deleted_meanwhile_finds_nothing() -> None:
    submission = submissions.start()
    Submission.objects.get().delete()

    with pytest.raises(Http404):
        submissions.describe(submission=submission, context={"team": "Claims"})
    with pytest.raises(Http404):
        submissions.delete(submission=submission)


def test_moves_between_industries_neither_lock_each_other_out_nor_lose_a_count() -> None:
    rows = [submissions.record(sheet=sheet(number % 5)) for number in range(TOGETHER)]
    names = ("retail", "banking", "", "insurance")

    def moved_by(turn: int) -> Callable[[int], object]:
        return lambda number: submissions.describe(
            submission=rows[number], context={"industry": names[(number + turn) % 4]}
        )

    for turn in range(3):
        at_once(moved_by(turn))

    assert benchmark.rebuild()
