"""`manage.py roles`: what does not exist is said."""

import pytest
from django.core.management import CommandError, call_command

from runrate.accounts.models import User


@pytest.mark.parametrize("given", [("Boss", "alice@example.com"), ("Editor", "nobody@example.com")])
def test_a_role_or_person_that_does_not_exist_is_said(alice: User, given: tuple[str, str]) -> None:
    with pytest.raises(CommandError, match="There is no"):
        call_command("roles", "--give", *given, verbosity=0)
