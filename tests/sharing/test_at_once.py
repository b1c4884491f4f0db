"""Sharing and deleting at the same moment: what is restored later is shared with nobody."""

import threading
from contextlib import suppress

import pytest
from django.db import connection, connections
from django.http import Http404

from calculator.domain.presets import BY_KEY
from calculator.models import Scenario
from calculator.scenarios.services import delete_scenario, restore_scenario
from calculator.scenarios.sharing import SHARE, share_scenario
from runrate.accounts.models import User
from runrate.sharing.services import current

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]
TRIES = 12


def at_once(*works: object) -> None:
    barrier = threading.Barrier(len(works))

    def run(work: object) -> None:
        barrier.wait()
        try:
            with suppress(Http404):
                work()  # type: ignore[operator]  # each is one
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_after_a_deletion_no_link_is_live_however_late_it_was_asked_for(alice: User) -> None:
    assert connection.vendor == "postgresql"
    live = []
    for number in range(TRIES):
        inputs = BY_KEY["article-small"].workload.as_json()
        scenario = Scenario.objects.create(owner=alice, name=f"Desk {number}", inputs=inputs)
        mine, theirs = Scenario.objects.get(pk=scenario.pk), Scenario.objects.get(pk=scenario.pk)

        at_once(
            lambda mine=mine: share_scenario(scenario=mine),
            lambda theirs=theirs: delete_scenario(scenario=theirs),
        )

        restore_scenario(scenario=Scenario.objects.get(pk=scenario.pk))
        live.append(current(SHARE, scenario.pk))

    assert live == [None] * TRIES
