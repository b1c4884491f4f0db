"""The weekly sums equal a recount whatever happened, and the overview reads them."""

from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from assessment.models import FiguresChange, Submission, WeeklyFigures
from assessment.services import benchmark, review, submissions, weekly_stats
from assessment.services.weekly_summary import Period
from runrate.accounts.models import User
from tests.assessment.sheets import sheet
from tests.staff.conftest import SignedIn
from tests.staff.submissions import many, submitted

OVERVIEW = "/admin/overview/"


def this_week() -> Period:
    finished_at = Submission.objects.latest("finished_at").finished_at
    assert finished_at is not None
    return Period(until=finished_at.date(), weeks=1)


def test_submissions_are_summed_before_and_after_folding(db: None) -> None:
    submitted("One", 0)
    submitted("Two", 2)
    before = this_week().sums

    weekly_stats.fold_all()

    assert this_week().sums == before
    assert before["finished"] == 2
    assert (before["answer.q1.0"], before["answer.q1.2"]) == (1, 1)
    assert FiguresChange.objects.count() == 0


def test_the_period_says_shares_and_means(db: None) -> None:
    submitted("One", 0)
    submitted("Two", 2)

    period = this_week()

    assert {share.name: share.words for share in period.stages() if share.count} == {
        "Invisible": "50.0%",
        "Allocated": "50.0%",
    }
    assert [mean.words for mean in period.means()] == ["25.0"] * 5
    assert (period.questions()[0].floor, period.questions()[0].ceiling) == ("50.0%", "0.0%")


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


def test_seeded_submissions_are_counted_as_if_they_had_been_submitted(settings: Settings, db: None) -> None:
    settings.DEBUG = True
    call_command("seed_submissions", "300", "--until", "2026-11-01", verbosity=0)

    assert Submission.objects.count() == 300
    assert weekly_stats.rebuild() is True
    assert benchmark.rebuild() is True
    sample = Submission.objects.order_by("pk").first()
    assert sample is not None
    assert sample.result == sample.result_now().as_json()


def test_the_same_seed_gives_the_same_submissions(settings: Settings, db: None) -> None:
    settings.DEBUG = True
    twice = []
    for _time in range(2):
        call_command("seed_submissions", "50", "--until", "2026-11-01", verbosity=0)
        twice.append(list(Submission.objects.order_by("pk").values("pk", "score", "answers", "finished_at")))
        Submission.objects.all().delete()

    assert twice[0] == twice[1]


def test_the_overview_costs_the_same_queries_for_one_submission_and_a_hundred(signed_in: SignedIn) -> None:
    analyst = signed_in("Analyst")
    submitted()
    analyst.get(OVERVIEW)
    with CaptureQueriesContext(connection) as one:
        analyst.get(OVERVIEW)
    many(99)
    weekly_stats.fold_all()

    with CaptureQueriesContext(connection) as hundred:
        page = analyst.get(OVERVIEW)

    assert page.status_code == 200
    assert len(hundred) == len(one)


def test_an_overview_without_figures_says_what_will_be_there(signed_in: SignedIn) -> None:
    analyst = signed_in("Analyst")
    submissions.record(sheet=sheet(2), is_demo=True)
    empty = analyst.get(OVERVIEW).text
    submitted()

    filled = analyst.get(OVERVIEW).text

    said, chart = "Nothing counts in this period yet", "Submissions finished, by week"
    assert (said in empty, chart in empty) == (True, False)
    assert (said in filled, chart in filled) == (False, True)


def test_seeding_leaves_no_account_that_can_sign_in(settings: Settings, db: None) -> None:
    settings.DEBUG = True
    call_command("seed_submissions", "5", verbosity=0)

    assert [user.has_usable_password() for user in get_user_model().objects.all()] == [False] * 5
