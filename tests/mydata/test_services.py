"""Deleting an account takes everything of it and nothing else."""

import re

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import cache
from django.core.files.storage import default_storage
from django.db import connection
from django.test import Client
from django.urls import reverse

from assessment.models import Submission
from assessment.services import benchmark
from runrate.accounts.models import User
from runrate.mydata.services import StaffStayError, delete_account
from runrate.reports.models import Report


def _rows_by_table() -> dict[str, int]:
    with connection.cursor() as cursor:
        counted = {}
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")  # noqa: S608  # our own tables
            counted[table] = int(cursor.fetchone()[0])
    return counted


@pytest.mark.django_db(transaction=True)
def test_rows_files_and_counts_are_as_if_she_had_never_been(bobs_report: Report) -> None:
    from tests.mydata.conftest import give_work

    benchmark.rebuild()
    before, files_before = _rows_by_table(), _count_of_benchmark()
    alice = User.objects.create_user("alice@example.com", "correct horse battery")
    report = give_work(alice)
    name = str(report.file.name)

    delete_account(user=alice)

    after = _rows_by_table()
    unchanged = {table: rows for table, rows in before.items() if not table.startswith("assessment_")}
    assert {table: after[table] for table in unchanged} == unchanged
    assert after["assessment_submission"] == before["assessment_submission"]
    assert _count_of_benchmark() == files_before
    assert not default_storage.exists(name)
    assert default_storage.exists(str(bobs_report.file.name))


def _count_of_benchmark() -> int:
    return Submission.objects.comparable().count()


@pytest.mark.django_db(transaction=True)
def test_her_other_sessions_end(fresh_client: Client, alice: User) -> None:
    other = Client()
    cache.clear()
    other.post("/account/login/", {"login": alice.email, "password": "correct horse battery"})
    assert Session.objects.count() == 2

    fresh_client.post(reverse("mydata:delete"), {"email": "ALICE@example.com"})

    assert other.get(reverse("mydata:account")).status_code == 302
    assert not User.objects.exists()
    assert [message.to for message in mail.outbox][-1:] == [["alice@example.com"]]


def test_looking_deletes_nothing_and_names_what_would_go(fresh_client: Client, alices_report: Report) -> None:
    answer = fresh_client.get(reverse("mydata:delete"))

    counted = dict(answer.context["counted"])
    assert counted["Reports"] == 1
    assert counted["Scenarios"] == 1


def test_what_would_go_is_called_as_the_site_calls_it(fresh_client: Client, alices_report: Report) -> None:
    page = fresh_client.get(reverse("mydata:delete")).content.decode()

    named = re.findall(r'<th scope="row">([^<]+)</th>', page)
    assert {"Your account", "Assessments", "Scenarios", "Reports"} <= set(named)
    assert all(name[0].isupper() and not re.search("[Uu]ser|[Ss]ubmission", name) for name in named)


def test_an_old_session_signs_in_again_first(alice_client: Client, alice: User) -> None:
    answer = alice_client.post(reverse("mydata:delete"), {"email": alice.email})

    assert answer["Location"].startswith(reverse("account_reauthenticate"))
    assert User.objects.filter(pk=alice.pk).exists()


def test_staff_stay_with_their_log(staff: User) -> None:
    with pytest.raises(StaffStayError):
        delete_account(user=staff)
