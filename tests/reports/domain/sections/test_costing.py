"""The cost section: lines as their inputs give them, shares that add up, rounding that is explained."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal

import pytest

from calculator.domain.cost_lines import Note
from calculator.domain.prices.telling_notes import NO_PAY_OF_REVIEWERS, NOTHING_REVIEWED, TOO_LOW
from calculator.domain.workload_input import parse_workload
from runrate.reports.domain.compose import compose
from runrate.reports.domain.evaluation import read
from runrate.reports.domain.inputs import Costed, Source
from runrate.reports.domain.sections.costing import describe_cost
from tests.reports.composed import COMPOSED
from tests.reports.readers import DAY, FREE, LARGE, SMALL, ZEROS, article, source, workload


@pytest.mark.parametrize(
    ("company", "tokens", "total", "share"),
    [
        ({**SMALL, **ZEROS}, "$99.00", "$13,599.00", "0.7%"),
        ({**ZEROS, **LARGE}, "$49,500.00", "$744,500.00", "6.6%"),
    ],
)
def test_the_articles_companies_come_to_what_their_inputs_give(
    company: Mapping[str, object], tokens: str, total: str, share: str
) -> None:
    cost = compose(source(None, workload(company))).cost

    assert cost is not None
    assert (cost.rows[0].monthly, cost.total.monthly, cost.rows[0].share) == (tokens, total, share)


@pytest.mark.parametrize(("upkeep", "notes"), [(13, 0), (5, 1)])
def test_a_share_a_tenth_away_from_the_same_share_elsewhere_is_explained(upkeep: int, notes: int) -> None:
    """With $5 tokens are 2.747% of the whole: 2.7% alone, and 2.8% where ten shares make a hundred."""
    costed = workload(SMALL, **{**ZEROS, "review_rate": 0, "upkeep_monthly": upkeep})

    cost = compose(source(None, costed)).cost

    assert cost is not None
    assert len(cost.notes) == notes


def test_shares_of_the_cost_table_add_up_to_a_hundred() -> None:
    cost = compose(article(LARGE)).cost

    assert cost is not None
    shares = [Decimal(row.share.rstrip("%")) for row in cost.rows if row.entered]
    assert sum(shares) == Decimal("100.0")


def test_each_note_says_its_step_and_what_several_steps_share_is_said_once() -> None:
    step = {"calls": 1, "input_tokens": 4000, "output_tokens": 300, "input_price": 3, "output_price": 15}
    cached = step | {"cache_read_share": "0.5"}
    costed = parse_workload({"units_per_month": 1000, "steps": [cached, step, cached]})

    cost = compose(source(None, costed)).cost

    assert cost is not None
    assert cost.notes[:1] == (
        (
            "Steps 1 and 3, cache read price: "
            "No cache read price was given: cached tokens are priced like any input token."
        ),
    )


@pytest.mark.parametrize(
    ("zeros", "headline"),
    [
        (ZEROS, "At least $13,599 per month"),
        (
            {"retry_rate": 0},
            "At least $13,599 per month, and 4 cost lines still to be entered",
        ),
        (
            {name: value for name, value in ZEROS.items() if name != "build_cost"},
            "At least $13,599 per month, and one cost line still to be entered",
        ),
    ],
)
def test_the_total_of_a_model_that_bills_more_than_is_counted_is_a_least_one(
    zeros: Mapping[str, object], headline: str
) -> None:
    notes = (Note("model", TOO_LOW),)

    cost = compose(
        Source(DAY, None, Costed(workload(SMALL, **zeros), "Desk", "Desk", {}, DAY, notes=notes))
    ).cost

    assert cost is not None
    assert cost.headline == headline


PRICED = {"review_minutes": 6, "reviewer_hourly_cost": 48}
HALF = {name: value for name, value in {**SMALL, **ZEROS}.items() if not name.startswith("review")}


@pytest.mark.parametrize(
    ("half", "reason"), [({"review_rate": "0.25"}, NO_PAY_OF_REVIEWERS), (PRICED, NOTHING_REVIEWED)]
)
def test_a_review_that_is_half_entered_says_why_and_has_no_share(
    half: dict[str, object], reason: str
) -> None:
    content = compose(source(None, workload(HALF, **half)))
    assert content.cost is not None
    assert content.scale is not None

    [row] = [row for row in content.cost.rows if row.name == "Human review"]

    assert (row.formula, row.monthly, row.share) == (reason, "–", "–")
    assert (
        " of what is entered is tokens. Only the lines that were entered are counted." in content.scale.lede
    )


def decimals_of(cells: Iterable[str]) -> set[int]:
    """How many decimals the amounts of a column have."""
    amounts = [found[1] for cell in cells if (found := re.search(r"\$[\d,]+\.?(\d*)$", cell))]
    return {len(part) for part in amounts}


@pytest.mark.parametrize("name", [name for name, made in COMPOSED.items() if made.costed])
def test_each_column_of_the_lines_has_one_number_of_decimals(name: str) -> None:
    """W31."""
    scenario = read(COMPOSED[name]).scenario
    assert scenario is not None

    cost = describe_cost(scenario)

    rows = (*cost.rows, cost.total)
    columns = [[row.monthly for row in rows], [row.per_unit for row in rows]]
    assert [column for column in columns if len(decimals_of(column)) > 1] == []


@pytest.mark.parametrize(
    ("monthly", "whole", "smallest"),
    [("10", "$800", "$4"), ("1", "$800.00", "$0.40"), ("0.002", "$800.0000", "$0.0008")],
)
def test_a_swing_of_less_than_a_dollar_gives_the_whole_column_its_cents(
    monthly: str, whole: str, smallest: str
) -> None:
    costed = workload(
        FREE, input_price=0, output_price=0, vector_db_monthly=2000, tools_monthly=monthly, value_per_unit=1
    )

    scale = compose(source(None, costed)).scale

    assert scale is not None
    assert [row.swing for row in scale.drivers] == [whole, smallest]
    assert whole in scale.drivers_title


def test_what_is_less_than_the_last_decimal_is_not_printed_as_nothing() -> None:
    cost = compose(article(SMALL)).cost

    assert cost is not None
    assert [row.per_unit for row in cost.rows][:2] == ["$0.05", "under $0.01"]
