"""The weekly sums equal a recount whatever happened."""

from assessment.models import FiguresChange, WeeklyFigures
from assessment.services import review, submissions, weekly_stats
from runrate.accounts.models import User
from tests.assessment.submitted import submitted
from tests.assessment.weeks import this_week


def test_submissions_are_summed_before_and_after_folding(db: None) -> None:
    submitted("One", 0)
    submitted("Two", 2)
    before = this_week().sums

    weekly_stats.fold_all()

    assert this_week().sums == before
    assert before["finished"] == 2
    assert (before["answer.q1.0"], before["answer.q1.2"]) == (1, 1)
    assert FiguresChange.objects.count() == 0


def test_what_is_set_aside_or_deleted_leaves_and_may_come_back(staff: User) -> None:
    kept, gone, back = (submitted(name) for name in ("Kept", "Gone", "Back"))
    submissions.delete(submission=gone)
    review.decide(submission=back, by=staff, decision="set_aside", reviewer=None, note="", seen=0)
    without = this_week().finished

    seen = review.last_entry(back)
    review.decide(submission=back, by=staff, decision="reviewed", reviewer=None, note="", seen=seen)

    assert (kept.finished_at is not None, without, this_week().finished) == (True, 1, 2)


def test_a_recount_finds_nothing_wrong(db: None) -> None:
    gone = submitted("Gone")
    submitted("Kept")
    submissions.delete(submission=gone)

    assert weekly_stats.rebuild() is True


def test_a_recount_puts_wrong_sums_right(db: None) -> None:
    submitted()
    weekly_stats.fold_all()
    right = WeeklyFigures.objects.get().counts
    WeeklyFigures.objects.update(counts={"finished": 77})

    assert weekly_stats.rebuild() is False
    assert WeeklyFigures.objects.get().counts == right
