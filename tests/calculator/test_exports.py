"""Files that other programs read: CSV, JSON that comes back, and nothing a spreadsheet would run."""

import csv
import json
import subprocess
import sys
from dataclasses import replace
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from calculator.exports import as_csv, as_json, harmless
from calculator.presets import BY_KEY
from calculator.workload import parse_workload

SMALL = BY_KEY["article-small"].workload


def test_json_is_read_back_by_the_command_line() -> None:
    line = json.dumps(json.loads(as_json(SMALL))).encode()
    done = subprocess.run([sys.executable, "-m", "calculator"], input=line, capture_output=True, check=True)

    assert parse_workload(json.loads(as_json(SMALL))) == SMALL
    assert json.loads(done.stdout)["total_monthly"] == "13599"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_cell_that_a_spreadsheet_would_run_is_escaped(start: str) -> None:
    assert harmless(f"{start}cmd()") == f"'{start}cmd()"


def test_csv_holds_inputs_lines_and_totals() -> None:
    rows = list(csv.reader(StringIO(as_csv(replace(SMALL, unit_name="=cmd()"), {"input_price": "@home"}))))

    assert ["unit_name", "What is counted", "'=cmd()", "entered"] in rows
    assert ["input_price", "Input price", "3", "'@home"] in rows
    assert ["Upkeep", "not entered", "", "upkeep a month", ""] in rows
    assert ["total_monthly", "13599"] in rows


@pytest.mark.parametrize(
    ("format", "kind"),
    [
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("csv", "text/csv; charset=utf-8"),
        ("json", "application/json"),
    ],
)
@pytest.mark.django_db
def test_the_scenario_of_an_address_is_downloaded(client: Client, format: str, kind: str) -> None:
    response = client.get(f"/calculator/costs.{format}", SMALL.as_json())

    assert response["Content-Type"] == kind
    assert response["Content-Disposition"].startswith('attachment; filename="runrate-ticket-')
    assert response["Content-Disposition"].endswith(f'.{format}"')


@pytest.mark.django_db
def test_a_file_comes_back_as_the_page_that_shows_it(client: Client) -> None:
    uploaded = SimpleUploadedFile("costs.json", as_json(SMALL).encode())

    by_file = client.post("/calculator/import/", {"file": uploaded})
    by_paste = client.post("/calculator/import/", {"workload": as_json(SMALL)})

    assert by_file["Location"] == by_paste["Location"]
    assert "$13,599.00" in client.get(by_file["Location"]).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("pasted", "said"),
    [
        ("nonsense", "This is not JSON."),
        ('{"input_tokens": -1}', "input_tokens: Enter 0 or more"),
        ("x" * 70_000, "This is longer than 64 kB."),
    ],
)
def test_what_cannot_be_read_is_said_and_kept(client: Client, pasted: str, said: str) -> None:
    response = client.post("/calculator/import/", {"workload": pasted})

    html = response.content.decode()
    assert response.status_code == 422
    assert said in html
    assert pasted[:20].replace('"', "&quot;") in html
