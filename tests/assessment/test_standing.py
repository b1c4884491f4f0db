"""The benchmark: nothing below twenty, exact counts, and no single submission to be read off."""

from datetime import timedelta
from decimal import Decimal
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from assessment import services, standing
from assessment.benchmark import percentile
from assessment.models import BenchmarkCount, Review, Submission
from runrate.accounts.models import User
from tests.assessment.sheets import sheet
from tests.assessment.walking import at, begin, finished

pytestmark = pytest.mark.django_db
LATER = timedelta(days=1, minutes=1)


def submit(level: int = 2, *, industry: str = "", times: int = 1) -> list[Submission]:
    return [services.record(sheet=sheet(level), context={"industry": industry}) for _ in range(times)]


def reading(client: Client, score: str = "75.0", **query: str) -> tuple[object, object]:
    found = client.get("/api/v1/benchmark", {"score": score, **query}).json()
    return found["percentile"], found["n"]


@given(
    st.dictionaries(st.sampled_from(["0.0", "33.3", "50.0", "99.9"]), st.integers(0, 30)), st.integers(0, 100)
)
def test_a_percentile_is_a_step_of_five_and_never_overstated(counts: dict[str, int], score: int) -> None:
    place, total = percentile(counts, Decimal(score)), sum(counts.values())

    if total < 20:
        assert place is None
    else:
        assert place is not None
        below = sum(count for shown, count in counts.items() if float(shown) < score)
        assert place % 5 == 0
        assert place <= 100 * below / total < place + 5


def test_with_nineteen_nothing_is_shown_and_with_twenty_it_is(client: Client) -> None:
    submit(2, times=19)
    assert reading(client) == (None, None)

    submit(2)

    assert reading(client) == (100, 20)
    assert reading(client, "50.0") == (0, 20)


def test_one_more_changes_no_reading_before_the_next_snapshot(client: Client) -> None:
    submit(2, times=20)

    submit(4, times=4)
    with time_machine.travel(timezone.now() + LATER):
        standing.publish_due()
        assert reading(client) == (100, 20)  # four changes are too few
        submit(4)
        assert reading(client) == (80, 25)  # the fifth renews it
        submit(4, times=10)
        assert reading(client) == (80, 25)  # and then not again on that day


def test_the_page_says_the_same_as_the_api(client: Client) -> None:
    submit(1, times=20)
    submission = finished(client, "3")

    page = client.get(at("result", submission)).content.decode()

    assert reading(client, str(submission.score)) == (100, 20)
    assert "Higher than 100% of 20 finished assessments, as of" in page


def test_an_industry_needs_twenty_of_its_own(client: Client) -> None:
    submit(1, industry="insurance", times=19)
    submit(4, industry="retail", times=5)
    assert reading(client, industry="insurance") == (None, None)

    submit(1, industry="insurance")

    assert reading(client, industry="insurance") == (100, 20)
    assert reading(client, industry="retail") == (None, None)


def test_a_changed_industry_moves_the_count(client: Client) -> None:
    (submission,) = submit(2, industry="retail")

    services.describe(submission=submission, context={"industry": "banking"})

    kept = set(BenchmarkCount.objects.filter(count__gt=0).values_list("industry", "count"))
    assert kept == {("", 1), ("banking", 1)}


def test_drafts_demo_staff_set_aside_and_deleted_ones_never_count(client: Client, staff: User) -> None:
    begin(client)
    services.record(sheet=sheet(4), is_demo=True)
    services.record(sheet=sheet(4), owner=staff)
    (aside, gone, claimed) = submit(4, times=3)
    aside.review = Review.SET_ASIDE
    aside.save()
    standing.count(aside)
    services.delete(submission=gone)
    services.claim_all(user=staff, ids=[claimed.pk])

    assert not BenchmarkCount.objects.filter(count__gt=0).exists()
    assert standing.rebuild()


def test_another_version_is_counted_apart(client: Client) -> None:
    submit(2, times=20)
    Submission.objects.update(version="0")
    standing.rebuild()

    assert list(BenchmarkCount.objects.values_list("version", "count")) == [("0", 20)]


@pytest.mark.usefixtures("second_version")
def test_a_score_is_read_among_those_of_its_own_version(client: Client) -> None:
    submit(2, times=20)
    standing.publish_due()

    assert reading(client, version="1") == (100, 20)
    assert reading(client, version="2") == reading(client) == (None, None)


def test_a_recount_of_rows_that_were_loaded_leads_to_a_snapshot(client: Client) -> None:
    (one,) = submit(1)
    copies = {
        "answers": one.answers,
        "result": one.result,
        "score": one.score,
        "finished_at": one.finished_at,
    }
    Submission.objects.bulk_create(Submission(version="1", stage="tracked", **copies) for _ in range(20))

    standing.rebuild()
    standing.publish_due()

    assert reading(client) == (100, 21)


def test_deleting_an_account_takes_its_results_out(alice: User) -> None:
    services.record(sheet=sheet(3), owner=alice)

    alice.delete()

    assert not BenchmarkCount.objects.filter(count__gt=0).exists()


def test_the_command_proves_the_counts_and_mends_them() -> None:
    submit(2, industry="retail", times=3)
    said = StringIO()
    call_command("rebuild_benchmark", stdout=said)
    BenchmarkCount.objects.filter(industry="").update(count=7)

    call_command("rebuild_benchmark", stdout=said)
    call_command("rebuild_benchmark", stdout=said)

    lines = [line for line in said.getvalue().splitlines() if line.startswith("The counts")]
    assert lines == [
        "The counts equal a full recount.",
        "The counts differed and were set right.",
        "The counts equal a full recount.",
    ]
    assert set(BenchmarkCount.objects.values_list("industry", "count")) == {("", 3), ("retail", 3)}


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"score": "101"}, "score"),
        ({"score": "x"}, "score"),
        ({"score": "50", "industry": "piracy"}, "industry"),
        ({"score": "50", "version": "0"}, "version"),
        ({"score": "50", "version": "../1"}, "version"),
    ],
)
def test_a_reading_that_makes_no_sense_is_refused(client: Client, query: dict[str, str], field: str) -> None:
    response = client.get("/api/v1/benchmark", query)

    assert response.status_code == 422
    assert list(response.json()["errors"]) == [field]
