"""Promises about every page of the room: looking changes nothing, and costs the same with much or little."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import DjangoAssertNumQueries

from assessment.models import TeamRound
from assessment.services import submissions, team_rounds
from assessment.urls import urlpatterns
from runrate.accounts.models import User
from tests.assessment.sheets import sheet
from tests.assessment.walking import at, begin, finished, resume_link

pytestmark = pytest.mark.django_db
WRITES = re.compile(r"^(INSERT|UPDATE|DELETE)", re.IGNORECASE)


@contextmanager
def nothing_written() -> Iterator[None]:
    with CaptureQueriesContext(
        connection,
    ) as seen:
        yield
    assert [query["sql"] for query in seen.captured_queries if WRITES.match(query["sql"])] == []


@pytest.fixture
def team_round(alice: User) -> TeamRound:
    return team_rounds.open_round(owner=alice, team_name="Team", workload_name="")


@pytest.mark.parametrize("name", sorted({str(pattern.name) for pattern in urlpatterns}))
def test_looking_writes_nothing(name: str, alice_client: Client, team_round: TeamRound) -> None:
    samples = {"secret": "guess", "number": 3}
    of_round = name in ("team", "join", "meeting", "close", "invite", "more_seats")
    drafts = name in ("question", "all", "review", "finish", "renew_link")
    own = begin(alice_client) if drafts else finished(alice_client)
    pattern = next(each for each in urlpatterns if each.name == name)
    path = str(pattern.pattern)
    path = path.replace("<uuid:id>", str(team_round.pk if of_round else own.pk))
    path = path.replace("<int:number>", str(samples["number"])).replace(
        "<str:secret>", str(samples["secret"])
    )

    with nothing_written():
        status = alice_client.get(f"/assessment/{path}").status_code

    assert status in (200, 302, 404, 405)


def test_a_resume_link_and_a_shared_result_write_nothing(client: Client) -> None:
    submission = begin(client)
    link = resume_link(client, submission)

    with nothing_written():
        assert Client().get(link.removeprefix("http://localhost:8000")).status_code == 302


def test_a_result_needs_as_many_queries_with_fifty_other_attempts(
    alice: User, alice_client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    first = submissions.record(sheet=sheet(3), owner=alice)
    with django_assert_num_queries(4) as few:
        alice_client.get(at("result", first))
    for _ in range(50):
        submissions.record(sheet=sheet(3), owner=alice)

    with django_assert_num_queries(len(few)):
        alice_client.get(at("result", first))
