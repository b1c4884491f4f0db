"""Reports in the administration: the failed ones are tried again, and nothing else changes."""

import pytest
from django.test import Client

from runrate.accounts.models import User
from runrate.reports.models import Report, State

LIST = "/admin/reports/report/"


def report(owner: User, state: State) -> Report:
    return Report.objects.create(
        owner=owner, title="R", source={}, inputs_hash=state, state=state, failure="The disk is full."
    )


@pytest.mark.django_db
def test_of_the_selected_the_failed_are_tried_again_and_the_others_stay(
    staff_client: Client, alice: User
) -> None:
    failed, ready = report(alice, State.FAILED), report(alice, State.READY)

    staff_client.post(
        LIST, {"action": "try_selected_again", "_selected_action": [str(failed.pk), str(ready.pk)]}
    )

    assert Report.objects.get(pk=failed.pk).state == State.QUEUED
    assert Report.objects.get(pk=ready.pk).state == State.READY


@pytest.mark.django_db
def test_nobody_adds_a_report_or_rewrites_one(staff_client: Client, alice: User) -> None:
    kept = report(alice, State.READY)

    added = staff_client.post(f"{LIST}add/", {"title": "Forged"})
    staff_client.post(f"{LIST}{kept.pk}/change/", {"title": "Forged"})

    assert added.status_code == 403
    assert list(Report.objects.values_list("title", flat=True)) == ["R"]
