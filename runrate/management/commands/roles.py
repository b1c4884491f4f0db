"""`manage.py roles`: makes the staff roles what the table says, and gives them to people."""

from argparse import ArgumentParser
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from runrate.audit.models import AuditEntry
from runrate.management.roles import ROLES


class Command(BaseCommand):
    """Idempotent: a right that the table does not name is taken from the role."""

    help = "Create or renew the staff roles; --give ROLE ADDRESS makes somebody staff with that role."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--give", nargs=2, metavar=("ROLE", "ADDRESS"), action="append", default=[])

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError for a role or an account that does not exist."""
        for name, rights in ROLES.items():
            group, _made = Group.objects.get_or_create(name=name)
            group.permissions.set(_permission(right) for right in rights)
        for name, address in options["give"]:
            self._give(name, address)
        self.stdout.write("Roles: " + ", ".join(ROLES))

    def _give(self, name: str, address: str) -> None:
        if name not in ROLES:
            raise CommandError(f"There is no role {name}. Roles: {', '.join(ROLES)}.")
        user = get_user_model().objects.filter(email__iexact=address).first()
        if user is None:
            raise CommandError(f"There is no account {address}.")
        user.is_staff = True
        user.save(update_fields=["is_staff"])
        user.groups.add(Group.objects.get(name=name))
        AuditEntry.objects.note(by=user, did="role given", subject=user, detail=f"{name}, by manage.py roles")


def _permission(right: str) -> Permission:
    app, codename = right.split(".")
    try:
        return Permission.objects.get(content_type__app_label=app, codename=codename)
    except Permission.DoesNotExist:
        raise CommandError(f"The right {right} does not exist yet: run 'manage.py migrate' first.") from None
