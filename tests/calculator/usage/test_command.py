"""`python -m calculator usage`: a line of JSON for each file, on a bare Python."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from calculator.usage import command
from calculator.usage.exports import read_file
from tests.calculator.usage.expected import EXPECTED, SAMPLES

ROOT = Path(__file__).resolve().parents[3]


def run(*arguments: str) -> tuple[int, list[dict[str, Any]]]:
    target = io.StringIO()
    code = command.run(arguments, target)
    return code, [json.loads(line) for line in target.getvalue().splitlines()]


def test_each_file_has_its_line_in_order() -> None:
    names = sorted(EXPECTED)

    code, found = run(*(str(SAMPLES / name) for name in names))

    assert code == 0
    assert [each["format"] for each in found] == [EXPECTED[name]["format"] for name in names]
    assert [each["file"] for each in found] == [name.removesuffix(".gz") for name in names]


def test_the_keys_are_those_that_were_promised() -> None:
    _code, [found] = run(str(SAMPLES / "anthropic-console-cost.csv"))

    assert {
        name: found[name] for name in ("file", "format", "period", "rows", "refused", "months", "money")
    } == {
        "file": "anthropic-console-cost.csv",
        "format": "anthropic-console-cost",
        "period": {"first": "2026-10-01", "last": "2026-10-01", "zone": "UTC"},
        "rows": {"read": 6, "taken": 6, "set_aside": 0, "refused": 0},
        "refused": [],
        "months": ["2026-10"],
        "money": {"billed": {"USD": "0.9855"}, "list": {"USD": "1.095"}},
    }
    assert {
        "tokens",
        "shares",
        "models",
        "calls",
        "failed",
        "error_rate",
        "units_seen",
        "per_call",
    } <= found.keys()
    assert {"notes", "lines"} <= found.keys()


def test_a_file_that_is_refused_whole_has_a_line_that_says_why_and_the_rest_go_on(tmp_path: Path) -> None:
    empty = tmp_path / "empty.csv"
    empty.touch()

    code, found = run(str(empty), str(tmp_path / "none.csv"), str(SAMPLES / "cursor-usage-events.csv"))

    assert code == 1
    assert found[:2] == [
        {"file": "empty.csv", "error": "This file is empty."},
        {"file": "none.csv", "error": "No such file or directory"},
    ]
    assert found[2]["format"] == "cursor-usage-events"


def test_a_fault_in_one_file_is_a_refusal_of_that_file_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = tmp_path / "bad.csv"

    def failing(path: Path, *rest: Any, **more: Any) -> Any:
        if path == bad:
            raise ZeroDivisionError
        return read_file(path, *rest, **more)

    monkeypatch.setattr(command, "read_file", failing)
    code, found = run(str(bad), str(SAMPLES / "cursor-usage-events.csv"))

    assert code == 1
    assert found[0] == {
        "file": "bad.csv",
        "error": "Something unexpected went wrong while this file was read.",
    }
    assert found[1]["format"] == "cursor-usage-events"


@pytest.mark.parametrize(
    "content",
    ["x" * 200_000 + "\n1\n", "a,b\r1,2\r", '"a\rb",c\n1,2\n', "a,b" + "x" * 5_000_000],
)
def test_a_first_line_that_nobody_can_read_leaves_the_next_file_alone(tmp_path: Path, content: str) -> None:
    odd = tmp_path / "odd.csv"
    odd.write_text(content, newline="")
    csv.field_size_limit(131_072)  # as a process begins

    code, found = run(str(odd), str(SAMPLES / "cursor-usage-events.csv"))

    assert (code, [each.get("format") for each in found]) == (1, [None, "cursor-usage-events"])
    assert "unexpected" not in str(found[0]["error"])


def test_slices_and_months_are_chosen() -> None:
    _code, [found] = run("--by", "app, account", "--months", "2026-10", str(SAMPLES / "aws-cur2-bedrock.csv"))
    _code, [none] = run("--months", "2026-09", str(SAMPLES / "aws-cur2-bedrock.csv"))

    assert found["lines"][0]["slice"] == {"app": "ticket-bot", "account": "000000000042"}
    assert (none["rows"]["taken"], none["set_aside"]["another month"]) == (0, 8)


@pytest.mark.parametrize("month", ["2026-13", "October", "2026-1"])
def test_a_month_that_is_none_is_refused_by_its_option(
    month: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        run("--months", month, "x")

    assert ended.value.code == 2
    assert "--months" in capsys.readouterr().err


def test_a_table_of_ones_own_is_read_by_its_mapping(tmp_path: Path) -> None:
    table, columns = tmp_path / "mine.csv", tmp_path / "columns.json"
    table.write_text("Day,Cost\n2026-10-01,2.5\n")
    columns.write_text('{"columns": {"date": "Day", "billed": "Cost"}}')

    _code, [found] = run("--columns", str(columns), str(table))

    assert (found["format"], found["money"]) == ("own-columns", {"billed": {"USD": "2.5"}})


@pytest.mark.parametrize("text", ["{", "{}", '{"columns": {"date": 5}}'])
def test_a_mapping_that_is_none_is_refused_by_its_option(
    tmp_path: Path, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    columns = tmp_path / "columns.json"
    columns.write_text(text)

    with pytest.raises(SystemExit):
        run("--columns", str(columns), "x")

    assert "--columns" in capsys.readouterr().err


def test_its_own_answer_is_a_file_that_it_reads_to_the_same_sums(tmp_path: Path) -> None:
    names = [str(SAMPLES / name) for name in EXPECTED]
    _code, first = run("--by", "app,project", *names)
    answer = tmp_path / "answer.json"
    answer.write_text("".join(json.dumps(each) + "\n" for each in first))

    code, again = run("--by", "app,project", str(answer))

    assert code == 0
    for one, other in zip(first, again, strict=True):
        same = (
            "file",
            "format",
            "period",
            "rows",
            "tokens",
            "shares",
            "models",
            "calls",
            "money",
            "lines",
            "days",
            "notes",
        )
        assert {name: other[name] for name in same} == {name: one[name] for name in same}
        assert (other["units_seen"], other["usable"]) == (one["units_seen"], one["usable"])


def test_it_runs_without_an_installed_package() -> None:
    probe = (
        "import sys, runpy\n"
        "sys.argv = ['calculator', 'usage', *sys.argv[1:]]\n"
        "try:\n    runpy.run_module('calculator', run_name='__main__')\n"
        "except SystemExit as ended:\n    assert ended.code == 0\n"
        "print(sorted({name.partition('.')[0] for name in sys.modules} - sys.stdlib_module_names))\n"
    )
    names = [str(SAMPLES / name) for name in EXPECTED]
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r})\n{probe}", *names],
        capture_output=True,
        text=True,
        check=True,
    )

    outside = {name for name in eval(done.stdout.splitlines()[-1]) if not name.startswith("_")}  # noqa: S307
    assert outside <= {"calculator", "runrate"}
    assert len(done.stdout.splitlines()) == len(names) + 1


def test_a_usage_and_a_cost_of_different_days_are_told_beside_their_answers(
    capsys: pytest.CaptureFixture[str],
) -> None:
    usage, cost = SAMPLES / "openai-usage-completions.json", SAMPLES / "openai-dashboard-cost.csv"

    run(str(SAMPLES / "openai-dashboard-usage.csv"), str(cost))
    same = capsys.readouterr().err
    run(str(usage), str(cost))

    assert same == ""
    assert capsys.readouterr().err == (
        "openai-usage-completions.json, openai-dashboard-cost.csv: The usage and the cost do not agree. "
        "Days: 2026-10-01/2026-10-02 in the usage, 2026-10-01/2026-10-01 in the cost. Money and tokens of "
        "different days make no price, so nothing is calculated from both: export both for the same days.\n"
    )


def test_a_usage_and_a_cost_that_have_not_just_the_same_say_how_far_prices_are_off(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cost = (SAMPLES / "openai-dashboard-cost.csv").read_text()
    (tmp_path / "cost.csv").write_text(cost.replace("usd,8720,", "usd,9000,"))

    run(str(SAMPLES / "openai-dashboard-usage.csv"), str(tmp_path / "cost.csv"))

    said = capsys.readouterr().err
    assert "too high" in said
    assert "do not agree" not in said
