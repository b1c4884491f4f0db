"""Every sentence about a reader's data has a condition, calculated a second time, and is said if it holds.

A new sentence fails here until its condition stands in `tests/truth/conditions_*.py`; what states nothing of
the reader's data - a label, a heading, a word of method - is named in `no_statements.py`.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final

import pytest
from django.utils.dates import MONTHS
from hypothesis import given

from assessment.domain.answer_sheet import Sheet
from assessment.services import submissions
from assessment.web.result_page import ResultPage
from calculator.domain.cost_lines import LINE_NAMES
from calculator.domain.costs import estimate
from calculator.domain.further_answers import invoice_sentence
from calculator.domain.what_if.guesses import Exploration
from calculator.domain.workload_input import parse_workload
from calculator.models import Scenario
from calculator.scenarios.comparison import compare
from calculator.scenarios.portfolio import portfolio
from calculator.usage.analysis.bill_variance import against_workload
from calculator.usage.analysis.variance_words import not_compared
from calculator.web import estimate as page
from calculator.web.explore_page import explore
from runrate.accounts.models import User
from runrate.reports.domain.compose import compose
from runrate.reports.domain.sections.against_bill import describe_bill
from runrate.reports.domain.sections.recommendations import EFFORTS
from tests.assessment.sheets import sheets
from tests.reports.readers import source
from tests.truth import known as hand_made
from tests.truth.conditions_answers import ANSWERS
from tests.truth.conditions_apart import APART, Pair
from tests.truth.conditions_basis import BASIS
from tests.truth.conditions_bill import BILL, EXCHANGE, as_billed
from tests.truth.conditions_costs import VERDICT
from tests.truth.conditions_headline import BILLED_IN, HEADLINE, INVOICE, NOTES
from tests.truth.conditions_joined import CONTRADICTIONS, PORTFOLIO, PROVIDED
from tests.truth.conditions_open import OPEN
from tests.truth.conditions_pages import TRIGGERS
from tests.truth.conditions_ranges import RANGES
from tests.truth.conditions_report import REPORT
from tests.truth.conditions_source import SOURCE
from tests.truth.conditions_steps import STEPS
from tests.truth.conditions_stopping import STOPPING
from tests.truth.conditions_volumes import VOLUMES
from tests.truth.explorers import exploring
from tests.truth.messages import everywhere, messages_of
from tests.truth.modules import MODULES
from tests.truth.no_statements import NO_STATEMENTS
from tests.truth.reader import Reader
from tests.truth.readers import workloads
from tests.truth.recording import Said, recorded
from tests.truth.whenever import unsaid

OF_COSTS: Final = {**VERDICT, **HEADLINE, **NOTES, **VOLUMES, **RANGES, **REPORT, **PORTFOLIO}
OF_BOTH: Final = {**CONTRADICTIONS, **PROVIDED, **STEPS, **OPEN, **STOPPING, **BASIS}
OF_PAIRS: Final = {**APART, **BILL}
CONDITIONS: Final = {*OF_COSTS, *ANSWERS, *OF_BOTH, *OF_PAIRS, *SOURCE}
OTHERS: Final = (
    "assessment.domain.",
    "calculator.domain.formulas.",
    "calculator.domain.label",
    "calculator.domain.what_if.cheaper",
    "calculator.models.",
    "calculator.usage.analysis.derive",
    "calculator.usage.analysis.variance",
    "runrate.reports.domain.cover",
    "runrate.reports.domain.formulas.",
)
"""Who else may speak: names of inputs and causes, states of a scenario, what stands apart in a bill
(`tests/calculator/usage/analysis`), and formulas, which are evaluated from their own
text by `tests/reports/test_formulas.py` and `tests/calculator/domain/formulas`.
"""


def known(message: str) -> bool:
    if message in CONDITIONS or message in NO_STATEMENTS:
        return True
    return any(message in named.values() for named in (LINE_NAMES, MONTHS, EFFORTS))


def untrue(book: list[Said], reader: Reader) -> Iterator[str]:
    """Each sentence said whose condition does not hold of this reader, or that has none."""
    for said in book:
        if said.message in OF_COSTS:
            holds = OF_COSTS[said.message](reader.costs, said.words)
        elif said.message in ANSWERS:
            holds = ANSWERS[said.message](reader.answers, said.words)
        elif said.message in OF_PAIRS:
            holds = OF_PAIRS[said.message](Pair.of(reader), said.words)
        elif said.message in SOURCE:
            holds = SOURCE[said.message](reader.made_from, said.words)
        elif said.message in OF_BOTH:
            holds = OF_BOTH[said.message](reader, said.words)
        else:
            holds = known(said.message) or said.module.startswith(OTHERS)
        if not holds:
            yield said.text


SAVED = datetime(2026, 11, 24, 12, tzinfo=UTC)


def spoken_of(inputs: Mapping[str, Any] | None, sheet: Sheet | None) -> list[Said]:
    """What page, API, portfolio, comparison and report say of one reader."""
    workload = parse_workload(inputs) if inputs is not None else None
    with recorded() as book:
        compose(source(sheet, workload))
        if workload is not None:
            page.read(workload, last_invoice=Decimal(INVOICE))
            estimate(workload).as_json()
            invoice_sentence(estimate(workload), Decimal(0))
            invoice_sentence(estimate(workload), Decimal(INVOICE), BILLED_IN)
            agent = Scenario(name="Desk", inputs=inputs, updated_at=SAVED, **TRIGGERS)
            portfolio([agent])
            compare([agent, Scenario(name="Line", inputs=inputs, updated_at=SAVED)])
    return book


def spoken_side_by_side(
    first: Mapping[str, Any], second: Mapping[str, Any], models: tuple[str, str] = ("", "")
) -> list[Said]:
    sides = [
        Scenario(
            name=name,
            inputs=inputs,
            updated_at=SAVED,
            prices_copied={"row": 1, "model": model} if model else {},
        )
        for name, inputs, model in zip(("Desk", "Line"), (first, second), models, strict=True)
    ]
    with recorded() as book:
        compare(sides)
    # What is said of one of them alone is held by the tests of one workload.
    return [said for said in book if said.message in APART or not known(said.message)]


def spoken_of_a_bill(estimated: Mapping[str, Any], billed: Mapping[str, Any]) -> list[Said]:
    """Of an estimate beside what was billed; its two token prices were read in this same bill."""
    one, other = parse_workload(estimated), parse_workload(billed)
    with recorded() as book:
        not_compared(against_workload(one, other))
        for each in as_billed(other):
            describe_bill(one, each, measured=("input_price", "output_price"), exchange=EXCHANGE)
    return book


def spoken_exploring(
    inputs: Mapping[str, Any], typed: Mapping[str, str] = MappingProxyType({})
) -> list[Said]:
    with recorded() as book:
        explore(Exploration(typed, parse_workload(inputs)))
    return book


@given(workloads())
def test_each_sentence_about_a_workload_is_true(inputs: dict[str, Any]) -> None:
    book, reader = spoken_of(inputs, None), Reader(inputs, None)

    assert list(untrue(book, reader)) == []
    assert unsaid(book, reader) == []


@given(workloads(), workloads())
def test_each_sentence_of_a_comparison_is_true(inputs: dict[str, Any], other: dict[str, Any]) -> None:
    book = spoken_side_by_side(inputs, other)

    assert list(untrue(book, Reader(inputs, None, other))) == []


@given(workloads(), workloads())
def test_each_sentence_about_a_bill_is_true(inputs: dict[str, Any], other: dict[str, Any]) -> None:
    book = spoken_of_a_bill(inputs, other)

    assert list(untrue(book, Reader(inputs, None, other))) == []


@given(workloads())
def test_each_sentence_of_exploring_is_true(inputs: dict[str, Any]) -> None:
    assert list(untrue(spoken_exploring(inputs), Reader(inputs, None))) == []


@given(sheets())
def test_each_sentence_about_answers_is_true(sheet: Sheet) -> None:
    book, reader = spoken_of(None, sheet), Reader(None, sheet)

    assert list(untrue(book, reader)) == []
    assert unsaid(book, reader) == []


def spoken_on_the_result_page(sheet: Sheet) -> list[Said]:
    """By the page object, for its owner and for whoever has a link; labels of its templates apart."""
    owner, _new = User.objects.get_or_create(email="reader@example.com")
    submission = submissions.record(sheet=sheet, owner=owner)
    with recorded() as book:
        ResultPage(submission).context()
        ResultPage(submission, shared=True).context()
    return [said for said in book if said.message in CONDITIONS]


@pytest.mark.django_db
@given(sheets())
def test_each_sentence_of_a_result_page_is_true(sheet: Sheet) -> None:
    assert list(untrue(spoken_on_the_result_page(sheet), Reader(None, sheet))) == []


@given(workloads(), sheets())
def test_each_sentence_about_both_together_is_true(inputs: dict[str, Any], sheet: Sheet) -> None:
    book, reader = spoken_of(inputs, sheet), Reader(inputs, sheet)

    assert list(untrue(book, reader)) == []
    assert unsaid(book, reader) == []


NEVER_ALONE: Final = {
    # Of retries that a bill does not tell apart: tests/calculator/usage/analysis/test_variance*.py.
    "{input}: {estimated} estimated, inside the tokens of the bill",
    "{what} estimated",
    "{what} billed",
    # Of files without money: tests/calculator/usage/analysis/test_variance_words.py, test_waterfall.py.
    "{what} measured",
    "{input}: {estimated} estimated, inside the measured tokens",
    # Of money that a tool has estimated: test_variance_words.py, test_waterfall.py, test_invoices.py.
    (
        "The tool does not say what each token cost, so nothing explains the difference: "
        "all of it is unexplained."
    ),
    ("Beyond the volume, all of the difference is unexplained: the tool does not say what each token cost."),
    "From an estimate of {estimated} to a tool's cost estimate of {billed}",
    "The estimate is set against what a tool has estimated, which no vendor billed: {bill}.",
    # Of calls that no file counted, and causes that are printed as large as each other: the same.
    "{input}: {estimated} estimated, {billed} by its part of the tokens",
    "The largest causes, as large as each other: {causes}.",
    # Of half a review alone: tests/calculator/domain/test_verdict_bounds.py.
    "An accepted {unit} is worth {value}; nothing that was entered costs anything so far.",
    # Of volumes that the instances can do: calculator/domain/what_if/test_scale_words.py.
    "One {unit} costs {cost}, the same at any volume that the instances can do",
    "As far as entered, one {unit} costs {cost}, the same at any volume that the instances can do",
    # Of a share reviewed that falls with volume: calculator/domain/break_even/test_falling_review.py.
    "With a share reviewed that falls as volume grows, no volume up to {most} per month pays.",
    "With a share reviewed that falls as volume grows, it pays {volumes}, of volumes up to {most}.",
    (
        "As far as entered, with a share reviewed that falls as volume grows, it pays {volumes}, of "
        "volumes up to {most}."
    ),
    # Of instances that cannot do today's volume: test_volume_curve.py, test_scaling.py.
    "The instances can do no volume between a hundredth and a hundred times today's: none has a cost",
    # Of models whose calls are as estimated: tests/calculator/usage/analysis/test_variance_words.py.
    "Each model is called as often as estimated, but with other tokens: its part of all is another.",
    # Of a cheaper model beside fees: tests/calculator/domain/what_if/test_lever_words.py.
    "call fees and web searches are counted for these too",
    "cache writes beyond those entered are not counted ({prices} per million tokens)",
    # Of five model steps: tests/calculator/domain/what_if/test_chances.py.
    (
        "More than {most} model steps are varied: what all of them cost is drawn {pool} times, and each "
        "simulated month takes one of these."
    ),
    # Of reviewers who leave, errors that pass, lines that rise, n/a answers and model steps:
    # tests/reports/test_promised_effects.py; test_ask.py and test_recommendations*.py beside their sections.
    "Beside the cash, reviewers' time worth {time} per month is freed, but payroll does not change.",
    "Costs more at first: {lines}.",
    # Of a price list's note, as no workload has: tests/calculator/domain/test_further_answers.py.
    "A call of %(tokens)s tokens does not fit this model: it takes %(window)s at most.",
    (
        "Tokens and retries come to at least %(billed)s: at least %(share)s of your last invoice of "
        "%(invoice)s."
    ),
    # Of two models among the steps: tests/reports/domain/contradictions/test_of_working.py.
    (
        "One large model is said to do everything, yet the steps of the scenario have the prices of {count} "
        "models."
    ),
    (
        "The choice of a model is said not to apply, yet the steps of the scenario have the prices of "
        "{count} models."
    ),
    "{share} higher token cost",
    # Where no step pays and fewer reviews let errors pass: tests/reports/domain/sections/test_ask.py.
    (
        "{topic} would free reviewers' time worth {time} per month, and let errors pass that cost {passed}; "
        "payroll would not change."
    ),
    # A net of nothing to the last digit: tests/reports/domain/sections/test_stopping.py.
    "With the steps asked for it would just break even, as far as entered.",
    # A loss of which the steps leave no more than the build: the same file.
    "With the steps asked for it loses {loss} per month until its build is written off.",
    # A loss that the steps of the ask turn into a gain: the same file.
    "With the steps asked for it would bring a net gain of {gain} per month.",
    "{cash} per month in cash for {work} of work, earned back {payback}",
    "{step}, for one {unit}",
}


@pytest.mark.django_db
def test_readers_made_by_hand_are_told_each_sentence_and_each_is_true() -> None:
    alone = [(inputs, None) for inputs in hand_made.workloads()]
    answered = [(None, sheet) for sheet in hand_made.answers()]
    told, wrong = set(), []

    for inputs, sheet in (*alone, *answered, *hand_made.both()):
        book = spoken_of(inputs, sheet)
        if sheet is not None:
            book += spoken_on_the_result_page(sheet)
        told |= {said.message for said in book}
        wrong += [(text, inputs) for text in untrue(book, Reader(inputs, sheet))]
        wrong += [(text, inputs) for text in unsaid(book, Reader(inputs, sheet))]
    for inputs, other, models in hand_made.pairs():
        book = spoken_side_by_side(inputs, other, models)
        told |= {said.message for said in book}
        wrong += [(text, inputs) for text in untrue(book, Reader(inputs, None, other, models))]
        book = spoken_of_a_bill(inputs, other)
        told |= {said.message for said in book}
        wrong += [(text, inputs) for text in untrue(book, Reader(inputs, None, other))]
    for made_from in hand_made.documents():
        with recorded() as book:
            compose(made_from)
        told |= {said.message for said in book}
        of_source = [said for said in book if said.message in SOURCE]
        wrong += [(text, {}) for text in untrue(of_source, Reader(None, None, made_from=made_from))]
    for inputs, typed in exploring():
        book = spoken_exploring(inputs, typed)
        told |= {said.message for said in book}
        if not typed:
            wrong += [(text, inputs) for text in untrue(book, Reader(inputs, None))]

    assert wrong == []
    assert (CONDITIONS - told - NEVER_ALONE, NEVER_ALONE - (CONDITIONS - told)) == (set(), set())


def test_what_was_said_before_is_said_again_in_each_book() -> None:
    """Texts are looked up once for all: a book that hears nothing the second time finds nothing untrue."""
    inputs = next(hand_made.workloads())

    first, second = (spoken_of(inputs, None) for _time in range(2))

    assert [said.text for said in second] == [said.text for said in first] != []


def test_a_sentence_without_a_condition_is_found_and_so_is_one_that_does_not_hold() -> None:
    inputs = next(hand_made.workloads())
    new = Said("Everything is fine with {unit}.", {"unit": "claim"}, "Everything is fine with claim.", "x", 1)
    gain = Said("a net gain of {net} per month", {"net": "$1.00"}, "a net gain of $1.00 per month", "x", 1)

    assert list(untrue([new, gain], Reader(inputs, None))) == [new.text, gain.text]


@pytest.mark.parametrize("module", MODULES)
def test_each_message_of_a_module_has_a_condition_or_is_said_to_state_nothing(module: str) -> None:
    assert [message for message, _line in messages_of(module) if not known(message)] == []


def test_a_sentence_with_a_condition_is_made_in_one_place() -> None:
    made = defaultdict(list)
    for message, file, line in everywhere():
        made[message].append(f"{file}:{line}")

    assert {message: made[message] for message in CONDITIONS if len(made[message]) != 1} == {}


def test_no_message_has_two_conditions_or_is_named_and_not_said() -> None:
    tables = (OF_COSTS, ANSWERS, OF_BOTH, OF_PAIRS, SOURCE, dict.fromkeys(NO_STATEMENTS))
    said = {message for message, _file, _line in everywhere()}

    assert sum(len(table) for table in tables) == len(CONDITIONS | NO_STATEMENTS)
    assert sorted((CONDITIONS | NO_STATEMENTS) - said) == []
