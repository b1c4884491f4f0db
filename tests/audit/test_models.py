"""A row of the staff log is neither changed nor deleted, and outlives who wrote it."""

import pytest
from django.db import DatabaseError, connection, transaction

from runrate.accounts.models import User
from runrate.audit.models import AuditEntry, FrozenError


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
