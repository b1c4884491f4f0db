"""An answer is saved in one statement if nobody wrote in between, and else without losing what they wrote."""

import pytest
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext

from assessment.domain.scoring import NotApplicable, SheetErrors
from assessment.models import Submission
from assessment.services import submissions
from assessment.services.submissions import Entry, FinishedError
from tests.assessment.sheets import KEYS

pytestmark = pytest.mark.django_db


def seen_twice() -> tuple[Submission, Submission]:
    """One row as two tabs read it."""
    id = submissions.start().pk
    return Submission.objects.get(pk=id), Submission.objects.get(pk=id)


def entry(level: int) -> Entry:
    return Entry(answer=level, note="", seen=None)


def test_an_answer_that_nobody_crosses_takes_one_statement() -> None:
    submission, _other = seen_twice()

    with CaptureQueriesContext(connection) as queries:
        saved, overwritten = submissions.save_entries(submission=submission, entries={"q1": entry(3)})

    assert len(queries) == 1
    assert (saved.answers, overwritten) == ({"q1": 3}, [])
    assert Submission.objects.get().answers == {"q1": 3}


def test_what_another_tab_saved_in_between_is_kept() -> None:
    first, second = seen_twice()

    submissions.save_entries(submission=first, entries={"q1": entry(3)})
    saved, _overwritten = submissions.save_entries(submission=second, entries={"q2": entry(1)})

    assert saved.answers == Submission.objects.get().answers == {"q1": 3, "q2": 1}


def test_whoever_writes_over_what_another_tab_wrote_in_between_is_told() -> None:
    first, second = seen_twice()
    blank = submissions.seen_in(first.sheet(), "q1")

    submissions.save_entries(submission=first, entries={"q1": entry(3)})
    late = Entry(answer=1, note="", seen=blank)
    saved, overwritten = submissions.save_entries(submission=second, entries={"q1": late})

    assert (saved.answers, overwritten) == ({"q1": 1}, ["q1"])


def test_one_tab_answers_again_and_again_on_the_row_it_has() -> None:
    submission, _other = seen_twice()

    for key in KEYS:
        submission, _overwritten = submissions.save_entries(submission=submission, entries={key: entry(2)})

    assert Submission.objects.get().answers == dict.fromkeys(KEYS, 2)


def test_a_row_that_was_finished_in_between_takes_no_answer() -> None:
    first, second = seen_twice()
    submissions.save_entries(submission=first, entries={key: entry(2) for key in KEYS})
    submissions.finish(submission=first)

    with pytest.raises(FinishedError):
        submissions.save_entries(submission=second, entries={"q1": entry(4)})
    assert Submission.objects.get().answers == dict.fromkeys(KEYS, 2)


def test_a_row_that_was_deleted_in_between_is_not_found() -> None:
    first, second = seen_twice()
    submissions.delete(submission=first)

    with pytest.raises(Http404):
        submissions.save_entries(submission=second, entries={"q1": entry(4)})


def test_each_answer_too_many_that_does_not_apply_is_named() -> None:
    """Of three in one dimension that has room for one, the last two; of two of which one stood before, the
    new one."""
    submission = submissions.start()
    out = Entry(answer=NotApplicable("no such cost"), note="", seen=None)

    with pytest.raises(SheetErrors) as refused:
        submissions.save_entries(submission=submission, entries=dict.fromkeys(("q10", "q11", "q12"), out))
    submissions.save_entries(submission=submission, entries={"q12": out})
    with pytest.raises(SheetErrors) as one:
        submissions.save_entries(submission=submission, entries={"q10": out})

    assert (list(refused.value.errors), list(one.value.errors)) == (["q11", "q12"], ["q10"])
