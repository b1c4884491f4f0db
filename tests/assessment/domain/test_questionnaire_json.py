"""A questionnaire as JSON holds everything that a person is shown of it."""

from assessment.domain.questionnaire import load
from assessment.domain.questionnaire_json import described

INSTRUMENT = load("1")


def test_each_question_is_whole() -> None:
    found = described(INSTRUMENT)["questions"][6]
    question = INSTRUMENT.question("q7")

    assert {**found, "worth": None} == {
        "key": "q7",
        "number": 7,
        "dimension": "run_efficiency",
        "topic": question.topic,
        "text": question.text,
        "evidence_hint": question.evidence_hint,
        "na_allowed": True,
        "gate": False,
        "unknown": "It is not known how the models were chosen.",
        "not_applicable": "Choosing a model does not apply.",
        "find_out": "Ask the workload's engineer which test chose the model of each step.",
        "effort": "M",
        "who": question.who,
        "levels": list(question.levels),
        "statements": list(question.statements),
        "advice": list(question.advice),
        "worth": None,
    }
    assert found["worth"] == {"tokens": ["1.90", "1.60", "1.30", "1.10", "1"]}


def test_stages_and_dimensions_stand_in_their_order() -> None:
    found = described(INSTRUMENT)

    assert [(each["key"], each["from_score"]) for each in found["stages"]] == [
        (stage.key, stage.floor) for stage in INSTRUMENT.stages
    ]
    assert [(each["key"], each["about"]) for each in found["dimensions"]] == [
        (dimension.key, dimension.about) for dimension in INSTRUMENT.dimensions
    ]
