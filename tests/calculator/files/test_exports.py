"""Files that other programs read: CSV, JSON that comes back, and nothing a spreadsheet would run."""

import csv
import json
import subprocess
import sys
from dataclasses import replace
from fractions import Fraction
from io import BytesIO, StringIO

import pytest
from django.test import Client
from openpyxl import load_workbook

from calculator.domain.costs import estimate
from calculator.domain.presets import BY_KEY
from calculator.domain.workload_input import parse_workload
from calculator.files.exports import as_csv, as_json
from calculator.files.workbook import workbook
from calculator.models import Scenario
from runrate.accounts.models import User
from runrate.core.decimals import plain

SMALL = BY_KEY["article-small"].workload
STEP = {
    "input_tokens": 5000, "output_tokens": 500, "input_price": 3, "output_price": 15, "batch_factor": "0.5",
    "cache_read_price": "0.3", "cache_write_1h_price": 6, "search_price": 10,
    "long_context_threshold": 200_000, "long_context_input_price": 6, "long_context_output_price": 22,
}  # fmt: skip


def test_json_is_read_back_by_the_command_line() -> None:
    line = json.dumps(json.loads(as_json(SMALL))).encode()
    done = subprocess.run([sys.executable, "-m", "calculator"], input=line, capture_output=True, check=True)

    assert parse_workload(json.loads(as_json(SMALL))) == SMALL
    assert json.loads(done.stdout)["total_monthly"] == "13599"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({}, "the time value of money, and the cost of wrong answers that nobody caught."),
        ({"error_rate": "0.02", "error_cost": 30}, "ramp-up, and the time value of money."),
    ],
)
def test_table_and_workbook_say_what_no_figure_of_theirs_holds(wrong: dict[str, object], said: str) -> None:
    """As page, report and API do: errors that were not entered are in no total."""
    work = parse_workload(SMALL.as_json() | wrong)

    table = [row[0] for row in csv.reader(StringIO(as_csv(work))) if row]
    cells = [row[0].value for row in load_workbook(BytesIO(workbook(work)))["Costs"].iter_rows(max_col=1)]

    for texts in (table, [str(cell) for cell in cells]):
        assert [text for text in texts if text.startswith("Not included: ")] == [
            text for text in texts if text.endswith(said)
        ]
        assert sum(text.endswith(said) for text in texts) == 1


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
    # A return within a cell is written as the format has it.
    written = start.replace("\r", "_x000D_")
    assert (title.value, title.data_type) == (f"'{written}cmd()", "s")


@pytest.mark.django_db
@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_what_is_counted_cannot_become_a_formula_of_the_table(client: Client, start: str) -> None:
    file = client.get("/calculator/costs.csv", SMALL.as_form() | {"unit_name": f"{start}cmd()"}).content

    assert f"unit_name,Unit (what you count),'{start}cmd(),entered" in file.decode().splitlines()


def test_csv_holds_inputs_lines_and_totals() -> None:
    rows = list(csv.reader(StringIO(as_csv(replace(SMALL, unit_name="=cmd()"), {"input_price": "@home"}))))

    assert ["unit_name", "Unit (what you count)", "'=cmd()", "entered"] in rows
    assert ["input_price", "Input price", "3", "'@home"] in rows
    assert ["Maintenance (people)", "not entered", "", "maintenance per month", "", ""] in rows
    assert ["total_monthly", "13599", "at least"] in rows
    assert ["visible_share", plain(Fraction(99, 13_599)), "of what is entered"] in rows
    assert [row for row in rows if row and row[0].startswith("What one =cmd() is worth")] != []


def test_a_file_has_every_price_also_those_at_which_nothing_is_bought_yet() -> None:
    """Without them a later change would be priced otherwise from the file than from what it was made of."""
    workload = parse_workload({"units_per_month": 10, "steps": [STEP, STEP | {"batch_factor": 1}]})

    listed = dict.fromkeys(workload.entered(), "Listed in genai-prices")
    table = [row[0] for row in csv.reader(StringIO(as_csv(workload, listed), newline="")) if row]
    first, second = json.loads(as_json(workload, origins=listed))["steps"]

    assert {name.rpartition(".")[2] for name in table if name.startswith("steps.")} == STEP.keys()
    assert (first.keys(), second.keys()) == (STEP.keys(), STEP.keys())


def test_a_later_change_costs_the_same_from_the_file_as_from_what_it_was_made_of() -> None:
    workload = parse_workload({"units_per_month": 10, "steps": [STEP]})
    origins = dict.fromkeys(workload.entered(), "Listed in genai-prices")
    data = json.loads(as_json(workload, origins=origins))
    changes = {"cache_read_share": 0.5, "cache_write_1h_share": 0.1, "searches": 2, "batch_share": 0.5}

    totals = {
        (
            name,
            estimate(parse_workload({"units_per_month": 10, "steps": [step | {name: share}]})).total_monthly,
        )
        for name, share in changes.items()
        for step in (STEP, data["steps"][0])
    }

    assert len(totals) == len(changes)


def test_a_file_of_an_example_costs_what_the_example_does() -> None:
    for preset in BY_KEY.values():
        origins = dict.fromkeys(preset.workload.entered(), "Listed in genai-prices")
        data = json.loads(as_json(preset.workload, origins=origins))
        again = parse_workload({name: value for name, value in data.items() if name != "origins"})

        assert estimate(again).as_json() == estimate(preset.workload).as_json()
