"""The owner of a round plays the attacker: joins again and again, looks before and after, takes out files.

What follows from everything an owner can see is what one closed round tells of itself, and no more.
"""

import json
import re
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date

import pytest
from allauth.account.models import EmailAddress
from django.db import transaction
from django.test import Client
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from assessment.domain.questionnaire import load
from assessment.domain.team_combine import combine
from assessment.models import Seat, Submission, TeamRound
from assessment.services import submissions, team_rounds
from runrate.accounts.models import User
from runrate.mydata import export
from runrate.reports.services.gathering import gather
from tests.assessment.sheets import KEYS, sheet
from tests.assessment.teams import invited, of, rate, with_account
from tests.assessment.walking import at, sign_in

pytestmark = pytest.mark.django_db


FAKES = 19


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def without_chance(page: str) -> str:
    """A page without what differs from one drawing to the next: tokens, secrets, ids."""
    return re.sub(r'value="[\w:-]{43,}"|[\w-]{43}/|[0-9a-f]{8}-[0-9a-f-]{27}', "", page)


def owners_file(owner: User) -> object:
    """The round as the owner takes it out with all data."""
    with export.archive(user=owner, now=timezone.now()) as file, zipfile.ZipFile(file) as packed:
        (row,) = json.loads(packed.read("data/assessment.teamround.json"))
    return {name: value for name, value in row.items() if name in {"closed_at", "outcome"}}


def everything_seen(client: Client, team_round: TeamRound) -> list[object]:
    """All that the owner can look at."""
    doors = [of("team", team_round), of("meeting", team_round), "/assessment/mine/", "/reports/new/"]
    seen: list[object] = []
    for door in doors:
        answer = client.get(door)
        seen += [answer.status_code, without_chance(answer.content.decode())]
    polled = client.get(of("team", team_round), headers={"hx-request": "true"})
    return [*seen, without_chance(polled.content.decode()), owners_file(team_round.owner)]


@pytest.mark.parametrize("own_ratings", [0, 1, 2, FAKES])
@pytest.mark.parametrize("finished", [1, 2, 3, 5])
def test_before_the_close_no_answer_shows_however_many_ratings_the_owner_adds(
    team_round: TeamRound, alice: User, finished: int, own_ratings: int
) -> None:
    worlds = []
    for level in ("0", "3"):
        with undone():
            owner = with_account(team_round, alice)
            seen = []
            for _member in range(finished):
                rate(team_round, level)
                seen.append(everything_seen(owner, team_round))
            for _fake in range(own_ratings):
                rate(team_round, "0", member=owner)
            worlds.append([*seen, everything_seen(owner, team_round)])

    assert worlds[0] == worlds[1]


def test_the_owners_own_ratings_count_as_one_by_whatever_door(team_round: TeamRound, alice: User) -> None:
    owner = with_account(team_round, alice)
    for _fake in range(FAKES):
        rate(team_round, "0", member=owner)  # by the link for accounts
    for _fake in range(FAKES):
        rate(team_round, "0", member=invited(team_round, owner))  # by one-time links, signed in
    in_private = invited(team_round)
    rate(team_round, "0", member=in_private)
    sign_in(in_private, alice)  # what a private window rated belongs to the account from now on
    rate(team_round, "4")

    assert team_rounds.raters(team_round) == team_rounds.started(team_round) == 2


def test_signing_out_gives_the_owners_browser_no_second_rating(team_round: TeamRound, alice: User) -> None:
    owner = with_account(team_round, alice)
    mine = rate(team_round, "0", member=owner)
    owner.post("/account/logout/")

    answer = invited(team_round, owner).post(of("join", team_round))

    assert answer["Location"] == at("result", mine)
    assert Submission.objects.count() == 1
    assert not Seat.objects.exclude(taken_at=None).exists()


def test_the_link_for_accounts_lets_nobody_rate_without_one(team_round: TeamRound, bob: User) -> None:
    passed_on = with_account(team_round, bob)
    passed_on.post("/account/logout/")

    assert "This link needs an account" in passed_on.get(of("join", team_round)).content.decode()
    assert passed_on.post(of("join", team_round))["Location"].startswith("/account/login/")
    assert not Submission.objects.exists()


def test_an_account_whose_address_is_not_confirmed_counts_nobody(team_round: TeamRound, bob: User) -> None:
    member = with_account(team_round, bob)
    EmailAddress.objects.update(verified=False)

    assert member.post(of("join", team_round))["Location"].startswith("/account/login/")
    assert not Submission.objects.exists()


def closed_with(team_round: TeamRound, levels: Sequence[str], client: Client) -> list[Submission]:
    made = [rate(team_round, level) for level in levels]
    client.post(of("close", team_round))
    team_round.refresh_from_db()
    return made


@pytest.mark.parametrize("members", [3, 4, 5, 7])
def test_after_the_close_nothing_moves_whoever_deletes_or_finishes_late(
    team_round: TeamRound, alice: User, members: int
) -> None:
    owner = with_account(team_round, alice)
    late = invited(team_round)
    late.post(of("join", team_round))
    begun = Submission.objects.get()
    made = closed_with(team_round, [str(number % 5) for number in range(members)], owner)
    before = everything_seen(owner, team_round)

    late.post(at("all", begun), dict.fromkeys(KEYS, "4"))
    late.post(at("finish", begun))
    submissions.delete(submission=made[0])
    owner.post(of("close", team_round))

    assert everything_seen(owner, team_round) == before


@given(st.lists(st.integers(0, 4), min_size=3, max_size=4))
def test_below_five_raters_median_and_range_are_all_that_is_kept(levels: list[int]) -> None:
    found = combine([sheet(level) for level in levels], load("1"))
    assert found is not None
    ordered = sorted(levels)
    median = ordered[(len(ordered) - 1) // 2]

    kept = found.as_json()["questions"]

    nothing = {"levels": None, "unknown": None, "not_applicable": None}
    assert isinstance(kept, dict)
    assert kept["q1"] == {"answer": median, "spread": [median, ordered[0], ordered[-1]], **nothing}


@given(st.permutations([0, 1, 2, 3, 4, "dk"]))
def test_whose_rating_is_whose_cannot_be_told(levels: list[int | str]) -> None:
    instrument = load("1")
    found = [
        combine([sheet(level) for level in order], instrument)  # type: ignore[arg-type]
        for order in (levels, sorted(levels, key=str))
    ]

    assert found[0] == found[1]


class CountsAgree(TestCase):
    """Page, report and file of a round say how many raters it had, and never different numbers."""

    @settings(max_examples=20)
    @given(
        st.permutations(
            [
                *(("finish", number) for number in range(6)),
                ("delete", 0),
                ("delete", 5),
                ("claim", 1),
                ("claim", 3),
            ]
        ),
        st.sets(st.integers(0, 5), min_size=3),
        st.integers(0, 10),
    )
    def test_at_every_order_of_join_finish_close_and_delete(
        self, steps: list[tuple[str, int]], join_first: set[int], closes_after: int
    ) -> None:
        owner = User.objects.create_user("owner@example.com", "correct horse battery")
        people = [User.objects.create_user(f"member{number}@example.com") for number in range(2)]
        team_round = team_rounds.open_round(owner=owner, team_name="T", workload_name="", invitations=6)
        ratings = {number: join(team_round) for number in join_first}
        for step, number in steps[:closes_after]:
            if step == "finish" and number not in ratings:
                ratings[number] = join(team_round)
            act(step, ratings, number, people)
        counted = team_rounds.finished_ratings(team_round).count()

        team_round = team_rounds.close(team_round=team_round)
        at_the_close = seen_of(team_round)
        for step, number in steps[closes_after:]:
            act(step, ratings, number, people)

        assert set(at_the_close) == {counted}
        assert seen_of(TeamRound.objects.get()) == at_the_close


def join(team_round: TeamRound) -> Submission:
    free = tuple(Seat.objects.free().values_list("pk", flat=True)[:1])
    own = Submission.objects.none()
    return team_rounds.join(team_round=team_round, owner=None, own=own, invitations=free)


def act(step: str, ratings: dict[int, Submission], number: int, people: list[User]) -> None:
    rating = ratings.get(number)
    if rating is None:
        return
    if step == "delete":
        submissions.delete(submission=ratings.pop(number))
    elif step == "claim":
        submissions.claim_all(user=people[number % 2], ids=[rating.pk])
    else:
        Submission.objects.filter(pk=rating.pk).update(answers=dict.fromkeys(KEYS, 2))
        submissions.finish(submission=rating)


def seen_of(team_round: TeamRound) -> list[int]:
    """The raters as page, report and file say them; where a round has no result the report says none."""
    client = Client()
    client.force_login(team_round.owner, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(of("team", team_round)).context["finished"]
    told = owners_file(team_round.owner)
    assert isinstance(told, dict)
    counted = [page, told["outcome"]["raters"]]
    if team_round.combined:
        source = gather(made_on=date(2026, 11, 28), submission=team_round.combined, scenario=None)
        assert source.assessed is not None
        assert source.assessed.team is not None
        counted.append(source.assessed.team.raters)
    return counted
