"""`manage.py forget_second_factor` says an unknown address to the person at the machine."""

import pytest
from django.core.management import CommandError, call_command


@pytest.mark.django_db
def test_an_unknown_address_is_said_to_the_person_at_the_machine() -> None:
    with pytest.raises(CommandError, match="no account"):
        call_command("forget_second_factor", "nobody@example.com")
