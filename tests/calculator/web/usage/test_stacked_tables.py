"""On a phone a row of a bill's tables is a block, and each cell of it says which column it is of."""

import re
from collections.abc import Iterator
from typing import Any

from django.test import Client
from django.urls import reverse

from calculator.models import Scenario
from tests.calculator.web.usage.conftest import Send
from tests.calculator.web.usage.test_take_views import choose

FOCUS = "focus-1.0-aws-bedrock.csv"
STACKED = re.compile(r'<table class="table table--stacked.*?</table>', re.DOTALL)
CELL = re.compile(r"<td([^>]*)>(.*?)</td>", re.DOTALL)


def unnamed(answer: Any) -> list[str]:
    """Cells with something in them that neither lead their row nor say their column."""
    assert STACKED.search(answer.text)
    return [
        text.strip() for table in STACKED.findall(answer.text) for attributes, text in CELL.findall(table)
        if text.strip() and "data-label" not in attributes and "lead" not in attributes and not takes(text)
    ]  # fmt: skip


def takes(text: str) -> bool:
    """A button that says itself what it does."""
    return "<button" in text


def pages(client: Client, send: Send, scenario: Scenario) -> Iterator[Any]:
    yield client.get(send(client, "bad-rows-focus.csv").get_absolute_url())
    upload = send(client, FOCUS)
    client.post(reverse("usage:both", args=[upload.pk]))
    choose(client, upload)
    yield client.get("/usage/")
    for name in ("usage:inputs", "usage:against"):
        yield client.get(reverse(name, args=[upload.pk]), {"scenario": str(scenario.pk)})
    yield client.get(reverse("usage:rows", args=[upload.pk, "output_tokens"]))
    send(client, "aws-cur2-bedrock.csv")
    yield client.get(send(client, "bedrock-invocation-log.json.gz").get_absolute_url())


def test_each_cell_of_a_bills_tables_says_its_column_on_a_phone(
    alice_client: Client, send: Send, scenario: Scenario
) -> None:
    found = {page.request["PATH_INFO"]: unnamed(page) for page in pages(alice_client, send, scenario)}

    assert (len(found), [cells for cells in found.values() if cells]) == (6, [])
