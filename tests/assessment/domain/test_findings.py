"""All that follows from a sheet, as programs get it."""

from assessment.domain.findings import findings
from assessment.domain.questionnaire import load
from assessment.domain.scoring import Sheet, score
from tests.assessment.sheets import sheet


def test_a_scored_sheet_has_statements_steps_and_the_way_beside_its_result() -> None:
    answered = sheet(4, q13=3, q14="dk", q15=2)

    found = findings(answered)

    assert {name: found[name] for name in score(answered).as_json()} == score(answered).as_json()
    assert found["statements"]["control"] == (  # type: ignore[index]
        "The forecast came within 15%, with fixed and variable cost apart. "
        "It is not known what stops a runaway loop. A named owner answers for the cost per unit."
    )
    assert found["next_steps"] == [
        {"question": "q15", "from": 2, "to": 3},
        {"question": "q13", "from": 3, "to": 4},
        {"question": "q14", "from": None, "to": 0},
    ]
    assert found["way_up"] == [
        {"question": "q13", "from": 3, "to": 4},
        {"question": "q15", "from": 2, "to": 4},
    ]


def test_with_a_blank_nothing_is_said_and_nothing_advised() -> None:
    found = findings(Sheet("1", {"q1": 3}, {}))

    assert found["statements"] == dict.fromkeys(dimension.key for dimension in load("1").dimensions)
    assert (found["next_steps"], found["way_up"], found["weakest_dimensions"]) == ([], [], [])
