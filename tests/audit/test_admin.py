"""The staff log in the administration is read, by those who may, and changed by nobody."""

import pytest
from django.apps import apps
from django.test import Client

from runrate.audit.models import AuditEntry
from runrate.jobs import engine
from runrate.reports.tasks import make_report
from tests.signing_in import SignedIn

LOG = "/admin/audit/auditentry/"


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
