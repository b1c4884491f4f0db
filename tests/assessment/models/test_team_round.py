"""One-time invitations of a round: free until taken, expired, or the round is closed."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from assessment.models import Seat, TeamRound


@pytest.mark.parametrize(
    ("change", "free"),
    [
        ({}, 1),
        ({"taken_at": timezone.now()}, 0),
        ({"expires_at": timezone.now() - timedelta(seconds=1)}, 0),
    ],
)
def test_a_seat_is_free_until_it_is_taken_or_ends(
    team_round: TeamRound, change: dict[str, Any], free: int
) -> None:
    seat = team_round.seats.first()
    assert seat is not None
    Seat.objects.filter(pk=seat.pk).update(**change)

    assert Seat.objects.free().filter(pk=seat.pk).count() == free


def test_no_seat_of_a_closed_round_is_free(team_round: TeamRound) -> None:
    before = Seat.objects.free().count()
    TeamRound.objects.update(closed_at=timezone.now())

    assert (before, Seat.objects.free().count()) == (30, 0)


def test_a_number_is_given_once_in_a_round(team_round: TeamRound) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Seat.objects.create(team_round=team_round, number=1, secret_hash="other", expires_at=timezone.now())
