"""Each term of the privacy page at its edge: a minute younger stays, a minute older goes; demo rows stay."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import models
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from assessment.models import Export, Submission
from calculator.models import Scenario, UsageUpload
from runrate.accounts.models import User
from runrate.mail.models import Letter
from runrate.mydata.retention import sweep, terms
from runrate.sharing.models import Link

pytestmark = pytest.mark.django_db
NOW = timezone.now()
MINUTE = timedelta(minutes=1)
DAYS = {
    "unfinished assessments without an account": 180,
    "finished assessments without an account": 730,
    "scenarios without an account": 180,
    "sums of bills that were read without an account": 30,
    "scenarios that you deleted, for the undo": 30,
    "links that ended or were revoked": 30,
    "accounts whose address was never confirmed": 30,
    "sessions that ended": 1,
    "workbooks that staff had written": 7,
    "records of mails to you; a mail's text is deleted once it is sent, or after 3 days": 30,
    "notes about finished background tasks": 30,
}
AT_ONCE = "where you were signed in"
"""Goes with its session, so it has no age of its own."""


def draft(at: datetime, **fields: object) -> models.Model:
    return Submission.objects.create(version="1", saved_at=at, **fields)


def done(at: datetime, **fields: object) -> models.Model:
    return Submission.objects.create(version="1", finished_at=at, result={}, **fields)


def unowned_scenario(at: datetime) -> models.Model:
    made = Scenario.objects.create(name="Desk")
    Scenario.objects.filter(pk=made.pk).update(updated_at=at)
    return made


def unowned_bill(at: datetime) -> models.Model:
    return UsageUpload.objects.create(file_name="bill.csv", created_at=at)


def deleted_scenario(at: datetime) -> models.Model:
    return Scenario.objects.create(owner=User.objects.get(), name="Desk", deleted_at=at)


def ended_link(at: datetime) -> models.Model:
    owned = Submission.objects.create(version="1", owner=User.objects.get())
    return Link.objects.create(kind="result", target=owned.pk, secret_hash=f"{at.timestamp()}", expires_at=at)


def unconfirmed(at: datetime) -> models.Model:
    made = User.objects.create_user(f"{at.timestamp()}@example.com")
    User.objects.filter(pk=made.pk).update(date_joined=at)
    return made


def ended_session(at: datetime) -> models.Model:
    return Session.objects.create(session_key=f"{at.timestamp()}", session_data="", expire_date=at)


def workbook(at: datetime) -> models.Model:
    return Export.objects.create(owner=User.objects.get(), asked_at=at)


def task(at: datetime) -> models.Model:
    nothing = {"args_kwargs": {"args": [], "kwargs": {}}, "traceback": "", "exception_class_path": ""}
    path = "runrate.reports.tasks.make_report"
    return DBTaskResult.objects.create(
        task_path=path, backend_name="default", run_after=at, finished_at=at, status="SUCCESSFUL", **nothing
    )


def letter(at: datetime) -> models.Model:
    return Letter.objects.create(created_at=at, useful_until=at)


MADE: dict[str, Callable[[datetime], models.Model]] = dict(
    zip(
        DAYS,
        (
            draft,
            done,
            unowned_scenario,
            unowned_bill,
            deleted_scenario,
            ended_link,
            unconfirmed,
            ended_session,
            workbook,
            letter,
            task,
        ),
        strict=True,
    )
)


def test_every_term_has_its_edge_here() -> None:
    assert {str(term.name): term.days for term in terms()} == {**DAYS, AT_ONCE: 1}


@pytest.mark.parametrize("name", DAYS)
def test_a_minute_younger_stays_and_a_minute_older_goes(name: str, alice: User) -> None:
    User.objects.filter(pk=alice.pk).update(last_login=NOW)
    age = timedelta(days=DAYS[name])
    stays, goes = (MADE[name](NOW - age + by) for by in (MINUTE, -MINUTE))

    assert dict(sweep(now=NOW))[name] == 1

    left = type(stays)._base_manager.filter(pk__in=[stays.pk, goes.pk])
    assert [row.pk for row in left] == [stays.pk]


@pytest.mark.parametrize("make", [draft, done])
def test_demo_rows_have_no_term(make: Callable[..., models.Model]) -> None:
    make(NOW - timedelta(days=5000), is_demo=True)

    assert sum(dict(sweep(now=NOW)).values()) == 0
    assert Submission.objects.count() == 1


def test_where_somebody_was_signed_in_goes_with_the_session(alice: User) -> None:
    kept = Session.objects.create(session_key="kept", session_data="", expire_date=NOW + timedelta(days=1))
    for key in (kept.session_key, "gone"):
        UserSession.objects.create(user=alice, ip="127.0.0.1", user_agent="x", session_key=key)

    dict(sweep(now=NOW))

    assert [row.session_key for row in UserSession.objects.all()] == ["kept"]
