"""What a report is made from: written out whole, read back, and each fault said at its field."""

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from assessment.domain.savings import table
from calculator.domain.cost_lines import Note
from calculator.domain.prices.carried_notes import LONGEST_MESSAGE, MOST_NOTES
from runrate.reports.domain.brought_in.unsigned import from_a_file
from runrate.reports.domain.currency import Exchange
from runrate.reports.domain.guesses import Guessed
from runrate.reports.domain.input_reading import MOST_ORIGINS, parse_source, ratio
from runrate.reports.domain.inputs import Assessed, Costed, Source, SourceErrors, Team
from tests.reports.readers import DAY, SMALL, answers, sheet, workload

ROW = tuple(Fraction(each, 10) for each in (20, 15, 12, 11, 10))
WHOLE = Source(
    made_on=DAY,
    assessed=Assessed(
        sheet(3, q1="dk", evidence={"q2": "the dashboard"}),
        "Claims",
        "Care team",
        date(2026, 2, 3),
        Team(3, {"q5": (0, 4), "q1": (2, 2)}),
    ),
    costed=Costed(
        workload(SMALL),
        "Desk",
        "Support desk",
        {"input_price": "the list"},
        date(2026, 5, 6),
        (Note("input_price", "Standard price."),),
        Guessed({"review_rate": (Decimal("0.05"), Decimal("0.20"))}, 7, Decimal("0.3")),
        Exchange("EUR", Decimal("0.920"), date(2026, 11, 1)),
    ),
    worth_changes={("q7", "tokens"): ROW},
    minimum_review_rate=Decimal("0.050"),
    day_cost=Decimal("450.0"),
    paper="Letter",
    example=True,
    imported=True,
)
WRITTEN: Mapping[str, Any] = {
    "format": 1,
    "made_on": "2026-11-24",
    "assessment": {
        "sheet": {
            "version": "1",
            "answers": answers(3, q1="dk"),
            "evidence": {"q2": "the dashboard"},
        },
        "workload_name": "Claims",
        "team_name": "Care team",
        "finished_on": "2026-02-03",
        "team": {"raters": 3, "spreads": {"q5": [0, 4], "q1": [2, 2]}},
    },
    "scenario": {
        "workload": workload(SMALL).as_json(),
        "name": "Desk",
        "workload_name": "Support desk",
        "origins": {"input_price": "the list"},
        "saved_on": "2026-05-06",
        "notes": [["input_price", "Standard price."]],
        "guesses": {"ranges": {"review_rate": ["0.05", "0.2"]}, "seed": 7, "review_rate_decay": "0.3"},
        "exchange": {"currency": "EUR", "rate": "0.92", "day": "2026-11-01"},
    },
    "worth_changes": {"q7.tokens": ["2/1", "3/2", "6/5", "11/10", "1/1"]},
    "minimum_review_rate": "0.05",
    "day_cost": "450",
    "paper": "Letter",
    "example": True,
    "imported": True,
}


def test_a_source_is_written_whole_and_read_back_the_same() -> None:
    assert WHOLE.as_json() == WRITTEN
    assert parse_source(WRITTEN) == WHOLE


def test_a_source_without_extras_has_no_keys_for_them() -> None:
    plain = Source(DAY, Assessed(sheet(2)), Costed(workload(SMALL)))

    assert plain.as_json() == {
        "format": 1,
        "made_on": "2026-11-24",
        "assessment": {
            "sheet": {"version": "1", "answers": answers(2), "evidence": {}},
            "workload_name": "",
            "team_name": "",
            "finished_on": None,
            "team": None,
        },
        "scenario": {
            "workload": workload(SMALL).as_json(),
            "name": "",
            "workload_name": "",
            "origins": {},
            "saved_on": None,
            "notes": [],
        },
        "worth_changes": {},
        "minimum_review_rate": None,
        "day_cost": "600",
        "paper": "A4",
        "example": False,
    }
    assert parse_source(plain.as_json()) == plain


def test_that_reviewers_are_paid_by_the_hour_rides_along_where_it_was_said() -> None:
    hourly = Source(DAY, None, Costed(workload(SMALL)), reviewers_by_the_hour=True)

    assert hourly.as_json()["reviewers_by_the_hour"] is True
    assert parse_source(hourly.as_json()) == hourly
    assert not parse_source({**hourly.as_json(), "reviewers_by_the_hour": "yes"}).reviewers_by_the_hour
    assert from_a_file(hourly, DAY).reviewers_by_the_hour


def test_how_many_of_a_team_gave_no_level_rides_along_where_it_is_told() -> None:
    team = Team(5, {"q1": (2, 4)}, {"q1": (1, 1), "q7": (0, 2)})
    made = Source(DAY, Assessed(sheet(3), team=team))

    written = json.loads(json.dumps(made.as_json()))

    assert written["assessment"]["team"]["without"] == {"q1": [1, 1], "q7": [0, 2]}
    assert parse_source(written) == made


def test_a_source_that_says_the_least_has_the_defaults() -> None:
    least = {"format": 1, "made_on": "2026-11-24", "scenario": {"workload": SMALL}}

    assert parse_source(least) == Source(DAY, None, Costed(workload(SMALL)))
    assert Source(DAY).as_json()["assessment"] is None
    assert Source(DAY).as_json()["scenario"] is None


def test_the_key_of_a_file_changes_with_its_inputs_and_versions_and_nothing_else() -> None:
    assert WHOLE.digest("1", "70").startswith("be7df70da2f29ac5")
    assert parse_source(WRITTEN).digest("1", "70") == WHOLE.digest("1", "70")
    assert len({WHOLE.digest(), WHOLE.digest("1"), WHOLE.digest("1", "70"), Source(DAY).digest()}) == 4


def test_the_planning_table_has_the_readers_own_rows_in_it() -> None:
    assert WHOLE.worth.base["q7"]["tokens"] == ROW
    assert Source(DAY).worth == table(Source(DAY).questionnaire)


def errors(**fields: object) -> dict[str, list[str]]:
    """What is said where these fields stand in an otherwise right file."""
    with pytest.raises(SourceErrors) as refused:
        parse_source({**WRITTEN, **fields})
    assert refused.value.args == (refused.value.errors,)
    return refused.value.errors


def assessment(**fields: object) -> dict[str, object]:
    return {"assessment": {**WRITTEN["assessment"], **fields}}


def scenario(**fields: object) -> dict[str, object]:
    return {"scenario": {**WRITTEN["scenario"], **fields}}


TEAM = "A team is three raters or more, with the spread per question."
SPREAD = "A spread is the lowest and the highest level of a question."
NO_LEVEL = 'Pick a level from 0 to 4, "dk" for "we don\'t know", or {"na": reason} where that is allowed.'
NAME = "Enter a name of at most 120 characters."
DAY_SUCH_AS = "Give a day such as 2026-11-24."
MADE_ON = "Give the day the report was made, such as 2026-11-24."


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"format": 2}, {"format": ["Only format 1 of a report's data is known."]}),
        ({"made_on": None}, {"made_on": [MADE_ON]}),
        ({"made_on": "soon"}, {"made_on": [DAY_SUCH_AS, MADE_ON]}),
        ({"made_on": 5}, {"made_on": [DAY_SUCH_AS, MADE_ON]}),
        ({"paper": "A5"}, {"paper": ["The paper is A4 or Letter."]}),
        (
            {"assessment": None, "scenario": None},
            {"__all__": ["A report needs an assessment, a scenario, or both."]},
        ),
        ({"assessment": 5}, {"assessment": ["An assessment is an object with a sheet."]}),
        (
            assessment(sheet={"version": "1", "answers": {"q1": 1}}),
            {"assessment": ["A report needs an answer to every question."]},
        ),
        (
            assessment(sheet={"version": "1", "answers": answers(2, q1=9, q2=9)}),
            {
                "assessment.q1": [NO_LEVEL],
                "assessment.q2": [NO_LEVEL],
            },
        ),
        (assessment(workload_name="x" * 121), {"workload_name": [NAME]}),
        (assessment(team_name=5), {"team_name": [NAME]}),
        (assessment(finished_on="x"), {"finished_on": [DAY_SUCH_AS]}),
        (assessment(team=5), {"assessment.team": [TEAM]}),
        (assessment(team={"raters": 2, "spreads": {}}), {"assessment.team": [TEAM]}),
        (assessment(team={"raters": 1001, "spreads": {}}), {"assessment.team": [TEAM]}),
        (assessment(team={"raters": True, "spreads": {}}), {"assessment.team": [TEAM]}),
        (assessment(team={"raters": 3, "spreads": []}), {"assessment.team": [TEAM]}),
        (assessment(team={"raters": 3, "spreads": {"q99": [1, 2]}}), {"assessment.team": [SPREAD]}),
        (assessment(team={"raters": 3, "spreads": {"q1": [1]}}), {"assessment.team": [SPREAD]}),
        (assessment(team={"raters": 3, "spreads": {"q1": (1, 2)}}), {"assessment.team": [SPREAD]}),
        (assessment(team={"raters": 3, "spreads": {"q1": [1, 5]}}), {"assessment.team": [SPREAD]}),
        (assessment(team={"raters": 3, "spreads": {"q1": [-1, 2]}}), {"assessment.team": [SPREAD]}),
        (assessment(team={"raters": 3, "spreads": {"q1": [True, 2]}}), {"assessment.team": [SPREAD]}),
        ({"scenario": 5}, {"scenario": ["A scenario is an object with a workload."]}),
        (scenario(workload=5), {"scenario": ["A scenario is an object with a workload."]}),
        (
            scenario(workload={**SMALL, "input_tokens": -1, "colour": 1}),
            {
                "scenario.input_tokens": ["Enter 0 or more: a negative amount makes no sense here."],
                "scenario.colour": ["This field is not known."],
            },
        ),
        (scenario(name=5), {"name": [NAME]}),
        (scenario(workload_name="x" * 121), {"workload_name": [NAME]}),
        (scenario(origins=[1]), {"scenario.origins": ["Origins are an object: the words for each input."]}),
        (
            scenario(origins={str(number): "x" for number in range(MOST_ORIGINS + 1)}),
            {"scenario.origins": ["Origins are an object: the words for each input."]},
        ),
        (scenario(saved_on="x"), {"saved_on": [DAY_SUCH_AS]}),
        (scenario(notes={"a": 1}), {"scenario.notes": ["Notes are a short list of field and message."]}),
        (
            scenario(notes=[["a", "b"]] * (MOST_NOTES + 1)),
            {"scenario.notes": ["Notes are a short list of field and message."]},
        ),
        (scenario(guesses={"seed": "x"}), {"scenario.guesses": ["The seed is a whole number."]}),
        (
            scenario(exchange={"currency": "USD"}),
            {"scenario.exchange": ["A currency other than the dollar has three letters, such as EUR."]},
        ),
        (
            {"worth_changes": [5]},
            {"worth_changes": ["Changed figures are an object: five factors per question and line."]},
        ),
        (
            {"worth_changes": {"q7.tokens": ["x"], "y" * 70: ["1/0"], "q8.tokens": 5}},
            {
                "worth_changes": [
                    "q7.tokens: give five factors.",
                    f"{'y' * 60}: give five factors.",
                    "q8.tokens: give five factors.",
                ]
            },
        ),
        ({"worth_changes": {"q7.build": ["1"] * 5}}, {"worth_changes": ["q7 build: there is no such row."]}),
        ({"minimum_review_rate": "1.01"}, {"minimum_review_rate": ["Enter a number from 0 to 1."]}),
        ({"minimum_review_rate": -1}, {"minimum_review_rate": ["Enter a number from 0 to 1."]}),
        ({"minimum_review_rate": "x"}, {"minimum_review_rate": ["Enter a number, such as 1200 or 0.05."]}),
        ({"day_cost": 100_001}, {"day_cost": ["Enter a number from 0 to 100,000."]}),
        (
            {"day_cost": "", "paper": "", "made_on": "x"},
            {
                "made_on": [DAY_SUCH_AS, MADE_ON],
                "paper": ["The paper is A4 or Letter."],
                "day_cost": ["This is empty: enter a value or leave the field out."],
            },
        ),
    ],
)
def test_each_fault_is_said_at_its_field(fields: dict[str, object], said: dict[str, list[str]]) -> None:
    assert errors(**fields) == said


@pytest.mark.parametrize("data", [None, [], "x"])
def test_what_is_no_object_is_refused(data: object) -> None:
    with pytest.raises(SourceErrors) as refused:
        parse_source(data)

    assert refused.value.errors == {"__all__": ["The data of a report is one JSON object."]}


@pytest.mark.parametrize(
    "fields",
    [
        {"paper": "A4"},
        {"minimum_review_rate": 0},
        {"minimum_review_rate": 1},
        {"day_cost": 0},
        {"day_cost": 100_000},
        {"worth_changes": None},
        assessment(workload_name="x" * 120),
        assessment(team={"raters": 1000, "spreads": {"q1": [0, 4]}}),
        assessment(team=None, team_name=None, finished_on=None),
        scenario(origins={str(number): "x" for number in range(MOST_ORIGINS)}),
        scenario(notes=[["a", "b"]] * MOST_NOTES),
        scenario(notes=None, origins=None, guesses=None, exchange=None, saved_on=None),
    ],
)
def test_the_last_value_allowed_is_taken(fields: dict[str, Any]) -> None:
    assert parse_source({**WRITTEN, **fields}).made_on == DAY


def test_words_of_others_are_cleaned_and_cut_and_flags_are_only_true() -> None:
    found = parse_source(
        {
            **WRITTEN,
            **scenario(
                origins={"x" * 70: "y\u202ez" + "w" * 400},
                notes=[["n" * 70, "m" * 2100], ["a\u202eb", "c\u202ed"], "none", ["too", "many", "parts"]],
                name="De\u202esk",
            ),
            "example": 1,
            "imported": "yes",
        }
    )

    assert found.costed is not None
    assert found.costed.origins == {"x" * 60: "yz" + "w" * 298}
    assert found.costed.notes == (Note("n" * 60, "m" * LONGEST_MESSAGE), Note("ab", "cd"))
    assert found.costed.name == "Desk"
    assert (found.example, found.imported) == (False, False)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("13/10", Fraction(13, 10)),
        ("1.3", Fraction(13, 10)),
        ("1.25/5", Fraction(1, 4)),
        (2, Fraction(2)),
        ("1" * 31, Fraction(int("1" * 31))),
    ],
)
def test_a_factor_is_read_as_a_ratio_or_as_typed(written: object, value: Fraction) -> None:
    assert ratio(written) == value


@pytest.mark.parametrize("written", ["", "1e5", "1,3", "-1", "1" * 32, True, 1.5, None])
def test_what_is_no_factor_is_refused(written: object) -> None:
    with pytest.raises(ValueError, match=r"^" + (written if isinstance(written, str) else "") + r"$"):
        ratio(written)


def test_a_file_of_others_brings_figures_and_nothing_that_only_this_site_can_say() -> None:
    found = from_a_file(WHOLE, date(2026, 12, 1))

    assert found == Source(
        made_on=date(2026, 12, 1),
        assessed=Assessed(WHOLE.assessed.sheet, "Claims", "Care team") if WHOLE.assessed else None,
        costed=Costed(
            workload(SMALL),
            "Desk",
            "Support desk",
            dict.fromkeys(workload(SMALL).as_json(), "from the imported file"),
            guessed=WHOLE.costed.guessed if WHOLE.costed else Guessed(),
            exchange=WHOLE.costed.exchange if WHOLE.costed else None,
        ),
        worth_changes=WHOLE.worth_changes,
        minimum_review_rate=WHOLE.minimum_review_rate,
        day_cost=WHOLE.day_cost,
        paper="Letter",
        example=False,
        imported=True,
        not_taken=("made_on", "example", "dates", "team", "origins", "notes"),
    )
    assert from_a_file(Source(DAY), DAY) == Source(DAY, imported=True)
