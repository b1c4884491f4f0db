"""The instrument: frozen, checked, and side by side with a second version."""

import hashlib
import shutil
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from django.utils import translation

from assessment.domain import questionnaire
from assessment.domain.questionnaire import STAGES, InstrumentError, UnknownVersionError, load, versions

VERSION_1_RULES = "fc0bcadad51df3ea208aa9f4890a9ba7bf9d9cba428298194833dfaa74af1442"
VERSION_1_ENGLISH = "c147b6440263ee1b0808b279ca790066806d2b44ad3eae04b3c73169917943a6"


def test_version_one_is_frozen() -> None:
    """A published version never changes: publish version 2 instead of mending this test."""
    folder = questionnaire.FOLDER / "1"

    assert hashlib.sha256((folder / "rules.toml").read_bytes()).hexdigest() == VERSION_1_RULES
    assert hashlib.sha256((folder / "en.toml").read_bytes()).hexdigest() == VERSION_1_ENGLISH


def test_fifteen_questions_stand_in_five_dimensions_of_three() -> None:
    instrument = load("1")

    assert instrument.keys == tuple(f"q{number}" for number in range(1, 16))
    assert [dimension.questions for dimension in instrument.dimensions] == [
        tuple(f"q{number}" for number in range(first, first + 3)) for first in (1, 4, 7, 10, 13)
    ]
    assert [(stage.key, stage.floor) for stage in instrument.stages] == list(
        zip(STAGES, (0, 20, 40, 60, 80), strict=True)
    )


def test_the_unit_cost_is_the_gate_and_four_questions_may_not_apply() -> None:
    questions = load("1").questions

    assert [question.key for question in questions if question.gate] == ["q4"]
    assert [question.key for question in questions if question.na_allowed] == ["q7", "q10", "q11", "q12"]


def test_six_questions_enable_and_nine_carry_figures() -> None:
    enabling = [question.key for question in load("1").questions if question.enables]

    assert enabling == ["q1", "q2", "q4", "q5", "q6", "q15"]
    assert load("1").question("q9").worth["retries"] == tuple(map(Decimal, ("4", "3", "2", "1.4", "1")))


def test_no_level_gives_away_points_or_stages() -> None:
    names = [stage.name.lower() for stage in load("1").stages]
    texts = [text.lower() for question in load("1").questions for text in (question.text, *question.levels)]

    assert [text for text in texts for name in names if name in text.split()] == []


def test_a_loaded_instrument_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        load("1").question("q9").worth["retries"] = ()  # type: ignore[index]


def test_the_wording_is_that_of_the_language_spoken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "questionnaires"
    shutil.copytree(questionnaire.FOLDER / "1", folder / "1")
    english = (folder / "1" / "en.toml").read_text(encoding="utf-8")
    (folder / "1" / "de.toml").write_text(english.replace("Invisible", "Unsichtbar"), encoding="utf-8")
    monkeypatch.setattr(questionnaire, "FOLDER", folder)

    with translation.override("de-at"):
        german = load("1")

    assert (german.language, german.stage("invisible").name) == ("de", "Unsichtbar")
    assert load("1").stage("invisible").name == "Invisible"


def test_a_language_without_a_file_falls_back_to_english() -> None:
    assert load("1", "xx").language == "en"
    assert load("1", "../en").language == "en"


@pytest.mark.parametrize("version", ["", "3", "..", "1/../1", "__pycache__"])
def test_a_version_that_was_never_published_is_unknown(version: str) -> None:
    with pytest.raises(UnknownVersionError):
        load(version)


def test_a_second_version_stands_beside_the_first(second_version: None) -> None:
    assert versions() == ("1", "2")
    assert questionnaire.current().version == "2"
    assert load("2").keys == (*(f"q{number}" for number in range(1, 13)), "q16", "q14", "q15")
    assert load("1").keys[12] == "q13"


def broken(tmp_path: Path, mend: Callable[[str], str], name: str) -> None:
    shutil.copytree(questionnaire.FOLDER / "1", tmp_path / "1")
    file = tmp_path / "1" / name
    before = file.read_text(encoding="utf-8")
    file.write_text(mend(before), encoding="utf-8")
    assert file.read_text(encoding="utf-8") != before


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("rules.toml", '["q13", "q14", "q15"]', '["q13", "q14"]'),
        ("rules.toml", '["q13", "q14", "q15"]', '["q13", "q14", "q1"]'),
        ("rules.toml", "tracked = 20", "tracked = 50"),
        ("rules.toml", "tracked = 20", "traced = 20"),
        ("rules.toml", 'question = "q4"', 'question = "q10"'),
        ("rules.toml", 'question = "q4"', 'question = "q44"'),
        ("rules.toml", '"1.30", "1.20"', '"0", "1.20"'),
        ("rules.toml", '"1.30", "1.20"', '"1.30"'),
        ("rules.toml", '"1.30", "1.20"', '"much", "1.20"'),
        ("rules.toml", 'q1 = "M"', 'q1 = "XL"'),
        ("rules.toml", "per_dimension = 1", "per_dimension = 3"),
        ("en.toml", '    "No.",\n', ""),
        (
            "en.toml",
            "Who answers for cost per unit?",
            "Which monthly costs of this workload can you put a figure on today?",
        ),
        ("en.toml", 'topic = "Forecast"\n', ""),
        ("en.toml", "[questions.q15]", "[questions.q17]"),
        ("en.toml", "title =", "title"),
    ],
)
def test_an_unusable_instrument_is_refused_at_start(
    name: str, old: str, new: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if "per_dimension" in old:
        broken(
            tmp_path,
            lambda text: text.replace(old, new).replace('"q7", "q10"', '"q7", "q8", "q9", "q10"'),
            name,
        )
    else:
        broken(tmp_path, lambda text: text.replace(old, new), name)
    monkeypatch.setattr(questionnaire, "FOLDER", tmp_path)

    with pytest.raises(InstrumentError):
        load("1")
