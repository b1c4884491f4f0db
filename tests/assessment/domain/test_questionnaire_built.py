"""What is built from an instrument's files, and what is said of files that make none."""

import shutil
from pathlib import Path

import pytest

from assessment.domain import questionnaire
from assessment.domain.questionnaire import CapRules, InstrumentError, load, versions


def test_the_first_version_is_built_as_its_files_say() -> None:
    instrument = load("1")

    assert (instrument.version, instrument.language, instrument.na_per_dimension) == ("1", "en", 1)
    assert instrument.title == "AI cost maturity, in fifteen questions"
    assert instrument.instruction == (
        "Think of one AI workload, and answer for today unless the question names a period. The answers get "
        "stricter from top to bottom: pick the last one that is fully true."
    )
    assert instrument.caps == CapRules(
        weak_link_above=1,
        gate_question="q4",
        gate_level=2,
        gate_stage="allocated",
        unknowns=4,
        unknowns_stage="allocated",
    )
    assert [dimension.key for dimension in instrument.dimensions] == [
        "visibility",
        "unit_economics",
        "run_efficiency",
        "sticky_costs",
        "control",
    ]


def test_each_question_knows_its_number_its_dimension_and_whether_it_is_the_gate() -> None:
    instrument = load("1")

    assert [each.number for each in instrument.questions] == list(range(1, 16))
    assert [each.dimension for each in instrument.questions] == [
        dimension.key for dimension in instrument.dimensions for _question in range(3)
    ]
    assert {each.gate for each in instrument.questions if each.key != "q4"} == {False}
    assert instrument.question("q4").gate is True


def test_a_question_is_found_by_its_number_and_a_dimension_by_its_key() -> None:
    instrument = load("1")

    assert [instrument.numbered(number).key for number in (1, 2, 15)] == ["q1", "q2", "q15"]
    assert instrument.dimension("control").questions == ("q13", "q14", "q15")
    for number in (0, -1, 16):
        with pytest.raises(LookupError) as refused:
            instrument.numbered(number)
        assert refused.value.args == (number,)


def test_a_loaded_instrument_is_read_only_all_through() -> None:
    instrument = load("1")

    assert isinstance(instrument.questions[0].levels, tuple)
    with pytest.raises(TypeError):
        instrument.question("q9").worth["retries"] = ()  # type: ignore[index]


def test_versions_are_listed_by_number(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("10", "9", "1", "draft"):
        (tmp_path / name).mkdir()
    (tmp_path / "0").write_text("no folder", "utf-8")
    monkeypatch.setattr(questionnaire, "FOLDER", tmp_path)

    assert versions() == ("draft", "1", "9", "10")


def changed(folder: Path, name: str, *changes: tuple[str, str]) -> None:
    """The first version with other words in one of its files."""
    shutil.copytree(questionnaire.FOLDER / "1", folder / "1")
    file = folder / "1" / name
    text = file.read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    file.write_text(text, "utf-8")


FOUR_MAY_NOT_APPLY = ('"q7", "q10"', '"q7", "q8", "q9", "q10"')


@pytest.mark.parametrize(
    ("name", "changes", "promise"),
    [
        (
            "rules.toml",
            [('["q13", "q14", "q15"]', '["q13", "q14", "q1"]')],
            "no question stands in two dimensions",
        ),
        ("rules.toml", [('["q13", "q14", "q15"]', '["q13", "q14"]')], "there are 15 questions"),
        (
            "rules.toml",
            [("tracked = 20\nallocated = 40", "allocated = 20\ntracked = 40")],
            "the stages are invisible, tracked, allocated, optimized, governed",
        ),
        ("rules.toml", [("tracked = 20", "tracked = 50")], "bands rise from 0 to 100"),
        ("rules.toml", [("invisible = 0", "invisible = 1")], "bands rise from 0 to 100"),
        ("rules.toml", [("governed = 80", "governed = 101")], "bands rise from 0 to 100"),
        (
            "rules.toml",
            [("per_dimension = 1", "per_dimension = 3"), FOUR_MAY_NOT_APPLY],
            "run_efficiency keeps a question that applies",
        ),
        (
            "rules.toml",
            [('question = "q4"', 'question = "q10"')],
            "the gate is a question that always applies",
        ),
        (
            "en.toml",
            [
                (
                    "Who answers for cost per unit?",
                    "Which monthly costs of this workload can you put a figure on today?",
                )
            ],
            "no question is asked twice",
        ),
        ("rules.toml", [('q1 = "M"', 'q1 = "XL"')], "the effort of q1 is one of S, M, L"),
        ("rules.toml", [('"1.30", "1.20"', '"1.30"')], "q3 retries has a factor for each level"),
        (
            "rules.toml",
            [('"1.30", "1.20"', '"0", "1.20"')],
            "q3 retries has factors above 0, and 1 at the top",
        ),
        (
            "rules.toml",
            [('"1.03", "1"]', '"1.03", "2"]')],
            "q3 retries has factors above 0, and 1 at the top",
        ),
    ],
)
def test_files_that_make_no_instrument_are_refused_with_what_they_break(
    name: str,
    changes: list[tuple[str, str]],
    promise: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    changed(tmp_path, name, *changes)
    monkeypatch.setattr(questionnaire, "FOLDER", tmp_path)

    with pytest.raises(InstrumentError) as refused:
        load("1")

    assert str(refused.value) == f"questionnaire 1: {promise}"


@pytest.mark.parametrize(
    "changes",
    [
        [("governed = 80", "governed = 100")],
        [("per_dimension = 1", "per_dimension = 2"), FOUR_MAY_NOT_APPLY],
    ],
)
def test_the_last_files_that_make_an_instrument_are_taken(
    changes: list[tuple[str, str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed(tmp_path, "rules.toml", *changes)
    monkeypatch.setattr(questionnaire, "FOLDER", tmp_path)

    assert load("1").version == "1"
