"""`python -m calculator`: JSON lines in, JSON lines out."""

import json
import resource
import subprocess
import sys
from typing import Any

import pytest

GOOD: dict[str, Any] = {
    "input_tokens": 5000,
    "output_tokens": 2000,
    "input_price": 3,
    "output_price": 15,
    "units_per_month": 2200,
}


def run(source: bytes) -> tuple[int, list[dict[str, Any]]]:
    done = subprocess.run(
        [sys.executable, "-m", "calculator"], input=source, capture_output=True, check=False
    )
    assert done.stderr == b""
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()]


def line(**fields: object) -> bytes:
    return json.dumps(GOOD | fields).encode() + b"\n"


def test_estimates_come_in_the_order_of_the_workloads_and_blank_lines_are_skipped() -> None:
    code, found = run(line() + b"\n  \r\n" + line(units_per_month="0.5"))

    assert code == 0
    assert [estimate["total_monthly"] for estimate in found] == ["99", "0.0225"]
    assert found[0]["lines"][0] == {
        "key": "tokens",
        "name": "Tokens",
        "visible": True,
        "monthly": "99",
        "share": "1",
        "entered": True,
    }


def test_a_bad_line_is_answered_in_place_and_the_rest_go_on() -> None:
    code, found = run(line() + b"nonsense\n" + line(review_rate=1.2) + line())

    assert code == 1
    assert [list(answer) == ["errors"] for answer in found] == [False, True, True, False]
    assert list(found[1]["errors"]) == ["__all__"]
    assert list(found[2]["errors"]) == ["review_rate"]


def test_what_is_no_workload_at_all_is_a_whole_line_error() -> None:
    bad = [
        b'{"input_tokens": 1, "input_tokens": 2}',
        b'"text"',
        b"[1, 2]",
        b"\xff\xfe{}",
        b'{"unit_name": "' + b"x" * 70_000 + b'"}',
        b"[" * 30_000,
        b'{"a": ' * 9_000 + b"1" + b"}" * 9_000,
        b"{} {}",
    ]

    code, found = run(b"\n".join(bad))

    assert code == 1
    assert [list(answer["errors"]) for answer in found] == [["__all__"]] * len(bad)


def test_a_line_of_exactly_64_kb_is_read_and_one_byte_more_is_not() -> None:
    padding = 64 * 1024 - len(json.dumps(GOOD))
    fits = json.dumps(GOOD).encode() + b" " * padding

    code, found = run(fits + b"\n" + fits + b" \n" + fits)

    assert code == 1
    assert ["errors" in answer for answer in found] == [False, True, False]


def test_json_numbers_are_judged_as_written() -> None:
    text = json.dumps(GOOD)[:-1]
    bad = ["NaN", "-Infinity", "1e400", "1" * 31, "true", "-1"]

    code, found = run("\n".join(f'{text}, "build_cost": {number}}}' for number in bad).encode())

    assert code == 1
    assert [list(answer["errors"]) for answer in found] == [["build_cost"]] * len(bad)


def test_a_model_is_refused_by_naming_the_price_fields() -> None:
    _, found = run(line(model="o3", priced_on="2025-06-09"))

    assert set(found[0]["errors"]) == {"model", "priced_on"}
    assert "input_price" in found[0]["errors"]["model"][0]


def test_a_hundred_retries_of_thirty_digits_are_spelled_to_the_last_digit() -> None:
    code, found = run(line(retry_rate="0.123456789012345678901234567891", max_retries=100))

    assert code == 1  # 31 digits
    code, found = run(line(retry_rate="0.12345678901234567890123456789", max_retries=100))
    assert code == 0
    assert len(found[0]["attempts_per_unit"]) == 2 + 100 * 29


def test_it_starts_without_django_or_third_parties_in_the_time_of_a_few_bare_starts() -> None:
    probe = (
        "import sys, runpy\n"
        "sys.stdin = open('/dev/null')\n"
        "try:\n    runpy.run_module('calculator', run_name='__main__')\n"
        "except SystemExit:\n    pass\n"
        "print(sorted({name.partition('.')[0] for name in sys.modules} - sys.stdlib_module_names))\n"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    times, bare = [], []
    for _ in range(5):
        start = processor_time_of_children()
        run(b"")
        between = processor_time_of_children()
        subprocess.run([sys.executable, "-c", "import decimal, fractions, json"], check=True)
        times.append(between - start)
        bare.append(processor_time_of_children() - between)

    outside = {
        name for name in json.loads(done.stdout.replace("'", '"')) if not name.startswith(("_", "pytest"))
    }
    assert outside <= {"calculator", "runrate", "sitecustomize"}
    assert min(times) < 7 * min(bare)


def processor_time_of_children() -> float:
    """Seconds; a clock on the wall would also count what else the machine is doing."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@pytest.mark.parametrize(("argument", "code"), [("--help", 0), ("-h", 0), ("sheets.jsonl", 2)])
def test_help_says_what_is_read_and_any_other_argument_is_refused_with_it(argument: str, code: int) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "calculator", argument], capture_output=True, text=True, check=False
    )

    said, silent = (ran.stderr, ran.stdout) if code else (ran.stdout, ran.stderr)
    assert (ran.returncode, silent) == (code, "")
    assert said.startswith("usage: python -m calculator <")
    assert "Reads workloads from standard input, one JSON object per line" in said
