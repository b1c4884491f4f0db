"""An entry of the staff log."""

import pytest

from runrate.accounts.models import User
from runrate.audit.models import AuditEntry


@pytest.fixture
def entry(staff: User) -> AuditEntry:
    return AuditEntry.objects.note(by=staff, did="exported", detail="csv")
