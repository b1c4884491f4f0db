"""Where each input of a bill comes from is the same on page, shared page, CSV, XLSX, JSON, report and API."""

import csv
import json
from io import BytesIO, StringIO

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from calculator.domain.fields import BY_NAME
from calculator.models import Scenario, UsageUpload
from calculator.uploads.samples import FOLDER
from calculator.usage.exports import ALL
from calculator.usage.summary import as_json
from runrate.reports.domain.compose import compose
from runrate.reports.services.gathering import gather
from tests.calculator.stored import price_row
from tests.calculator.usage.conftest import read_one
from tests.calculator.web.usage.conftest import Send
from tests.calculator.web.usage.test_take_views import FOCUS, choose, every, take
from tests.reports.readers import DAY

type Origins = set[tuple[str, str]]
MEASURED = "measured: FOCUS bill, 5 October 2026"


@pytest.fixture
def made(alice_client: Client, send: Send) -> Scenario:
    """A scenario of all that a bill measures, with units that Alice typed."""
    upload = send(alice_client, FOCUS)
    choose(alice_client, upload, units="1,000")
    take(alice_client, upload, *every(alice_client, upload))
    return Scenario.objects.get()


def on_the_page(client: Client, made: Scenario) -> Origins:
    given = client.get(made.get_absolute_url()).context["given"]
    return {(each.name, each.origin) for each in given}


def in_csv(client: Client, made: Scenario) -> Origins:
    text = client.get(f"{made.get_absolute_url()}costs.csv").content.decode("utf-8-sig")
    return {(row[0], row[3]) for row in csv.reader(StringIO(text)) if len(row) == 4 and row[0] in BY_NAME}


def in_xlsx(client: Client, made: Scenario) -> Origins:
    book = load_workbook(BytesIO(client.get(f"{made.get_absolute_url()}costs.xlsx").content))
    rows = book["Inputs"].iter_rows(values_only=True)
    return {(str(row[0]), str(row[3])) for row in rows if row[0] in BY_NAME and row[3] != "not entered"}


def in_json(client: Client, made: Scenario) -> Origins:
    data = json.loads(client.get(f"{made.get_absolute_url()}costs.json").content)
    return {
        (name, each["origin"])
        for each in data["origins"]
        for name in each["inputs"]
        if name != "last_invoice"
    }


def in_the_report(made: Scenario) -> dict[str, str]:
    """By label: the report of a scenario names no keys; page and PDF are made of this one content."""
    method = compose(gather(made_on=DAY, submission=None, scenario=made)).method
    return {row.name: row.origin for row in method.inputs}


def of_a_bill(found: Origins) -> Origins:
    return {(name, origin) for name, origin in found if origin.startswith("measured")}


def test_page_csv_workbook_and_json_say_the_same_of_every_input(alice_client: Client, made: Scenario) -> None:
    page = on_the_page(alice_client, made)

    assert ("units_per_month", "entered") in page
    assert ("input_tokens", MEASURED) in page
    assert len(of_a_bill(page)) > 3
    assert in_csv(alice_client, made) == page
    assert in_json(alice_client, made) == page
    assert of_a_bill(in_xlsx(alice_client, made)) == of_a_bill(page)
    assert {pair for pair in in_xlsx(alice_client, made) if pair[1] == "entered"} == {
        pair for pair in page if pair[1] == "entered"
    }


def test_the_report_says_the_same_and_of_typed_units_that_you_entered_them(
    alice_client: Client, made: Scenario
) -> None:
    said, page = in_the_report(made), alice_client.get(made.get_absolute_url()).context["given"]
    usage = said.pop("Usage in the bill, before tax and credits")  # on the page it stands beside the total

    assert usage == MEASURED
    assert {each.label: each.origin for each in page if each.origin.startswith("measured")} == {
        label: origin for label, origin in said.items() if origin.startswith("measured")
    }
    assert said["Units per month"] == "you entered"


def test_the_api_calls_measured_what_the_pages_call_measured(alice_client: Client, made: Scenario) -> None:
    summary = as_json(read_one(FOLDER / FOCUS, ALL))
    body = {"usage": summary, "month": "2026-10", "units": "1000"}

    derived = alice_client.post("/api/v1/usage", json.dumps(body), content_type="application/json").json()[
        "derived"
    ]

    assert derived["origin"] == MEASURED
    assert {(each["name"], MEASURED) for each in derived["inputs"] if each["lines"]} == of_a_bill(
        on_the_page(alice_client, made)
    )


def test_one_page_of_several_says_so_of_every_input_at_every_door(alice_client: Client, send: Send) -> None:
    price_row("openai", "gpt-4.1-2025-04-14", 2, 8, "2025-04-14")
    of_one_model = (FOLDER / "openai-usage-completions.json").read_text().replace("4.1-mini-", "4.1-")
    upload = send(alice_client, "usage.json", of_one_model)
    choose(alice_client, upload, units="100")
    offered = alice_client.get(reverse("usage:inputs", args=[upload.pk])).context["origin"]
    take(alice_client, upload, *every(alice_client, upload))
    made, said = Scenario.objects.get(), "measured: OpenAI usage, 1–2 October 2026, one page of several"

    doors = [read(alice_client, made) for read in (on_the_page, in_csv, in_xlsx, in_json)]

    assert [{origin for _name, origin in of_a_bill(found)} for found in doors] == [{said}] * 4
    assert said in in_the_report(made).values()
    assert offered == said
    costed = gather(made_on=DAY, submission=None, scenario=made).costed
    assert costed is not None
    assert costed.billed is not None
    assert costed.billed.source.endswith(", one page of several")


def test_what_was_taken_alone_is_alone_called_measured(
    alice_client: Client, made: Scenario, scenario: Scenario
) -> None:
    upload = UsageUpload.objects.get()
    fields = {"scenario": str(scenario.pk), "over": "1", "input": ["output_tokens"]}
    alice_client.post(reverse("usage:take", args=[upload.pk]), fields)
    scenario.refresh_from_db()

    for found in (
        on_the_page(alice_client, scenario),
        in_csv(alice_client, scenario),
        in_xlsx(alice_client, scenario),
        in_json(alice_client, scenario),
    ):
        assert of_a_bill(found) == {("input_tokens", MEASURED), ("output_tokens", MEASURED)}
