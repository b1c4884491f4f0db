"""`manage.py demo`: the same site on every machine, added to once, and never on a site of real people."""

import pytest
from django.core.management import CommandError, call_command
from pytest_django.fixtures import Settings

from assessment.models import Submission
from calculator.models import Scenario
from runrate.accounts.models import User
from runrate.management.commands.demo import demo_id
from runrate.management.personas import PERSONAS
from runrate.reports.models import Report

pytestmark = pytest.mark.django_db


def demo() -> None:
    call_command("demo", no_prepare=True, reports_later=True, verbosity=0)


def rows() -> list[set[object]]:
    return [set(table.objects.values_list("pk", flat=True)) for table in (Submission, Scenario, Report)]


def test_it_refuses_a_site_that_is_not_for_development(settings: Settings) -> None:
    settings.DEBUG = False

    with pytest.raises(CommandError):
        demo()

    assert User.objects.count() == 0


def test_run_twice_it_adds_everybody_once_under_the_same_ids(settings: Settings) -> None:
    settings.DEBUG = True

    demo()
    first = rows()
    demo()

    assert rows() == first
    attempts = {
        demo_id(persona.email, "assessment", str(number))
        for persona in PERSONAS
        for number in range(len(persona.attempts))
    }
    assert first[0] == attempts
    assert first[2] == {demo_id(persona.email, "report") for persona in PERSONAS if persona.report}


def test_what_somebody_changed_stays_changed_and_demo_rows_count_nowhere(settings: Settings) -> None:
    settings.DEBUG = True
    demo()
    Scenario.objects.update(name="Mine now")

    demo()

    assert set(Scenario.objects.values_list("name", flat=True)) == {"Mine now"}
    assert Submission.objects.comparable().count() == 0
