"""A long address is packed into a short one; what is no packed address is nothing."""

import zlib
from base64 import urlsafe_b64encode
from urllib.parse import parse_qs

import pytest
from django.core.exceptions import BadRequest
from django.http import QueryDict
from django.test import Client

from calculator.web.forms import WorkloadForm
from calculator.web.long_addresses import LONGEST, MOST_LETTERS, short_query, shortened, unpacked
from tests.calculator.pages import SMALL, rows, text

STEP = {"name": "Ärger 漢字", "calls": "2", "input_tokens": "3000", "output_tokens": "300",
        "input_price": "1.25", "output_price": "5", "cache_read_share": "0.3",
        "cache_read_price": "0.1"}  # fmt: skip
MANY = {"units_per_month": "100"} | {
    f"steps.{number}.{name}": text for number in range(1, 21) for name, text in STEP.items()
}


def test_a_short_address_is_as_it_is() -> None:
    assert shortened(SMALL) == SMALL


def test_a_long_address_is_packed_and_gives_everything_back() -> None:
    query = short_query(MANY)

    assert len(query) < LONGEST
    assert list(parse_qs(query)) == ["packed"]
    assert unpacked(QueryDict(query).dict()) == MANY


def test_what_stands_beside_it_comes_on_top() -> None:
    assert unpacked({**shortened(MANY), "add": "steps", "units_per_month": "7"}) == {
        **MANY,
        "add": "steps",
        "units_per_month": "7",
    }


@pytest.mark.parametrize("broken", ["x", "====", "é", "eJw", "A" * (MOST_LETTERS + 1)])
def test_what_cannot_be_unpacked_is_refused(broken: str) -> None:
    with pytest.raises(BadRequest):
        unpacked({"packed": broken, "preset": "none"})


def test_what_would_unpack_to_more_than_a_workload_is_refused() -> None:
    bomb = urlsafe_b64encode(zlib.compress(b"units_per_month=" + b"1" * 10_000_000)).decode()

    assert len(bomb) < MOST_LETTERS
    with pytest.raises(BadRequest):
        unpacked({"packed": bomb})


@pytest.mark.django_db
@pytest.mark.parametrize("door", ["", "costs.csv", "costs.json", "costs.xlsx", "explore/", "models/"])
def test_a_link_that_was_cut_shows_no_other_figures(client: Client, door: str) -> None:
    whole = shortened(MANY)
    cut = {"packed": whole["packed"][:-40]}

    answered = [client.get(f"/calculator/{door}", sent).status_code for sent in (whole, cut)]

    assert answered == [200, 400]
    assert "it may have been cut on its way" in text(client.get("/calculator/", cut).content.decode())


def test_what_is_too_much_to_be_packed_stays_as_it_is() -> None:
    assert list(shortened({"a": "x" * MOST_LETTERS})) == ["a"]


@pytest.mark.django_db
def test_a_packed_address_opens_the_same_scenario(client: Client) -> None:
    html = client.get(f"/calculator/?{WorkloadForm(MANY).address}").content.decode()

    assert rows(html)["Tokens"] == rows(client.get("/calculator/", MANY).content.decode())["Tokens"]
