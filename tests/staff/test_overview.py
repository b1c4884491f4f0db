"""The overview: as many queries for a hundred submissions as for one, and words where nothing counts."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessment.services import submissions, weekly_stats
from tests.assessment.sheets import sheet
from tests.assessment.submitted import many, submitted
from tests.signing_in import SignedIn

OVERVIEW = "/admin/overview/"


def test_the_overview_costs_the_same_queries_for_one_submission_and_a_hundred(signed_in: SignedIn) -> None:
    analyst = signed_in("Analyst")
    submitted()
    analyst.get(OVERVIEW)
    with CaptureQueriesContext(connection) as one:
        analyst.get(OVERVIEW)
    many(99)
    weekly_stats.fold_all()

    with CaptureQueriesContext(connection) as hundred:
        page = analyst.get(OVERVIEW)

    assert page.status_code == 200
    assert len(hundred) == len(one)


def test_an_overview_without_figures_says_what_will_be_there(signed_in: SignedIn) -> None:
    analyst = signed_in("Analyst")
    submissions.record(sheet=sheet(2), is_demo=True)
    empty = analyst.get(OVERVIEW).text
    submitted()

    filled = analyst.get(OVERVIEW).text

    said, chart = "Nothing counts in this period yet", "Submissions finished, by week"
    assert (said in empty, chart in empty) == (True, False)
    assert (said in filled, chart in filled) == (False, True)
