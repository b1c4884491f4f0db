"""docs/api.md: its examples run and answer as shown, and its tables name all there is and no more."""

import json
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client

from calculator import api_usage_schema
from calculator.domain.fields import FIELDS, OTHER_LINE_FIELDS, STEP_FIELDS
from runrate.api import api
from runrate.core.json_input import DEEPEST, LONGEST_BODY
from runrate.limits.web import AddressThrottle

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parent.parent
TEXT = (ROOT / "docs/api.md").read_text("utf-8")
EXAMPLES = re.findall(r"^```sh\n(.+?)\n```\n\n```json\n(.+?)\n```", TEXT, re.MULTILINE | re.DOTALL)


def answer(command: str, client: Client) -> Any:
    """What a documented command gets: curl asks the test client, a pipe runs the command line itself."""
    if command.startswith("curl "):
        return asked(shlex.split(command)[1:], client)
    echo, _, program = command.rpartition(" | ")
    words, typed = shlex.split(program), shlex.split(echo) or ["echo", ""]
    assert (words[0], typed[0]) == ("python3", "echo")
    run = subprocess.run(
        [sys.executable, *words[1:]],
        input=typed[1],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return json.loads(run.stdout)


def asked(words: list[str], client: Client) -> Any:
    """The few options of curl that the page uses."""
    address, body = "", None
    while words:
        word = words.pop(0)
        if word == "-d":
            body = words.pop(0)
        elif word == "-H":
            assert words.pop(0) == "Content-Type: application/json"
        elif word != "-s":
            parts = urlsplit(word)
            assert (parts.scheme, parts.netloc) == ("http", "localhost:8000")
            address = f"{parts.path}?{parts.query}"
    if body is None:
        return client.get(address).json()
    return client.post(address, body, content_type="application/json").json()


def test_every_block_of_commands_shows_its_answer() -> None:
    assert len(EXAMPLES) == TEXT.count("```sh") == TEXT.count("```json") == 13


@pytest.mark.parametrize(("command", "shown"), EXAMPLES, ids=[command[:60] for command, _ in EXAMPLES])
def test_an_example_answers_as_shown(command: str, shown: str, client: Client) -> None:
    found, expected = answer(command, client), json.loads(shown)

    assert {name: found.get(name, "not there") for name in expected} == expected


def test_every_call_has_its_row_and_its_section() -> None:
    paths = api.get_openapi_schema()["paths"]
    calls = {f"{method.upper()} {path}" for path, methods in paths.items() for method in methods}

    assert set(re.findall(r"^\| `((?:GET|POST) /api/\S+)` \|", TEXT, re.MULTILINE)) == calls
    assert set(re.findall(r"^## ((?:GET|POST) /api/\S+)$", TEXT, re.MULTILINE)) == calls


def test_every_parameter_is_named() -> None:
    operations = [each for methods in api.get_openapi_schema()["paths"].values() for each in methods.values()]
    names = {parameter["name"] for each in operations for parameter in each.get("parameters", [])}

    assert {name for name in names if f"`{name}`" not in TEXT} == set()


def test_every_field_of_a_workload_has_its_row_with_its_default_and_bounds() -> None:
    rows = re.findall(r"^\| `(\w+)` \| [^|]+ \| (\S+) \| ([^|]*)\|$", TEXT, re.MULTILINE)

    def bounds(field: Any) -> str:
        said = ["above 0"] * field.above_zero + ["whole"] * field.whole
        return ", ".join([*said, *([f"at most {field.highest}"] if field.highest else [])])

    expected = [
        (field.name, "none" if field.default is None else str(field.default), bounds(field))
        for field in (*FIELDS, *STEP_FIELDS, *OTHER_LINE_FIELDS)
    ]
    assert [(name, default, said.strip()) for name, default, said in rows] == expected


def test_the_limits_are_the_ones_in_force() -> None:
    throttle = api.throttle[0] if isinstance(api.throttle, list) else api.throttle

    assert f"at most {LONGEST_BODY // 1024} kB, at most {DEEPEST} levels deep" in TEXT
    assert f"up to {api_usage_schema.LONGEST_BODY // 1024} kB" in TEXT
    assert f"at most {api_usage_schema.MOST_LINES:,} lines" in TEXT
    assert isinstance(throttle, AddressThrottle)
    assert (throttle.amount, throttle.seconds) == (120, 60)
    assert "120 calls per minute and address" in TEXT
