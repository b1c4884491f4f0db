"""The section that says why a bill is not what was estimated."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from calculator.domain.workload_input import parse_workload
from calculator.usage.analysis.bill import PARTS
from calculator.usage.analysis.derived import MONEY
from calculator.usage.analysis.variance_cents import in_cents
from calculator.usage.analysis.waterfall import signed
from runrate.core.numbers import money
from runrate.reports.domain.compose import compose
from runrate.reports.domain.evaluation import read
from runrate.reports.domain.inputs import Source
from runrate.reports.domain.sections.against_bill import describe_bill, off_the_bill
from tests.reports.domain.test_billed import BILLED, WORKLOAD
from tests.reports.domain.test_inputs import WHOLE
from tests.reports.readers import sheet, source

ESTIMATED = parse_workload({**WORKLOAD, "units_per_month": "500", "output_price": "10"})


def with_a_bill() -> Source:
    assert WHOLE.costed is not None
    return replace(WHOLE, costed=replace(WHOLE.costed, workload=ESTIMATED, billed=BILLED))


def test_causes_stand_between_estimate_and_bill_the_largest_first() -> None:
    found = describe_bill(ESTIMATED, BILLED)

    assert found.headline == "The bill is $5.50 above the estimate: $12.00 against $6.50"
    assert [(row.name, row.amount) for row in found.rows] == [
        ("Estimate", "$6.50"),
        ("Volume", "+$6.25"),
        ("Prices", "−$0.75"),
        ("Bill", "$12.00"),
    ]
    assert found.rows[1].about == "Units per month: 500 estimated, 1,000 billed."
    assert "The bill is FOCUS bill, October 2026, and stands for 1,000 units." in found.lede


def test_the_section_prints_the_cents_of_the_page_and_they_add_up() -> None:
    thirds = replace(
        BILLED, workload=replace(BILLED.workload, output_price=Decimal("9.3333"), retry_rate=None)
    )
    estimated = replace(ESTIMATED, retry_rate=Decimal("0.0333"), output_tokens=Decimal(777))

    found = describe_bill(estimated, thirds)

    cents = in_cents(thirds.against(estimated).variance)
    assert [(row.name, row.amount) for row in found.rows[1:-1]] == [
        (each.name, signed(each.amount)) for each in cents.causes
    ]
    assert (found.rows[0].amount, found.rows[-1].amount) == (money(cents.estimated), money(cents.actual))
    assert cents.estimated + sum(each.amount for each in cents.causes) == cents.actual
    assert "Tokens and retries" in {row.name for row in found.rows}


def test_a_part_of_a_bill_is_not_called_the_whole_of_it() -> None:
    assert describe_bill(ESTIMATED, BILLED).whole == "The whole bill"
    part = replace(BILLED, of_part=True)
    assert describe_bill(ESTIMATED, part).whole == "This part of the bill"
    last = [
        describe_bill(ESTIMATED, each).rest[-1].name for each in (BILLED, part, replace(part, by_tool=True))
    ]
    assert last == [
        "Total of the bill",
        "Total of this part of the bill",
        "Total that the tool has estimated for this part",
    ]


def test_usage_what_stands_apart_and_the_unexplained_add_up_to_the_whole_bill() -> None:
    assert [(row.name, row.amount) for row in describe_bill(ESTIMATED, BILLED).rest] == [
        ("Usage that an estimate covers", "$12.00"),
        ("Tax, never in an estimate", "+$2.40"),
        ("In the input “Infrastructure”", "+$3.00"),
        ("Unexplained", "$0.00"),
        ("Total of the bill", "$17.40"),
    ]
    alone = replace(BILLED, parts={**BILLED.parts, "tax": Fraction(0), "hours": Fraction(0)})
    assert [row.name for row in describe_bill(ESTIMATED, alone).rest] == [
        "Usage that an estimate covers",
        "Unexplained",
        "Total of the bill",
    ]


def test_months_stand_in_their_order_only_where_the_bill_holds_several() -> None:
    months = {"2026-10": Fraction(12), "2026-09": Fraction("8.5")}

    found = describe_bill(ESTIMATED, replace(BILLED, months=months))

    assert [(row.name, row.amount) for row in found.months] == [
        ("September 2026", "$8.50"),
        ("October 2026", "$12.00"),
    ]
    assert describe_bill(ESTIMATED, BILLED).months == ()


@pytest.mark.parametrize(
    ("measured", "said"),
    [
        (["input_tokens"], "One input of the estimate was read in this same bill, so it cannot differ."),
        (
            ["input_tokens", "output_tokens", "output_price"],
            "2 inputs of the estimate were read in this same bill, so they cannot differ.",
        ),
    ],
)
def test_inputs_that_were_read_in_the_bill_are_no_proof_of_it(measured: list[str], said: str) -> None:
    assert said in describe_bill(ESTIMATED, BILLED, measured=measured).lede
    for other in ([], ["output_price"]):
        assert "this same bill" not in describe_bill(ESTIMATED, BILLED, measured=other).lede


def test_the_whole_section_in_words() -> None:
    found = describe_bill(ESTIMATED, replace(BILLED, months={"2026-10": Fraction(12)}))

    assert [row.about for row in found.rows] == [
        "the scenario of this report",
        "Units per month: 500 estimated, 1,000 billed.",
        "Output price: $10.00 estimated, $8.00 billed.",
        "usage that an estimate holds",
    ]
    assert {row.about for row in (*found.rest, *found.months)} == {""}
    assert found.lede.endswith(
        "The bill is FOCUS bill, October 2026, and stands for 1,000 units. The comparison covers tokens, "
        "retries, seats and reserved or self-hosted capacity, before tax and credits."
    )
    assert found.note == (
        "Each group of inputs is switched from the estimate to what was measured in every order there is; "
        "its part is the mean of all of them, so that no order decides and nothing is left over."
    )


def test_with_one_cause_or_none_nothing_is_said_of_the_order_of_causes() -> None:
    one = replace(BILLED, workload=replace(BILLED.workload, units_per_month=ESTIMATED.units_per_month))

    assert describe_bill(ESTIMATED, one).note == ""


@pytest.mark.parametrize(
    ("ours", "said"), [("8.000000008", True), ("8.0000000081", False), ("7.999999992", True)]
)
def test_a_measured_number_that_was_cut_is_still_the_bill_s(ours: str, said: bool) -> None:
    estimated = replace(ESTIMATED, output_price=Decimal(ours))

    found = describe_bill(estimated, BILLED, measured=["output_price"]).lede

    assert ("One input of the estimate was read in this same bill, so it cannot differ." in found) == said


def test_what_is_no_number_is_the_bill_s_letter_by_letter() -> None:
    one, other = (replace(ESTIMATED, unit_name=name) for name in (BILLED.workload.unit_name, "claim"))

    assert [
        "read in this same bill" in describe_bill(each, BILLED, measured=["unit_name"]).lede
        for each in (one, other)
    ] == [True, False]


def test_agreement_with_the_bill_that_inputs_come_from_is_no_finding() -> None:
    read_in = describe_bill(BILLED.workload, BILLED, measured=["output_price"])
    off = describe_bill(ESTIMATED, BILLED, measured=["input_tokens"])

    assert read_in.headline == (
        "Inputs come from this bill, so its agreeing proves little: $12.00 against $12.00"
    )
    assert off.headline == "The bill is $5.50 above the estimate: $12.00 against $6.50"


def test_a_bill_that_agrees_has_one_sentence_for_it() -> None:
    found = describe_bill(BILLED.workload, BILLED)

    assert found.headline == "The bill agrees with the estimate: $12.00 against $12.00"
    assert [row.name for row in found.rows] == ["Estimate", "Bill"]


def test_a_report_has_the_section_and_its_picture_only_with_a_bill() -> None:
    content = compose(with_a_bill())

    assert content.bill == describe_bill(ESTIMATED, BILLED)
    assert [bar["name"] for bar in content.charts["waterfall"]["bars"]] == [
        "Estimate",
        "Volume",
        "Prices",
        "Bill",
    ]
    without = compose(WHOLE)
    assert (without.bill, "waterfall" in without.charts) == (None, False)


def test_the_ask_says_that_it_is_worked_out_from_the_estimate_and_how_far_the_bill_is_off() -> None:
    """The whole bill is less than what the step on tokens is to release."""
    tokens = {"units_per_month": 9000, "input_tokens": 60_000, "output_tokens": 8000, "input_price": 3}
    estimated = parse_workload({**tokens, "output_price": 15})
    small = parse_workload({**tokens, "output_price": 15, "input_tokens": 1800, "output_tokens": 250})
    made = source(sheet(2, q7=1), estimated)
    assert made.costed is not None

    content = compose(replace(made, costed=replace(made.costed, billed=replace(BILLED, workload=small))))

    assert content.recommendations is not None
    off = (
        "All steps are worked out from the estimate. The bill is $2,617.65 below the estimate: $82.35 "
        "against $2,700.00. On the lines that a bill holds they release "
    )
    for told in (content.summary.ask.beside, content.recommendations.lede):
        assert off in told
        assert " per month: more than all of it." in told
    assert "estimate" not in compose(made).summary.ask.beside


def test_a_bill_that_agrees_leaves_the_ask_as_it_is() -> None:
    made = source(sheet(1), WHOLE.costed.workload if WHOLE.costed else None)
    assert made.costed is not None
    alike = replace(BILLED, workload=made.costed.workload)

    assert off_the_bill(read(replace(made, costed=replace(made.costed, billed=alike)))) == ""


def test_a_bill_of_another_volume_tells_both_volumes_and_a_unit_of_each() -> None:
    """Money alone: 18 times as dear per unit, and in total hardly more than estimated."""
    estimated = parse_workload(
        {
            "units_per_month": 250_000,
            "input_tokens": 1,
            "output_tokens": 1,
            "input_price": 1,
            "output_price": "2574.2",
        }
    )
    actual = replace(estimated, units_per_month=Decimal(17_700))
    money_alone = replace(
        BILLED,
        workload=actual,
        basis=MONEY,
        elsewhere={},
        parts=dict.fromkeys(PARTS, Fraction(0)) | {"tokens": Fraction("842.20")},
    )

    found = describe_bill(estimated, money_alone)

    assert found.headline == "The bill is $198.40 above the estimate: $842.20 against $643.80"
    assert [(row.name, row.amount, row.about) for row in found.rows[1:-1]] == [
        (
            "Unexplained",
            "+$796.62",
            (
                "Beyond the volume, all of the difference is unexplained: the bill does not "
                "say what its tokens cost."
            ),
        ),
        ("Volume", "−$598.22", "Units per month: 250,000 estimated, 17,700 billed."),
    ]
    assert [row.name for row in found.rest] == [
        "Usage that an estimate covers",
        "Unexplained",
        "Total of the bill",
    ]
    assert (
        "The estimate is for 250,000 units per month and what it is set against for 17,700: $0.002575 per "
        "unit estimated, $0.04758 measured. For 17,700 units the estimate comes to $45.58, $796.62 less than "
        "the $842.20 measured."
    ) in found.lede
    assert WHOLE.costed is not None
    costed = replace(WHOLE.costed, workload=estimated, billed=money_alone)
    board = compose(replace(WHOLE, assessed=None, costed=costed)).summary.found
    [said] = [each for each in board if "bill" in each]
    assert said.startswith(f"{found.headline}. The estimate is for 250,000 units per month")


def test_of_one_volume_there_is_nothing_to_say_of_two() -> None:
    assert "units the estimate comes to" in describe_bill(ESTIMATED, BILLED).lede
    alike = replace(ESTIMATED, units_per_month=BILLED.workload.units_per_month)
    assert "units the estimate comes to" not in describe_bill(alike, BILLED).lede


def test_seats_beside_a_bill_of_tokens_are_said_to_be_on_another_invoice() -> None:
    made = with_a_bill()
    assert made.costed is not None
    seated = replace(ESTIMATED, seats=Decimal(150), seat_monthly=Decimal(39))
    beside = replace(made, costed=replace(made.costed, workload=seated))
    said = (
        "$5,850.00 of the estimate is in lines that this bill does not tell, and is not compared: Seats. "
        "Seats are not on it: they are on another invoice."
    )

    both, alone, without = (compose(each) for each in (beside, replace(beside, assessed=None), made))

    assert f"{both.summary.ask.beside} {' '.join(both.summary.found)}".count(said) == 1
    assert said in " ".join(alone.summary.found)
    assert both.bill is not None
    assert said in both.bill.lede
    assert "another invoice" not in str(without.summary)
