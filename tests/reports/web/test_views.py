"""Asking for a report, watching it, taking it away; and nobody else's."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from urllib.parse import quote
from uuid import uuid4

import pytest
from allauth.account.models import EmailAddress
from django.http import Http404, HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from django_tasks_db.models import DBTaskResult
from pypdf import PdfReader
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks, Settings

from assessment.models import Submission
from calculator.models import Scenario
from runrate.accounts.models import User
from runrate.core import visitor_cookie
from runrate.reports.models import Report, State
from runrate.reports.services.reports import share, try_again
from runrate.reports.web.intent import intend
from tests.refusals import refused
from tests.reports.conftest import submission_of

type Worker = Callable[[Report], Report]


def test_the_button_of_a_result_starts_its_report(alice_client: Client, submission: Submission) -> None:
    answer = alice_client.post(reverse("reports:start"), {"submission": submission.pk})

    report = Report.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, report.get_absolute_url())
    assert (report.state, report.submission_id, report.title) == (
        State.QUEUED,
        submission.pk,
        "Support desk · Care team",
    )
    assert DBTaskResult.objects.get().args_kwargs == {"args": [str(report.pk)], "kwargs": {}}


def test_looking_at_the_button_writes_nothing(alice_client: Client, submission: Submission) -> None:
    answer = alice_client.get(reverse("reports:start"), {"submission": str(submission.pk)})

    assert answer.status_code == 200
    assert not Report.objects.exists()
    assert not DBTaskResult.objects.exists()


def test_pressing_twice_makes_one_report(alice_client: Client, submission: Submission) -> None:
    first = alice_client.post(reverse("reports:start"), {"submission": submission.pk})
    second = alice_client.post(reverse("reports:start"), {"submission": submission.pk})

    assert first["Location"] == second["Location"]
    assert Report.objects.count() == 1
    assert DBTaskResult.objects.count() == 1


def test_a_report_joins_an_assessment_and_a_scenario_of_ones_own(
    alice_client: Client, submission: Submission, scenario: Scenario, worker: Worker
) -> None:
    answer = alice_client.post(
        reverse("reports:new"), {"submission": submission.pk, "scenario": scenario.pk, "paper": "Letter"}
    )
    report = worker(Report.objects.get())

    assert answer["Location"] == report.get_absolute_url()
    assert report.state == State.READY
    assert report.content is not None
    assert report.content["paper"] == "Letter"
    page = alice_client.get(report.get_absolute_url()).content.decode()
    assert "$13,607.55" in page
    assert "Human review" in page


@pytest.mark.parametrize("field", ["submission", "scenario"])
def test_somebody_elses_rows_cannot_be_chosen(
    bob_client: Client, submission: Submission, scenario: Scenario, field: str
) -> None:
    chosen = {"submission": submission.pk, "scenario": scenario.pk}

    answer = refused(bob_client, reverse("reports:new"), {field: chosen[field]})

    assert field in answer.context["form"].errors
    assert not Report.objects.exists()


def test_joining_different_workloads_asks_first_and_prints_both_names(
    alice_client: Client, submission: Submission, scenario: Scenario, worker: Worker
) -> None:
    scenario.workload_name = "Claims desk"
    scenario.save()
    chosen = {"submission": submission.pk, "scenario": scenario.pk}

    before = alice_client.get(reverse("reports:new"))
    asked = refused(alice_client, reverse("reports:new"), chosen)
    confirmed = alice_client.post(reverse("reports:new"), {**chosen, "same_workload": "on"})

    assert confirmed.status_code == 302
    assert ['name="same_workload"' in page.text for page in (before, asked)] == [False, True]
    report = worker(Report.objects.get())
    assert report.content is not None
    assert report.content["subjects"][:2] == ["Support desk", "Claims desk"]


def test_the_file_is_downloaded_by_its_owner_the_same_each_time(
    alice_client: Client, submission: Submission, worker: Worker
) -> None:
    alice_client.post(reverse("reports:start"), {"submission": submission.pk})
    report = worker(Report.objects.get())
    address = reverse("reports:download", args=[report.pk])

    first, second = alice_client.get(address), alice_client.get(address)

    assert first.content == second.content
    assert first["Content-Disposition"] == f'attachment; filename="{report.filename}"'
    assert first["X-Content-Type-Options"] == "nosniff"
    assert len(PdfReader(BytesIO(first.content)).pages) > 3
    assert DBTaskResult.objects.filter(task_path__endswith="make_report").count() == 1


@pytest.mark.parametrize("name", ["detail", "download", "retry", "delete"])
def test_a_stranger_is_told_nothing(
    bob_client: Client, submission: Submission, alice: User, alice_client: Client, name: str
) -> None:
    alice_client.post(reverse("reports:start"), {"submission": submission.pk})
    report = Report.objects.get()
    ask = bob_client.post if name in {"retry", "delete"} else bob_client.get

    real = ask(reverse(f"reports:{name}", args=[report.pk]))
    invented = ask(reverse(f"reports:{name}", args=[uuid4()]))

    assert (real.status_code, invented.status_code) == (404, 404)
    assert Report.objects.filter(owner=alice).count() == 1


def test_somebody_elses_assessment_starts_nothing(bob_client: Client, submission: Submission) -> None:
    answer = bob_client.post(reverse("reports:start"), {"submission": submission.pk})

    assert answer.status_code == 404
    assert not Report.objects.exists()


def test_an_assessment_that_is_not_finished_starts_nothing(alice_client: Client, alice: User) -> None:
    draft = Submission.objects.create(owner=alice, version="1", answers={"q1": 1})

    answer = alice_client.post(reverse("reports:start"), {"submission": draft.pk})

    assert answer.status_code == 404


def test_a_damaged_file_is_never_served_and_can_be_made_again(
    alice_client: Client, submission: Submission, worker: Worker
) -> None:
    alice_client.post(reverse("reports:start"), {"submission": submission.pk})
    report = worker(Report.objects.get())
    path = Path(report.file.path)
    whole = path.read_bytes()
    path.write_bytes(whole[:1000])

    damaged = alice_client.get(reverse("reports:download", args=[report.pk]))
    alice_client.post(reverse("reports:retry", args=[report.pk]))
    worker(report)
    again = alice_client.get(reverse("reports:download", args=[report.pk]))

    assert damaged.status_code == 302
    assert again.content == whole
    assert report.edition == 1


def test_a_new_report_begins_with_what_belongs_together(
    alice_client: Client, submission: Submission, scenario: Scenario
) -> None:
    Scenario.objects.create(
        owner=scenario.owner, name="Newer", workload_name="Claims", inputs=scenario.inputs
    )

    form = alice_client.get(reverse("reports:new")).context["form"]
    asked = alice_client.get(reverse("reports:new"), {"scenario": str(scenario.pk)}).context["form"]

    assert form.initial == {"submission": submission.pk, "scenario": scenario.pk}
    assert asked.initial == {"scenario": str(scenario.pk)}


@pytest.mark.parametrize(("named", "joined"), [("", True), ("Claims", False), ("support DESK", True)])
def test_a_scenario_of_another_workload_is_not_chosen_for_anybody(
    alice_client: Client, submission: Submission, scenario: Scenario, named: str, joined: bool
) -> None:
    Scenario.objects.update(workload_name=named)

    form = alice_client.get(reverse("reports:new")).context["form"]

    assert form.initial.get("scenario") == (scenario.pk if joined else None)


def test_who_has_nothing_yet_begins_with_nothing_and_one_half_is_chosen_alone(
    bob_client: Client, alice_client: Client, scenario: Scenario
) -> None:
    assert bob_client.get(reverse("reports:new")).context["form"].initial == {}
    assert alice_client.get(reverse("reports:new")).context["form"].initial == {"scenario": scenario.pk}


def test_too_many_waiting_reports_are_answered_politely(
    alice_client: Client, submission: Submission, settings: Settings
) -> None:
    settings.REPORT_QUEUE_LIMIT = 0

    answer = alice_client.post(reverse("reports:start"), {"submission": submission.pk})

    assert (answer.status_code, answer["Retry-After"]) == (503, "120")
    assert not Report.objects.exists()


def test_a_deleted_report_takes_its_file_with_it(
    alice_client: Client,
    submission: Submission,
    worker: Worker,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    alice_client.post(reverse("reports:start"), {"submission": submission.pk})
    report = worker(Report.objects.get())
    storage, name = report.file.storage, report.file.name or ""

    with django_capture_on_commit_callbacks(execute=True):
        alice_client.post(reverse("reports:delete", args=[report.pk]))

    assert not Report.objects.exists()
    assert not storage.exists(name)


def test_a_report_that_another_tab_deleted_meanwhile_is_neither_shared_nor_tried_again(
    alice_client: Client, submission: Submission
) -> None:
    alice_client.post(reverse("reports:start"), {"submission": submission.pk})
    report = Report.objects.get()
    Report.objects.get().delete()

    with pytest.raises(Http404):
        share(report=report)
    with pytest.raises(Http404):
        try_again(report=report)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_and_three_reports(
    alice_client: Client, alice: User, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(rows):
        Report.objects.create(owner=alice, title=f"Report {number}", source={}, inputs_hash=str(number))
    alice_client.get(reverse("reports:list"))

    with django_assert_num_queries(3):  # session, user, reports
        answer = alice_client.get(reverse("reports:list"))

    assert len(answer.context["reports"]) == rows


def test_without_an_account_the_report_starts_by_itself_after_sign_up(client: Client, alice: User) -> None:
    """The browser that answered has no account; signing in claims its answers and starts its report."""
    EmailAddress.objects.create(user=alice, email=alice.email, verified=True, primary=True)
    mine = submission_of(None)
    remembering = HttpResponse()
    visitor_cookie.remember(remembering, RequestFactory().get("/"), "assessment", mine.pk)
    client.cookies.update(remembering.cookies)

    asked = client.post(reverse("reports:start"), {"submission": mine.pk})
    written = Report.objects.count()
    client.post(reverse("account_login"), {"login": alice.email, "password": "correct horse battery"})

    report = Report.objects.get()
    assert (asked.status_code, written) == (302, 0)
    assert asked["Location"].startswith(reverse("account_signup"))
    assert quote(reverse("reports:asked"), safe="") in asked["Location"]
    assert (report.owner, report.submission) == (alice, mine)
    landed = client.get(report.get_absolute_url())
    assert landed.status_code == 200
    assert landed.cookies["report"].value == ""


def test_what_a_browser_asked_for_is_started_once(client: Client, alice: User) -> None:
    EmailAddress.objects.create(user=alice, email=alice.email, verified=True, primary=True)
    mine = submission_of(alice)
    remembering = HttpResponse()
    intend(remembering, submission=mine.pk, report=uuid4())

    for _ in range(2):
        client.cookies.update(remembering.cookies)
        client.post(reverse("account_login"), {"login": alice.email, "password": "correct horse battery"})
        client.post(reverse("account_logout"))

    assert Report.objects.count() == 1


def test_asking_for_a_strangers_assessment_before_signing_in_is_a_404(client: Client, alice: User) -> None:
    hers = submission_of(alice)

    answer = client.post(reverse("reports:start"), {"submission": hers.pk})

    assert answer.status_code == 404
