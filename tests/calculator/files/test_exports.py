"""Files that other programs read: CSV, JSON that comes back, and nothing a spreadsheet would run."""

import csv
import json
import subprocess
import sys
from dataclasses import replace
from io import BytesIO, StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from calculator.domain.presets import BY_KEY
from calculator.domain.workload import parse_workload
from calculator.files.exports import as_csv, as_json
from calculator.models import Scenario
from runrate.accounts.models import User
from tests.refusals import refused

SMALL = BY_KEY["article-small"].workload


def test_json_is_read_back_by_the_command_line() -> None:
    line = json.dumps(json.loads(as_json(SMALL))).encode()
    done = subprocess.run([sys.executable, "-m", "calculator"], input=line, capture_output=True, check=True)

    assert parse_workload(json.loads(as_json(SMALL))) == SMALL
    assert json.loads(done.stdout)["total_monthly"] == "13599"


STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


@pytest.mark.parametrize("start", STARTS)
def test_a_cell_of_the_table_that_a_spreadsheet_would_run_is_escaped(start: str) -> None:
    rows = list(csv.reader(StringIO(as_csv(SMALL, {"input_price": f"{start}cmd()"}), newline="")))

    assert ["input_price", "Input price", "3", f"'{start}cmd()"] in rows


@pytest.mark.parametrize("start", STARTS)
def test_a_name_that_a_spreadsheet_would_run_is_escaped_in_the_workbook(
    alice: User, alice_client: Client, start: str
) -> None:
    scenario = Scenario.objects.create(owner=alice, name=f"{start}cmd()", inputs=SMALL.as_json())

    file = alice_client.get(f"/scenarios/{scenario.pk}/costs.xlsx").content

    title = load_workbook(BytesIO(file))["Inputs"]["A1"]
    assert (title.value, title.data_type) == (f"'{start}cmd()", "s")


@pytest.mark.django_db
@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_what_is_counted_cannot_become_a_formula_of_the_table(client: Client, start: str) -> None:
    file = client.get("/calculator/costs.csv", SMALL.as_json() | {"unit_name": f"{start}cmd()"}).content

    assert f"unit_name,Unit (what you count),'{start}cmd(),entered" in file.decode().splitlines()


@pytest.mark.django_db
def test_the_table_of_an_address_says_where_each_input_comes_from(client: Client) -> None:
    query = SMALL.as_json() | {"preset": "article-small", "vector_db_monthly": "900"}

    rows = list(csv.reader(StringIO(client.get("/calculator/costs.csv", query).content.decode())))

    assert ["vector_db_monthly", "Vector database", "900", "entered"] in rows
    assert ["input_price", "Input price", "3", "example: Small support team"] in rows
    assert ["acceptance_rate", "Acceptance rate (resolved without a person)", "1", "our default"] in rows


def test_csv_holds_inputs_lines_and_totals() -> None:
    rows = list(csv.reader(StringIO(as_csv(replace(SMALL, unit_name="=cmd()"), {"input_price": "@home"}))))

    assert ["unit_name", "Unit (what you count)", "'=cmd()", "entered"] in rows
    assert ["input_price", "Input price", "3", "'@home"] in rows
    assert ["Maintenance (people)", "not entered", "", "maintenance per month", ""] in rows
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
    html = refused(client, "/calculator/import/", {"workload": pasted}).content.decode()

    assert said in html
    assert pasted[:20].replace('"', "&quot;") in html
