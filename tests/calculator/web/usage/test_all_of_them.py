"""Four files of one month, usage and cost of two projects: “All of them” is one bill on each page."""

import pytest
from django.test import Client
from django.urls import reverse

from calculator.models import UsageUpload
from tests.calculator.web.usage.conftest import Send, text_of
from tests.calculator.web.usage.test_join_views import HEADER, OCTOBER
from tests.calculator.web.usage.test_partners import billed, said

USAGE = (
    "start_time,end_time,start_time_iso,end_time_iso,project_id,num_model_requests,model,batch,"
    "input_tokens,output_tokens,input_cached_tokens\n"
)
NAMES = ("usage-x", "usage-y", "cost-x", "cost-y")


def usage(project: str, tokens: int) -> str:
    return USAGE + "".join(
        f"{OCTOBER + day * 86400},{OCTOBER + day * 86400 + 60},2026-10-{day:02}T00:00:00Z,,{project},10,"
        f"gpt-4.1,False,{tokens},{tokens // 10},0\n"
        for day in range(1, 32)
    )


def cost(project: str, tokens: int) -> str:
    return HEADER + "".join(
        f"{OCTOBER + day * 86400},{OCTOBER + day * 86400 + 86400},2026-10-{day:02}T00:00:00Z,,"
        f'{tokens // 1000000 * 2},usd,{tokens},tokens,"gpt-4.1, input",{project}\n'
        for day in range(1, 32)
    )


@pytest.fixture
def four(alice_client: Client, send: Send) -> dict[str, UsageUpload]:
    texts = [
        made(name, tokens) for made in (usage, cost) for name, tokens in (("x", 1000000), ("y", 2000000))
    ]
    return {name: send(alice_client, f"{name}.csv", text) for name, text in zip(NAMES, texts, strict=True)}


def page_of(client: Client, upload: UsageUpload) -> str:
    return text_of(client.get(upload.get_absolute_url()))


@pytest.mark.parametrize("on", NAMES)
def test_all_of_them_is_the_same_bill_wherever_it_was_said_and_is_opened(
    alice_client: Client, four: dict[str, UsageUpload], on: str
) -> None:
    twin = {"x": "y", "y": "x"}[on[-1]]
    button = f"All of them, with “{on[:-1]}{twin}.csv”: they are parts of one bill"
    asked = page_of(alice_client, four[on])

    said(alice_client, four[on], "all")

    assert button in asked
    for name, upload in four.items():
        page = page_of(alice_client, upload)
        other = f"{name[:-1]}{ {'x': 'y', 'y': 'x'}[name[-1]] }.csv"
        assert "Do these two belong together?" not in page
        assert f"“{other}” is another part of the same bill: added up." in page
        assert "project: x (33.3% of the tokens)" in page
        assert "$186.00" in billed(alice_client, upload)
        assert "$62.00" in billed_for(alice_client, upload, "project=x")


def billed_for(client: Client, upload: UsageUpload, part: str) -> str:
    sent = {"month": "2026-10", "units_by": "typed", "units": "100", "slice": part}
    client.post(upload.get_absolute_url(), sent)
    page = text_of(client.get(reverse("usage:inputs", args=[upload.pk])))
    return page.partition("Billed for this part in October 2026")[2][:40]


def test_a_file_that_comes_later_is_in_no_bill_that_was_said_before(
    alice_client: Client, four: dict[str, UsageUpload], send: Send
) -> None:
    said(alice_client, four["usage-x"], "all")

    later = send(alice_client, "cost-z.csv", cost("z", 3000000))

    assert "$186.00" in billed(alice_client, four["usage-x"])
    assert "until you say" in page_of(alice_client, later)
    assert "“cost-z.csv” of" in page_of(alice_client, four["usage-x"])


def test_one_that_is_named_afterwards_leaves_the_others_to_be_asked_again(
    alice_client: Client, four: dict[str, UsageUpload]
) -> None:
    said(alice_client, four["usage-x"], "all")

    said(alice_client, four["usage-x"], str(four["cost-x"].pk))

    assert "$62.00" in billed(alice_client, four["usage-x"])
    assert "$62.00" in billed(alice_client, four["cost-x"])
    assert "$124.00" in billed(alice_client, four["usage-y"])


def test_who_deletes_one_of_them_is_told_of_all_others(
    alice_client: Client, four: dict[str, UsageUpload]
) -> None:
    said(alice_client, four["usage-x"], "all")

    page = text_of(alice_client.get(reverse("usage:delete", args=[four["cost-y"].pk])))

    assert all(f"“{name}.csv”" in page for name in NAMES)
