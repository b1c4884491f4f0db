"""What older releases left, put right by the migration: on rows as they wrote them, twice the same."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.utils import timezone

from assessment.domain.scoring import NotApplicable, Sheet
from assessment.domain.team_combine import combine
from assessment.models import BenchmarkSnapshot, Submission, TeamRound
from assessment.services import submissions
from runrate.accounts.models import User
from tests.assessment.sheets import sheet
from tests.assessment.teams import of

pytestmark = pytest.mark.django_db
migration = import_module("assessment.migrations.0007_freeze_rounds_and_recount")
NOW = timezone.now()
OUT = NotApplicable("no reviewer")


class Editor:
    """What the migration asks of a schema editor."""

    def execute(self, statement: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement)


def migrate() -> None:
    for _time in range(2):
        for step in (migration.freeze_rounds, migration.mark_imports, migration.withdraw_snapshots):
            step(apps, Editor())


def old_round(owner: User, sheets: list[Sheet], *, late: int = 0) -> TeamRound:
    """A round that an older release closed: ratings, perhaps a combined result, and nothing kept of it."""
    closed = NOW - timedelta(days=1)
    made = TeamRound.objects.create(
        owner=owner, version="1", team_name="Old", opened_at=NOW - timedelta(days=9), closed_at=closed
    )
    for number, each in enumerate(sheets):
        rating = submissions.record(sheet=each)
        done = closed + timedelta(hours=1) if number < late else closed - timedelta(hours=1)
        Submission.objects.filter(pk=rating.pk).update(team_round=made, finished_at=done)
    if len(sheets) - late >= 3:
        made.combined = submissions.record(sheet=sheet(2), owner=owner)
        made.save(update_fields=["combined"])
    return made


@pytest.mark.parametrize("raters", [3, 4, 5, 6])
def test_a_closed_round_is_given_what_its_ratings_come_to_today(alice: User, raters: int) -> None:
    sheets = [sheet(number % 5, q2="dk", q7=OUT, q10=OUT if number else 1) for number in range(raters)]
    made = old_round(alice, sheets)
    expected = combine(sheets, made.questionnaire)
    assert expected is not None

    migrate()

    made.refresh_from_db()
    assert made.outcome == expected.as_json()


def test_latecomers_and_second_ratings_of_an_account_are_left_out(alice: User, bob: User) -> None:
    made = old_round(alice, [sheet(level) for level in (4, 0, 1, 2, 3)], late=1)
    twice = Submission.objects.filter(team_round=made, finished_at__lt=made.closed_at).order_by("pk")[:2]
    Submission.objects.filter(pk__in=[rating.pk for rating in twice]).update(owner=bob)

    migrate()

    made.refresh_from_db()
    assert made.outcome is not None
    assert made.outcome["raters"] == 3


def test_a_round_that_had_too_few_keeps_none_and_can_be_read(alice: User, alice_client: Client) -> None:
    made = old_round(alice, [sheet(2), sheet(3)])

    migrate()

    made.refresh_from_db()
    page = alice_client.get(of("team", made))
    assert made.outcome == {"raters": 2}
    assert (page.status_code, page.context["finished"], page.context["combined"]) == (200, 2, None)


def test_an_old_round_is_read_as_a_new_one(alice: User, alice_client: Client) -> None:
    made = old_round(alice, [sheet(level) for level in (1, 2, 4)])
    migrate()

    page = alice_client.get(of("team", made))
    meeting = alice_client.get(of("meeting", made))

    assert (page.status_code, meeting.status_code) == (200, 200)
    assert "From level 1 to level 4, median 2." in meeting.content.decode()


def test_an_open_round_is_left_open(alice: User) -> None:
    made = TeamRound.objects.create(owner=alice, version="1", team_name="Open")

    migrate()

    made.refresh_from_db()
    assert made.outcome is None


def test_sheets_from_files_stop_counting_and_answered_ones_go_on(alice: User) -> None:
    made = old_round(alice, [sheet(level) for level in (1, 2, 4)])
    imported = submissions.record(sheet=sheet(2), owner=alice)
    answered = submissions.record(sheet=sheet(2), owner=alice)
    Submission.objects.update(countable=True)
    Submission.objects.filter(pk=answered.pk).update(started_at=NOW - timedelta(minutes=7))

    migrate()

    counted = dict(Submission.objects.filter(owner=alice).values_list("pk", "countable"))
    assert made.combined is not None
    assert counted == {imported.pk: False, answered.pk: True, made.combined.pk: True}


def test_snapshots_by_the_old_rules_are_withdrawn() -> None:
    BenchmarkSnapshot.objects.create(version="1", counts={"50.0": 20}, total=20, published_at=NOW)

    migrate()

    found = BenchmarkSnapshot.objects.values_list("counts", "total", "published_at").get()
    assert found == ({}, 0, None)
