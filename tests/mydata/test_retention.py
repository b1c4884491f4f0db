"""What is over its term goes; what is not, or belongs to somebody, stays."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from assessment.models import Export, Submission
from calculator.models import ReplacedBy, Scenario, ScenarioVersion
from runrate.accounts.models import User
from runrate.mydata.retention import sweep, terms

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def _draft(*, days: int, owner: User | None = None) -> Submission:
    return Submission.objects.create(version="1", owner=owner, saved_at=NOW - timedelta(days=days))


def test_an_old_draft_without_an_owner_goes(alice: User) -> None:
    _draft(days=181)
    kept = [_draft(days=179), _draft(days=400, owner=alice)]

    gone = dict(sweep(now=NOW))

    assert gone["unfinished assessments without an account"] == 1
    assert set(Submission.objects.all()) == set(kept)


def test_a_deleted_scenario_can_be_brought_back_for_its_term_only(alice: User) -> None:
    for days in (29, 31):
        Scenario.objects.create(owner=alice, name=f"{days}", deleted_at=NOW - timedelta(days=days))

    gone = dict(sweep(now=NOW))

    assert gone["scenarios that you deleted, for the undo"] == 1
    assert [scenario.name for scenario in Scenario.objects.all()] == ["29"]


def test_a_workbook_goes_after_its_term(staff: User) -> None:
    for days in (6, 8):
        Export.objects.create(owner=staff, asked_at=NOW - timedelta(days=days))

    gone = dict(sweep(now=NOW))

    assert gone["workbooks that staff had written"] == 1
    assert [(NOW - export.asked_at).days for export in Export.objects.all()] == [6]


def test_an_account_never_confirmed_goes_and_one_in_use_stays(alice: User) -> None:
    User.objects.filter(pk=alice.pk).update(date_joined=NOW - timedelta(days=31))
    used = User.objects.create_user("used@example.com", last_login=NOW, date_joined=NOW - timedelta(days=31))

    sweep_all = dict(sweep(now=NOW))

    assert sweep_all["accounts whose address was never confirmed"] == 1
    assert list(User.objects.all()) == [used]


def test_sweeping_again_finds_nothing() -> None:
    _draft(days=181)
    dict(sweep(now=NOW))

    assert sum(dict(sweep(now=NOW)).values()) == 0


def test_the_privacy_page_says_the_same_terms(client: Client) -> None:
    answer = client.get("/privacy/")

    assert answer.status_code == 200
    assert [term.days for term in answer.context["terms"]] == [term.days for term in terms()]


def test_the_privacy_page_says_how_many_versions_are_kept_and_how_long(client: Client, alice: User) -> None:
    page = client.get("/privacy/").content.decode()
    gone = Scenario.objects.create(owner=alice, name="Gone", deleted_at=NOW - timedelta(days=31))
    ScenarioVersion.objects.create(scenario=gone, kept={}, saved_at=NOW, replaced_by=ReplacedBy.EDIT)

    list(sweep(now=NOW))

    assert "The last 10 versions of each scenario, so that a change can be taken back." in page
    assert ScenarioVersion.objects.count() == 0
