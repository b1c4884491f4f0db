"""What stands beside a submission in the administration: its reports, its scenarios, what contradicts it."""

import pytest

from assessment.models import Submission
from calculator.models import Scenario
from runrate.accounts.models import User
from runrate.reports import submission_panels
from runrate.reports.models import Report
from tests.reports.conftest import submission_of

pytestmark = pytest.mark.django_db


def test_reports_are_named_for_all_and_linked_for_those_who_may_open_them(
    alice: User, staff: User, submission: Submission
) -> None:
    report = Report.objects.create(owner=alice, submission=submission, title="R", source={}, inputs_hash="1")

    may, may_not = (submission_panels.reports_of(submission, user) for user in (staff, alice))

    assert may.links == (("R (waiting)", f"/admin/reports/report/{report.pk}/change/"),)
    assert may_not.links == (("R (waiting)", ""),)


def test_scenarios_are_those_of_the_owner_and_the_workload(
    alice: User, bob: User, staff: User, submission: Submission, scenario: Scenario
) -> None:
    Scenario.objects.create(owner=alice, name="Other", workload_name="Claims", inputs=scenario.inputs)
    Scenario.objects.create(owner=bob, name="His", workload_name="Support desk", inputs=scenario.inputs)

    found = submission_panels.scenarios_of(submission, staff)
    nobodys = submission_panels.scenarios_of(submission_of(None), staff)

    assert [name for name, _address in found.links] == ["Support desk today"]
    assert nobodys.links == ()


def test_contradictions_come_from_the_scenario_of_the_latest_report(
    alice: User, staff: User, scenario: Scenario
) -> None:
    reviewed = submission_of(alice)
    Submission.objects.filter(pk=reviewed.pk).update(answers=reviewed.answers | {"q10": 4})
    Scenario.objects.filter(pk=scenario.pk).update(inputs=scenario.inputs | {"review_rate": "1"})
    reviewed.refresh_from_db()
    before = submission_panels.contradictions_of(reviewed, staff)
    Report.objects.create(
        owner=alice, submission=reviewed, scenario=scenario, title="R", source={}, inputs_hash="1"
    )

    after = submission_panels.contradictions_of(reviewed, staff)

    assert before.sentences == ()
    assert after.sentences == (
        (
            "Review is said to be tuned to the point where one more check no longer pays, "
            "yet the scenario has 100.0% of the units checked."
        ),
    )


def test_a_scenario_that_cannot_be_read_contradicts_nothing(
    alice: User, staff: User, submission: Submission, scenario: Scenario
) -> None:
    Scenario.objects.filter(pk=scenario.pk).update(inputs={"units_per_day": "many"})
    Report.objects.create(
        owner=alice, submission=submission, scenario=scenario, title="R", source={}, inputs_hash="1"
    )

    assert submission_panels.contradictions_of(submission, staff).sentences == ()
