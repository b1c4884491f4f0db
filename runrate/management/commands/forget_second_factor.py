"""`manage.py forget_second_factor you@example.com`: for somebody who lost phone, key and recovery codes."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from runrate.accounts import services
from runrate.accounts.models import User


class Command(BaseCommand):
    """Make sure by another channel who is asking before running this."""

    help = "Removes an account's second factors and signs it out everywhere."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The address, and whether to enroll a new factor at once."""
        parser.add_argument("email")
        parser.add_argument(
            "--enrol", action="store_true", help="enroll a new authenticator app and print its seed"
        )

    def handle(self, *args: str, email: str, enrol: bool, **options: object) -> None:
        """Staff without a factor are asked to enroll one before they enter the administration."""
        user = User.objects.filter(email__iexact=email).first()
        if user is None:
            raise CommandError(f"There is no account {email}.")
        ended = services.forget_second_factor(user=user)
        self.stdout.write(f"Second factors of {user.email} removed, {ended} session(s) ended.")
        if enrol:
            enrolment = services.enrol(user=user)
            self.stdout.write(f"New authenticator app: {enrolment.address}")
            self.stdout.write("Recovery codes: " + " ".join(enrolment.recovery_codes))
