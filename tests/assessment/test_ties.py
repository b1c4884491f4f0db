"""A tie is a tie at every door: page of staff, list, overview, frozen row, and what older releases left."""

from importlib import import_module

import pytest
from django.apps import apps
from django.test import Client

from assessment.models import FiguresChange, Submission
from assessment.services import submissions, weekly_stats
from tests.assessment.reviewing import LIST, page_of
from tests.assessment.sheets import sheet
from tests.assessment.submitted import submitted
from tests.assessment.weeks import this_week
from tests.markup import squeezed

pytestmark = pytest.mark.django_db
migration = import_module("assessment.migrations.0010_ties_are_ties")

TWO = sheet(4, q1=3, q13=3)
EVEN = sheet(3)


def test_an_even_sheet_names_no_weakest_dimension_and_two_are_both_named(reviewer: Client) -> None:
    """W29."""
    found = {
        "all five even": submissions.record(sheet=EVEN),
        "not known yet": submissions.record(sheet=sheet("dk")),
        "Visibility and Control and foresight": submissions.record(sheet=TWO),
        "Control and foresight": submissions.record(sheet=sheet(4, q13=3)),
    }

    assert [each.weakest_dimension for each in found.values()] == ["", "", "visibility", "control"]
    for words, submission in found.items():
        assert submission.weakest_in_words == words
        assert f"weakest: {words}." in squeezed(reviewer.get(page_of(submission)).text)
        assert f'<td class="field-weakest">{words}</td>' in reviewer.get(LIST).text


def test_a_draft_names_none() -> None:
    assert (Submission(version="1").weakest_dimensions, Submission(version="1").weakest_in_words) == ((), "")


def test_the_overview_counts_each_of_several_and_says_how_many_are_even() -> None:
    """W29."""
    for answered in (EVEN, TWO, TWO, sheet(4, q13=3)):
        submissions.record(sheet=answered)

    assert [(share.name, share.words) for share in this_week().weakest() if share.count] == [
        ("Control and foresight", "75.0%"),
        ("Visibility", "50.0%"),
        ("None stands out", "25.0%"),
    ]


def as_before(submission: Submission) -> None:
    """The row and its sums as the release before wrote them."""
    first = submission.weakest_dimension or "visibility"
    result = {name: value for name, value in submission.result.items() if name != "weakest_dimensions"}  # type: ignore[union-attr]
    Submission.objects.filter(pk=submission.pk).update(
        weakest_dimension=first, result={**result, "weakest_dimension": first}
    )
    change = FiguresChange.objects.order_by("pk").last()
    assert change is not None
    change.facts = [each for each in change.facts if not each.startswith("weakest.")] + [f"weakest.{first}"]
    change.save()


def test_rows_of_the_release_before_are_counted_as_ties_and_keep_their_result() -> None:
    for answered in (EVEN, TWO, sheet(4, q13=3)):
        as_before(submissions.record(sheet=answered))
    results = list(Submission.objects.order_by("pk").values_list("result", flat=True))
    assert {share.name: share.count for share in this_week().weakest() if share.count} == {
        "Visibility": 2,
        "Control and foresight": 1,
    }

    migration.mend(apps, None)

    assert {share.name: share.count for share in this_week().weakest() if share.count} == {
        "Control and foresight": 2,
        "Visibility": 1,
        "None stands out": 1,
    }
    assert sorted(Submission.objects.values_list("weakest_dimension", flat=True)) == [
        "",
        "control",
        "visibility",
    ]
    assert list(Submission.objects.order_by("pk").values_list("result", flat=True)) == results
    assert weekly_stats.rebuild()


def test_a_row_taken_away_takes_its_ties_with_it() -> None:
    keeps, goes = submitted("Keeps", 3), submissions.record(sheet=TWO)

    submissions.delete(submission=goes)

    assert keeps.weakest_dimensions == ()
    assert weekly_stats.rebuild()
