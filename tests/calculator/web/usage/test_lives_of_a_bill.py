"""What becomes of a bill: taken, back, taken again, shared, exported, looked at, gone with its owner."""

import csv
import io
import json
import zipfile
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from calculator.models import Scenario, ScenarioVersion, UsageExport, UsageUpload
from calculator.uploads import job
from calculator.uploads.job import read_upload
from calculator.uploads.samples import FOLDER
from calculator.usage.exports import read_file
from runrate.accounts.models import User
from runrate.core.text import clean
from runrate.mydata.export import archive
from runrate.mydata.services import delete_account
from runrate.reports.domain.compose import compose
from runrate.reports.services.gathering import gather
from tests.calculator.uploads.conftest import given
from tests.calculator.uploads.test_privacy import everything_kept
from tests.calculator.web.usage.conftest import Send, text_of
from tests.calculator.web.usage.test_take_views import FOCUS, choose, every, take
from tests.reports.readers import DAY
from tests.test_export_cells import computes

USAGE = "openai-dashboard-usage.csv"
SECRET_PROJECT = "proj_of_a_client_nobody_knows"
EXTREME = {
    "a formula": "=1+1",
    "a command": "@SUM(A1)",
    "right to left": "שלום עולם",
    "turned round": "\N{RIGHT-TO-LEFT OVERRIDE}gnp.exe",
    "200 letters": "x" * 200,
    "emoji": "🧾👩🏽‍💻",
}


def state_of(scenario: Scenario) -> tuple[Any, ...]:
    scenario.refresh_from_db()
    ranges = {name: text for name, text in scenario.exploration.items() if name != "seed"}
    return scenario.inputs, scenario.origins, ranges, scenario.last_invoice


def test_taken_back_all_of_it_is_as_before_and_taken_again_as_the_first_time(
    alice_client: Client, send: Send, scenario: Scenario
) -> None:
    Scenario.objects.filter(pk=scenario.pk).update(inputs={**scenario.inputs, "retry_rate": "0.05"})
    upload = send(alice_client, FOCUS)
    choose(alice_client, upload)
    before = state_of(scenario)

    states = []
    for _time in range(2):
        take(alice_client, upload, *every(alice_client, upload), scenario=str(scenario.pk), over="1")
        states.append(state_of(scenario))
        version = ScenarioVersion.objects.filter(scenario=scenario).order_by("-pk")[0]
        alice_client.post(reverse("scenarios:restore_version", args=[scenario.pk, version.pk]))
        assert state_of(scenario) == before

    assert states[0] == states[1]
    assert states[0][0]["retry_rate"] == "0"


def test_taking_again_over_what_was_taken_changes_nothing(
    alice_client: Client, send: Send, scenario: Scenario
) -> None:
    upload = send(alice_client, FOCUS)
    choose(alice_client, upload)

    for _time in range(2):
        take(alice_client, upload, *every(alice_client, upload), scenario=str(scenario.pk), over="1")
        first = state_of(scenario)

    assert state_of(scenario) == first
    assert Scenario.objects.count() == 1


def test_a_shared_scenario_of_a_bill_says_measured_and_nothing_else_of_the_bill(
    alice_client: Client, client: Client, send: Send
) -> None:
    content = (FOLDER / USAGE).read_text().replace("proj_syn", SECRET_PROJECT)
    upload = send(alice_client, "invoice-of-acme.csv", content)
    choose(alice_client, upload, units="5", alias_0="")
    fields = {"scenario": "", "units_per_month": "5", "input_price": "2", "output_price": "8"}
    alice_client.get(reverse("usage:inputs", args=[upload.pk]), fields)
    made = Scenario.objects.create(
        owner=upload.owner,
        name="Desk",
        inputs={
            "units_per_month": "5",
            "input_tokens": "1744",
            "output_tokens": "300",
            "input_price": "2",
            "output_price": "8",
        },
    )
    take(alice_client, upload, "input_tokens", scenario=str(made.pk), over="1")
    alice_client.post(f"/scenarios/{made.pk}/share/")
    page = alice_client.get(made.get_absolute_url()).content.decode()
    link = page.split('readonly value="')[1].split('"')[0]

    opened = client.get(urlsplit(link).path, follow=True)

    shown = opened.content.decode()
    assert opened.status_code == 200
    assert "measured: OpenAI usage, 1 October 2026" in text_of(opened)
    for private in (SECRET_PROJECT, "invoice-of-acme", str(upload.pk), "key_syn1"):
        assert private not in shown
    assert client.get(upload.get_absolute_url()).status_code == 404


def test_looking_at_the_pages_of_a_bill_writes_nothing(
    alice_client: Client, send: Send, scenario: Scenario
) -> None:
    other = send(alice_client, FOCUS)
    choose(alice_client, other)
    upload = send(alice_client, "bad-rows-focus.csv")
    asked = {"scenario": str(scenario.pk)}
    addresses = [
        reverse("usage:start"),
        upload.get_absolute_url(),
        reverse("usage:refused", args=[upload.pk, 0]),
        other.get_absolute_url(),
        reverse("usage:inputs", args=[other.pk]),
        reverse("usage:rows", args=[other.pk, "input_tokens"]),
        reverse("usage:against", args=[other.pk]),
    ]
    alice_client.get("/")

    with CaptureQueriesContext(connection) as queries:
        answers = [alice_client.get(address, asked).status_code for address in addresses]

    assert answers == [200] * len(addresses)
    wrote = [each["sql"] for each in queries if each["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert [sql for sql in wrote if "session" not in sql and "limits_tally" not in sql] == []


def usage_of(project: str, model: str) -> str:
    rows = list(csv.reader(io.StringIO((FOLDER / USAGE).read_text(), newline="")))
    at = {name: rows[0].index(name) for name in ("project_id", "model")}
    for row in rows[1:]:
        if row[at["model"]]:
            row[at["project_id"]], row[at["model"]] = project, model
    another = [*rows[-1]]
    another[at["model"]] = "another-model"
    held = io.StringIO(newline="")
    csv.writer(held).writerows([*rows, another])
    return held.getvalue()


@pytest.mark.parametrize("name", EXTREME.values(), ids=EXTREME)
def test_extreme_names_in_a_bill_compute_nothing_and_break_nothing(
    alice_client: Client, send: Send, name: str
) -> None:
    upload = send(alice_client, "bill.csv", usage_of(name, name))
    [export] = upload.exports.all()
    choose(alice_client, upload, month=export.months[-1], units="7", alias_0="", alias_1="")
    assert alice_client.get(reverse("usage:rows", args=[upload.pk, "model_use"])).status_code == 200
    shown = alice_client.get(reverse("usage:inputs", args=[upload.pk]))
    steps = shown.context["offers"][1].parts
    plain = clean(name).strip()[:60]
    step = {"name": plain, "calls": "1", "input_tokens": "5", "output_tokens": "5"}
    made = Scenario.objects.create(
        owner=upload.owner,
        name=name[:120],
        inputs={
            "units_per_month": "7",
            "steps": [{**step, "input_price": "2", "output_price": "8"}],
        },
    )

    table = alice_client.get(f"{made.get_absolute_url()}costs.csv").content.decode("utf-8-sig")
    book = load_workbook(io.BytesIO(alice_client.get(f"{made.get_absolute_url()}costs.xlsx").content))
    content = compose(gather(made_on=DAY, submission=None, scenario=made))

    assert len(steps) == 2
    assert any(each.startswith(plain[:20]) for each in steps)
    cells = [cell for row in csv.reader(io.StringIO(table, newline="")) for cell in row]
    assert [cell for cell in cells if computes(cell)] == []
    texts = [str(cell.value) for page in book for row in page.iter_rows() for cell in row
             if cell.data_type != "f" and cell.value is not None]  # fmt: skip
    assert [text for text in texts if computes(text)] == []
    assert any(plain[:20] in text for text in texts)
    assert content.cost is not None


def test_all_my_data_holds_my_bills_and_nobody_elses(
    alice: User, bob: User, alice_client: Client, send: Send
) -> None:
    upload = send(alice_client, FOCUS)
    choose(alice_client, upload)
    theirs = given(bob, "theirs.csv", (FOLDER / USAGE).read_bytes())

    with archive(user=alice, now=datetime(2026, 11, 29, tzinfo=UTC)) as file, zipfile.ZipFile(file) as packed:
        rows = json.loads(packed.read("data/calculator.usageupload.json"))
        exports = json.loads(packed.read("data/calculator.usageexport.json"))
        everything = b"".join(packed.read(name) for name in packed.namelist())

    assert [(row["file_name"], row["choice"]["month"]) for row in rows] == [(FOCUS, "2026-10")]
    assert [row["format"] for row in exports] == ["focus"]
    assert str(theirs.pk).encode() not in everything
    assert b"theirs.csv" not in everything


def test_an_account_that_ends_while_its_bill_is_read_leaves_nothing(
    alice: User, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    upload = given(alice, "in-flight-of-alice.csv", (FOLDER / USAGE).read_bytes())

    def read_and_leave(*args: Any, **more: Any) -> Any:
        found = list(read_file(*args, **more))
        delete_account(user=alice)
        return found

    monkeypatch.setattr(job, "read_file", read_and_leave)
    with django_capture_on_commit_callbacks(execute=True):
        read_upload.func(str(upload.pk))

    assert (UsageUpload.objects.count(), UsageExport.objects.count()) == (0, 0)
    assert "in-flight-of-alice" not in everything_kept()
    assert not upload.file.storage.exists(str(upload.file.name))


def test_a_bill_that_waits_when_its_account_ends_is_never_read(
    alice: User, django_capture_on_commit_callbacks: Any
) -> None:
    upload = given(alice, "waiting.csv", (FOLDER / USAGE).read_bytes())
    with django_capture_on_commit_callbacks(execute=True):
        delete_account(user=alice)

    read_upload.func(str(upload.pk))

    assert (UsageUpload.objects.count(), UsageExport.objects.count()) == (0, 0)
    assert not upload.file.storage.exists(str(upload.file.name))
