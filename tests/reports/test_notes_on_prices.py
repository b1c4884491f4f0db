"""A note on a price never gets lost: row, estimate, page, API, command line, files, scenario, report, PDF."""

import csv
import json
import re
import subprocess
import sys
from dataclasses import asdict, replace
from io import BytesIO, StringIO
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from pypdf import PdfReader

from assessment.models import Submission
from calculator.domain.cost_lines import Note
from calculator.models import Origin, PriceRow, Scenario
from calculator.prices.genai_prices import listed_prices
from calculator.prices.pricing import price_inputs
from runrate.reports.models import Report
from tests.calculator.pages import text
from tests.reports.conftest import Worker

pytestmark = pytest.mark.django_db
ASKED = {
    "units_per_month": "1000",
    "input_tokens": "500000",
    "output_tokens": "2000",
    "batch_share": "1",
    "model": "OpenAI/GPT-Audio",
    "priced_on": "2099-01-01",
}


@pytest.fixture
def notes() -> list[Note]:
    """All that there is to say about one model: its list's note and all states of a row."""
    [listed] = [row for row in listed_prices() if (row.provider, row.model) == ("openai", "gpt-audio")]
    long = f"{listed.note} {' '.join(f'Word {number}.' for number in range(60))}"
    row = replace(
        listed, note=long, deprecated=True, effective_from=None, search_price=listed.input_price * 4
    )
    PriceRow.objects.create(origin=Origin.BUNDLED, **asdict(row))
    found = list(price_inputs(ASKED).notes)
    said = " ".join(note.message for note in found)
    for part in (
        "it is priced as openai/gpt-audio",
        "The first day of this price is not known",
        "The price of 1 January 2099 is not known yet",
        "not billed by text tokens alone",
        "marked this model as deprecated",
        "audio input $32.00, audio output $64.00 per million tokens",
        "Not counted here: web searches ($10.00 per 1,000)",
        "does not fit this model",
        "names no batch price",
    ):
        assert part in said
    return found


def bare(words: str) -> str:
    """Without the blanks, which paper puts where its lines end."""
    return re.sub(r"\s|\xad", "", words)


def lost(notes: list[Note], words: str) -> list[str]:
    """The notes that a text does not say."""
    return [note.message for note in notes if bare(note.message) not in bare(words)]


def files_of(client: Client, address: str, asked: dict[str, str]) -> tuple[str, str, dict[str, Any]]:
    """The words of CSV and workbook, and the JSON file."""
    answers = [client.get(f"{address}costs.{kind}", asked) for kind in ("csv", "xlsx", "json")]
    rows = csv.reader(StringIO(answers[0].content.decode("utf-8-sig")))
    book = load_workbook(BytesIO(answers[1].content))
    cells = [str(cell.value) for sheet in book for row in sheet for cell in row]
    return "\n".join(" ".join(row) for row in rows), "\n".join(cells), json.loads(answers[2].content)


def test_the_page_and_the_api_say_every_note(client: Client, notes: list[Note]) -> None:
    page = client.get("/calculator/", ASKED).content.decode()
    answer = client.post("/api/v1/estimates", ASKED, content_type="application/json").json()
    [model] = client.get("/api/v1/models", {"q": "gpt-audio"}).json()["models"]

    assert lost(notes, text(page)) == []
    assert [Note(**note) for note in answer["notes"]][: len(notes)] == notes
    assert model["note"] in [note.message for note in notes]


def test_the_files_say_every_note_and_what_reads_one_back_says_it_again(
    client: Client, notes: list[Note]
) -> None:
    table, book, file = files_of(client, "/calculator/", ASKED)
    line = json.dumps(file).encode() + b"\n"
    run = subprocess.run([sys.executable, "-m", "calculator"], input=line, capture_output=True, check=True)
    sent = client.post("/api/v1/estimates", file, content_type="application/json").json()
    imported = client.post("/calculator/import/", {"workload": json.dumps(file)}, follow=True)

    assert (lost(notes, table), lost(notes, book)) == ([], [])
    assert [Note(**note) for note in file["notes"]][: len(notes)] == notes
    assert [Note(**note) for note in json.loads(run.stdout)["notes"]][: len(notes)] == notes
    assert [Note(**note) for note in sent["notes"]][: len(notes)] == notes
    assert lost(notes, text(imported.content.decode())) == []


def test_the_command_line_prices_no_model_without_its_notes() -> None:
    line = json.dumps(ASKED).encode() + b"\n"

    run = subprocess.run([sys.executable, "-m", "calculator"], input=line, capture_output=True, check=False)

    assert (run.returncode, list(json.loads(run.stdout)["errors"])) == (1, ["model", "priced_on"])


def test_a_saved_scenario_its_files_its_report_and_the_paper_say_every_note(
    alice_client: Client, notes: list[Note], submission: Submission, worker: Worker
) -> None:
    alice_client.post(reverse("calculator:save"), {"scenario": urlencode(ASKED), "name": "Voices"})
    scenario = Scenario.objects.get()
    page = alice_client.get(scenario.get_absolute_url()).content.decode()
    table, book, file = files_of(alice_client, scenario.get_absolute_url(), {})
    alice_client.post(
        reverse("reports:new"), {"submission": submission.pk, "scenario": scenario.pk, "paper": "A4"}
    )
    report = worker(Report.objects.get())
    read = alice_client.get(report.get_absolute_url()).content.decode()
    paper = PdfReader(BytesIO(alice_client.get(reverse("reports:download", args=[report.pk])).content))

    assert lost(notes, text(page)) == []
    assert (lost(notes, table), lost(notes, book)) == ([], [])
    assert [Note(**note) for note in file["notes"]][: len(notes)] == notes
    assert lost(notes, text(read)) == []
    assert lost(notes, " ".join(each.extract_text() for each in paper.pages)) == []
