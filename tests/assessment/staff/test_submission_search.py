"""The list of submissions: what it shows, what its filters find, what it costs."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from assessment.models import Submission
from assessment.services import submissions
from runrate.accounts.models import User
from tests.assessment.listing import LIST, names
from tests.assessment.submitted import many, submitted


def test_it_shows_finished_submissions_newest_first_and_no_drafts(reviewer: Client) -> None:
    many(3)
    submissions.start()

    shown = names(reviewer.get(LIST).text)

    assert shown == ["Workload 2", "Workload 1", "Workload 0"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("q=claims", ["Claims triage"]),
        ("q=LAIMS+TR", ["Claims triage"]),
        ("q=alice@EXAMPLE.com", ["Mail"]),
        ("q=alice@", []),
        ("q=cl", []),
        ("q=100%25", []),
        ("stage__exact=invisible", ["Mail"]),
        ("industry__exact=insurance", ["Claims triage"]),
        ("owner=anonymous", ["Claims triage"]),
        ("owner=account", ["Mail"]),
        ("owner=nonsense", ["Claims triage", "Mail"]),
        ("reviewer=nobody", ["Claims triage", "Mail"]),
        ("reviewer=me", []),
        ("finished=7", ["Claims triage", "Mail"]),
        ("review__exact=reviewed", []),
        ("after=nonsense", ["Claims triage", "Mail"]),
    ],
)
def test_it_finds_what_was_asked_for(reviewer: Client, alice: User, asked: str, found: list[str]) -> None:
    submitted("Mail", 0, owner=alice)
    submitted("Claims triage", 2, industry="insurance")

    assert names(reviewer.get(f"{LIST}?{asked}").text) == found


def test_it_costs_the_same_queries_for_one_row_and_a_hundred(
    reviewer: Client, alice: User, staff: User
) -> None:
    submitted("Mail", 0, owner=alice)
    Submission.objects.update(reviewer=staff)
    reviewer.get(LIST)
    with CaptureQueriesContext(
        connection,
    ) as one:
        reviewer.get(LIST)
    many(99)
    Submission.objects.update(owner=alice, reviewer=staff)

    with CaptureQueriesContext(connection) as hundred:
        reviewer.get(LIST)

    assert len(hundred) == len(one)
    assert len(hundred) <= 8
