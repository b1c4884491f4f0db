"""What is understood of a file is the same on the page, in the command line's JSON and in the API."""

import json
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from calculator.models import UsageExport
from calculator.uploads.bills import bills_of
from calculator.uploads.cover import cover_of
from calculator.uploads.samples import FOLDER
from calculator.usage.command import run
from calculator.web.usage.understood import Understood, understood
from runrate.accounts.models import User
from tests.calculator.stored import price_row
from tests.calculator.web.usage.conftest import Send

FILES = (
    "focus-1.0-aws-bedrock.csv",
    "focus-1.3-saas-eur.csv",
    "bad-rows-focus.csv",
    "openai-dashboard-usage.csv",
    "gcp-billing-export.jsonl",
    "litellm-spend-logs.jsonl",
    "cursor-usage-events.csv",
)


def printed(path: Path) -> dict[str, Any]:
    """What the command line prints of one file."""
    target = StringIO()
    run([str(path)], target)
    found: dict[str, Any] = json.loads(target.getvalue())
    return found


def answered(client: Client, sent: dict[str, Any]) -> dict[str, Any]:
    body = json.dumps({"usage": sent})
    found: dict[str, Any] = client.post("/api/v1/usage", body, content_type="application/json").json()
    return found


def as_export(told: dict[str, Any], lines: list[dict[str, Any]]) -> UsageExport:
    """A program's file by what it was told of it, for the words of the page."""
    period = told["period"] or {}
    return UsageExport(
        format=told["format"],
        version=told["version"] or "",
        first_day=date.fromisoformat(period["first"]) if period else None,
        last_day=date.fromisoformat(period["last"]) if period else None,
        zone=period.get("zone", ""),
        rows_read=told["rows"]["read"],
        rows_taken=told["rows"]["taken"],
        rows_refused=told["rows"]["refused"],
        set_aside=told["set_aside"],
        refused=told["refused"],
        notes=told["notes"],
        lines=lines,
        summary=told,
    )


def facts_of(found: Understood) -> tuple[Any, ...]:
    return found.title, found.facts, found.set_aside, found.models, found.notes


def rows_of(export: UsageExport) -> tuple[Any, ...]:
    days = [None if day is None else str(day) for day in (export.first_day, export.last_day)]
    counts = export.rows_read, export.rows_taken, export.rows_refused
    return export.format, export.version, *days, export.zone, counts, export.set_aside, export.refused


@pytest.mark.parametrize("name", FILES)
def test_every_fact_of_the_page_is_in_the_answers_to_programs(
    alice_client: Client, alice: User, send: Send, name: str
) -> None:
    price_row("openai", "gpt-4.1-2025-04-14", 2, 8, "2025-04-14", cache_read_price="0.5")
    path = FOLDER / name
    upload = send(alice_client, name, path.read_text())
    [export] = upload.exports.all()
    page = alice_client.get(upload.get_absolute_url()).context

    sent = printed(path)
    answer = answered(alice_client, sent)
    [told] = answer["understood"]

    for each in (sent, told):
        there = as_export(each, sent["lines"])
        assert facts_of(understood(there)) == facts_of(page["exports"][0])
        assert rows_of(there) == rows_of(export)
        assert each["columns_not_read"] == export.summary["columns_not_read"]
        assert each["not_told"] == export.summary["not_told"]
        assert each["not_read"] == export.summary["not_read"] == page["not_read"]
        assert each["usable"] is export.usable
    covers = {month: cover_of(bill, month) for bill in bills_of(upload, user=alice) for month in bill.months}
    days = answer["days"] if export.usable else []
    assert [(each["month"], each["first"], each["last"], each["days"], each["of"]) for each in days] == [
        (month, str(each.first), str(each.last), each.days, each.of) for month, each in covers.items() if each
    ]
    assert answer["currencies"] == export.currencies
    assert answer["months"] == export.months
    assert [each["passed"] for each in answer["checks"]] == [passed for _said, passed in page["checks"]]
    for check, (said, _passed) in zip(answer["checks"], page["checks"], strict=True):
        assert said.startswith(f"{check['model']}: ")
        assert said.endswith(check["said"])
