"""`manage.py first_admin` prints the seed of the second factor once."""

from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import call_command

PASSWORD = "a long walk before breakfast"


@pytest.mark.django_db
def test_the_command_prints_the_seed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", StringIO(f"{PASSWORD}\n"))
    out = StringIO()

    call_command("first_admin", "root@example.com", stdout=out)

    assert "otpauth://totp/" in out.getvalue()
    assert Authenticator.objects.filter(type="totp").count() == 1
