"""What figures rest on and who answers for them: only what was given."""

from dataclasses import replace
from decimal import Decimal

import pytest

from runrate.reports.domain.brought_in.unsigned import from_a_file
from runrate.reports.domain.cover import Cover
from runrate.reports.domain.evaluation import read
from runrate.reports.domain.inputs import Source
from runrate.reports.domain.sections.basis import Origin, answers_for, attached, basis, origin_of
from tests.reports.domain.test_billed import BILLED
from tests.reports.readers import DAY, LARGE, SMALL, article, sheet, source, workload

OWNED = "A named owner answers for the cost per unit."
UNNAMED = "The owner's name is not in this report: add it before a decision is made."
LOOSE = "Engineering answers for the cost per unit, informally."
REVIEWED = "Owner, finance and operations review the cost per unit every month, with actions."
TARGETS = "Targets for the cost per unit are in plans, and price changes are re-run within a month."
ANN = "Ann is entered as the person responsible."
ANN_OF_A_FILE = "The imported file names Ann as the person responsible."
IN_NO_FILE = (
    "The imported file names no person responsible: add who answers for it before a decision is made."
)
NOBODY = "No name was given for this report: add who answers for it before a decision is made."


def owned(made: Source) -> Source:
    """With the person responsible, where there is a scenario to enter one with."""
    return replace(made, costed=replace(made.costed, person="Ann")) if made.costed else made


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("", Origin.ENTERED),
        ("you entered", Origin.ENTERED),
        ("our default", Origin.DEFAULT),
        ("Our assumption (2026-11-24)", Origin.EXAMPLE),
        ("example: Support desk", Origin.EXAMPLE),
        ("inside the measured tokens: OpenAI usage, October 2026", Origin.INSIDE),
        ("price of Sonnet, checked 2026-11-10", Origin.SOURCE),
    ],
)
def test_an_input_is_entered_assumed_or_has_a_source(said: str, kind: Origin) -> None:
    assert origin_of("input_price", {"input_price": said}, {"input_price"}) is kind


def test_an_input_that_nobody_gave_is_assumed() -> None:
    assert origin_of("max_retries", {}, set()) is Origin.DEFAULT


@pytest.mark.parametrize(
    ("made_from", "said"),
    [
        (source(None, workload(SMALL)), NOBODY),
        (source(sheet(2)), f"The answers are those of Care team. {OWNED} {UNNAMED}"),
        (source(sheet(1)), f"The answers are those of Care team. {LOOSE} {NOBODY}"),
        (source(sheet(2, q15=3)), f"The answers are those of Care team. {REVIEWED} {NOBODY}"),
        (source(sheet(2, q15=4)), f"The answers are those of Care team. {TARGETS} {NOBODY}"),
        (source(None, workload(SMALL), cover=Cover(author="Dana")), "Prepared by Dana."),
        (owned(source(None, workload(SMALL))), ANN),
        (owned(source(sheet(2))), f"The answers are those of Care team. {OWNED} {UNNAMED}"),
        (owned(article(SMALL)), f"The answers are those of Care team. {LOOSE} {ANN}"),
        (owned(source(None, workload(SMALL), cover=Cover(author="Dana"))), f"Prepared by Dana. {ANN}"),
        (from_a_file(owned(source(None, workload(SMALL))), DAY), ANN_OF_A_FILE),
        (replace(article(SMALL), imported=True), f"The answers are those of Care team. {IN_NO_FILE}"),
    ],
)  # fmt: skip
def test_only_who_was_given_answers_for_it(made_from: Source, said: str) -> None:
    assert answers_for(read(made_from)) == said


def test_retries_inside_measured_tokens_are_from_no_other_source() -> None:
    made = source(None, workload(SMALL))
    assert made.costed is not None
    origins = {"retry_rate": "inside the measured tokens: OpenAI usage, October 2026"}

    found = basis(read(replace(made, costed=replace(made.costed, origins=origins))))

    assert "From a source" not in {each.kind for each in found}


def test_what_a_worked_example_has_is_not_left_at_our_defaults() -> None:
    """“50 inputs left at our defaults”, it said of one."""
    made = source(None, workload(SMALL))
    assert made.costed is not None
    origins = dict.fromkeys(("input_tokens", "output_tokens"), "Our assumption (2026-11-24)")

    found = basis(read(replace(made, costed=replace(made.costed, origins=origins))))

    assert {each.kind: each.figures for each in found}["Our assumptions"] == (
        "One input left at our default and 2 inputs as our worked example has them."
    )


def test_nothing_is_said_to_be_measured_where_no_bill_was_read() -> None:
    found = {each.kind: each.figures for each in basis(read(article(SMALL)))}

    assert found == {
        "Measured": "Nothing: no bill was read for this report.",
        "Entered": "14 inputs of the scenario and the fifteen answers, which nobody audited.",
        "Our assumptions": (
            "2 inputs left at our defaults, what each step saves, from our planning table (vendor's claim "
            "for Stored data and telemetry), the days of work of each step and a working day at $600."
        ),
    }


BILL = "OpenAI usage, October 2026"


def measured(*names: str, bill: str = "", imported: bool = False) -> str:
    """What the board page says was measured, of a scenario with these inputs read in a bill."""
    made_from = source(None, workload(SMALL))
    assert made_from.costed is not None
    costed = replace(
        made_from.costed,
        origins=dict.fromkeys(names, f"measured: {BILL}"),
        billed=replace(BILLED, source=bill) if bill else None,
    )
    found = basis(read(replace(made_from, costed=costed, imported=imported)))
    return next(each.figures for each in found if each.kind == "Measured")


def test_measured_inputs_say_their_bill() -> None:
    assert measured("input_tokens") == f"One input, from {BILL}."
    assert measured("input_tokens", "output_tokens", bill=BILL) == f"2 inputs, from {BILL}."


def test_a_bill_that_no_input_was_read_in_is_not_denied() -> None:
    other = "FOCUS bill, September 2026"

    assert measured(bill=other) == f"The estimate is set against a bill: {other}."
    assert measured("input_tokens", bill=other) == (
        f"One input, from {BILL}. The estimate is set against a bill: {other}."
    )


@pytest.mark.parametrize("basis_of", ["list_prices", "estimate_prices"])
def test_tokens_of_a_file_without_money_are_no_bill(basis_of: str) -> None:
    made_from = source(None, workload(SMALL))
    assert made_from.costed is not None
    billed = replace(BILLED, source=BILL, basis=basis_of)

    found = basis(read(replace(made_from, costed=replace(made_from.costed, billed=billed))))

    assert next(iter(found)).figures == (
        f"The estimate is set against tokens of a file without money: {BILL}."
    )


def test_several_bills_are_told_apart_the_larger_part_first() -> None:
    made_from = source(None, workload(SMALL))
    assert made_from.costed is not None
    origins = dict.fromkeys(("input_tokens", "output_tokens"), f"measured: {BILL}")
    origins["input_price"] = "measured: OpenAI cost, October 2026"
    reading = read(replace(made_from, costed=replace(made_from.costed, origins=origins)))

    assert next(iter(basis(reading))).figures == (
        f"2 inputs, from {BILL}. One input, from OpenAI cost, October 2026."
    )


def test_what_an_unsigned_file_says_of_a_bill_is_not_repeated_as_read() -> None:
    assert measured("input_tokens", imported=True) == "Nothing by this site."
    assert measured("input_tokens", bill=BILL, imported=True) == (
        "Nothing by this site; the imported file holds figures of a bill that nobody here has seen."
    )


def test_the_kind_of_evidence_is_named_for_each_step_that_is_asked_for() -> None:
    found = {each.kind: each.figures for each in basis(read(article(LARGE)))}

    assert "measured in another field for Token budget and Human review;" in found["Our assumptions"]
    assert "; measured for Model choice; survey" in found["Our assumptions"]
    assert "vendor's claim for Stored data and telemetry" in found["Our assumptions"]


def test_what_an_imported_file_does_not_say_is_our_assumption() -> None:
    """The ask on its board page rests on our planning table all the same."""
    told = [(each.kind, each.figures) for each in basis(read(replace(article(SMALL), imported=True)))]

    assert [kind for kind, _figures in told] == ["Measured", "Entered", "Our assumptions"]
    assert told[1][1] == "All that was entered, in the imported file; this site checked none of it."
    assert "what each step saves, from our planning table" in told[2][1]


def test_answers_alone_are_asked_for_no_bill() -> None:
    assert [each.kind for each in basis(read(source(sheet(2))))] == ["Entered"]


@pytest.mark.parametrize(
    ("made_from", "entered", "assumed"),
    [
        (replace(article(SMALL), day_cost=Decimal(1200)), "a working day at $1,200", ""),
        (replace(article(SMALL), day_cost=Decimal("1.2")), "a working day at $1.20", ""),
        (article(SMALL), "", "a working day at $600"),
        (
            replace(article(SMALL), minimum_review_rate=Decimal(1)),
            "a minimum review rate of 100%",
            "a working day at $600",
        ),
    ],
)
def test_what_the_reader_typed_is_no_assumption_of_ours(
    made_from: Source, entered: str, assumed: str
) -> None:
    found = {each.kind: each.figures for each in basis(read(made_from))}

    settings = ("a working day at", "a minimum review rate of")
    said = {
        kind: [word for word in settings if word in text]
        for kind, text in found.items()
        if kind in {"Entered", "Our assumptions"}
    }
    assert said == {
        "Entered": [word for word in settings if word in entered],
        "Our assumptions": [word for word in settings if word in assumed],
    }
    assert entered in found["Entered"]
    assert assumed in found["Our assumptions"]


@pytest.mark.parametrize(
    ("made_from", "said"),
    [
        (source(sheet(2)), "The answers behind this report are attached"),
        (source(None, workload(SMALL)), "The scenario behind this report is attached"),
        (article(SMALL), "The answers and the scenario behind this report are attached"),
    ],
)
def test_the_appendix_names_what_is_attached_and_nothing_else(made_from: Source, said: str) -> None:
    assert attached(read(made_from)).startswith(said)
