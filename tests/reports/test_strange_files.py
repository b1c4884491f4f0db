"""Files that are no report of ours: refused in words, and at no cost to anybody else."""

import json
import resource
import zlib
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from runrate.reports.domain.inputs import SourceErrors
from runrate.reports.models import Report
from runrate.reports.rendering import attachment
from runrate.reports.rendering.document import attachment_of
from tests.reports.pdfs import pdf
from tests.reports.readers import SMALL, article
from tests.reports.strange import DATA, send

OWN_CPU = 0.25
"""Seconds of ours; what they stand in for took from two to two hundred. Room for a busy machine."""


CHILD_CPU = attachment.CPU_SECONDS


GIGABYTE = zlib.compress(zlib.compress(b"a" * 200_000_000))


PDFS = {
    "a filter that does not exist": pdf(b"x", b"/Filter /Nope"),
    "a number for a filter": pdf(b"x", b"/Filter 5"),
    "a picture's filter": pdf(b"xxxx", b"/Filter /JBIG2Decode"),
    "a row for each byte": pdf(
        zlib.compress(b"\0" * 8_000_000), b"/Filter /FlateDecode /DecodeParms << /Predictor 15 /Columns 1 >>"
    ),
    "much in little": pdf(zlib.compress(b"a" * 70_000_000), b"/Filter /FlateDecode"),
    "much in little, twice": pdf(GIGABYTE, b"/Filter [/FlateDecode /FlateDecode]"),
    "many filters": pdf(b"x", b"/Filter [" + b"/ASCIIHexDecode " * 5000 + b"]"),
    "deep": b"%PDF-1.7\n1 0 obj\n"
    + b"[" * 500_000
    + b"\nendobj\ntrailer << /Root 1 0 R >>\nstartxref\n9\n%%EOF",
    "nothing": b"%PDF-1.4 nothing",
}


LONG = "9" * 5000


NUMBERS: dict[str, Any] = {
    "a power": "1e100000000", "a power of a power": "1e400", "another": "1e5000", "digits": LONG,
    "digits after the point": f"0.{LONG}", "a fraction": f"{LONG}/{LONG}", "a power below": "1/1e100000000",
    "a long whole number": int("9" * 400), "NUL": "1\0", "half a letter": "\ud8001", "a filler": "1\ufffc",
    "not a number": "NaN",
}  # fmt: skip


def assessed(**changed: object) -> dict[str, Any]:
    return {"assessment": {**DATA["assessment"], **changed}}


def costed(**changed: object) -> dict[str, Any]:
    return {"scenario": {**DATA["scenario"], **changed}}


def rate(number: object) -> dict[str, Any]:
    return costed(exchange={"currency": "EUR", "rate": number, "day": "2026-11-01"})


PLACES = {
    "an unknown row": lambda n: {"worth_changes": {"q1.tokens": [n, "1", "1", "1", "1"]}},
    "a known row": lambda n: {"worth_changes": {"q7.tokens": [n, "1", "1", "1", "1"]}},
    "the least review": lambda n: {"minimum_review_rate": n},
    "the cost of a day": lambda n: {"day_cost": n},
    "an input": lambda n: costed(workload={**SMALL, "input_price": n}),
    "a retry": lambda n: costed(workload={**SMALL, "max_retries": n}),
    "a guess": lambda n: costed(guesses={"ranges": {"input_price": [n, n]}}),
    "a seed": lambda n: costed(guesses={"seed": n}),
    "a decay": lambda n: costed(guesses={"review_rate_decay": n}),
    "a rate": rate,
    "raters": lambda n: assessed(team={"raters": n, "spreads": {}}),
    "a level": lambda n: assessed(sheet={"version": "1", "answers": {"q1": n}}),
    "the version": lambda n: {"format": n},
    "a key": lambda n: {"worth_changes": {str(n): []}},
}


def shown(client: Client) -> Any:
    """The form as the page shows it that a refused file leads back to."""
    return client.get(reverse("reports:import")).context["form"]


def children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@pytest.mark.parametrize("body", PDFS.values(), ids=PDFS)
def test_an_odd_pdf_is_refused_in_words_and_opened_elsewhere(alice_client: Client, body: bytes) -> None:
    alice_client.get(reverse("reports:import"))
    before = children()

    answer, cpu = send(alice_client, body)

    assert answer.status_code == 303
    assert shown(alice_client).errors == {"file": ["This PDF cannot be read."]}
    assert cpu < OWN_CPU
    assert children() - before < CHILD_CPU


@pytest.fixture
def unhurried(settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {}


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
def test_no_number_in_a_file_costs_anything(alice_client: Client, place: Any, unhurried: None) -> None:
    alice_client.get(reverse("reports:import"))

    seen = {}
    for name, number in NUMBERS.items():
        body = json.dumps({**DATA, **place(number)}).encode()
        seen[name] = send(alice_client, body)

    assert {name: answer.status_code for name, (answer, _) in seen.items()} == dict.fromkeys(NUMBERS, 303)
    assert {name: cpu for name, (_, cpu) in seen.items() if cpu > OWN_CPU} == {}
    assert not Report.objects.exists()


@pytest.mark.parametrize(
    "body",
    [
        b"[" * 100_000,
        b'{"a":' * 40_000 + b"1" + b"}" * 40_000,
        b'{"worth_changes": ' + b"9" * 150_000 + b"}",
        json.dumps({**DATA, "worth_changes": {f"q{n}.x": [] for n in range(10_000)}}).encode(),
        json.dumps({**DATA, "scenario": {"workload": {f"field{n}": 1 for n in range(9_000)}}}).encode(),
        b'{"format": 1, "format": 1}',
        json.dumps({"format": 1, "\ud800": 1}).encode(),
    ],
    ids=["brackets", "objects", "digits", "rows", "fields", "twice", "half a letter"],
)
def test_what_is_deep_or_endless_is_refused_before_it_costs(alice_client: Client, body: bytes) -> None:
    alice_client.get(reverse("reports:import"))

    answer, cpu = send(alice_client, body)

    assert answer.status_code == 303
    assert len(shown(alice_client).errors["file"]) <= 21
    assert cpu < OWN_CPU


def test_a_person_imports_as_often_as_reports_are_limited(alice_client: Client) -> None:
    statuses = [send(alice_client, b"{}")[0].status_code for _ in range(11)]

    assert statuses == [303] * 10 + [429]


def test_a_file_with_a_byte_order_mark_is_read_and_one_of_utf_16_is_told_how_to_save() -> None:
    from runrate.reports.services.imports import read_back

    text = attachment_of(DATA)
    today = article(SMALL).made_on
    assert read_back(text.encode("utf-8-sig"), today=today) == article(SMALL)
    with pytest.raises(SourceErrors, match="UTF-8"):
        read_back(text.encode("utf-16"), today=today)
