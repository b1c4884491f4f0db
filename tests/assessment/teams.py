"""Members of a team at the door of a round: with a one-time invitation, or with an account."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse

from assessment.models import Seat, Submission, TeamRound
from assessment.services import links, seats
from runrate.accounts.models import User
from runrate.sharing.models import Link
from tests.assessment.sheets import KEYS
from tests.assessment.walking import at


def of(name: str, team_round: TeamRound) -> str:
    return reverse(f"assessment:{name}", args=[team_round.pk])


def invitation(team_round: TeamRound) -> Link:
    """The link for members with an account."""
    link = links.current(links.INVITE, team_round.pk)
    assert link is not None
    return link


def seat_address(seat: Seat) -> str:
    return urlsplit(seats.address(seat)).path


def free_seat(team_round: TeamRound) -> Seat:
    seat = Seat.objects.free().filter(team_round=team_round).order_by("number").first()
    if seat is None:
        seats.add(team_round=team_round, count=5)
        return free_seat(team_round)
    return seat


def invited(team_round: TeamRound, client: Client | None = None) -> Client:
    """A browser without an account, with a one-time invitation of its own."""
    member = client or Client()
    member.get(seat_address(free_seat(team_round)))
    return member


def with_account(team_round: TeamRound, user: User) -> Client:
    """A browser in which a confirmed account is signed in, with the link for accounts."""
    EmailAddress.objects.get_or_create(user=user, email=user.email, primary=True, verified=True)
    member = Client()
    member.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    member.get(urlsplit(links.address(invitation(team_round))).path)
    return member


def rate(
    team_round: TeamRound,
    level: str = "2",
    answers: Mapping[str, str] | None = None,
    member: Client | None = None,
) -> Submission:
    """A whole rating, by a member of their own unless one is given."""
    by = member or invited(team_round)
    by.post(of("join", team_round))
    rating = Submission.objects.latest("started_at")
    by.post(at("all", rating), {**dict.fromkeys(KEYS, level), **(answers or {})})
    by.post(at("finish", rating))
    rating.refresh_from_db()
    return rating
