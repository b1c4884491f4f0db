"""The last invoice and the limits for retiring, as their owner typed them, in the report."""

from dataclasses import replace
from decimal import Decimal

import pytest

from calculator.domain.break_even.retirement import Triggers
from runrate.reports.domain.brought_in.unsigned import from_a_file
from runrate.reports.domain.compose import compose
from runrate.reports.domain.input_reading import parse_source
from runrate.reports.domain.inputs import Source
from tests.reports.readers import BY_THE_MINUTE, DAY, sheet, source, workload
from tests.reports.test_formulas import unexplained, wrong

LIMITS = Triggers(Decimal("0.5"), Decimal(-5), Decimal("0.25"))


OWNERS = ("etire", "invoice", "Person", "Target")


def typed(invoice: str = "1234.5", limits: Triggers = LIMITS) -> Source:
    made = source(sheet(2), workload(BY_THE_MINUTE, value_per_unit=3))
    assert made.costed is not None
    beside = replace(made.costed, last_invoice=Decimal(invoice), triggers=limits)
    return replace(made, costed=replace(beside, target=Decimal("9000.5"), person="Ann"))


def test_they_stand_with_the_inputs_and_only_what_is_passed_on_the_board_page() -> None:
    content = compose(typed())

    told = {row.name: row.value for row in content.method.inputs if any(word in row.name for word in OWNERS)}
    assert told == {
        "Person responsible": "Ann",
        "Target: accepted units per month": "9,000.5",
        "The vendor's last invoice": "$1,234.50 per month",
        "Retire when an accepted unit costs more than": "$0.50",
        "Retire when the margin of the next unit is below": "−$5.00",
        "Retire when the human review rate is above": "25%",
    }
    assert content.cost is not None
    assert [note for note in content.cost.notes if "of your last invoice of $1,234.50." in note] != []
    said = [each for each in content.summary.found if "retiring" in each]
    assert [each.partition(": ")[0] for each in said] == ["A limit that was set for retiring it is passed"]
    assert said[0].endswith(", above $0.50.")


def test_nothing_is_said_of_what_nobody_typed() -> None:
    content = compose(source(None, workload(BY_THE_MINUTE)))

    assert [row.name for row in content.method.inputs if any(word in row.name for word in OWNERS)] == []
    assert [each for each in content.summary.found if "retiring" in each] == []


def test_those_of_a_strange_file_stand_in_the_report_as_from_it() -> None:
    ours, strange = compose(typed()), compose(from_a_file(typed(), DAY))

    rows = [
        [
            (row.name, row.value, row.origin)
            for row in content.method.inputs
            if any(word in row.name for word in OWNERS)
        ]
        for content in (ours, strange)
    ]
    assert {origin for _name, _value, origin in rows[0]} == {"you entered"}
    assert rows[1] == [(name, value, "from the imported file") for name, value, _origin in rows[0]]
    assert strange.summary.found == ours.summary.found


def test_their_figures_have_formulas_and_come_back_from_the_file() -> None:
    made = typed()

    assert unexplained(compose(made)) == set()
    assert wrong(compose(made)) == []
    assert parse_source(made.as_json()) == made


@pytest.mark.parametrize(
    ("limits", "said"),
    [
        (LIMITS, "a limit that was set for retiring it is passed."),
        (replace(LIMITS, review_above=Decimal("0.01")), "2 limits that were set for retiring it are passed."),
    ],
)
def test_a_plan_begins_with_the_decision_that_a_passed_limit_asks_for(limits: Triggers, said: str) -> None:
    plan = compose(typed(limits=limits)).recommendations

    assert plan is not None
    assert plan.phases[0].tasks[0] == f"Decide whether it goes on: {said}"


def test_a_plan_has_a_task_for_an_estimate_above_the_last_invoice() -> None:
    below, above, none = (
        compose(typed(invoice, Triggers())).recommendations for invoice in ("1", "9999", "0")
    )

    assert below is not None
    assert below.phases[0].tasks[0] == (
        "Find out why the estimate is above the last invoice: its tokens, its prices or its month."
    )
    for plan in (above, none):
        assert plan is not None
        assert not plan.phases[0].tasks[0].startswith(("Find out why", "Decide whether"))
