"""What the weekly sums say: shares of stages, means of dimensions, how a question was answered."""

from tests.assessment.submitted import submitted
from tests.assessment.weeks import this_week


def test_the_period_says_shares_and_means(db: None) -> None:
    submitted("One", 0)
    submitted("Two", 2)

    period = this_week()

    assert {share.name: share.words for share in period.stages() if share.count} == {
        "Invisible": "50.0%",
        "Allocated": "50.0%",
    }
    assert [mean.words for mean in period.means()] == ["25.0"] * 5
    assert (period.questions()[0].floor, period.questions()[0].ceiling) == ("50.0%", "0.0%")
