"""One-time invitations: a browser uses up one and rates once, and a round has fifty at most."""

import pytest
from django.test import Client

from assessment.models import Seat, Submission, TeamRound
from assessment.services import seats
from tests.assessment.teams import free_seat, of, seat_address

pytestmark = pytest.mark.django_db


def test_one_browser_with_nineteen_one_time_links_rates_once(team_round: TeamRound) -> None:
    member = Client()
    for seat in team_round.seats.all()[:19]:
        member.get(seat_address(seat))

    places = {member.post(of("join", team_round))["Location"] for _time in range(19)}

    assert len(places) == Submission.objects.count() == 1
    assert Seat.objects.exclude(taken_at=None).count() == 1


def test_a_one_time_link_is_used_up_by_the_browser_that_joins(team_round: TeamRound) -> None:
    address = seat_address(free_seat(team_round))
    first, second = Client(), Client()
    for browser in (first, second):
        browser.get(address)  # looking at it uses nothing up
    first.post(of("join", team_round))

    refused = second.post(of("join", team_round))

    assert refused["Location"] == f"/account/login/?next={of('join', team_round)}"
    assert "This one-time link has been used" in second.get(of("join", team_round)).content.decode()
    assert Client().get(address).status_code == 404
    assert Submission.objects.count() == 1


def test_a_round_has_at_most_fifty_one_time_links_and_only_its_owner_makes_them(
    team_round: TeamRound, alice_client: Client, bob_client: Client
) -> None:
    for _time in range(6):
        alice_client.post(of("more_seats", team_round))

    assert bob_client.post(of("more_seats", team_round)).status_code == 404
    assert team_round.seats.count() == seats.MOST == 50
