"""The staff log: every change is in it, and nobody takes anything out."""

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.test import Client

from runrate.accounts.models import User
from runrate.audit.models import AuditEntry, FrozenError
from runrate.jobs import engine
from runrate.reports.tasks import make_report
from tests.staff.conftest import SignedIn

LOG = "/admin/audit/auditentry/"


@pytest.fixture
def entry(staff: User) -> AuditEntry:
    return AuditEntry.objects.note(by=staff, did="exported", detail="csv")


def test_a_change_in_any_page_of_the_administration_is_logged(staff_client: Client, alice: User) -> None:
    staff_client.post(f"/admin/accounts/user/{alice.pk}/change/", {"email": alice.email, "is_active": "on"})

    logged = AuditEntry.objects.get()
    assert (logged.by_name, logged.did, logged.kind, logged.subject_id) == (
        "staff@example.com",
        "changed",
        "accounts.user",
        str(alice.pk),
    )


def test_a_deletion_is_logged_and_outlives_what_was_deleted(staff_client: Client, alice: User) -> None:
    staff_client.post(f"/admin/accounts/user/{alice.pk}/delete/", {"post": "yes"})

    logged = AuditEntry.objects.get()
    assert (logged.did, logged.subject_name) == ("deleted", "alice@example.com")
    assert not User.objects.filter(email="alice@example.com").exists()


def test_the_log_outlives_the_account_that_wrote_it(entry: AuditEntry, staff: User) -> None:
    staff.delete()

    assert AuditEntry.objects.get().by_name == "staff@example.com"


def test_a_row_can_be_neither_changed_nor_deleted_in_code(entry: AuditEntry) -> None:
    for attempt in (
        entry.save,
        entry.delete,
        AuditEntry.objects.all().delete,
        lambda: AuditEntry.objects.update(did="nothing"),
    ):
        with pytest.raises(FrozenError):
            attempt()


@pytest.mark.postgresql  # SQLite relies on the code
def test_postgresql_refuses_by_itself(entry: AuditEntry) -> None:
    for statement in ("UPDATE audit_auditentry SET did = 'nothing'", "DELETE FROM audit_auditentry"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


@pytest.mark.parametrize("address", ["add/", "{}/change/", "{}/delete/"])
def test_even_a_superuser_only_reads(staff_client: Client, entry: AuditEntry, address: str) -> None:
    answer = staff_client.post(LOG + address.format(entry.pk), {"did": "nothing", "post": "yes"})

    assert answer.status_code == 403
    assert AuditEntry.objects.get().did == "exported"


def test_an_administrator_reads_it(signed_in: SignedIn, entry: AuditEntry) -> None:
    administrator = signed_in("Administrator")

    assert "exported" in administrator.get(LOG).text


def test_who_opens_a_note_of_the_task_engine_has_read_nothing_of_a_customers(staff_client: Client) -> None:
    make_report.enqueue("anything")
    note = apps.get_model(engine.ROWS).objects.get()

    opened = staff_client.get(f"/admin/{engine.ROWS.replace('.', '/')}/{note.pk}/change/")

    assert opened.status_code == 200
    assert not AuditEntry.objects.exists()
