"""What a report is made from: read back field by field, and refused at the field that does not fit."""

import json
from typing import Any

import pytest

from runrate.reports.domain.input_reading import parse_source
from runrate.reports.domain.inputs import SourceErrors
from tests.reports.data import DATA


def changed(**fields: Any) -> dict[str, Any]:
    return json.loads(json.dumps({**DATA, **fields}))  # type: ignore[no-any-return]  # it was a dict before


@pytest.mark.parametrize(
    ("data", "field"),
    [
        (changed(format=2), "format"),
        (changed(made_on="yesterday"), "made_on"),
        (changed(paper="A0"), "paper"),
        (changed(minimum_review_rate="1.2"), "minimum_review_rate"),
        (changed(minimum_review_rate="NaN"), "minimum_review_rate"),
        (changed(day_cost=-1), "day_cost"),
        (changed(assessment=None, scenario=None), "__all__"),
        (changed(worth_changes={"q1.tokens": ["1", "1", "1", "1", "1"]}), "worth_changes"),
        (changed(worth_changes={"q7.tokens": ["0", "1", "1", "1", "1"]}), "worth_changes"),
        (changed(worth_changes={"q7.tokens": ["1/0"]}), "worth_changes"),
        (changed(scenario={"workload": {"units_per_month": -1}}), "scenario.units_per_month"),
        (changed(assessment={"sheet": {"version": "1", "answers": {"q1": 5}}}), "assessment.q1"),
        (changed(assessment={"sheet": {"version": "1", "answers": {"q1": 1}}}), "assessment"),
        ({**DATA, "assessment": {**DATA["assessment"], "team_name": "x" * 121}}, "team_name"),
        (
            {**DATA, "assessment": {**DATA["assessment"], "team": {"raters": 2, "spreads": {}}}},
            "assessment.team",
        ),
        *(
            ({**DATA, "assessment": {**DATA["assessment"], "team": team}}, "assessment.team")
            for team in (
                {"raters": 5, "spreads": {"q1": [0, 5]}},
                {"raters": 5, "spreads": {}, "without": []},
                {"raters": 5, "spreads": {}, "without": {"q1": [3, 3]}},
                {"raters": 5, "spreads": {}, "without": {"q1": [0, 0]}},
                {"raters": 5, "spreads": {}, "without": {"q16": [1, 0]}},
                {"raters": 4, "spreads": {}, "without": {"q1": [1, 0]}},
            )
        ),
        ([], "__all__"),
    ],
)
def test_what_is_no_data_of_a_report_is_refused_at_its_field(data: Any, field: str) -> None:
    with pytest.raises(SourceErrors) as refused:
        parse_source(data)

    assert field in refused.value.errors
