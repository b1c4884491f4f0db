"""What an owner typed beside the inputs, on the board page."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from calculator.domain.break_even.retirement import Triggers
from runrate.reports.domain.compose import compose
from runrate.reports.domain.evaluation import read
from runrate.reports.domain.inputs import Source
from runrate.reports.domain.owner.board import for_a_board
from tests.reports.readers import BY_THE_MINUTE, sheet, source, workload

FAILS = "as entered, one of the two always fails."


def typed(inputs: dict[str, Any] | None = None, least: str | None = None, **beside: Any) -> Source:
    made = source(sheet(2), workload(BY_THE_MINUTE, **(inputs or {})))
    assert made.costed is not None
    return replace(
        made,
        costed=replace(made.costed, **beside),
        minimum_review_rate=None if least is None else Decimal(least),
    )


def said(made: Source) -> list[str]:
    return list(for_a_board(read(made)))


ABOVE = "That is more than was invoiced: check tokens, prices and the month of the invoice."


@pytest.mark.parametrize(
    ("invoice", "told"),
    [
        ("198", "Tokens and retries come to $99.00: 50.0% of your last invoice of $198.00."),
        ("66", f"Tokens and retries come to $99.00: 150.0% of your last invoice of $66.00. {ABOVE}"),
        ("0", "Your last invoice is entered as $0.00: no share of it can be explained."),
    ],
)
def test_a_board_learns_which_share_of_the_invoice_is_explained(invoice: str, told: str) -> None:
    summary = compose(typed(last_invoice=Decimal(invoice))).summary

    assert told in summary.found
    assert next(each.figures for each in summary.basis if each.kind == "Entered").endswith(
        " inputs of the scenario, the vendor's last invoice and the fifteen answers, which nobody audited."
    )


@pytest.mark.parametrize(
    ("rate", "target", "told"),
    [
        (1, "2200", []),
        (1, "2201", ["2,200 tickets per month are accepted, below the target of 2,201."]),
        ("0.5", "1100.5", ["1,100 tickets per month are accepted, below the target of 1,100.5."]),
        ("0.9999999", "2200", ["2,199.9998 tickets per month are accepted, below the target of 2,200."]),
    ],
)
def test_a_board_learns_of_a_target_that_is_not_reached(rate: object, target: str, told: list[str]) -> None:
    assert said(typed({"acceptance_rate": rate}, target=Decimal(target))) == told


@pytest.mark.parametrize(
    ("limit", "least", "told"),
    [
        ("0.1", None, []),
        ("0.1", "0.1", []),
        (
            "0.1",
            "0.101",
            f"It is to be retired when more than 10% are reviewed, and at least 10.1% must be: {FAILS}",
        ),
    ],
)
def test_a_limit_and_a_least_share_that_exclude_each_other_say_so(
    limit: str, least: str | None, told: str | list[str]
) -> None:
    found = said(typed(least=least, triggers=Triggers(review_above=Decimal(limit))))

    assert found[:1] == ([told] if told else [])


def test_what_was_entered_counts_the_target_and_the_limits() -> None:
    made = typed(target=Decimal(9), triggers=Triggers(Decimal(9), None, Decimal(1)))

    entered = next(each.figures for each in compose(made).summary.basis if each.kind == "Entered")

    assert " inputs of the scenario, a target of accepted units, 2 limits for retiring it and the " in entered
