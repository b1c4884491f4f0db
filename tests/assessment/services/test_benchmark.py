"""The benchmark: nothing below fifty, one of each account and workload, and nothing that changes at once."""

from decimal import Decimal

import pytest
from django.core.management import call_command
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from assessment.domain.percentile import percentile, rounded
from assessment.models import BenchmarkSnapshot, Review, Submission
from assessment.services import submissions
from runrate.accounts.models import User
from tests.assessment.others import confirmed, people, publish, reading, submit
from tests.assessment.sheets import sheet
from tests.assessment.walking import at, begin, finished

pytestmark = pytest.mark.django_db


@given(st.dictionaries(st.sampled_from(["0", "35", "50", "100"]), st.integers(0, 60)), st.integers(0, 1000))
def test_a_percentile_is_a_step_of_ten_and_never_overstated(counts: dict[str, int], tenths: int) -> None:
    score = Decimal(tenths) / 10
    place, total = percentile(counts, score), sum(counts.values())

    if total < 50:
        assert place is None
    else:
        assert place is not None
        below = sum(count for shown, count in counts.items() if int(shown) < rounded(score))
        assert place % 10 == 0
        assert place <= 100 * below / total < place + 10


@pytest.mark.parametrize(
    ("score", "counted"), [("0.0", 0), ("2.4", 0), ("2.5", 5), ("52.4", 50), ("52.5", 55), ("100.0", 100)]
)
def test_a_score_is_counted_to_the_nearest_five(score: str, counted: int) -> None:
    assert rounded(Decimal(score)) == counted


def test_with_forty_nine_nothing_is_shown_and_with_fifty_it_is(client: Client) -> None:
    everybody = people(50)
    for person in everybody[:49]:
        submit(person, 2)
    publish()
    assert reading(client) == (None, None)

    submit(everybody[49], 2)
    publish()

    assert reading(client) == (100, 50)
    assert reading(client, "50.0") == (0, 50)


def test_fifty_workloads_of_fewer_than_fifty_accounts_publish_nothing(client: Client) -> None:
    everybody = people(49)
    for number, person in enumerate([*everybody, everybody[0]]):
        submit(person, 2, workload_name=f"Work {number}")

    assert Submission.objects.in_benchmark().count() == 50
    assert publish() == 0
    assert reading(client) == (None, None)


@pytest.mark.parametrize(
    ("changed", "days", "renewed"), [(9, 8, False), (10, 6, False), (10, 7, True), (11, 30, True)]
)
def test_it_is_renewed_after_a_week_and_ten_accounts(
    client: Client, changed: int, days: int, renewed: bool
) -> None:
    for person in people(50):
        submit(person, 2)
    publish()
    for person in people(changed, "new"):
        submit(person, 4)

    publish(days=days)

    assert reading(client)[1] == (50 + changed if renewed else 50)


def test_ten_changes_of_one_account_are_one(client: Client) -> None:
    everybody = people(50)
    for person in everybody:
        submit(person, 2)
    publish()
    for number in range(30):
        submit(everybody[0], 4, workload_name=f"Work {number}")

    assert publish(days=8) == 0


def test_the_page_says_the_same_as_the_api(client: Client) -> None:
    for person in people(50):
        submit(person, 1)
    publish()
    submission = finished(client, "3")

    page = client.get(at("result", submission)).content.decode()

    assert reading(client, str(submission.score)) == (100, 50)
    assert "Higher than 100% of 50 finished assessments, as of" in page
    assert "Rounded to steps of ten, from at least fifty results" in page


def test_the_page_names_the_industry_that_a_result_is_compared_within(client: Client) -> None:
    for person in people(50):
        submit(person, 1, industry="insurance")
    publish()
    submission = finished(client, "3")
    submission.industry = "insurance"
    submission.save()

    page = client.get(at("result", submission)).content.decode()

    assert "Insurance: higher than 100% of 50, as of " in page


def test_an_industry_needs_fifty_of_its_own(client: Client) -> None:
    everybody = people(50)
    for person in everybody[:49]:
        submit(person, 1, industry="insurance")
    for person in people(5, "shop"):
        submit(person, 4, industry="retail")
    publish()
    assert reading(client, industry="insurance") == (None, None)

    submit(everybody[49], 1, industry="insurance")
    publish()

    assert reading(client, industry="insurance") == (100, 50)
    assert reading(client, industry="retail") == (None, None)


def test_who_leaves_an_industry_is_out_of_it_at_the_next_renewal(client: Client) -> None:
    made = [submit(person, 2, industry="retail") for person in people(60)]
    publish()
    for submission in made[:10]:
        submissions.describe(submission=submission, context={"industry": "banking"})

    publish(days=7)

    assert reading(client, industry="retail") == (100, 50)
    assert reading(client) == (100, 60)
    assert (
        list(Submission.objects.filter(published_as="retail").values_list("industry")) == [("retail",)] * 50
    )


def test_drafts_demo_staff_set_aside_deleted_imported_and_anonymous_ones_never_count(
    client: Client, staff: User, alice: User
) -> None:
    confirmed(staff)
    confirmed(alice)
    begin(client)
    finished(client)  # anonymous
    submissions.record(sheet=sheet(4), owner=alice, is_demo=True, answered_here=True)
    submissions.record(sheet=sheet(4), owner=alice)  # imported
    submit(staff, 4)
    aside, gone = submit(alice, 4), submit(alice, 4)
    Submission.objects.filter(pk=aside.pk).update(review=Review.SET_ASIDE)
    submissions.delete(submission=gone)

    assert not Submission.objects.in_benchmark().exists()


def test_an_account_counts_once_its_address_is_confirmed(bob: User) -> None:
    mine = submit(bob, 4)
    assert not Submission.objects.in_benchmark().exists()

    confirmed(bob)

    assert list(Submission.objects.in_benchmark()) == [mine]


def test_of_one_workload_the_newest_counts_and_of_two_both(alice: User) -> None:
    confirmed(alice)
    _old, new = (submit(alice, level, workload_name=name) for level, name in ((1, "Mail "), (3, "mail")))
    other = submit(alice, 2, workload_name="Claims")

    assert set(Submission.objects.in_benchmark()) == {new, other}
    submissions.delete(submission=new)
    assert set(Submission.objects.in_benchmark()) == {_old, other}


def test_what_is_in_and_what_is_out_are_all(client: Client, alice: User, bob: User, staff: User) -> None:
    confirmed(alice)
    for owner in (alice, alice, bob, staff, None):
        submissions.record(sheet=sheet(2), owner=owner, answered_here=True)
        submissions.record(sheet=sheet(2), owner=owner)
    begin(client)

    inside, outside = Submission.objects.in_benchmark(), Submission.objects.out_of_benchmark()

    assert (inside.count(), inside.count() + outside.count()) == (1, Submission.objects.count())
    assert not set(inside) & set(outside)


def test_an_import_that_is_answered_again_from_its_answers_stays_an_import(alice: User) -> None:
    imported = submissions.record(sheet=sheet(4), owner=alice)

    again, fresh = (
        submissions.start(owner=alice, repeats=imported, keep_answers=keep) for keep in (True, False)
    )

    assert (imported.countable, again.countable, fresh.countable) == (False, False, True)


def test_of_one_address_ten_a_day_count_and_all_are_kept(client: Client) -> None:
    made = [finished(client) for _ in range(11)]

    assert [each.countable for each in made] == [True] * 10 + [False]
    assert all(each.is_finished for each in made)


@pytest.mark.usefixtures("second_version")
def test_a_score_is_read_among_those_of_its_own_version(client: Client) -> None:
    for person in people(50):
        submit(person, 2)
    publish()

    assert reading(client, version="1") == (100, 50)
    assert reading(client, version="2") == reading(client) == (None, None)


def test_deleting_an_account_takes_its_results_out(alice: User) -> None:
    confirmed(alice)
    submit(alice, 3)

    alice.delete()

    assert not Submission.objects.in_benchmark().exists()


def test_below_fifty_again_nothing_is_shown_after_the_renewal(client: Client) -> None:
    everybody = people(60)
    for person in everybody:
        submit(person, 2)
    publish()
    for person in everybody[:11]:
        person.delete()
    for person in everybody[11:21]:
        submit(person, 3)

    publish(days=7)

    assert BenchmarkSnapshot.objects.get(industry="").total == 49
    assert reading(client) == (None, None)


@pytest.mark.parametrize("command", ["rebuild_benchmark", "recount_figures"])
def test_the_commands_publish_what_is_due(client: Client, command: str) -> None:
    for person in people(50):
        submit(person, 2)

    call_command(command, verbosity=0)

    assert reading(client) == (100, 50)


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
