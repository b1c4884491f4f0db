"""`manage.py import_prices` says what it did, and does nothing twice."""

from io import StringIO

import pytest
from django.core.management import call_command

from calculator.models import PriceRow

pytestmark = pytest.mark.django_db


def test_the_command_is_idempotent_and_says_what_it_did() -> None:
    first, second = StringIO(), StringIO()

    call_command("import_prices", stdout=first)
    call_command("import_prices", stdout=second)

    count = PriceRow.objects.count()
    assert first.getvalue() == f"{count} prices added (0 in place of a closed one), 0 closed, 0 unchanged\n"
    assert second.getvalue() == f"0 prices added (0 in place of a closed one), 0 closed, {count} unchanged\n"
