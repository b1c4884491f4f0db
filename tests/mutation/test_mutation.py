"""`make mutate`: which tests hold a module, what a run comes to, and when it is refused."""

import json
from pathlib import Path

import pytest

from tests.mutation import __main__ as command
from tests.mutation import outcome, workspace
from tests.mutation.outcome import Outcome, Survivor
from tests.mutation.workspace import held_by, modules_of

SETTINGS = '[tool.mutation.also]\n"runrate/reports/domain/**" = ["tests/reports/test_whole*.py"]\n'


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with a few test files and one rule beside the mirror."""
    for name in (
        "calculator/domain/test_costs.py",
        "calculator/domain/test_costs_whole.py",
        "calculator/domain/test_costly.py",
        "reports/domain/sections/test_method.py",
        "reports/test_whole_reports.py",
    ):
        file = tmp_path / "tests" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
    (tmp_path / "pyproject.toml").write_text(SETTINGS, "utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("module", "tests"),
    [
        (
            "calculator/domain/costs.py",
            ["tests/calculator/domain/test_costs.py", "tests/calculator/domain/test_costs_whole.py"],
        ),
        (
            "runrate/reports/domain/sections/method.py",
            ["tests/reports/domain/sections/test_method.py", "tests/reports/test_whole_reports.py"],
        ),
        ("calculator/domain/levers.py", []),
    ],
)
def test_a_module_is_held_by_the_mirrored_files_and_those_that_are_named(
    project: Path, module: str, tests: list[str]
) -> None:
    assert held_by(Path(module), root=project) == tests


def test_a_folder_is_its_modules_and_a_stranger_is_refused() -> None:
    assert Path("calculator/domain/costs.py") in modules_of(["calculator/domain"])
    assert modules_of(["calculator/domain/costs.py"] * 2) == [Path("calculator/domain/costs.py")]
    for name in ("tests/flat.py", "calculator/domain/gone.py", "..", "/etc"):
        with pytest.raises(SystemExit, match="is no module or folder"):
            modules_of([name])


def test_a_module_without_a_test_file_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "held_by", lambda _module: [])

    with pytest.raises(SystemExit, match=r"^calculator/domain/costs\.py has no test file"):
        command.broken(Path("calculator/domain/costs.py"), processes=1, again=False, one_in=1)


MUTATED = """
def x_half__mutmut_orig(number):
    whole = number // 2
    return whole


def x_half__mutmut_1(number):
    whole = number / 2
    return whole
"""


def test_the_outcome_counts_each_way_to_end_and_shows_what_survived(tmp_path: Path) -> None:
    codes = {"a.x_half__mutmut_1": 0, "a.x_f__mutmut_1": 1, "a.x_f__mutmut_2": 3, "a.x_f__mutmut_3": -24}
    codes |= {"a.x_f__mutmut_4": 33}
    folder = tmp_path / "mutants"
    folder.mkdir()
    (folder / "a.py").write_text(MUTATED, "utf-8")
    (folder / "a.py.meta").write_text(
        json.dumps({"exit_code_by_key": {**codes, "a.x_f__mutmut_5": None}}), "utf-8"
    )

    found = outcome.read(tmp_path, Path("a.py"))

    assert (found.killed, found.timeouts, found.survived, found.made) == (2, 1, 2, 5)
    assert [(each.name, each.why) for each in found.survivors] == [
        ("a.x_half__mutmut_1", "survived"),
        ("a.x_f__mutmut_4", "no test reaches it"),
    ]
    assert found.survivors[0].diff.splitlines() == [
        " def f(number):",
        "-    whole = number // 2",
        "+    whole = number / 2",
        "     return whole",
    ]


def test_what_survived_is_tried_again_only_while_the_module_is_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for room in (outcome, workspace):
        monkeypatch.setattr(room, "ROOT", tmp_path)
    monkeypatch.setattr(workspace, "FOLDER", tmp_path)
    module = Path("costs.py")
    (tmp_path / module).write_text("one", "utf-8")
    found = Outcome(3, 1, (Survivor("costs.x_f__mutmut_1", "survived", "-a\n+b"),))

    before = outcome.last(module)
    outcome.note(module, found)
    same = outcome.last(module)
    (tmp_path / module).write_text("two", "utf-8")

    assert (before, same, outcome.last(module)) == (None, found, None)


def test_a_sample_is_chosen_by_the_last_digit() -> None:
    assert command.endings(1) == []
    assert command.endings(5) == ["*__mutmut_*1", "*__mutmut_*6"]
    assert len(command.endings(2)) == 5


@pytest.mark.parametrize(
    ("seen", "made", "percent"), [(9, 10, 90.0), (0, 0, 100.0), (0, 4, 0.0), (899, 1000, 89.9)]
)
def test_the_score_is_what_was_seen_of_what_was_made(seen: int, made: int, percent: float) -> None:
    assert command.score(seen, made) == pytest.approx(percent)


def test_a_real_run_breaks_a_module_and_counts_what_its_tests_see(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(workspace, "FOLDER", tmp_path)
    monkeypatch.setattr("sys.argv", ["mutate", "--one-in", "10", "assessment/domain/percentile.py"])

    ended = command.main()

    printed = capsys.readouterr().out.splitlines()
    assert printed[0].split() == ["module", "breaks", "killed", "timeouts", "survived", "score", "time"]
    assert printed[1].split()[:5] == ["assessment/domain/percentile.py", "5", "5", "0", "0"]
    assert (printed[-1].split()[:3], ended) == (["all", "of", "them"], 0)
