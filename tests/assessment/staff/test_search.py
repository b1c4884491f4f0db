"""What the staff list asks the table: pages by key, a count that stops, a number that is found."""

import json
import re

import pytest
from django.db import connection
from django.test import Client

from assessment.models import Submission
from tests.assessment.listing import LIST, names
from tests.assessment.submitted import many, submitted
from tests.markup import squeezed


def test_pages_follow_each_other_there_and_back(reviewer: Client) -> None:
    many(120)
    first = reviewer.get(LIST).text
    pages = [first]

    while older := re.search(r'href="([^"]*)" rel="next"', pages[-1]):
        pages.append(reviewer.get(LIST + older[1].replace("&amp;", "&")).text)
    newer = re.search(r'href="([^"]*)" rel="prev"', pages[-1])
    assert newer is not None
    back = reviewer.get(LIST + newer[1].replace("&amp;", "&")).text

    assert [name for page in pages for name in names(page)] == [f"Workload {n}" for n in range(119, -1, -1)]
    assert [len(names(page)) for page in pages] == [50, 50, 20]
    assert names(back) == names(pages[1])


def test_rows_finished_at_the_same_moment_are_neither_lost_nor_doubled(reviewer: Client) -> None:
    made = many(70)
    Submission.objects.update(finished_at=made[0].finished_at)
    first = reviewer.get(LIST).text
    older = re.search(r'href="([^"]*)" rel="next"', first)
    assert older is not None

    second = reviewer.get(LIST + older[1].replace("&amp;", "&")).text

    assert sorted(names(first) + names(second)) == sorted(f"Workload {n}" for n in range(70))


def test_a_number_finds_its_submission(reviewer: Client) -> None:
    wanted, _other = many(2)

    assert names(reviewer.get(f"{LIST}?q={wanted.pk}").text) == ["Workload 0"]


def test_the_count_stops_where_nobody_needs_it(reviewer: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assessment.staff.search.COUNTED_TO", 3)
    many(3)
    exact = squeezed(reviewer.get(LIST).text)
    many(1)

    assert "<p>3 submissions</p>" in exact
    assert "<p>More than 3 submissions</p>" in squeezed(reviewer.get(LIST).text)


@pytest.mark.postgresql
@pytest.mark.django_db
def test_postgresql_knows_that_a_common_name_is_common() -> None:
    named = submitted("Mail", 0)
    copies = [
        Submission(owner=named.owner, version=named.version, workload_name=f"Support {n}") for n in range(300)
    ]
    Submission.objects.bulk_create(copies)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE assessment_submission")

    plan = json.loads(Submission.objects.filter(workload_name__icontains="support").explain(format="json"))

    assert plan[0]["Plan"]["Plan Rows"] == pytest.approx(300, rel=0.1)
