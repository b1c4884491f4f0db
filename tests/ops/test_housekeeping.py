"""What happens by itself: often, daily, and never twice a day."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from pytest_django.fixtures import Settings

from assessment.domain.answer_sheet import parse_sheet
from assessment.models import Export, ExportState, Submission, WeeklyFigures
from assessment.services import submissions, weekly_stats
from calculator.models import PriceRow
from runrate.accounts.models import User
from runrate.ops import housekeeping
from runrate.settings import CACHES

NOW = timezone.now()

pytestmark = pytest.mark.django_db


def test_a_quiet_site_has_nothing_to_say_twice() -> None:
    housekeeping.run(now=NOW)

    assert housekeeping.run(now=NOW) == []


def test_wrong_sums_are_set_right_and_said(alice: User) -> None:
    sheet = parse_sheet({"version": "1", "answers": {f"q{number}": 2 for number in range(1, 16)}})
    submissions.record(sheet=sheet, owner=alice)
    weekly_stats.fold_all()
    WeeklyFigures.objects.update(counts={"finished": 9})

    said = housekeeping.run(now=NOW)

    assert "weekly sums DIFFERED and were set right" in said
    assert WeeklyFigures.objects.get().counts["finished"] == 1


def test_old_drafts_go_once_a_day() -> None:
    for _ in range(2):
        Submission.objects.create(version="1", saved_at=NOW - timedelta(days=500))
        housekeeping.run(now=NOW)

    assert Submission.objects.count() == 1


def test_work_of_dead_workers_goes_back_and_their_drafts_go(staff: User, settings: Settings) -> None:
    past = NOW - timedelta(days=2)
    export = Export.objects.create(owner=staff, state=ExportState.RUNNING, attempts=1, leased_until=past)
    draft = Path(settings.MEDIA_ROOT) / "exports" / f".{export.pk}-1.xlsx.0a1b2c.part"
    draft.parent.mkdir(parents=True)
    draft.write_bytes(b"PK")
    os.utime(draft, times=(past.timestamp(), past.timestamp()))

    said = housekeeping.run(now=NOW)

    assert said == [
        "1 workbook(s) put back",
        "1 unfinished file(s) of killed workers deleted",
        "weekly sums equal a full recount",
    ]
    assert Export.objects.get().state == ExportState.WAITING
    assert not draft.exists()


def test_a_failing_step_does_not_stop_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(**named: object) -> None:
        raise ValueError

    monkeypatch.setattr("runrate.mydata.retention.sweep", broken)

    said = housekeeping.run(now=NOW)

    assert said == ["FAILED: sweep, see the log", "weekly sums equal a full recount"]


def test_old_prices_are_counted(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("import_prices", verbosity=0)
    PriceRow.objects.update(checked_on=timezone.localdate() - timedelta(days=100))

    call_command("housekeeping")

    assert "price(s) over 90 days old, or of an unknown date" in capsys.readouterr().out


@pytest.fixture
def shared_cache(settings: Settings) -> None:
    """The site's own, with its table."""
    settings.CACHES = CACHES
    call_command("createcachetable", verbosity=0)


@pytest.mark.usefixtures("shared_cache")
def test_counts_of_tries_that_ran_out_go_with_the_addresses_in_them_and_others_stay() -> None:
    cache.set("limit:ip:192.0.2.1", [1], 0.001)
    cache.set("limit:ip:192.0.2.2", [1], 3600)

    housekeeping.run(now=timezone.now() + timedelta(minutes=1))

    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM shared_cache WHERE cache_key LIKE %s", ["%limit%"])
        assert cursor.fetchall() == [(":1:limit:ip:192.0.2.2",)]


@pytest.mark.usefixtures("shared_cache")
def test_a_crowd_does_not_push_out_somebodys_count_of_tries() -> None:
    cache.set("a", "counted", 3600)
    for number in range(400):
        cache.set(f"b{number}", 1, 3600)

    assert cache.get("a") == "counted"
