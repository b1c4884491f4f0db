"""Roles are what the table says: what it does not name is taken away."""

from django.contrib.auth.models import Group
from django.core.management import call_command

from runrate.management.roles import ROLES

_REVIEWER, _ANALYST, EDITOR, ADMINISTRATOR = ROLES


def test_renewing_takes_away_what_the_table_does_not_name(db: None) -> None:
    call_command("roles", verbosity=0)
    group = Group.objects.get(name=EDITOR)
    rights = set(group.permissions.all())
    group.permissions.set(Group.objects.get(name=ADMINISTRATOR).permissions.all())

    call_command("roles", verbosity=0)

    assert set(group.permissions.all()) == rights
