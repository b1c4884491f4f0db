"""The command line: what comes out for what goes in, a bad line included."""

import json
import subprocess
import sys
import time
from io import BytesIO, StringIO
from pathlib import Path

import pytest

from assessment.__main__ import answer
from runrate.core.json_input import answer_lines
from tests.assessment.sheets import as_posted

ROOT = Path(__file__).parents[2]


def answers_to(*lines: bytes) -> tuple[int, list[dict[str, object]]]:
    target = StringIO()
    code = answer_lines(answer, BytesIO(b"\n".join(lines)), target)
    return code, [json.loads(line) for line in target.getvalue().splitlines()]


def line(*, level: object = 3, **answers: object) -> bytes:
    return json.dumps(as_posted(level, **answers)).encode()


def test_each_line_gets_its_result_in_order_and_blank_lines_are_skipped() -> None:
    code, found = answers_to(line(level=1), b"", b"  \r", line(level=4))

    assert code == 0
    assert [result["score"] for result in found] == ["25.0", "100.0"]


def test_a_bad_line_has_its_errors_and_the_rest_go_on() -> None:
    code, found = answers_to(line(q3=5), line(level=0))

    assert code == 1
    assert list(found[0]) == ["errors"]
    assert list(found[0]["errors"]) == ["q3"]  # type: ignore[call-overload]
    assert found[1]["stage"] == "invisible"


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"{", "This is not JSON."),
        (b"[]", "This is not a JSON object."),
        (b"\xff{}", "This is not UTF-8 text."),
        (b"[" * 60_000, "This is nested too deeply."),
        (b'{"version": "1", "version": "1"}', "The same field is given more than once: version."),
        (b'{"version": "1", "answers": {"q1": 1, "q1": 4}}', "The same field is given more than once: q1."),
        (b'{"version": "1"' + b" " * 65_536 + b"}", "This is longer than 64 kB."),
        (b" " * 65_540 + b"{}", "This is longer than 64 kB."),
    ],
    ids=["broken", "array", "bytes", "deep", "twice", "twice inside", "long", "long and blank at first"],
)
def test_an_unreadable_line_is_an_error_of_the_whole_line(body: bytes, message: str) -> None:
    code, found = answers_to(body, line(level=2))

    assert code == 1
    assert found[0] == {"errors": {"__all__": [message]}}
    assert found[1]["score"] == "50.0"


def test_the_command_starts_quickly_and_imports_no_framework() -> None:
    started = time.perf_counter()
    ran = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "assessment"],
        input=line(level=2), capture_output=True, cwd=ROOT, check=True,
    )  # fmt: skip
    took = time.perf_counter() - started

    assert json.loads(ran.stdout)["score"] == "50.0"
    assert [
        name for name in ("django", "ninja", "babel", "crispy_forms") if name in ran.stderr.decode()
    ] == []
    assert took < 2.5  # a quarter second on an idle machine; ten times that on a busy one


def test_a_reader_who_leaves_early_causes_no_traceback() -> None:
    many = b"\n".join([line()] * 2000)
    command = f"{sys.executable} -m assessment | head -1"

    ran = subprocess.run(["sh", "-c", command], input=many, capture_output=True, cwd=ROOT, check=True)

    assert ran.stderr == b""
    assert json.loads(ran.stdout)["score"] == "75.0"


@pytest.mark.parametrize(("argument", "code"), [("--help", 0), ("-h", 0), ("sheets.jsonl", 2)])
def test_help_says_what_is_read_and_any_other_argument_is_refused_with_it(argument: str, code: int) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "assessment", argument], capture_output=True, cwd=ROOT, text=True, check=False
    )

    said, silent = (ran.stderr, ran.stdout) if code else (ran.stdout, ran.stderr)
    assert (ran.returncode, silent) == (code, "")
    assert said.startswith("usage: python -m assessment <")
    assert "Reads answer sheets from standard input, one JSON object per line" in said
