"""Two or three scenarios side by side, what differs first."""

import re
from datetime import UTC, datetime
from fractions import Fraction

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format

from calculator.domain.labels import label_of
from calculator.models import Scenario
from calculator.scenarios.compared_rows import amounts_row
from calculator.scenarios.comparison import Comparison, compare
from runrate.accounts.models import User
from tests.calculator.pages import text
from tests.calculator.stored import saved
from tests.truth.known import TOKENS, ZEROS

pytestmark = pytest.mark.django_db


def test_scenarios_are_compared_with_differences_first(alice: User, alice_client: Client) -> None:
    small, large = saved(alice, "Small"), saved(alice, "Large", "article-large")

    html = text(
        alice_client.get("/scenarios/compare/", {"id": [str(small.pk), str(large.pk)]}).content.decode()
    )

    assert "Total per month at least $13,599 at least $744,500 not comparable" in html
    assert "Lines entered in all of them $13,599 $644,500 +$630,901" in html
    infrastructure = html.index("Infrastructure not entered $100,000.00 differs")
    assert infrastructure < html.index("Retries not entered not entered same")


def test_the_page_says_which_costs_more_and_by_how_much(alice: User, alice_client: Client) -> None:
    """W21."""
    desk, careful = saved(alice, "Desk", "support-desk"), saved(alice, "Careful", "support-desk")
    Scenario.objects.filter(pk=careful.pk).update(inputs=careful.inputs | {"review_rate": "0.14"})

    html = compared(alice_client, desk, careful)

    assert "“Careful” costs $3,780 per month more than “Desk” (+32.5%)." in html
    assert "One input differs, human review rate: 14% instead of 7%." in html
    assert "Human review rate 7% 14% +7.0 points" in html
    assert "Human review $3,780.00 $7,560.00 +$3,780.00" in html
    assert "Net per month $18,079 $14,299 −$3,780" in html


def test_three_are_each_set_against_the_first(alice: User, alice_client: Client) -> None:
    some = [saved(alice, name, "support-desk") for name in ("One", "Two", "Three")]
    for scenario, rate in zip(some, ("0.07", "0.14", "0.035"), strict=True):
        Scenario.objects.filter(pk=scenario.pk).update(inputs=scenario.inputs | {"review_rate": rate})

    html = compared(alice_client, *some)

    assert "“Two” costs $3,780 per month more than “One”" in html
    assert "“Three” costs $1,890 per month less than “One”" in html
    assert "Human review $3,780.00 $7,560.00 +$3,780.00 $1,890.00 −$1,890.00" in html


def test_the_model_is_named_where_its_prices_were_copied(alice: User, alice_client: Client) -> None:
    """W21: a price alone does not say which model it is of."""
    priced, typed = saved(alice, "Priced"), saved(alice, "Typed")
    Scenario.objects.filter(pk=priced.pk).update(prices_copied={"row": 1, "model": "openai/gpt-5"})

    assert "Model openai/gpt-5 prices entered by hand differs" in compared(alice_client, priced, typed)
    assert "Model " not in compared(alice_client, typed, saved(alice, "Also typed")).partition("Inputs")[2]


def test_where_no_model_was_copied_it_is_said_where_the_prices_are_from_or_that_there_are_none(
    alice: User, alice_client: Client
) -> None:
    priced, seats = saved(alice, "Priced"), saved(alice, "Seats")
    Scenario.objects.filter(pk=priced.pk).update(prices_copied={"row": 1, "model": "openai/gpt-5"})
    Scenario.objects.filter(pk=seats.pk).update(
        inputs={"units_per_month": "10", "seats": "3", "seat_monthly": "39"}
    )
    example = saved(alice, "Example", "support-desk")
    origins = dict.fromkeys(("input_price", "output_price"), "preset:support-desk")
    Scenario.objects.filter(pk=example.pk).update(origins=origins)

    html = compared(alice_client, priced, seats, example)

    assert "Model openai/gpt-5 none: no tokens have a price differs prices of an example differs" in html


def test_scenarios_without_a_line_in_common_have_no_sum_of_such_lines(
    alice: User, alice_client: Client
) -> None:
    volume = {"units_per_month": "10"}
    seats, hours = saved(alice, "Seats"), saved(alice, "Hours")
    Scenario.objects.filter(pk=seats.pk).update(inputs=volume | {"seats": "3", "seat_monthly": "39"})
    Scenario.objects.filter(pk=hours.pk).update(
        inputs=volume | {"capacity_instances": "1", "capacity_hourly": "2", "upkeep_monthly": "0"}
    )

    html = compared(alice_client, seats, hours)

    assert ("have no line with a cost in common" in html, "Lines entered in all of them" in html) == (
        True,
        False,
    )
    assert "Above the waterline 100.0% of what is entered 100.0% of what is entered" in html


def test_scenarios_of_one_name_are_told_apart_by_when_they_were_changed(
    alice: User, alice_client: Client
) -> None:
    """W30."""
    one, other = saved(alice, "Claims triage"), saved(alice, "Claims triage")
    Scenario.objects.filter(pk=one.pk).update(updated_at=datetime(2026, 11, 3, 9, 5, tzinfo=UTC))

    html = compared(alice_client, one, other)

    assert "Claims triage (3 November 2026)" in html
    assert f"Claims triage ({date_format(other.updated_at, 'j F Y')})" in html


def test_the_visible_share_of_an_incomplete_estimate_is_a_bound(alice: User, alice_client: Client) -> None:
    """W8, W9: it may move either way, and that it is at most all of it says nothing."""
    small = saved(alice, "Small")
    tokens = {name: small.inputs[name] for name in small.inputs if "token" in name or name.endswith("_price")}
    bare = Scenario.objects.create(owner=alice, name="Bare", inputs=tokens | {"units_per_month": "100"})

    html = compared(alice_client, small, bare)

    assert re.search(r"Above the waterline [\d.]+% of what is entered 100.0% of what is entered ", html)
    assert "at most 100.0%" not in html


def compared(client: Client, *scenarios: Scenario) -> str:
    ids = [str(scenario.pk) for scenario in scenarios]
    return text(client.get("/scenarios/compare/", {"id": ids}).content.decode())


def test_an_input_says_what_it_is_counted_by(alice: User, alice_client: Client) -> None:
    desk, claims = saved(alice, "Desk", "support-desk"), saved(alice, "Claims", "insurance-claims")

    side_by_side = alice_client.get("/scenarios/compare/", {"id": [str(desk.pk), str(claims.pk)]})
    alone = alice_client.get(f"/scenarios/{desk.pk}/")

    rows = text(side_by_side.content.decode())
    assert "Input price , per million tokens $2.00 $2.00 same" in rows
    assert "Amortised over (months) 24 24 same" in rows
    assert "Amortised over (months) 24" in text(alone.content.decode())
    assert "Observability per unit $0.004 entered" in text(alone.content.decode())


def test_a_fourth_scenario_is_left_out_and_that_is_said(alice: User, alice_client: Client) -> None:
    ids = [str(saved(alice, f"Desk {number}").pk) for number in range(4)]

    three, four = (
        text(alice_client.get("/scenarios/compare/", {"id": ids[:most]}).content.decode()) for most in (3, 4)
    )

    said = "Up to three at a time: these are the first three you chose."
    assert said in four
    assert said not in three
    assert "Desk 2" in four
    assert "Desk 3" not in four


def test_a_comparison_holds_only_ones_own(alice: User, bob: User, alice_client: Client) -> None:
    mine, his = saved(alice), saved(bob)

    response = alice_client.get("/scenarios/compare/", {"id": [str(mine.pk), str(his.pk), "nonsense"]})

    assert response["Location"] == "/scenarios/"


def test_prices_and_factors_of_nothing_that_is_bought_are_left_out(alice: User) -> None:
    step = {"input_tokens": 9, "output_tokens": 9, "input_price": 3, "output_price": 15}
    idle = {"batch_factor": "0.5", "search_price": 10, "cache_read_price": "0.3"}
    plain, searching = saved(alice, "Plain"), saved(alice, "Searching")
    plain.inputs = {"units_per_month": 9, "steps": [step | idle]}
    searching.inputs = {"units_per_month": 9, "steps": [step | idle | {"searches": 2, "search_price": 12}]}

    inputs = {row.name: tuple(cell.value for cell in row.cells) for row in compare([plain, searching]).inputs}

    assert inputs[label_of("steps.1.search_price")] == ("$10.00", "$12.00")
    assert label_of("steps.1.batch_factor") not in inputs
    assert label_of("steps.1.cache_read_price") not in inputs


def test_what_no_reader_entered_is_our_default_and_no_difference(alice: User) -> None:
    """Batch share 0% against a dash was one of 27 inputs that differ, of 30 in the table."""
    said, left_out = saved(alice, "Said", "support-desk"), saved(alice, "Left out", "support-desk")
    left_out.inputs = {name: text for name, text in said.inputs.items() if name != "batch_share"}

    found = compare([said, left_out])

    rows = {row.name: tuple(cell.value for cell in row.cells) for row in found.inputs}
    assert rows[label_of("batch_share")] == ("0%", "0%, our default")
    assert [row.name for row in found.inputs if row.differs] == []
    assert found.findings[0][-1] == "Their inputs are the same."


def test_the_sentence_counts_the_rows_that_differ(alice: User) -> None:
    desk, claims = saved(alice, "Desk", "support-desk"), saved(alice, "Claims", "insurance-claims")

    found = compare([desk, claims])

    number = sum(row.differs for row in found.inputs)
    assert f"{number} inputs differ." in found.findings[0]


def test_differences_are_those_of_the_printed_amounts_and_a_row_has_one_precision(alice: User) -> None:
    cheap, dear = saved(alice, "Cheap", "support-desk"), saved(alice, "Dear", "support-desk")
    dear.inputs = dear.inputs | {"review_rate": "0.14"}

    rows = {row.name: row for row in compare([cheap, dear]).results}

    assert [cell.value for cell in rows["Cost per accepted unit"].cells] == ["$0.8608", "$1.1408"]
    assert rows["Cost per accepted unit"].cells[1].difference == "+$0.2800"


def test_costs_of_other_units_are_not_set_against_each_other(alice: User) -> None:
    desk, claims = saved(alice, "Desk", "support-desk"), saved(alice, "Claims", "insurance-claims")

    rows = {row.name: row.cells[1].difference for row in compare([desk, claims]).results}

    assert rows["Cost per unit"] == rows["Cost per accepted unit"] == "not comparable"
    assert rows["Total per month"].startswith("+$")


def test_no_volume_of_tickets_is_subtracted_from_one_of_loans() -> None:
    """Break-even volumes and inputs that count units, or are so much for each, stand side by side alone."""
    changed = {"units_per_month": "99", "infrastructure_step_units": "7", "infrastructure_step_monthly": "1"}
    tickets, loans = side("Desk"), side("Bank", unit_name="loan", **changed)
    found, alike = compare([tickets, loans]), compare([tickets, side("Desk 2", **changed)])

    def said(found: Comparison, *names: str) -> list[str]:
        rows = {row.name: row.cells[1].difference for row in (*found.results, *found.inputs)}
        return [rows[name] for name in names]

    names = ("Break-even volume (units per month)", "Units per month", "Value per accepted unit")
    assert said(found, *names) == ["not comparable"] * 3
    assert "not comparable" not in said(alike, *names)
    assert said(found, "Total per month", "Net per month")[0] != "not comparable"


def test_the_table_says_the_differences_that_the_sentences_say(alice: User) -> None:
    """$943.36 more in the sentence was +$944 in the table, a difference of rounded sums."""
    some = []
    for name, cost in (("One", "7101.16"), ("Two", "8044.52")):
        inputs = {"units_per_month": "7", "input_tokens": "0", "output_tokens": "0", "input_price": "0",
                  "output_price": "0", "upkeep_monthly": cost}  # fmt: skip
        some.append(Scenario.objects.create(owner=alice, name=name, inputs=inputs))

    found = compare(some)

    total = next(row for row in found.results if row.name == "Total per month")
    assert [cell.value for cell in total.cells] == ["at least $7,101.16", "at least $8,044.52"]
    assert total.cells[1].difference == "+$943.36"
    assert "“Two” costs $943.36 per month more than “One” (+13.3%)." in found.findings[0][0]


def test_a_difference_is_that_of_the_printed_amounts_exact_where_they_look_alike() -> None:
    """$8.75 and $5.89 were said to be $2.85 apart."""
    rows = [
        amounts_row("Cost", [Fraction("8.746"), Fraction("5.894")], ["$8.75", "$5.89"], 2),
        amounts_row("Cost", [Fraction("0.004"), Fraction("0.015")], ["$0.00", "$0.02"], 2),
        amounts_row("Cost", [Fraction("0.012"), Fraction("0.014")], ["$0.01", "$0.01"], 2),
    ]

    assert [row.cells[1].difference for row in rows] == ["−$2.86", "+$0.02", "+$0.002"]


def test_a_sentence_tells_the_difference_of_the_sums_and_prices_that_are_printed() -> None:
    found = compare([side("Desk", upkeep_monthly="5494.504"), side("Line", upkeep_monthly="5000.495")])

    rows = {row.name: [cell.value for cell in row.cells] + [row.cells[1].difference] for row in found.results}
    assert rows["Total per month"] == ["$5,496", "$5,002", "−$494"]
    assert rows["Cost per accepted unit"] == ["$5.50", "$5.00", "−$0.50"]
    assert found.findings[0][:2] == (
        "“Line” costs $494.00 per month less than “Desk” (−9.0%).",
        "An accepted claim costs $0.50 less: $5.00 instead of $5.50.",
    )


FULL = {**TOKENS, **ZEROS, "units_per_month": 1000, "upkeep_monthly": "500", "value_per_unit": "2"}
TELLS_APART = re.compile(r"\b(more|less|instead)\b")


def side(name: str, **changed: str) -> Scenario:
    return Scenario(name=name, inputs=FULL | changed, updated_at=timezone.now())


@pytest.mark.parametrize("changed", [{}, {"upkeep_monthly": "400", "observability_monthly": "100"}])
def test_of_two_that_cost_the_same_neither_is_called_cheaper_or_better(changed: dict[str, str]) -> None:
    found = compare([side("Desk"), side("Line", **changed)])

    costs = [each for each in found.findings[0] if "line" not in each]
    assert costs[:3] == [
        "“Line” costs as much per month as “Desk”: $501.50.",
        "An accepted claim costs $0.5015 in both.",
        "Both net $1,499 per month.",
    ]
    assert [each for each in costs if TELLS_APART.search(each)] == []
    assert {(cell.difference, row.differs) for row in found.results for cell in row.cells} == {
        ("same", False)
    }


def test_of_two_that_all_but_cost_the_same_sentences_and_table_tell_the_same_difference() -> None:
    """No share of 0.0%, and no figure that is above an equal one."""
    found = compare([side("Desk"), side("Line", upkeep_monthly="499.996")])

    assert found.findings[0][:3] == (
        "“Line” costs $0.004 per month less than “Desk”.",
        "An accepted claim costs $0.000004 less: $0.501496 instead of $0.501500.",
        "“Line” nets $0.004 per month more than “Desk”: $1,498.504 against $1,498.500.",
    )
    rows = {row.name: row.cells[1].difference for row in found.results if row.differs}
    assert rows["Total per month"] == "−$0.004"
    assert rows["Cost per accepted unit"] == "−$0.000004"


LETTERS = {
    **ZEROS, "unit_name": "letter", "units_per_month": 72_000, "input_tokens": 3000, "output_tokens": 500,
    "capacity_instances": 2, "capacity_hourly": 4, "capacity_tokens_per_second": 50, "value_per_unit": "0.15",
}  # fmt: skip
TOO_FEW = "The instances cannot do this work: it needs more tokens per second than they sustain."


def test_a_scenario_that_cannot_work_is_cheaper_and_dearer_than_nothing(
    alice: User, alice_client: Client
) -> None:
    can, cannot = (
        Scenario.objects.create(owner=alice, name=name, inputs=LETTERS | {"capacity_instances": instances})
        for name, instances in (("Two", 2), ("One", 1))
    )

    found = compare([can, cannot])
    html = compared(alice_client, can, cannot)

    assert found.findings == (
        (
            "Neither costs nor what they bring are compared: as entered, “One” cannot work.",
            f"“One”: {TOO_FEW}",
            "One input differs, instances kept: 1 instead of 2.",
        ),
    )
    rows = {row.name: [cell.value for cell in row.cells] for row in found.results}
    assert rows["Total per month"] == ["$5,840", "cannot be as entered"]
    assert {rows[name][1] for name in rows if name != "Total per month"} == {"–"}
    assert "apacity $5,840.00 $2,920.00 not comparable" in html


def test_without_an_accepted_unit_there_is_nothing_to_set_the_cost_against(alice: User) -> None:
    some, none = (
        Scenario.objects.create(owner=alice, name=name, inputs=LETTERS | {"acceptance_rate": rate})
        for name, rate in (("Some", 1), ("None", 0))
    )

    [said] = compare([some, none]).findings

    assert "No letter of “None” is accepted, so there is nothing to set its cost against." in said


@pytest.mark.parametrize("wrong", [{}, {"error_rate": "0.1", "error_cost": "2"}])
def test_what_no_figure_holds_stands_below_as_on_the_page_of_each(
    alice: User, alice_client: Client, wrong: dict[str, str]
) -> None:
    first, second = (
        Scenario.objects.create(owner=alice, name=name, inputs=LETTERS | more)
        for name, more in (("One", {}), ("Two", wrong))
    )

    said = compare([first, second]).not_included
    html = compared(alice_client, first, second)

    assert len(said) == (2 if wrong else 1)
    assert all(sentence in html for sentence in said)
    assert said[0].endswith("and the cost of wrong answers that nobody caught.")
    assert said[-1].endswith("nobody caught." if not wrong else "the time value of money.")
