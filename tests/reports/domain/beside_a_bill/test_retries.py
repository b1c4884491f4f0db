"""Retries that a bill holds inside its tokens are nowhere told as $0."""

from dataclasses import replace

from runrate.reports.domain.beside_a_bill.retries import in_the_tokens
from runrate.reports.domain.compose import compose
from runrate.reports.domain.evaluation import read
from runrate.reports.domain.inputs import Source
from tests.reports.readers import BY_THE_MINUTE, sheet, source, workload

INSIDE = {"retry_rate": "inside the measured tokens: FOCUS bill, October 2026"}


def measured(origins: dict[str, str] = INSIDE) -> Source:
    made = source(sheet(2), workload(BY_THE_MINUTE))
    assert made.costed is not None
    return replace(made, costed=replace(made.costed, origins=origins))


def test_only_a_rate_that_was_set_aside_is_in_the_tokens() -> None:
    assert in_the_tokens(INSIDE)
    assert not in_the_tokens({"retry_rate": "you entered"})
    assert not in_the_tokens({})


def test_their_cost_line_has_no_amount_and_says_why() -> None:
    cost = compose(measured()).cost

    assert cost is not None
    row = next(each for each in cost.rows if each.name == "Retries")
    assert (row.formula, row.basis) == ("", "In tokens: the file does not separate them.")
    assert (row.monthly, row.per_unit, row.share) == ("–", "–", "–")


def test_the_list_of_inputs_shows_no_rate_of_0() -> None:
    rows = {each.name: each.value for each in compose(measured()).method.inputs}
    typed = {each.name: each.value for each in compose(measured({})).method.inputs}

    assert (rows["Retry rate"], typed["Retry rate"]) == ("not told apart", "0%")


def test_a_rate_of_0_that_was_entered_stays_a_cost_of_nothing() -> None:
    cost = compose(measured({})).cost

    assert cost is not None
    row = next(each for each in cost.rows if each.name == "Retries")
    assert row.monthly == "$0.00"
    assert read(measured({})).savings is not None
