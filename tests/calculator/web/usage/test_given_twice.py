"""The same usage exported twice is said and never added up; files of two sources are each read as its own."""

import io
import json
import zipfile
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import pytest
from django.test import Client
from django.urls import reverse

from calculator.uploads.samples import FOLDER
from tests.calculator.web.usage.conftest import Send, text_of

MODEL: Final = "gpt-4.1-2025-04-14"
HEADER: Final = (
    "start_time,end_time,start_time_iso,end_time_iso,project_id,num_model_requests,user_id,api_key_id,model,"
    "batch,service_tier,input_tokens,output_tokens,input_cached_tokens,input_uncached_tokens"
)
COST: Final = "openai-dashboard-cost.csv"
SAME: Final = "has the same sums of the same days: it is the same, exported twice"
ADDED: Final = "and nothing of it is added to this file"
NEVER: Final = "Two of them have the same sums of the same days: one counts, and both are never added up."
PARTS: Final = "All of them: they are parts of one bill"
TWINS: Final = "Parts of one bill, or the same bill twice?"
DAYS: Final = tuple(datetime(2026, 10, 1, tzinfo=UTC) + timedelta(days=n) for n in range(3))


def dashboard() -> str:
    rows = [
        f"{day:%s},{day + timedelta(days=1):%s},{day:%Y-%m-%d}T00:00:00+00:00,,proj_syn,4,,key_syn1,{MODEL},"
        f"False,default,10000,1000,4000,6000"
        for day in DAYS
    ]
    return "\n".join([HEADER, *rows, ""])


def of_the_api(*, tokens: int = 10000) -> str:
    told: dict[str, Any] = {"input_tokens": tokens, "input_cached_tokens": 4000, "output_tokens": 1000}
    told |= {"num_model_requests": 4, "model": MODEL, "project_id": None, "api_key_id": None, "batch": False}
    data = [
        {
            "object": "bucket",
            "start_time": int(day.timestamp()),
            "end_time": int((day + timedelta(days=1)).timestamp()),
            "results": [{"object": "organization.usage.completions.result", **told}],
        }
        for day in DAYS
    ]
    return json.dumps({"object": "page", "data": data, "has_more": False, "next_page": None})


def archive(**files: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as into:
        for name, text in files.items():
            into.writestr(name.replace("_", "."), text)
    return held.getvalue()


def page(client: Client, upload: Any) -> str:
    return text_of(client.get(upload.get_absolute_url()))


def test_a_console_and_an_api_export_of_the_same_days_are_said_to_be_the_same(
    alice_client: Client, send: Send
) -> None:
    one, other = (
        send(alice_client, name, text) for name, text in (("a.csv", dashboard()), ("b.json", of_the_api()))
    )

    assert f"“b.json” {SAME}, {ADDED}." in page(alice_client, one)
    assert f"“a.csv” {SAME}" in page(alice_client, other)


def test_other_tokens_of_the_same_days_are_not_the_same(alice_client: Client, send: Send) -> None:
    one = send(alice_client, "a.csv", dashboard())
    send(alice_client, "b.json", of_the_api(tokens=20000))

    assert SAME not in page(alice_client, one)


@pytest.mark.parametrize("tokens", [10000, 9000])
def test_both_in_one_archive_are_asked_about_and_not_added(
    alice_client: Client, send: Send, tokens: int
) -> None:
    both = send(alice_client, "both.zip", archive(a_csv=dashboard(), b_json=of_the_api(tokens=tokens)))

    shown = page(alice_client, both)

    assert TWINS in shown
    assert ("Leave out “a.csv”" in shown, "Leave out “b.json”" in shown) == (True, True)


def test_two_exports_of_the_same_usage_are_never_parts_of_one_bill(alice_client: Client, send: Send) -> None:
    send(alice_client, "a.csv", dashboard())
    again = send(alice_client, "b.json", of_the_api())
    alice_client.post(reverse("usage:both", args=[again.pk]))
    cost = send(alice_client, COST, (FOLDER / COST).read_text())

    shown = page(alice_client, cost)
    alice_client.post(reverse("usage:partner", args=[cost.pk]), {"source": "openai", "partner": "all"})

    assert (NEVER in shown, PARTS in shown) == (True, False)
    assert "added up." not in page(alice_client, cost).replace(NEVER, "")


def test_files_of_two_sources_in_one_archive_are_each_its_own(alice_client: Client, send: Send) -> None:
    anthropic = (FOLDER / "anthropic-console-cost.csv").read_text()
    both = send(alice_client, "both.zip", archive(open_csv=dashboard(), claude_csv=anthropic))

    shown = page(alice_client, both)

    assert "Each is calculated by itself, and nothing of one is added to another: choose one." in shown
    assert [shown.index(name) for name in ("open.csv", "OpenAI usage", "claude.csv", "Anthropic cost")] == (
        sorted(shown.index(name) for name in ("open.csv", "OpenAI usage", "claude.csv", "Anthropic cost"))
    )
    own = alice_client.get(f"{both.get_absolute_url()}?source=anthropic").context["bill"]
    assert [each.format for each in own.exports] == ["anthropic-console-cost"]
