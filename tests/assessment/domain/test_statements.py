"""What is said of a dimension holds for its three answers: every clause, at every combination of levels."""

import re
from collections.abc import Iterator
from itertools import product

import pytest

from assessment.domain.questionnaire import Dimension, Question, load
from assessment.domain.scoring import Answer, NotApplicable
from assessment.domain.statements import in_one, statement, statements
from tests.assessment.sheets import sheet

INSTRUMENT = load("1")
NO_USE = NotApplicable("the product decides it")

# What each clause claims, read off the questions by hand: the answers at which it is so. Levels are
# cumulative, so "at least half" is so from level 2 on, and "nobody limits" only where nothing is limited.
CLAIMS: dict[str, tuple[str, str]] = {
    "No monthly cost of this workload has a figure of its own": ("q1", "0"),
    "The provider's invoice for this workload has a figure": ("q1", "1234"),
    "fewer than two of the hidden lines do": ("q1", "01"),
    "The invoice and at least two hidden lines have a figure": ("q1", "234"),
    "estimated once": ("q1", "2"),
    "All cost lines have a figure that is refreshed every month": ("q1", "34"),
    "review labour included": ("q1", "34"),
    "All cost lines have a monthly figure that agrees with the ledger within 5%": ("q1", "4"),
    "It is not known which costs have a figure": ("q1", "?"),
    "AI spend runs over one shared key and is not split": ("q2", "0"),
    "AI spend is split by a guess": ("q2", "1"),
    "such as head-count": ("q2", "1"),
    "At least half of the AI spend is traced": ("q2", "234"),
    "by tag or by key": ("q2", "234"),
    "At least 80% of the AI spend is traced": ("q2", "34"),
    "untagged calls are reported every week": ("q2", "3"),
    "At least 90% of the AI spend is traced": ("q2", "4"),
    "untagged calls are blocked or routed to an owner": ("q2", "4"),
    "It is not known what share of the AI spend can be traced": ("q2", "?"),
    "What one unit consumed cannot be shown": ("q3", "0"),
    "What one unit consumed can be shown by reading raw logs by hand": ("q3", "1"),
    "Tokens and model are stored for each call": ("q3", "234"),
    "All calls of a unit are joined and carry a cost": ("q3", "34"),
    "retries and tools included": ("q3", "34"),
    "the cost of tracing is itself known": ("q3", "4"),
    "It is not known whether the calls of one unit can be shown": ("q3", "?"),
    "The full cost per unit is not known": ("q4", "0"),
    "The cost of a unit is the token price times a guess": ("q4", "1"),
    "The full cost per unit was calculated in the last six months": ("q4", "234"),
    "The full cost per unit is calculated every month": ("q4", "34"),
    "over all lines": ("q4", "34"),
    "by segment": ("q4", "4"),
    "the cost of the next unit beside the average": ("q4", "4"),
    "It is not known how the full cost per unit is calculated": ("q4", "?"),
    "What a unit is worth is not stated": ("q5", "0"),
    "What a unit is worth is a figure that someone claimed": ("q5", "1"),
    "What a unit is worth is a written figure": ("q5", "234"),
    "derived from a baseline": ("q5", "234"),
    "What a unit is worth was tested against a comparison in the last 12 months": ("q5", "34"),
    "What a unit is worth is re-tested on a schedule": ("q5", "4"),
    "net of the cost of errors": ("q5", "4"),
    "It is not known how the value of a unit was found": ("q5", "?"),
    "Nobody would notice a unit that loses money": ("q6", "0"),
    "A unit that loses money is talked about": ("q6", "1234"),
    "Unit margin decided a go or no-go at least once": ("q6", "234"),
    "Each launch and each renewal needs a margin above a written threshold": ("q6", "34"),
    "Segments that lose money are switched to a cheaper path or off": ("q6", "4"),
    "by rule and within a set time": ("q6", "4"),
    "It is not known what happens when a unit loses money": ("q6", "?"),
    "One large model does everything": ("q7", "0"),
    "by habit": ("q7", "0"),
    "The model was chosen once": ("q7", "1"),
    "on reputation": ("q7", "1"),
    "At least one step moved to a cheaper model after a side-by-side test": ("q7", "234"),
    "Each step has the cheapest model that passes its test": ("q7", "34"),
    "The model of each step is re-tested on every price or model change": ("q7", "4"),
    "It is not known how the models were chosen": ("q7", "?"),
    "Choosing a model does not apply": ("q7", "-"),
    "Everything is sent": ("q8", "0"),
    "nobody limits the tokens of a run": ("q8", "0"),
    "A hard cut-off is the only limit on the tokens of a run": ("q8", "1"),
    "Token sizes were measured": ("q8", "234"),
    "the biggest ones trimmed once": ("q8", "234"),
    "Each step has a token budget": ("q8", "34"),
    "retrieval is limited": ("q8", "34"),
    "output is bounded": ("q8", "34"),
    "growth per unit raises an alarm": ("q8", "4"),
    "It is not known who decides on the tokens of a run": ("q8", "?"),
    "Repeated runs are not counted": ("q9", "0"),
    "Errors are counted": ("q9", "1234"),
    "their causes are not": ("q9", "1"),
    "The retry and failure rate is known": ("q9", "234"),
    "The top causes of repeats were fixed": ("q9", "34"),
    "a test set runs before each change": ("q9", "34"),
    "Each unit has a retry budget": ("q9", "4"),
    "a run that cannot pay stops early or is handed over": ("q9", "4"),
    "It is not known how repeated runs are counted": ("q9", "?"),
    "What is checked is not chosen": ("q10", "0"),
    "all outputs are treated alike": ("q10", "0"),
    "without a reason": ("q10", "0"),
    "A fixed share of outputs is checked": ("q10", "1"),
    "by feel": ("q10", "1"),
    "The share of outputs that is checked follows written risk classes": ("q10", "234"),
    "Outputs are checked by risk and confidence": ("q10", "34"),
    "minutes and caught errors are recorded": ("q10", "34"),
    "The choice of what is checked is tuned each quarter to the cost of the errors it avoids": ("q10", "4"),
    "It is not known how outputs are chosen for review": ("q10", "?"),
    "Human review does not apply": ("q10", "-"),
    "Stored data and telemetry are kept for ever": ("q11", "0"),
    "their size is unknown": ("q11", "0"),
    "The size of stored data and telemetry is known": ("q11", "1234"),
    "no retention is set": ("q11", "01"),
    "Retention is set for one of the two": ("q11", "2"),
    "stored data and telemetry": ("q11", "2"),
    "Retention and tiering are set for stored data and telemetry": ("q11", "34"),
    "traces are sampled": ("q11", "34"),
    "The cost per unit of stored data and telemetry is budgeted and reviewed": ("q11", "4"),
    "It is not known how stored data and telemetry grow": ("q11", "?"),
    "Stored data and telemetry do not apply": ("q11", "-"),
    "Capacity and integrations were sized once for the peak": ("q12", "0"),
    "Capacity and integrations are not sized by usage": ("q12", "0"),
    "at best once for peak load": ("q12", "0"),
    "at worst by each team on its own": ("q12", "0"),
    "The utilisation of capacity is visible": ("q12", "1234"),
    "Idle capacity was cut": ("q12", "234"),
    "duplicate connectors were listed": ("q12", "234"),
    "Capacity scales with load": ("q12", "34"),
    "connectors are shared and owned": ("q12", "34"),
    "Redundancy was chosen by the cost of downtime": ("q12", "4"),
    "the cost of an integration call is known": ("q12", "4"),
    "It is not known how capacity and integrations are sized": ("q12", "?"),
    "Capacity and integrations do not apply": ("q12", "-"),
    "No forecast of the total cost was made": ("q13", "0"),
    "The forecast was last month's cost times growth": ("q13", "1"),
    "The forecast was units times cost per unit": ("q13", "234"),
    "came within 20%": ("q13", "234"),
    "The forecast came within 15%": ("q13", "34"),
    "fixed and variable cost apart": ("q13", "34"),
    "The forecast came within 12% for two quarters": ("q13", "4"),
    "a range": ("q13", "4"),
    "It is not known how close the last forecast came": ("q13", "?"),
    "The month-end invoice is all that stops a runaway loop": ("q14", "0"),
    "A monthly budget mail is all that stops a runaway loop": ("q14", "1"),
    "An alert on a runaway loop reaches a named person within a day": ("q14", "234"),
    "Hard limits and alerts within the hour stop a runaway loop": ("q14", "34"),
    "both were tested": ("q14", "34"),
    "Hard limits stop a runaway loop with a graceful fallback": ("q14", "4"),
    "drilled in the last six months": ("q14", "4"),
    "It is not known what stops a runaway loop": ("q14", "?"),
    "No one answers for the cost per unit": ("q15", "0"),
    "Engineering answers for the cost per unit": ("q15", "1"),
    "informally": ("q15", "1"),
    "A named owner answers for the cost per unit": ("q15", "234"),
    "Owner": ("q15", "34"),
    "finance and operations review the cost per unit every month": ("q15", "34"),
    "actions": ("q15", "34"),
    "Targets for the cost per unit are in plans": ("q15", "4"),
    "price changes are re-run within a month": ("q15", "4"),
    "It is not known who answers for the cost per unit": ("q15", "?"),
}


def clauses(text: str) -> list[str]:
    return [each for each in re.split(r"[.;,:]\s*(?:and |with )?", text) if each]


def written(answer: Answer) -> str:
    return "-" if isinstance(answer, NotApplicable) else "?" if answer == "dk" else str(answer)


def combinations(dimension: Dimension) -> Iterator[dict[str, Answer]]:
    """Every set of three answers that the rules allow: levels, unknown, and one that does not apply."""
    options: list[list[Answer]] = [
        [0, 1, 2, 3, 4, "dk", *([NO_USE] if INSTRUMENT.question(key).na_allowed else [])]
        for key in dimension.questions
    ]
    for chosen in product(*options):
        if sum(isinstance(each, NotApplicable) for each in chosen) <= INSTRUMENT.na_per_dimension:
            yield dict(zip(dimension.questions, chosen, strict=True))


@pytest.mark.parametrize("dimension", INSTRUMENT.dimensions, ids=lambda each: each.key)
def test_no_clause_about_a_dimension_is_denied_by_an_answer(dimension: Dimension) -> None:
    """W1: a clause that this table does not know fails as well: nothing is said without its condition."""
    denied = set()
    for answers in combinations(dimension):
        answered = sheet(2, **answers)  # type: ignore[arg-type]  # a key of a question is no other argument
        for clause in clauses(in_one(statements(dimension, answered, INSTRUMENT))):
            key, holds_at = CLAIMS[clause]
            if key not in answers or written(answers[key]) not in holds_at:
                denied.add((clause, key, written(answers.get(key, 0))))

    assert denied == set()


def test_every_answer_has_a_statement_of_its_own() -> None:
    said = {
        statement(question, answer)
        for question in INSTRUMENT.questions
        for answer in (0, 1, 2, 3, 4, "dk", NO_USE)
    }

    assert len(said) == 15 * 7


def test_a_question_without_words_of_its_own_for_it_says_that_it_does_not_apply() -> None:
    first = INSTRUMENT.question("q1")

    assert first.not_applicable == ""
    assert statement(first, NO_USE) == f"{first.topic}: does not apply."


def test_what_nobody_answered_yet_says_nothing() -> None:
    dimension = INSTRUMENT.dimensions[0]
    blank = sheet(2)
    rest = type(blank)("1", {"q2": 3}, {})

    assert statements(dimension, rest, INSTRUMENT) == (INSTRUMENT.question("q2").statements[3],)


EACH_OF_THEM = (
    "by tag or by key",
    "blocked or routed",
    "a go or no-go",
    "to a cheaper path or off",
    "caching or batch prices",
    "price or model change",
    "stops early or is handed over",
    "per key or per workload",
    "vector database, observability, review or others",
)
"""An "or" that is so of each thing it speaks of, or of one that need not be named: nobody has to choose."""


@pytest.mark.parametrize("question", INSTRUMENT.questions, ids=lambda each: each.key)
def test_no_level_reads_as_a_choice_where_it_is_printed_as_what_was_answered(question: Question) -> None:
    for text in (*question.levels, *question.statements):
        left = text
        for each in EACH_OF_THEM:
            left = left.replace(each, "")
        assert re.findall(r"\bor\b", left) == []
