"""The staff log in the administration is read, by those who may, and changed by nobody."""

import pytest
from django.test import Client

from runrate.audit.models import AuditEntry
from tests.conftest import SignedIn

LOG = "/admin/audit/auditentry/"


@pytest.mark.parametrize("address", ["add/", "{}/change/", "{}/delete/"])
def test_even_a_superuser_only_reads(staff_client: Client, entry: AuditEntry, address: str) -> None:
    answer = staff_client.post(LOG + address.format(entry.pk), {"did": "nothing", "post": "yes"})

    assert answer.status_code == 403
    assert AuditEntry.objects.get().did == "exported"


def test_an_administrator_reads_it(signed_in: SignedIn, entry: AuditEntry) -> None:
    administrator = signed_in("Administrator")

    assert "exported" in administrator.get(LOG).text
