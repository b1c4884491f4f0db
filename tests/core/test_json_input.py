"""A body of a size that is let in costs a blink to refuse, whatever stands in it."""

import gc
import time
from contextlib import suppress

import pytest
from django.test import Client

from runrate.core import json_input

SIZE = json_input.LONGEST_BODY
BLINK = 0.25
"""Seconds. The first two took 13 s each, which held every other thread of the process."""
BODIES = {
    "quotes that never close": b'"' + b'\\"' * (SIZE // 2 - 1),
    "quotes in quotes": b'{"a":"' + b'\\"' * (SIZE // 2 - 8),
    "backslashes": b'"' + b"\\" * (SIZE - 1),
    "quotes alone": b'"' * SIZE,
    "brackets": b"[" * SIZE,
    "brackets and quotes": b'["' * (SIZE // 2),
    "nothing but colons": b"{" + b":" * (SIZE - 1),
    "an endless number": b'{"a":' + b"9" * (SIZE - 6) + b"}",
    "spaces": b'{"a"' + b" " * (SIZE - 4),
    "half letters": b'{"a":"' + b"\\ud800" * (SIZE // 6 - 3) + b'"}',
    "many names": b"{" + b",".join(b'"%d":1' % number for number in range(6000)) + b"}",
}


def _seconds(body: bytes) -> float:
    """Of the body alone: a round of the collector over all that other tests have left is none of it."""
    gc.disable()
    try:
        began = time.process_time()
        with suppress(json_input.BodyError):
            json_input.read_object(body)
        return time.process_time() - began
    finally:
        gc.enable()


@pytest.mark.parametrize("name", BODIES)
def test_no_body_costs_more_than_a_blink(name: str) -> None:
    assert len(BODIES[name]) <= SIZE

    assert _seconds(BODIES[name]) < BLINK


@pytest.mark.parametrize(
    ("body", "deep"),
    [
        (b'{"a":"b[[[\\"[[c","d":[1]}', False),
        (b"[[[[", True),
        (b'["[[[[', False),
        (b'"\\\\"[[[[', True),
        (b'"a\\"[[[["', False),
        (b'"a\nb[[[["', False),
    ],
)
def test_only_brackets_outside_of_strings_are_counted(body: bytes, deep: bool) -> None:
    assert json_input._too_deep(body, 3) is deep  # the part that used to cost


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/api/v1/estimates", "/api/v1/scores"])
def test_the_api_refuses_them_as_fast(client: Client, address: str) -> None:
    client.post(address, b"{}", content_type="application/json")  # the first of a process builds the API
    began = time.process_time()

    answer = client.post(address, BODIES["quotes that never close"], content_type="application/json")

    assert answer.status_code == 422
    assert time.process_time() - began < 2 * BLINK
