"""Two people who each have some of everything, through the rooms' own services."""

import pytest
from django.core.files.base import ContentFile
from django.test import Client

import assessment.services.submissions
from assessment.domain.answer_sheet import parse_sheet
from calculator.models import ReplacedBy, Scenario, ScenarioVersion
from runrate.accounts.models import User
from runrate.reports.models import Report, State
from runrate.reports.services.reports import share

ANSWERS = {f"q{number}": 2 for number in range(1, 16)}


def give_work(user: User) -> Report:
    """A finished assessment, a scenario and a ready report with a file and a link."""
    sheet = parse_sheet({"version": "1", "answers": ANSWERS})
    submission = assessment.services.submissions.record(sheet=sheet, owner=user)
    scenario = Scenario.objects.create(owner=user, name="Support desk", inputs={"units_per_month": "2200"})
    kept = {"name": "Support desk before", "inputs": {}}
    ScenarioVersion.objects.create(
        scenario=scenario, kept=kept, saved_at=scenario.updated_at, replaced_by=ReplacedBy.EDIT
    )
    report = Report.objects.create(
        owner=user, submission=submission, scenario=scenario, title="Support desk", source={},
        inputs_hash=f"hash-{user.pk}", state=State.READY,
    )  # fmt: skip
    report.file.save("report.pdf", ContentFile(f"%PDF of {user.email}".encode()))
    share(report=report)
    return report


@pytest.fixture
def alices_report(alice: User) -> Report:
    """Alice's work, as its report."""
    return give_work(alice)


@pytest.fixture
def bobs_report(bob: User) -> Report:
    """Bob's work, which nothing of Alice's may touch."""
    return give_work(bob)


@pytest.fixture
def fresh_client(alice: User) -> Client:
    """A browser in which Alice has just typed her password."""
    from allauth.account.models import EmailAddress

    EmailAddress.objects.create(user=alice, email=alice.email, verified=True, primary=True)
    client = Client()
    client.post("/account/login/", {"login": alice.email, "password": "correct horse battery"})
    client.post("/account/reauthenticate/", {"password": "correct horse battery"})
    return client
