"""A whole report: what each half carries, what is missing without the other, and in which language."""

import json
from typing import Any

import pytest
from hypothesis import given, settings

from runrate.core import translation
from runrate.reports.domain.compose import compose
from runrate.reports.domain.content import Content
from tests.reports.readers import AMOUNTS, FREE, LEVELS, SMALL, sheet, source, workload


def sentences(content: Content) -> set[str]:
    """What the summary found, in sentences."""
    summary = content.summary
    return {summary.headline, summary.lede, *summary.found, *summary.verdict}


def test_a_month_that_costs_less_than_a_cent_is_not_shown_as_nothing() -> None:
    per_month = {"units_per_day": None, "days_per_month": None, "units_per_month": 3}
    tiny = {"input_tokens": 10, "output_tokens": 1, "input_price": "0.01", "output_price": "0.02"}

    content = compose(source(None, workload(FREE, **per_month, **tiny)))

    assert content.cost is not None
    assert content.scale is not None
    assert content.summary.lede == "3 tickets per month cost $0.00000036."
    assert (content.cost.rows[0].monthly, content.cost.total.monthly) == ("$0.00000036", "$0.00000036")
    assert content.scale.rows[2].total == "$0.0000003600"
    assert content.scale.drivers[0].low == "$0.000000288"
    assert content.method.results[0].substituted == "$0.00000036 ÷ 3"


def test_without_any_cost_nothing_is_scaled_and_the_report_says_so() -> None:
    content = compose(source(sheet(1), workload(FREE, input_price=0, output_price=0)))

    assert content.scale is None
    assert [part.title for part in content.missing] == ["What volume and cost would add"]


def test_an_assessment_alone_carries_no_dollar_and_says_what_a_scenario_would_add() -> None:
    content = compose(source(sheet(1)))

    assert "$" not in json.dumps(content.as_json())
    assert [part.title for part in content.missing] == ["What a scenario would add"]


def test_a_scenario_alone_says_what_an_assessment_would_add() -> None:
    content = compose(source(None, workload(SMALL)))

    assert (content.maturity, content.recommendations) == (None, None)
    assert [part.title for part in content.missing] == ["What an assessment would add"]


@settings(max_examples=10)  # each is a whole report, its five thousand draws included
@given(levels=LEVELS, amounts=AMOUNTS)
def test_any_answers_and_any_workload_make_a_report(levels: dict[str, Any], amounts: dict[str, Any]) -> None:
    content = compose(source(sheet(0, **levels), workload({**SMALL, **amounts})))

    told = " ".join(sentences(content))
    assert [sign for sign in ("None", "Fraction", "{", "  ") if sign in told] == []


def test_the_text_can_be_spoken_in_another_language(monkeypatch: pytest.MonkeyPatch) -> None:
    class Shouting(translation.English):
        def gettext(self, message: str) -> str:
            return message.upper() if "{" not in message else message

    with monkeypatch.context() as patch:
        patch.setattr(translation._Speaker, "translator", Shouting())
        shouted = compose(source(sheet(1)))

    assert shouted.title == "HOW WELL YOUR AI COSTS ARE MANAGED"
    assert compose(source(sheet(1))).title == "How well your AI costs are managed"
