"""Steps on lines that were not entered: what they release is a bound, and none of them is refused."""

from collections.abc import Iterator

import pytest

from runrate.reports.domain.compose import compose
from runrate.reports.domain.content import MeasureRow, Recommendations
from tests.reports.readers import BY_THE_MINUTE, LARGE, ZEROS, sheet, source, workload
from tests.truth.reader import INSTRUMENT

NAMED = {"Retries": "retry_rate", "Vector database": "vector_db_monthly", "Human review": "review_rate"}
KEYS = {"Retries": "retries", "Vector database": "vector_db", "Human review": "human_review"}


def advice(level: int, without: str, **changes: object) -> Recommendations:
    """Of a workload of which everything is entered but what is named."""
    inputs = {**ZEROS, **BY_THE_MINUTE, "retry_rate": "0.05", "vector_db_monthly": 9000, **changes}
    known = {name: value for name, value in {**LARGE, **inputs}.items() if name != without}
    found = compose(source(sheet(level), workload(known))).recommendations
    assert found is not None
    return found


def rows_on(found: tuple[MeasureRow, ...], line: str) -> Iterator[MeasureRow]:
    """Those whose step would change a line, and with tokens what their retries cost."""
    keys = {KEYS[line], *({"tokens"} if line == "Retries" else ())}
    by_topic = {each.topic: keys & set(each.worth) for each in INSTRUMENT.questions}
    return (row for row in found if by_topic[row.topic])


@pytest.mark.parametrize("level", range(4))
@pytest.mark.parametrize("line", NAMED)
def test_no_step_on_a_line_that_is_missing_is_said_not_to_pay(line: str, level: int) -> None:
    found = advice(level, NAMED[line])

    assert [row.topic for row in rows_on(found.later, line)] == []
    told = [*rows_on(found.worthwhile, line), *found.unsure]
    assert told != []
    for row in told:
        assert f"Not included, as not entered or only in part: {line.lower()}." in row.note
        if "What errors that fewer reviews" not in row.note:
            assert row.monthly.startswith("at least ")


@pytest.mark.parametrize("level", range(4))
def test_where_everything_is_entered_nothing_is_a_bound(level: int) -> None:
    found = advice(level, "")

    assert (found.unsure_title, found.unsure) == ("", ())
    assert [row for row in (*found.worthwhile, *found.later) if "at least" in row.monthly] == []


def test_a_step_is_earned_back_within_what_is_entered_and_never_refused() -> None:
    found = advice(1, "retry_rate", units_per_day=200)

    budget = next(row for row in (*found.worthwhile, *found.unsure) if row.topic == "Token budget")
    assert budget.payback.startswith(("at most ", "first month"))
    assert (
        found.unsure_title
        == "Steps not known to pay for their work yet: a cost line that they lower is missing"
    )
    assert "what does not pay for its work, or is not known to, comes last" in found.lede
