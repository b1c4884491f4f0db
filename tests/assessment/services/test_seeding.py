"""Invented submissions: the same for the same seed, counted like real ones, and nobody who signs in."""

from django.contrib.auth import get_user_model
from django.core.management import call_command
from pytest_django.fixtures import Settings

from assessment.models import Submission
from assessment.services import benchmark, weekly_stats


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


def test_seeding_leaves_no_account_that_can_sign_in(settings: Settings, db: None) -> None:
    settings.DEBUG = True
    call_command("seed_submissions", "5", verbosity=0)

    assert [user.has_usable_password() for user in get_user_model().objects.all()] == [False] * 5
