"""Every sentence on the pages of a bill has a condition, and is true of the files that were given.

As `test_page_sentences.py` does for results and estimates: files whose sums are known are given and read, and
each sentence of templates and of the modules behind them is asked for its condition.
"""

from collections.abc import Iterator
from html import unescape
from typing import Any, Final

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import given, settings

from calculator.models import Scenario, UsageUpload
from calculator.uploads.job import read_upload
from calculator.uploads.receiving import receive
from runrate.accounts.models import User
from tests.calculator.stored import price_row
from tests.calculator.web.usage.conftest import text_of
from tests.truth.bill_words import HELD_ELSEWHERE, NO_STATEMENTS
from tests.truth.conditions_given import PAGES_OF_BILLS
from tests.truth.given_bills import LISTED, MODEL, Given, bills, made_by_hand
from tests.truth.messages import messages_of as messages_of_module
from tests.truth.recording import Said, recorded
from tests.truth.template_messages import TESTS, Message, longest_piece, messages_of, under
from tests.truth.test_page_sentences import reading

MODULES: Final = (
    "calculator.domain.typed_numbers.usual_rates",
    "calculator.uploads.choosing",
    "calculator.uploads.cover",
    "calculator.usage.analysis.agreement",
    "calculator.usage.analysis.odd_prices",
    "calculator.web.usage.against_page",
    "calculator.web.usage.columns_page",
    "calculator.web.usage.days",
    "calculator.web.usage.pages",
    "calculator.web.usage.pair_question",
    "calculator.web.usage.steps_shown",
    "calculator.web.usage.take_messages",
    "calculator.web.usage.take_views",
    "calculator.web.usage.views",
)
"""What speaks on the pages of a bill besides templates; what was understood is held by
`test_usage_sentences.py`, and what a form asks for states nothing."""


def every_message() -> Iterator[Message]:
    for template in under("usage"):
        yield from messages_of(template)


def of_python() -> set[str]:
    return {text for module in MODULES for text, _line in messages_of_module(module)}


def test_each_message_on_the_pages_of_a_bill_has_a_condition_or_a_kind() -> None:
    named = {*PAGES_OF_BILLS, *NO_STATEMENTS, *HELD_ELSEWHERE}

    assert [each for each in every_message() if each.may_state and each.text not in named] == []
    assert sorted(of_python() - named) == []


def test_no_message_has_two_kinds_or_is_named_and_not_said() -> None:
    named = [*PAGES_OF_BILLS, *NO_STATEMENTS, *HELD_ELSEWHERE]

    assert sorted(set(named) - {each.text for each in every_message()} - of_python()) == []
    assert len(named) == len(set(named))


def on_its_pages(found: Given) -> list[Said]:
    """What its pages say once each file was read and a part of the bill was chosen."""
    owner, _new = User.objects.get_or_create(email="reader@example.com")
    UsageUpload.objects.all().delete()
    Scenario.objects.all().delete()
    client = reading(owner)
    for name, content in found.files():
        upload = receive(user=owner, begun=(), file=SimpleUploadedFile(name, content.encode()))
        read_upload.func(str(upload.pk))
    address = upload.get_absolute_url()
    with recorded() as book:
        pages = [shown := client.get(address)]
        if shown.context.get("questions") and found.together is not None:
            [question] = shown.context["questions"]
            answer = {"source": question.pair.source, "together": "yes" if found.together else "no"}
            client.post(f"{address}together/", answer)
            pages = [shown := client.get(address)]
        if "form" in shown.context:
            pages += _chosen(client, upload, found)
    printed = " ".join(map(text_of, pages))
    return [said for said in book if said.message in PAGES_OF_BILLS and squeezed(said.text) in printed]


def squeezed(text: str) -> str:
    return " ".join(unescape(text.replace("%%", "%")).split())


def _chosen(client: Client, upload: UsageUpload, found: Given) -> Iterator[Any]:
    """Its inputs and its comparison, for what was chosen."""
    units = {"units_by": "calls"} if found.units is None else {"units_by": "typed", "units": str(found.units)}
    chosen = client.post(upload.get_absolute_url(), {"month": "2026-10", **units})
    if chosen.status_code != 302:
        return
    if found.days:
        client.post(f"{upload.get_absolute_url()}days/", {"days": found.days})
    scenario = None
    if found.scenario is not None:
        scenario = Scenario.objects.create(owner=upload.owner, name="Desk", inputs=dict(found.scenario))
    beside = {"scenario": str(scenario.pk)} if scenario else {}
    for page in ("inputs", "against"):
        shown = client.get(f"{upload.get_absolute_url()}{page}/", beside)
        assert shown.status_code == 200
        yield shown


def untrue(found: Given, book: list[Said]) -> list[str]:
    return [said.text for said in book if not PAGES_OF_BILLS[said.message](found, said.words)]


@pytest.fixture
def listed(db: None) -> None:
    price_row("openai", MODEL, float(LISTED["input"]), float(LISTED["output"]), None)


@pytest.mark.usefixtures("listed")
@settings(max_examples=max(12, settings().max_examples // 16))
@given(bills())
def test_each_sentence_on_the_pages_of_a_bill_is_true(found: Given) -> None:
    assert untrue(found, on_its_pages(found)) == []


@pytest.mark.usefixtures("listed")
def test_bills_made_by_hand_are_told_each_sentence_of_their_pages() -> None:
    told: set[str] = set()
    wrong: list[tuple[str, Given]] = []
    for found in made_by_hand():
        book = on_its_pages(found)
        told |= {said.message for said in book}
        wrong += [(text, found) for text in untrue(found, book)]

    assert wrong == []
    assert sorted(set(PAGES_OF_BILLS) - told) == []


@pytest.mark.parametrize("message", HELD_ELSEWHERE)
def test_what_is_held_elsewhere_is_asserted_there(message: str) -> None:
    """Its longest piece between two words of its reader, as far as a line of a test has it."""
    assert longest_piece(message) in (TESTS / HELD_ELSEWHERE[message]).read_text("utf-8")
