"""One attempt: who may read it, where it goes on, and what is computed from its own answers."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from assessment.models import Review, Submission
from assessment.services import submissions
from runrate.accounts.models import User
from tests.assessment.sheets import sheet
from tests.assessment.submitted import submitted

pytestmark = pytest.mark.django_db


def test_open_are_ones_own_and_what_this_browser_began_and_nobody_owns(alice: User, bob: User) -> None:
    hers, his = submissions.start(owner=alice), submissions.start(owner=bob)
    began, elsewhere = submissions.start(), submissions.start()
    ids = (his.pk, began.pk)

    assert set(Submission.objects.open_to(alice, ids)) == {hers, began}
    assert set(Submission.objects.open_to(AnonymousUser(), ids)) == {began}
    assert [each.is_open_to(alice, ids) for each in (hers, his, began, elsewhere)] == [
        True,
        False,
        True,
        False,
    ]


def test_what_waits_for_review_is_finished_real_and_oldest_first(staff: User) -> None:
    first, second, done = submitted("First"), submitted("Second"), submitted("Done")
    submissions.start()
    submissions.record(sheet=sheet(), is_demo=True)
    Submission.objects.filter(pk=done.pk).update(review=Review.REVIEWED)

    assert list(Submission.objects.awaiting_review()) == [first, second]


@pytest.mark.parametrize(
    ("change", "counted"),
    [({}, True), ({"is_demo": True}, False), ({"review": Review.SET_ASIDE}, False)],
)
def test_each_row_is_comparable_or_incomparable_and_never_both(change: dict[str, Any], counted: bool) -> None:
    row = submitted()
    Submission.objects.filter(pk=row.pk).update(**change)

    sides = (Submission.objects.comparable(), Submission.objects.incomparable())
    found = [row in rows for rows in sides]

    assert found == [counted, not counted]


def test_an_unfinished_sheet_goes_on_at_its_first_open_question_and_then_at_the_review() -> None:
    draft = submissions.start()
    draft.answers = {"q1": 2, "q3": 1}
    open_at, open_ones = draft.address_of_next(), draft.unanswered()
    draft.answers = dict.fromkeys(draft.questionnaire.keys, 2)

    assert (open_at, open_ones[:2]) == (f"/assessment/{draft.pk}/2/", [2, 4])
    assert (draft.address_of_next(), draft.unanswered()) == (f"/assessment/{draft.pk}/review/", [])


def test_a_result_is_computed_again_from_the_answers_alone() -> None:
    kept = submitted("Desk", 3)
    Submission.objects.filter(pk=kept.pk).update(score=0, stage="invisible")
    kept.refresh_from_db()

    assert str(kept.score) == "0.0"
    assert (kept.result_now().as_json() == kept.result, kept.result_now().stage) == (True, "optimized")


def test_it_is_called_by_its_workload_its_team_or_its_day() -> None:
    named = Submission(version="1", workload_name="Claims", team_name="Desk")
    unnamed = Submission(version="1")

    assert (str(named), str(Submission(version="1", team_name="Desk"))) == ("Claims", "Desk")
    assert str(unnamed) == f"Assessment of {unnamed.day_in_words}"
