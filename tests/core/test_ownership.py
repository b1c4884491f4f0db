"""Rows that belong to somebody: their owner sees them, for everybody else they are not there."""

from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404

from calculator.models import Scenario
from runrate.accounts.models import User


def test_an_owner_sees_their_own_rows_and_nobody_elses(alice: User, bob: User) -> None:
    hers = Scenario.objects.create(owner=alice, name="Hers", inputs={})
    his = Scenario.objects.create(owner=bob, name="His", inputs={})

    assert list(Scenario.objects.visible_to(alice)) == [hers]
    assert list(Scenario.objects.visible_to(bob)) == [his]


def test_a_visitor_sees_none_not_even_what_nobody_owns(alice: User) -> None:
    Scenario.objects.create(owner=None, name="Nobody's", inputs={})

    assert list(Scenario.objects.visible_to(AnonymousUser())) == []


def test_a_strangers_row_is_as_missing_as_one_that_never_was(alice: User, bob: User) -> None:
    hers = Scenario.objects.create(owner=alice, name="Hers", inputs={})

    assert Scenario.objects.visible_to(alice).get_or_404(hers.pk) == hers
    for id in (hers.pk, uuid4()):
        with pytest.raises(Http404):
            Scenario.objects.visible_to(bob).get_or_404(id)
