"""What comes in from a file of others: every fact of it is in the report, or named there as not taken."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from calculator.domain.break_even.retirement import Triggers
from calculator.domain.cost_lines import Note
from runrate.reports.domain.brought_in.unsigned import from_a_file, told
from runrate.reports.domain.compose import compose
from runrate.reports.domain.cover import Cover
from runrate.reports.domain.currency import Exchange, notes_on
from runrate.reports.domain.evaluation import read
from runrate.reports.domain.guesses import Guessed
from runrate.reports.domain.input_reading import parse_source
from runrate.reports.domain.inputs import NOT_TAKEN, Assessed, Costed, Source, SourceErrors, Team
from runrate.reports.domain.sections.basis import answers_for
from tests.reports.domain.test_billed import FILLED
from tests.reports.readers import BY_THE_MINUTE, DAY, SMALL, sheet, source, workload

SAID = "from the imported file"
RATHER = tuple(Fraction(each, 10) for each in (20, 15, 12, 11, 10))
COSTED = Costed(
    workload(BY_THE_MINUTE, value_per_unit=3),
    "Desk of October",
    "Support desk of Ann",
    {"input_price": "the list of 7 May 2026", "last_invoice": "Some bill, October 2026"},
    date(2026, 5, 6),
    (Note("input_price", "Standard price of long ago."),),
    Guessed({"review_rate": (Decimal("0.05"), Decimal("0.2"))}, 7, Decimal("0.3")),
    Exchange("EUR", Decimal("0.92"), date(2026, 3, 4)),
    replace(FILLED, months={"2026-10": Fraction(12)}, commitment=Fraction(2), of_part=True),
    Decimal("1234.5"),
    Triggers(Decimal("0.5"), Decimal(-5), Decimal("0.25")),
    Decimal("9000.5"),
    "Ann Example",
)
WHOLE = Source(
    made_on=DAY - timedelta(days=9),
    assessed=Assessed(
        replace(sheet(2, evidence={"q2": "dashboard"}), any_note_counts=True),
        "Support desk of Ben",
        "Care people",
        date(2026, 2, 3),
        Team(5, {"q5": (0, 4)}, {"q1": (1, 1)}),
    ),
    costed=COSTED,
    worth_changes={("q7", "tokens"): RATHER},
    minimum_review_rate=Decimal("0.05"),
    day_cost=Decimal(450),
    paper="Letter",
    cover=Cover("Example company", "Dana", "The board", "Confidential"),
    example=True,
    reviewers_by_the_hour=True,
)
LEFT_AT: Mapping[str, str] = {
    "made_on": "made_on",
    "cover": "cover",
    "example": "example",
    "assessment.finished_on": "dates",
    "scenario.saved_on": "dates",
    "assessment.team": "team",
    "assessment.any_note_counts": "any_note",
    "scenario.origins": "origins",
    "scenario.billed.source": "bill",
    "scenario.notes": "notes",
}
"""Where the data of a report has each thing that is named as not taken."""


def unsigned(data: Mapping[str, Any], today: date = DAY) -> Source:
    return from_a_file(parse_source(json.loads(json.dumps(data))), today)


def flat(data: Any, at: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(data, dict) and data:
        for name, each in data.items():
            yield from flat(each, f"{at}.{name}".lstrip("."))
    else:
        yield at, data


def said_in(content: Any) -> str:
    return json.dumps(content.as_json(), ensure_ascii=False)


def test_each_field_that_a_report_is_made_from_is_set_in_the_file_of_these_tests() -> None:
    """Else a field that is added would not be looked for."""
    bare: tuple[Any, ...] = (Source(DAY), Assessed(sheet(2)), Costed(workload(SMALL)))
    for whole, empty in zip((WHOLE, WHOLE.assessed, WHOLE.costed), bare, strict=True):
        same = {each.name for each in fields(empty) if getattr(whole, each.name) == getattr(empty, each.name)}
        assert same - {"imported", "not_taken"} == set()


def test_every_fact_of_a_file_is_taken_or_named_as_not_taken() -> None:
    made = unsigned(WHOLE.as_json())

    before, after = dict(flat(WHOLE.as_json())), dict(flat(made.as_json()))
    changed = {at for at in before if before[at] != after.get(at)}
    reasons = {
        at: [name for prefix, name in LEFT_AT.items() if at == prefix or at.startswith(f"{prefix}.")]
        for at in changed
    }
    assert {at for at, named in reasons.items() if not named} == set()
    assert {name for named in reasons.values() for name in named} == set(made.not_taken) == set(NOT_TAKEN)
    entered = next(each for each in compose(made).summary.basis if each.kind == "Entered")
    assert entered.figures == (
        "All that was entered, in the imported file; this site checked none of it. Not taken from it: the "
        "day it was made, the words of its cover, that it is an example, the days of its parts, how far "
        "the answers of its team lie apart, an older rule of what counts as evidence, where its inputs come "
        "from, which bill it read and its notes on prices."
    )


def test_what_is_taken_is_in_the_report_with_whence_it_is() -> None:
    content = compose(unsigned(WHOLE.as_json()))

    told_with = {row.name: (row.value, row.origin) for row in content.method.inputs}
    assert {whence for _value, whence in told_with.values()} == {SAID, "our default"}
    for name, value in (
        ("Person responsible", "Ann Example"),
        ("Target: accepted units per month", "9,000.5"),
        ("Usage in the bill, before tax and credits", "$1,234.50 per month"),
        ("Retire when an accepted unit costs more than", "$0.50"),
        ("Retire when the margin of the next unit is below", "−$5.00"),
        ("Retire when the human review rate is above", "25%"),
    ):
        assert told_with[name] == (value, SAID)
    text = said_in(content)
    assert "€" in text
    assert "at 0.92 for a dollar, the rate of 4 March 2026." in text
    assert "The imported file names Ann Example as the person responsible." in content.summary.answers_for
    assert [each for each in content.summary.found if "set for retiring" in each] != []


def test_no_sentence_of_it_speaks_of_what_the_reader_entered_or_of_what_was_left_there() -> None:
    text = said_in(compose(unsigned(WHOLE.as_json())))

    assert (
        re.findall(r"[Yy]ou entered|No name was given|no bill was read|is entered as the person", text) == []
    )
    left = (
        "7 May 2026",
        "6 May 2026",
        "3 February 2026",
        "long ago",
        "Dana",
        "Example company",
        "a team of 5",
    )
    assert [words for words in left if words in text] == []


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (
            replace(source(None, workload(SMALL)), costed=replace(COSTED, person="Ann")),
            "The imported file names Ann as the person responsible.",
        ),
        (
            source(sheet(2), workload(SMALL), cover=Cover(author="Dana")),
            (
                "The answers are those of Care team. The imported file names no person responsible: add who "
                "answers for it before a decision is made."
            ),
        ),
    ],
)
def test_who_answers_for_it_is_whom_the_file_names_and_nobody_only_where_it_names_none(
    made: Source, said: str
) -> None:
    assert answers_for(read(from_a_file(made, DAY))) == said


def test_only_what_the_file_had_is_named() -> None:
    bare = Source(DAY, Assessed(sheet(2)), Costed(workload(SMALL)))

    made = from_a_file(bare, DAY)

    assert made.not_taken == ()
    assert "Not taken" not in said_in(compose(made))
    assert told(["notes"]) == "Not taken from it: its notes on prices."


def test_brought_in_again_it_names_the_same_and_nothing_of_our_own_marks() -> None:
    once = unsigned(WHOLE.as_json())
    twice = unsigned(once.as_json())

    assert twice == once
    assert from_a_file(from_a_file(replace(WHOLE, assessed=None), DAY), DAY).not_taken == tuple(
        name for name in NOT_TAKEN if name not in {"team", "any_note"}
    )


def test_retries_that_are_in_the_tokens_stay_there_and_the_bill_of_it_is_not_named() -> None:
    inside = {"retry_rate": "inside the measured tokens: OpenAI usage, October 2026"}
    made = from_a_file(replace(WHOLE, costed=replace(COSTED, origins=inside)), DAY)

    [row] = [row for row in compose(made).method.inputs if row.name == "Retry rate"]
    assert (row.value, row.origin) == ("not told apart", f"inside the measured tokens: {SAID}")
    assert from_a_file(made, DAY) == made


def test_that_a_currency_is_none_is_our_own_word_and_stays() -> None:
    data = WHOLE.as_json()
    data["scenario"]["exchange"]["currency"] = "XYZ"

    made = unsigned(data)

    assert made.costed is not None
    assert made.costed.notes == notes_on("XYZ")
    assert made.costed.exchange is None
    assert unsigned(made.as_json()) == made


@pytest.mark.parametrize("given", ["cover", ["cover", "verified by us"], [["cover"]], 7, [None]])
def test_what_was_not_taken_is_of_our_own_words_alone(given: object) -> None:
    with pytest.raises(SourceErrors) as refused:
        parse_source(WHOLE.as_json() | {"not_taken": given})

    assert [*refused.value.errors] == ["not_taken"]
