"""Asking for a report, watching it, taking it away; and nobody else's."""

from uuid import uuid4

import pytest
from django.http import Http404
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult
from pytest_django import DjangoAssertNumQueries

from assessment.models import Submission
from calculator.models import Scenario
from runrate.accounts.models import User
from runrate.reports.models import Report, State
from runrate.reports.services.reports import share, try_again
from tests.reports.conftest import Worker


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
