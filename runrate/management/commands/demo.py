"""`manage.py demo`: a site to look around in, the same on every machine."""

from argparse import ArgumentParser
from datetime import datetime
from functools import cache
from io import StringIO
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _

import assessment.services.submissions
import calculator.scenarios.services
from assessment.domain.answer_sheet import parse_sheet
from assessment.models import Submission
from calculator.domain.presets import BY_KEY
from calculator.domain.workload_input import parse_workload
from calculator.models import Scenario
from calculator.prices.pricing import Priced
from runrate.accounts.models import User
from runrate.management.personas import PASSWORD, PERSONAS, STAFF, Attempt, Costing, Persona
from runrate.reports.models import Report
from runrate.reports.services.gathering import gather
from runrate.reports.services.reports import start_report
from runrate.reports.tasks import make_report


class Command(BaseCommand):
    """Migrates, loads prices and adds what is missing of the demo; what people entered stays as it is."""

    help = "Prepare a development site: migrations, prices, demo data. Prints the demo logins."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--no-prepare", action="store_true", help="only the demo data")
        parser.add_argument("--reports-later", action="store_true", help="leave printing to the worker")

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError outside development: the demo's passwords are public."""
        if not settings.DEBUG:
            raise CommandError(_("The demo is for development only: its passwords are printed in the open."))
        if not options["no_prepare"]:
            call_command("migrate", verbosity=0)
            call_command("createcachetable", verbosity=0)
            call_command("import_prices", verbosity=0, stdout=StringIO())
        for persona in PERSONAS:
            add(persona)
            finish_report(persona, later=options["reports_later"])
        login(STAFF, is_staff=True, is_superuser=True)
        self.stdout.write(self._logins())

    def _logins(self) -> str:
        width = max(len(persona.email) for persona in PERSONAS)
        people = [f"  {persona.email:<{width}}  {persona.says}" for persona in PERSONAS]
        staff = f"  {STAFF:<{width}}  " + _("staff, for /admin/")
        return "\n".join([_("Demo logins, all with the password %s:") % PASSWORD, *people, staff])


def demo_id(*words: str) -> UUID:
    """The same id on every machine, so that addresses of demo pages can be passed around."""
    return uuid5(NAMESPACE_URL, "/".join(("runrate-demo", *words)))


@cache
def password_hash() -> str:
    """Hashed once for all of them: slow on purpose, and no secret."""
    return make_password(PASSWORD)


def login(email: str, **fields: Any) -> User:
    """The account with this address and a verified mail; made if it is not there yet."""
    user = get_user_model().objects.filter(email=email).first()
    if user is None:
        user = get_user_model()(email=email, password=password_hash(), **fields)
        user.save()
    EmailAddress.objects.get_or_create(user=user, email=email, defaults={"verified": True, "primary": True})
    return user


@transaction.atomic
def add(persona: Persona) -> None:
    """Adds one persona whole or not at all, once."""
    if get_user_model().objects.filter(email=persona.email).exists():
        return
    user = login(persona.email)
    submissions = [
        add_attempt(user, attempt, demo_id(persona.email, "assessment", str(number)))
        for number, attempt in enumerate(persona.attempts)
    ]
    for costing in persona.costings:
        id = demo_id(persona.email, "scenario", costing.name)
        add_costing(user, costing, id, submissions[-1].finished_at)


def add_attempt(user: User, attempt: Attempt, id: UUID) -> Submission:
    """A finished assessment under a fixed id and date."""
    context = {
        name: getattr(attempt, name)
        for name in ("workload_name", "team_name", "industry", "size_band", "role")
    }
    made = assessment.services.submissions.record(
        sheet=parse_sheet(attempt.sheet()), owner=user, context=context, is_demo=True
    )
    dates = dict.fromkeys(("started_at", "saved_at", "finished_at"), attempt.finished_at)
    Submission.objects.filter(pk=made.pk).update(id=id, **dates)
    return Submission.objects.get(pk=id)


def add_costing(user: User, costing: Costing, id: UUID, saved_at: datetime | None) -> Scenario:
    """A saved scenario under a fixed id and date."""
    inputs = {**BY_KEY[costing.preset].workload.as_json(), **costing.changes}
    if "units_per_month" in costing.changes:
        inputs.pop("units_per_day", None)
    scenario = calculator.scenarios.services.save_scenario(
        id=id,
        user=user,
        name=costing.name,
        workload=parse_workload(inputs),
        priced=Priced(inputs),
        preset=costing.preset,
    )
    Scenario.objects.filter(pk=id).update(
        workload_name=costing.workload_name,
        agent_status=costing.status,
        created_at=saved_at,
        updated_at=saved_at,
    )
    return scenario


def finish_report(persona: Persona, *, later: bool) -> None:
    """The persona's report, printed here and now or by the worker, for whom it waits in the queue.

    A run that was killed in between is made good.
    """
    user = get_user_model().objects.get(email=persona.email)
    submission = Submission.objects.visible_to(user).finished().newest_first().first()
    scenario = Scenario.objects.visible_to(user).order_by("name").first()
    if not persona.report or submission is None or submission.finished_at is None:
        return
    id = demo_id(persona.email, "report")
    report = Report.objects.filter(pk=id).first()
    if report is None and not user.last_login:
        source = gather(made_on=submission.finished_at.date(), submission=submission, scenario=scenario)
        report = start_report(owner=user, source=source, submission=submission, scenario=scenario, id=id)
        Report.objects.filter(pk=id).update(created_at=submission.finished_at)
    if report is not None and report.is_pending and not later:
        make_report.call(str(id))
