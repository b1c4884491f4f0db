"""An input of the calculator is called the same wherever it is met."""

import csv
import re
from collections.abc import Mapping
from decimal import Decimal
from html import unescape
from io import BytesIO, StringIO
from itertools import takewhile

import pytest
from django.test import Client
from openpyxl import load_workbook

from calculator.domain.costs import estimate
from calculator.domain.fields import FIELDS, NUMBERS
from calculator.domain.formulas.lines import explain
from calculator.domain.label_table import LABELS
from calculator.domain.labels import own_line, worded, worded_apart, worded_short
from calculator.domain.workload import Workload
from calculator.domain.workload_input import parse_workload
from calculator.files.exports import as_csv
from calculator.files.workbook import FIRST_INPUT_ROW, workbook
from calculator.models import Scenario
from runrate.accounts.models import User
from runrate.reports.domain.compose import compose
from tests.reports.readers import source

NOT_BY_THE_MINUTE = ("review_minutes", "reviewer_hourly_cost")
NOT_STAFFED = ("reviews_per_reviewer", "reviewer_monthly_cost")
SHARES = {"cache_read_share": "0.2", "cache_write_share": "0.1", "cache_write_1h_share": "0.1"}


def given(without: tuple[str, ...]) -> dict[str, str]:
    """Every input but those, so that nothing contradicts anything."""
    every = {field.name: SHARES.get(field.name, "1") for field in NUMBERS if field.name not in without}
    return {"unit_name": "ticket", **every}


STAFFED, BY_THE_MINUTE = (parse_workload(given(each)) for each in (NOT_BY_THE_MINUTE, NOT_STAFFED))
EVERY = {field.name: LABELS[field.name].english for field in FIELDS}


def both(named: Mapping[str, str], again: Mapping[str, str]) -> dict[str, str]:
    return {**named, **again}


def csv_names(workload: Workload) -> dict[str, str]:
    inputs = takewhile(bool, csv.reader(StringIO(as_csv(workload))))
    return {row[0]: row[1] for row in inputs if row[0] in EVERY}


def page_labels(html: str) -> dict[str, str]:
    found = re.findall(r'<label for="([a-z0-9_]+)">([^<]*)', html)
    return {name: unescape(label) for name, label in found if name in EVERY}


def report_names(workload: Workload) -> list[str]:
    method = compose(source(None, workload)).method
    assert method is not None
    return [row.name for row in method.inputs]


def test_every_input_has_a_name_of_its_own() -> None:
    assert [field.name for field in FIELDS if field.name not in LABELS] == []
    assert len(set(EVERY.values())) == len(EVERY)


@pytest.mark.django_db
def test_the_form_calls_every_input_by_the_name_in_the_table(client: Client) -> None:
    """W17."""
    assert page_labels(client.get("/calculator/").content.decode()) == EVERY


def test_the_report_calls_every_input_as_the_form_does() -> None:
    """W17."""
    staffed, by_the_minute = report_names(STAFFED), report_names(BY_THE_MINUTE)

    assert staffed == [EVERY[field.name] for field in FIELDS if field.name not in NOT_BY_THE_MINUTE]
    assert by_the_minute == [EVERY[field.name] for field in FIELDS if field.name not in NOT_STAFFED]


def test_the_table_for_other_programs_calls_every_input_as_the_form_does() -> None:
    """W17."""
    assert both(csv_names(STAFFED), csv_names(BY_THE_MINUTE)) == EVERY


def test_the_workbook_calls_every_number_as_the_form_does() -> None:
    """W17."""
    sheet = load_workbook(BytesIO(workbook(STAFFED)))["Inputs"]
    rows = range(FIRST_INPUT_ROW, FIRST_INPUT_ROW + len(NUMBERS))

    named = {sheet[f"A{row}"].value: sheet[f"B{row}"].value for row in rows}

    assert named == {field.name: EVERY[field.name] for field in NUMBERS}


@pytest.mark.django_db
def test_the_description_of_the_api_calls_every_input_as_the_form_does(client: Client) -> None:
    """W17."""
    found = client.get("/api/v1/openapi.json").json()["paths"]["/api/v1/estimates"]["post"]
    described = found["requestBody"]["content"]["application/json"]["schema"]["properties"]

    titles = {name: described[name]["title"] for name in EVERY}

    assert {name: title.startswith(EVERY[name]) for name, title in titles.items()} == dict.fromkeys(
        EVERY, True
    )
    assert titles["input_price"] == "Input price ($ per million tokens)"


@pytest.mark.django_db
def test_the_description_of_the_api_has_the_hint_of_every_input(client: Client) -> None:
    """N31: that output includes reasoning, and input what is cached, was told to the form alone."""
    found = client.get("/api/v1/openapi.json").json()["paths"]["/api/v1/estimates"]["post"]
    described = found["requestBody"]["content"]["application/json"]["schema"]["properties"]
    form = unescape(client.get("/calculator/").content.decode())

    told = {name: described[name].get("description", "") for name in EVERY}

    assert told == {name: LABELS[name].english_hint for name in EVERY}
    assert [hint for hint in told.values() if hint not in form] == []
    assert told["output_tokens"].startswith("Reasoning tokens included")
    assert "cached" in told["input_tokens"].lower()


@pytest.mark.django_db
def test_a_saved_scenario_and_staff_call_every_input_as_the_form_does(
    alice: User, alice_client: Client, staff_client: Client
) -> None:
    scenario = Scenario.objects.create(owner=alice, name="All of it", inputs=STAFFED.as_json())

    page = unescape(alice_client.get(f"/scenarios/{scenario.pk}/").content.decode())
    staff = unescape(staff_client.get(f"/admin/calculator/scenario/{scenario.pk}/change/").content.decode())

    entered = [EVERY[name] for name in STAFFED.as_json()]
    assert [name for name in entered if name not in page] == []
    assert [name for name in entered if f"{name}: " not in staff] == []


def test_a_formula_uses_words_of_the_same_table() -> None:
    tokens, *_rest = explain(STAFFED, estimate(STAFFED))

    for name in ("input_tokens", "cache_read_share", "batch_factor", "routed_output_price"):
        assert LABELS[name].term in tokens.formula


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("cache_read_share", "0.26820954792", "26.821%"),
        ("input_tokens", "2553.051666669", "2,553.05"),
        ("input_price", "0.000123456", "$0.000123456"),
        ("units_per_month", "12345.6789", "12,345.7"),
        ("units_per_month", "12345.67", "12,345.67"),
        ("units_per_month", "12345678901", "12,345,678,901"),
    ],
)
def test_a_measured_number_is_said_short_and_one_that_somebody_types_with_every_digit(
    name: str, value: str, said: str
) -> None:
    assert worded_short(name, value) == said


def test_a_long_number_that_is_read_has_six_digits_and_a_short_one_all_of_its_own() -> None:
    assert worded_short("cache_read_share", Decimal("0.26820954792")) == "26.821%"
    assert worded_short("units_per_day", Decimal("813.272727273")) == "813.273"
    assert worded_short("input_tokens", Decimal("1234567.89")) == "1,234,568"
    assert worded_short("integrations_monthly", Decimal("1234567.89")) == "$1,234,567.89"
    assert worded_short("units_per_day", Decimal("100000.25")) == "100,000.25"
    assert worded_short("input_price", Decimal("0.123456789")) == "$0.123457"
    assert worded_short("input_price", Decimal("0.30")) == worded("input_price", Decimal("0.30")) == "$0.30"
    assert worded_short("unit_name", "a claim of 26.820954792") == "a claim of 26.820954792"


def test_two_numbers_set_against_each_other_have_the_digits_that_tell_them_apart() -> None:
    assert worded_apart("review_rate", Decimal("0.1312345678"), Decimal("0.2")) == ("13.1235%", "20%")
    assert worded_apart("review_rate", Decimal("0.13123456"), Decimal("0.13123457")) == (
        "13.123456%",
        "13.123457%",
    )


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("Tokens", "Tokens (own line)"),
        ("tokens AND fees", "tokens AND fees (own line)"),
        ("Human review", "Human review (own line)"),
        ("Token vault", "Token vault"),
    ],
)
def test_a_line_of_ones_own_is_told_from_ours_of_that_name(name: str, called: str) -> None:
    tokens = {"input_tokens": 1000, "output_tokens": 1, "input_price": 1, "output_price": 1}
    own = {"other_lines": [{"name": name, "monthly": 5}]}

    found = estimate(parse_workload({"units_per_month": 9, **tokens, **own}))

    assert found.lines[-1].name == called
    assert len({line.name for line in found.lines}) == len(found.lines)
    assert own_line(name) == called
