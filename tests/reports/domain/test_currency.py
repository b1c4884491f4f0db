"""A scenario kept in another currency: its report says the sums people quote in that one, too."""

import json
from dataclasses import replace
from typing import Any

import pytest

from runrate.reports.domain.compose import compose
from runrate.reports.domain.input_reading import parse_source
from runrate.reports.domain.inputs import Source, SourceErrors
from tests.reports.euros import EUROS
from tests.reports.readers import SMALL, ZEROS, source, workload


def in_euros(**others: object) -> Source:
    made_from = source(None, workload({**SMALL, **ZEROS, **others}))
    assert made_from.costed is not None
    return replace(made_from, costed=replace(made_from.costed, exchange=EUROS))


def test_summary_and_cost_are_said_in_the_currency_of_the_owner_too() -> None:
    """N28."""
    content = compose(in_euros())
    dollars = compose(source(None, workload({**SMALL, **ZEROS})))

    assert content.cost is not None
    assert dollars.cost is not None
    assert dollars.cost.total.monthly == "$13,599.00"
    assert "In EUR that is €12,239 per month, at 0.9 for a dollar, the rate of 1 November 2026." in (
        content.summary.lede
    )
    assert content.cost.notes[0] == (
        "In EUR: €12,239 per month and €5.56 per ticket, at 0.9 for a dollar, "
        "the rate entered for 1 November 2026."
    )
    assert not [note for note in (*dollars.cost.notes, dollars.summary.lede) if "EUR" in note]


def test_an_incomplete_cost_is_at_least_that_in_any_currency() -> None:
    made_from = in_euros()
    assert made_from.costed is not None
    cost = compose(replace(made_from, costed=replace(made_from.costed, workload=workload(SMALL)))).cost

    assert cost is not None
    assert cost.notes[0].startswith(
        "In EUR: at least €12,239 per month and at least €5.56 per ticket, at 0.9"
    )


def test_without_units_there_is_no_cost_of_one() -> None:
    cost = compose(in_euros(units_per_day=0)).cost

    assert cost is not None
    assert " per ticket" not in cost.notes[0]
    assert cost.notes[0].startswith("In EUR: €")


def test_a_currency_rides_along_and_comes_back() -> None:
    riding = in_euros().as_json()

    assert riding["scenario"]["exchange"] == {"currency": "EUR", "rate": "0.9", "day": "2026-11-01"}
    assert parse_source(json.loads(json.dumps(riding))) == in_euros()


def test_a_report_in_dollars_keeps_its_data_as_it_was() -> None:
    assert "exchange" not in source(None, workload(SMALL)).as_json()["scenario"]


@pytest.mark.parametrize(
    "exchange",
    [
        [],
        {"currency": "USD", "rate": "1", "day": "2026-11-01"},
        {"currency": "eur", "rate": "0.9", "day": "2026-11-01"},
        {"currency": "<b>", "rate": "0.9", "day": "2026-11-01"},
        {"currency": "EUR", "rate": "0", "day": "2026-11-01"},
        {"currency": "EUR", "rate": "NaN", "day": "2026-11-01"},
        {"currency": "EUR", "rate": "0.9"},
        {"currency": "EUR", "rate": "0.9", "day": "1 November"},
        {"rate": "0.9", "day": "2026-11-01"},
    ],
)
def test_a_currency_that_cannot_be_is_refused(exchange: Any) -> None:
    riding = in_euros().as_json()
    riding["scenario"]["exchange"] = exchange

    with pytest.raises(SourceErrors) as refused:
        parse_source(riding)

    assert list(refused.value.errors) == ["scenario.exchange"]
