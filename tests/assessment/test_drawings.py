"""A page whose drawing was kept from somebody else is, to the byte, the page drawn for oneself alone."""

import re

import pytest
from django.test import Client

from assessment import services
from assessment.models import Submission
from assessment.services import Entry
from assessment.sheet import NotApplicable, parse_sheet
from runrate.accounts.models import User
from runrate.kit import skeleton
from tests.assessment.sheets import KEYS
from tests.assessment.walking import at, begin

pytestmark = pytest.mark.django_db

type Begun = tuple[Client, Submission]


def answered(*answers: Entry, client: Client | None = None) -> Begun:
    """Somebody who has answered the first questions like this."""
    client = client or Client()
    submission = begin(client)
    entries = {f"q{number}": entry for number, entry in enumerate(answers, start=1)}
    services.save_entries(submission=submission, entries=entries)
    return client, submission


def pages(begun: Begun) -> list[str]:
    """What the questions look like, and after saving, and all on one page, without what is random."""
    client, submission = begun
    addresses = [at("question", submission, 1), at("question", submission, 2), at("question", submission, 15)]
    addresses += [f"{addresses[0]}?saved=1", f"{addresses[1]}?saved=9", at("all", submission)]
    texts = [client.get(address).content.decode() for address in addresses]
    return [re.sub(r'csrfmiddlewaretoken" value="[^"]*"', "", text) for text in texts]


@pytest.fixture
def visitors(alice_client: Client, staff_client: Client) -> list[Begun]:
    level, unknown = Entry(2, "", None), Entry("dk", "", None)
    noted = Entry(3, 'a <b>note</b> & "more"', None)
    left_out = Entry(
        NotApplicable("no <i>person</i>"),
        "\N{OBJECT REPLACEMENT CHARACTER}q1-note\N{OBJECT REPLACEMENT CHARACTER}",
        None,
    )
    return [
        answered(),
        answered(level),
        answered(noted),
        answered(unknown, level),
        answered(noted, noted),
        answered(*[level] * 9, left_out),
        answered(*[level] * 15),
        answered(*[unknown] * 15),
        answered(level, client=alice_client),
        answered(level, client=staff_client),
    ]


def test_a_kept_drawing_says_nothing_of_whom_it_was_drawn_for(visitors: list[Begun]) -> None:
    alone = []
    for begun in visitors:
        skeleton.forget()
        alone.append(pages(begun))
    skeleton.forget()

    together = [pages(begun) for _time in range(2) for begun in visitors]

    assert together == alone * 2


RESULTS: list[dict[str, object]] = [
    {"answers": dict.fromkeys(KEYS, 2)},
    {"answers": dict.fromkeys(KEYS, 4)},
    {"answers": dict.fromkeys(KEYS, 4) | {"q1": 0}},
    {
        "answers": dict.fromkeys(KEYS, 4) | {"q1": 0},
        "evidence": {"q2": "<b>sheet</b>", "q9": "\ufffcday\ufffc"},
    },
    {"answers": dict.fromkeys(KEYS, 3) | dict.fromkeys(KEYS[:5], "dk")},
    {"answers": dict.fromkeys(KEYS, 3) | dict.fromkeys(KEYS[:4], "dk")},
    {"answers": {key: number % 5 for number, key in enumerate(KEYS)}},
    {"answers": dict.fromkeys(KEYS, 1) | {"q10": {"na": "no <i>person</i>"}}},
]


def test_a_kept_result_says_nothing_of_whom_it_was_drawn_for(alice: User, alice_client: Client) -> None:
    addresses = []
    for number, given in enumerate(RESULTS):
        names = {"workload_name": f"Work & {number}", "team_name": "Desk", "industry": "health"}
        sheet = parse_sheet({"version": "1", **given})
        submission = services.record(sheet=sheet, owner=alice, context=names if number % 2 else None)
        addresses.append(at("result", submission))

    def shown(address: str) -> str:
        text = alice_client.get(address).content.decode()
        return re.sub(r'(csrfmiddlewaretoken|once)" value="[^"]*"', "", text)

    alone = []
    for address in addresses:
        skeleton.forget()
        alone.append(shown(address))
    skeleton.forget()

    together = [shown(address) for _time in range(2) for address in addresses]

    assert together == alone * 2


def test_every_visitor_gets_a_token_of_their_own() -> None:
    tokens = set()
    for client, submission in (answered(), answered()):
        text = client.get(at("question", submission, 1)).content.decode()
        tokens |= set(re.findall(r'csrfmiddlewaretoken" value="([^"]{64})"', text))
        assert client.cookies["csrf"].value

    assert len(tokens) >= 2


def test_a_message_for_one_person_is_not_kept_for_others() -> None:
    client, submission = answered(Entry(2, "", None))
    client.post(at("question", submission, 1), {"q1": "1", "q1-seen": "something else", "then": "1"})

    told = client.get(at("question", submission, 1)).content.decode()
    others = [
        pages(answered(Entry(1, "", None)))[0],
        client.get(at("question", submission, 1)).content.decode(),
    ]

    assert "had been changed elsewhere" in told
    assert [text for text in others if "had been changed elsewhere" in text] == []
