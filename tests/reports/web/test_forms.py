"""From what was chosen on the page to the source of a report."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from assessment.models import Submission
from calculator.models import Scenario
from runrate.accounts.models import User
from runrate.reports.domain.input_reading import parse_source, ratio
from runrate.reports.models import Report
from runrate.reports.web.forms import ReportForm
from tests.refusals import refused
from tests.reports.conftest import Worker
from tests.reports.readers import DAY, SMALL, article


def test_a_factor_as_long_as_the_form_takes_rides_along(alice: User) -> None:
    number = "2.12345678901234567890123456789"
    scenario = {"worth-q7-tokens": f"{number} 2 1.5 1.2 1"}
    form = ReportForm(scenario, user=alice)
    form.is_valid()
    made = article(SMALL, worth_changes=form.worth_changes)

    assert form.worth_changes
    assert parse_source(json.loads(json.dumps(made.as_json()))) == made
    assert ratio(made.as_json()["worth_changes"]["q7.tokens"][0]) == ratio(number)


@pytest.mark.parametrize(("ticked", "hourly"), [({"reviewers_by_the_hour": "on"}, True), ({}, False)])
def test_that_reviewers_are_paid_by_the_hour_is_ticked(
    alice: User, scenario: Scenario, ticked: dict[str, str], hourly: bool
) -> None:
    form = ReportForm({"scenario": scenario.pk} | ticked, user=alice)

    assert form.is_valid()
    assert form.source(made_on=DAY).reviewers_by_the_hour is hourly


def test_a_figure_that_is_no_number_is_not_left_out_in_silence(alice: User) -> None:
    form = ReportForm({"worth-q7-tokens": "2.5 2 x 1.5 1.2 1"}, user=alice)

    assert "worth-q7-tokens" in form.errors


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
