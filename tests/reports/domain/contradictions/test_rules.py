"""Answers that the scenario does not fit are printed, each true of what was entered; the score stays."""

import re
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.domain.answer_sheet import parse_sheet
from assessment.domain.questionnaire import load
from calculator.domain.costs import estimate
from calculator.domain.workload_input import parse_workload
from runrate.reports.domain.contradictions.rules import contradictions
from runrate.reports.domain.evaluation import read
from runrate.reports.domain.sections.answers import describe_answers
from runrate.reports.domain.sections.maturity import describe_maturity
from tests.reports.readers import SMALL, sheet, source, workload

TOKENS = {"input_tokens": 1000, "output_tokens": 100, "input_price": 1, "output_price": 5}
AMOUNTS = (
    *(
        f"{line}_{way}"
        for line in ("vector_db", "observability", "tools", "integrations")
        for way in ("monthly", "per_unit")
    ),
    "infrastructure_monthly",
    "upkeep_monthly",
    "build_cost",
    "review_minutes",
    "reviewer_hourly_cost",
)
ENTRIES = st.fixed_dictionaries(
    {
        **dict.fromkeys(AMOUNTS, st.sampled_from([None, 0, 7])),
        "retry_rate": st.sampled_from([None, 0, "0.08"]),
        "review_rate": st.sampled_from([None, 0, "0.07", 1]),
        "routed_share": st.sampled_from([None, 0, "0.3"]),
        "staff": st.sampled_from([None, None, 0, 9000]),
        "value": st.sampled_from([None, 0, 1000000]),
    }
)
LEVELS = st.sampled_from([0, 1, 2, 3, 4, "dk"])
OUT = {"na": "nobody needs it"}
ANSWERS = st.fixed_dictionaries(
    {
        question.key: st.one_of(LEVELS, st.just(OUT)) if question.key in {"q10", "q11", "q12"} else LEVELS
        for question in load("1").questions
    }
).map(
    # Of one dimension only one question may be left out.
    lambda answers: (
        answers
        | {
            key: 4
            for key in ("q11", "q12")
            if answers[key] == OUT and OUT in (answers["q10"], *([answers["q11"]] if key == "q12" else []))
        }
    )
)
MINIMUM = st.sampled_from([None, Fraction(1, 100), Fraction(1, 10), Fraction(1)])


def parsed(entries: dict[str, Any], units: int) -> Any:
    given = {
        name: value for name, value in entries.items() if value is not None and name not in {"staff", "value"}
    }
    if entries["staff"] is not None:
        given = {
            name: value
            for name, value in given.items()
            if name not in {"review_minutes", "reviewer_hourly_cost"}
        }
        given |= {"reviews_per_reviewer": 200, "reviewer_monthly_cost": entries["staff"]}
    if entries["value"] is not None:
        given["value_per_unit"] = entries["value"]
    if "routed_share" in given:
        given |= {"routed_input_price": 1, "routed_output_price": 2}
    return parse_workload({**TOKENS, **given, "units_per_month": units})


def found_in(
    answers: dict[str, Any], entries: dict[str, Any], minimum: Fraction | None, units: int
) -> dict[str, str]:
    costed = parsed(entries, units)
    said = contradictions(
        parse_sheet({"version": "1", "answers": answers}), costed, estimate(costed), minimum
    )
    assert len({each.question for each in said}) == len(said)
    return {each.question: each.sentence for each in said}


# --- the same rules once more, from what was typed alone ---------------------------------------------------


def amounts(e: dict[str, Any], line: str) -> list[Any]:
    return [e[f"{line}_monthly"], e[f"{line}_per_unit"]]


def not_entered(e: dict[str, Any], line: str) -> bool:
    return all(each is None for each in amounts(e, line))


def nothing(e: dict[str, Any], line: str) -> bool:
    return not any(amounts(e, line))


def zero(e: dict[str, Any], line: str) -> bool:
    return nothing(e, line) and not not_entered(e, line)


def open_lines(e: dict[str, Any]) -> bool:
    plain = any(not_entered(e, line) for line in ("vector_db", "observability", "tools", "integrations"))
    review = all(
        e[name] is None for name in ("review_rate", "review_minutes", "reviewer_hourly_cost", "staff")
    )
    if e["staff"] is not None:
        review = False
    single = any(
        e[name] is None for name in ("retry_rate", "infrastructure_monthly", "upkeep_monthly", "build_cost")
    )
    return plain or review or single


def review_free(e: dict[str, Any]) -> bool:
    """A review has no cost, whether it is zero or not entered."""
    return (
        not e["staff"] if e["staff"] is not None else not (e["review_minutes"] and e["reviewer_hourly_cost"])
    )


def rate(e: dict[str, Any]) -> Fraction | None:
    return None if e["review_rate"] is None else Fraction(str(e["review_rate"]))


Truth = Callable[[dict[str, Any]], bool]
TRUTHS: dict[str, tuple[str, tuple[Any, ...], Truth]] = {
    r"none entered for .*: enter it, or zero": ("q1", (3, 4), open_lines),
    r"observability is entered as zero": ("q3", (3, 4), lambda e: zero(e, "observability")),
    r"observability is not entered": ("q3", (4,), lambda e: not_entered(e, "observability")),
    r"a review that costs nothing": (
        "q4",
        (3, 4),
        lambda e: (
            bool(rate(e))
            and review_free(e)
            and 0
            in ([e["staff"]] if e["staff"] is not None else [e["review_minutes"], e["reviewer_hourly_cost"]])
        ),
    ),
    r"no cost of a review entered": (
        "q4",
        (3, 4),
        lambda e: (
            bool(rate(e))
            and review_free(e)
            and e["staff"] is None
            and 0 not in (e["review_minutes"], e["reviewer_hourly_cost"])
        ),
    ),
    r"no value per unit is entered": ("q5", (2, 3, 4), lambda e: e["value"] is None),
    r"sends 30.0% to a cheaper one": ("q7", (0,), lambda e: e["routed_share"] == "0.3"),
    r"yet none is entered in the scenario: enter it": ("q9", (2, 3, 4), lambda e: e["retry_rate"] is None),
    r"has 8% entered: it is a guess": ("q9", ("dk",), lambda e: e["retry_rate"] == "0.08"),
    r"has 0% entered: it is a guess": ("q9", ("dk",), lambda e: e["retry_rate"] == 0),
    r"rate of 8%: it is a guess": ("q9", (0,), lambda e: e["retry_rate"] == "0.08"),
    r"rate of 0%: it is a guess": ("q9", (0,), lambda e: e["retry_rate"] == 0),
    r"it could pass no renewal": ("q6", (3,), lambda e: e["value"] == 0),
    r"no volume of this workload pays and it runs": ("q6", (4,), lambda e: e["value"] == 0),
    r"repeats no run:": ("q9", (2, 3, 4), lambda e: e["retry_rate"] == 0),
    r"All outputs are said .* has 7.0% checked": ("q10", (0,), lambda e: e["review_rate"] == "0.07"),
    r"said to have no reason, yet rules are entered": (
        "q10",
        (0,),
        lambda e: e["review_rate"] == 1 and e["minimum"] == 1,
    ),
    r"yet the scenario has none checked": ("q10", (1, 2, 3, 4), lambda e: e["review_rate"] == 0),
    r"has 7.0% of the units checked, and the rules entered oblige you to": (
        "q10",
        (4,),
        lambda e: e["review_rate"] == "0.07" and (e["minimum"] or 0) > Fraction(7, 100),
    ),
    r"no longer pays, yet the scenario has 100.0% of the units": (
        "q10",
        (4,),
        lambda e: e["review_rate"] == 1 and e["minimum"] != 1,
    ),
    r"said not to apply, yet the scenario has (7|100).0%": ("q10", (OUT,), lambda e: bool(rate(e))),
    r"yet neither a vector database nor observability has a cost": (
        "q11",
        (3, 4),
        lambda e: (
            nothing(e, "vector_db")
            and nothing(e, "observability")
            and (not_entered(e, "vector_db") or not_entered(e, "observability"))
        ),
    ),
    r"Retention is .* database and observability are both entered as zero": (
        "q11",
        (3, 4),
        lambda e: zero(e, "vector_db") and zero(e, "observability"),
    ),
    r"telemetry are said to be kept, yet": (
        "q11",
        (0, 1, 2),
        lambda e: zero(e, "vector_db") and zero(e, "observability"),
    ),
    r"said to be budgeted, yet the scenario has none entered for": (
        "q11",
        (4,),
        lambda e: (
            not_entered(e, "vector_db") != not_entered(e, "observability")
            and not (nothing(e, "vector_db") and nothing(e, "observability"))
        ),
    ),
    r"has a cost of .*(vector|observability)": (
        "q11",
        (OUT,),
        lambda e: not (nothing(e, "vector_db") and nothing(e, "observability")),
    ),
    r"said to be in use, yet infrastructure and integrations": (
        "q12",
        (0, 1),
        lambda e: e["infrastructure_monthly"] == 0 and zero(e, "integrations"),
    ),
    r"sized on purpose, yet infrastructure and integrations": (
        "q12",
        (2, 3, 4),
        lambda e: e["infrastructure_monthly"] == 0 and zero(e, "integrations"),
    ),
    r"integrations are not entered": ("q12", (4,), lambda e: not_entered(e, "integrations")),
    r"has a cost of .*(infrastructure|integrations)": (
        "q12",
        (OUT,),
        lambda e: bool(e["infrastructure_monthly"]) or not nothing(e, "integrations"),
    ),
}
"""A sentence of each rule -> its question, the answers it is about, and when it is so."""


@given(ANSWERS, ENTRIES, MINIMUM, st.sampled_from([0, 1000]))
def test_exactly_what_is_so_is_said(
    answers: dict[str, Any], entries: dict[str, Any], minimum: Fraction | None, units: int
) -> None:
    """W7."""
    said = found_in(answers, entries, minimum, units)

    so = {
        (question, pattern)
        for pattern, (question, levels, truth) in TRUTHS.items()
        if answers[question] in levels and truth({**entries, "minimum": minimum})
    }
    printed = {
        (question, pattern)
        for question, sentence in said.items()
        for pattern, (about, _levels, _truth) in TRUTHS.items()
        if question == about and re.search(pattern, sentence)
    }
    assert {question for question, _pattern in printed} == set(said)
    assert printed <= so
    # Of two that are so about one question the first is said.
    assert {question for question, _pattern in so} == set(said)


ENTERED: dict[str, dict[str, Any]] = {
    "not entered": {},
    "zero": {**dict.fromkeys(AMOUNTS, 0), "retry_rate": 0, "review_rate": 0, "routed_share": 0, "value": 0},
    "a number": {
        **dict.fromkeys(AMOUNTS, 7),
        "retry_rate": "0.08", "review_rate": "0.07", "routed_share": "0.3", "value": 9,
    },
}  # fmt: skip


@pytest.mark.parametrize("units", [0, 1000])
@pytest.mark.parametrize("entered", ENTERED)
@pytest.mark.parametrize("question", load("1").keys)
def test_what_speaks_against_not_knowing_speaks_against_the_lowest_level(
    question: str, entered: str, units: int
) -> None:
    """Level 0 says that it is not known, or not done: a number entered fits it no better."""
    names = (*AMOUNTS, "retry_rate", "review_rate", "routed_share", "value", "staff")
    entries = {**dict.fromkeys(names), **ENTERED[entered]}
    asked = dict.fromkeys(load("1").keys, 2)

    unknown, lowest = (found_in({**asked, question: level}, entries, None, units) for level in ("dk", 0))

    assert question in lowest or question not in unknown


def two_lines(first: str, second: str) -> dict[tuple[Any, Any], dict[str, Any]]:
    """Both lines not entered, zero or a cost, in each of the nine ways."""
    each = (None, 0, 7)
    return {(one, other): {first: one, second: other} for one in each for other in each}


STORED = two_lines("vector_db_monthly", "observability_per_unit")
SIZED = two_lines("infrastructure_monthly", "integrations_per_unit")
NOTHING_KEPT = {(None, None), (None, 0), (0, None), (0, 0)}
ONE_OPEN = {(None, 7), (7, None)}
ANY_COST = {pair for pair in STORED if 7 in pair}
ZERO_BOTH = {(0, 0)}
UNPRICED = {(one, None) for one in (None, 0, 7)}
SPOKEN_AGAINST: dict[str, dict[Any, set[tuple[Any, Any]]]] = {
    "q11": {
        **dict.fromkeys((0, 1, 2), ZERO_BOTH), 3: NOTHING_KEPT, 4: NOTHING_KEPT | ONE_OPEN,
        "dk": set(), "na": ANY_COST,
    },
    "q12": {
        **dict.fromkeys((0, 1, 2, 3), ZERO_BOTH), 4: ZERO_BOTH | UNPRICED, "dk": set(), "na": ANY_COST,
    },
}  # fmt: skip
"""Of each answer the entries of its two lines that do not fit it, written by hand."""


@pytest.mark.parametrize("units", [0, 1000])
@pytest.mark.parametrize(("question", "lines"), [("q11", STORED), ("q12", SIZED)])
@pytest.mark.parametrize("level", [0, 1, 2, 3, 4, "dk", "na"])
def test_of_two_lines_not_entered_zero_and_a_cost_are_three_things_at_every_level(
    question: str, lines: dict[tuple[Any, Any], dict[str, Any]], level: Any, units: int
) -> None:
    """W7: all answers by all entries, at some volume and at none."""
    answers = {**ALL, question: OUT if level == "na" else level}

    said = {pair for pair, entered in lines.items() if found_in(answers, {**BARE, **entered}, None, units)}

    assert said == SPOKEN_AGAINST[question][level]


@given(ANSWERS, ENTRIES, MINIMUM)
def test_volume_changes_nothing(
    answers: dict[str, Any], entries: dict[str, Any], minimum: Fraction | None
) -> None:
    """W7."""
    assert found_in(answers, entries, minimum, 0) == found_in(answers, entries, minimum, 1000)


BARE: dict[str, Any] = dict.fromkeys(
    (*AMOUNTS, "retry_rate", "review_rate", "routed_share", "staff", "value")
)
ALL = dict.fromkeys(load("1").keys, "dk")


@pytest.mark.parametrize(
    ("answers", "entries", "minimum", "ending"),
    [
        # Minutes and pay are entered, and nothing is reviewed only because nothing is done.
        ({"q4": 3}, {"review_rate": "0.07", "review_minutes": 5, "reviewer_hourly_cost": 40}, None, ""),
        # A store priced by the unit costs nothing at no volume, and is no free store.
        ({"q11": 3}, {"vector_db_per_unit": "0.01", "observability_monthly": 0}, None, ""),
        ({"q9": 2}, {}, None, "enter it and the retries line will carry it."),
        ({"q10": 4}, {"review_rate": 1}, Fraction(1), ""),
        ({"q10": 4}, {"review_rate": 1}, Fraction(1, 2), "yet the scenario has 100.0% of the units checked."),
        ({"q10": 4}, {"review_rate": "0.05"}, Fraction(1, 10), "the rules entered oblige you to 10.0%."),
        ({"q10": 4}, {"review_rate": "0.10"}, Fraction(1, 10), ""),
    ],
)  # fmt: skip
def test_no_volume_not_entered_and_rules_that_oblige_are_no_contradiction(
    answers: dict[str, Any], entries: dict[str, Any], minimum: Fraction | None, ending: str
) -> None:
    """W7."""
    found = found_in({**ALL, **answers}, {**BARE, **entries}, minimum, 0)

    assert list(found) == ([*answers] if ending else [])
    assert [each for each in found.values() if not each.endswith(ending)] == []


def test_they_are_printed_under_their_topic_and_the_score_stays() -> None:
    answered = sheet(1, q9=2)
    joined = read(source(answered, workload({**SMALL, "retry_rate": 0})))
    alone = read(source(answered))
    assert joined.assessment is not None
    assert alone.assessment is not None

    printed = describe_answers(joined, joined.assessment)

    assert printed.contradictions_title == "One answer does not fit the scenario"
    assert [each.topic for each in printed.contradictions] == ["Retries and repairs"]
    assert (
        describe_maturity(joined, joined.assessment).score == describe_maturity(alone, alone.assessment).score
    )


def test_the_minimum_that_the_reader_entered_is_asked() -> None:
    costed = workload({**SMALL, "retry_rate": "0.08", "review_rate": 1})

    counts = []
    for minimum in (None, "1"):
        reading = read(source(sheet(1, q10=4), costed, minimum_review_rate=minimum and Fraction(minimum)))
        assert reading.assessment is not None
        counts.append(len(describe_answers(reading, reading.assessment).contradictions))

    assert counts == [1, 0]
