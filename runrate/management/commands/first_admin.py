"""`manage.py first_admin you@example.com`: an account with every right and a second factor."""

import getpass
import sys
from argparse import ArgumentParser

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from runrate.accounts import services


class Command(BaseCommand):
    """Asks for a password, or reads it as one line from standard input when that is not a terminal."""

    help = "Creates the first administrator, or gives an existing account every right."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The address is the login."""
        parser.add_argument("email")

    def handle(self, *args: str, email: str, **options: object) -> None:
        """Prints the seed and recovery codes once; they cannot be shown again."""
        password = getpass.getpass("Password: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
        try:
            user = services.make_admin(email=email, password=password)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        enrolment = services.enrol(user=user)
        self.stdout.write(f"{user.email} may now sign in at /admin/.")
        self.stdout.write("Add this to an authenticator app now; it is not shown again:")
        self.stdout.write(f"  {enrolment.address}")
        self.stdout.write("Keep these recovery codes apart from the password:")
        for code in enrolment.recovery_codes:
            self.stdout.write(f"  {code}")
