"""`manage.py doctor`: looks at everything the site stands on and says what to mend."""

from argparse import ArgumentParser

from django.core.mail import EmailMessage
from django.core.management.base import BaseCommand

from runrate.mail.outbox import OUTGOING
from runrate.ops.doctor import examine

MARKS = {"good": "ok  ", "note": "note", "bad": "BAD "}


class Command(BaseCommand):
    """Ends with exit code 1 when anything is bad, for scripts."""

    help = "Checks settings, database, cache, storage, mail, fonts, Pango, clock, queue and staff accounts."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """A mail that arrives is the only proof that mail works."""
        parser.add_argument("--mail-to", metavar="ADDRESS", help="also send a mail there")

    def handle(self, *args: str, mail_to: str | None, **options: object) -> None:
        """A line per finding, with what to do under it."""
        bad = 0
        for finding in examine():
            bad += finding.verdict == "bad"
            self.stdout.write(f"{MARKS[finding.verdict]} {finding.part:<9} {finding.found}")
            if finding.todo and finding.verdict != "good":
                self.stdout.write(f"               -> {finding.todo}")
        if mail_to:
            EmailMessage("Runrate's mail works", "If you can read this, it does.", None, [mail_to]).send(
                using=OUTGOING
            )
            self.stdout.write(f"ok   mail      sent to {mail_to}; look whether it arrived")
        if bad:
            self.stderr.write(f"{bad} thing(s) to mend before people come.")
            raise SystemExit(1)
        self.stdout.write("All well.")
