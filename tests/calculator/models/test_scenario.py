"""A kept scenario: who sees it, in which order, and worked out again from its inputs."""

from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from calculator.domain.costs import estimate
from calculator.domain.presets import BY_KEY
from calculator.models import Scenario
from runrate.accounts.models import User
from tests.calculator.stored import saved

pytestmark = pytest.mark.django_db


def test_a_deleted_one_is_seen_only_where_it_can_be_brought_back(alice: User, bob: User) -> None:
    kept, gone = saved(alice, "Kept"), saved(alice, "Gone")
    Scenario.objects.filter(pk=gone.pk).update(deleted_at=timezone.now())

    assert list(Scenario.objects.visible_to(alice)) == [kept]
    assert list(Scenario.objects.deleted_by(alice)) == [gone]
    assert list(Scenario.objects.readable()) == [kept]
    for other in (bob, AnonymousUser()):
        assert (Scenario.objects.visible_to(other).count(), Scenario.objects.deleted_by(other).count()) == (
            0,
            0,
        )


def test_what_a_browser_saved_is_unclaimed_until_somebody_owns_it(alice: User) -> None:
    hers = saved(alice)
    free = Scenario.objects.create(name="Free", inputs={})

    assert list(Scenario.objects.unclaimed((hers.pk, free.pk))) == [free]
    assert list(Scenario.objects.unclaimed((hers.pk,))) == []


def test_the_chosen_come_in_the_order_named_and_what_is_no_id_is_passed_over(alice: User) -> None:
    first, second = saved(alice), saved(alice)
    wanted = [str(second.pk), "nonsense", str(uuid4()), str(first.pk), str(second.pk)]

    assert Scenario.objects.all().chosen(wanted) == [second, first]


def test_its_estimate_is_that_of_its_inputs_with_what_was_noted_about_prices(alice: User) -> None:
    scenario = saved(alice)
    scenario.prices_copied = {"notes": [{"field": "input_price", "message": "An old price."}]}

    found = scenario.estimate()

    assert scenario.workload() == BY_KEY["article-small"].workload
    assert found.total_monthly == estimate(scenario.workload()).total_monthly
    assert [(note.field, note.message) for note in scenario.notes_on_prices()] == [
        ("input_price", "An old price.")
    ]
