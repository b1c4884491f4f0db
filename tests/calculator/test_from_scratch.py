"""Starting empty: what is still to come is waited for and is no mistake of anybody's."""

import re

import pytest
from django.test import Client

from tests.calculator.pages import text, typed
from tests.faults.browser import hidden_fields
from tests.markup import squeezed

pytestmark = pytest.mark.django_db


WHOLE = {
    "units_per_month": "10",
    "input_tokens": "1",
    "output_tokens": "1",
    "input_price": "1",
    "output_price": "1",
}


def test_the_page_offers_to_start_empty(client: Client) -> None:
    assert 'href="/calculator/?preset=none"' in client.get("/calculator/").content.decode()


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ({"preset": "support-desk"}, "calculator__summary"),
        ({"preset": "none"}, "notice stack stack--tight"),
        ({"preset": "support-desk", "units_per_month": "many"}, "error-summary"),
    ],
)
def test_work_it_out_comes_back_at_what_there_is_to_say(
    client: Client, asked: dict[str, str], answer: str
) -> None:
    html = squeezed(client.get("/calculator/", asked).content.decode())

    assert 'action="/calculator/#answer"' in html
    assert re.findall(r'<div class="([^"]+)" id="answer"', html) == [answer]


def test_an_empty_page_waits_without_a_word_of_blame(client: Client) -> None:
    response = client.get("/calculator/", {"preset": "none"})

    html = response.content.decode()
    assert response.status_code == 200
    assert (typed(html, "units_per_month"), typed(html, "input_price")) == ("", "")
    assert 'aria-invalid="true"' not in html
    assert "error-summary" not in html
    assert "An estimate needs these inputs:" in text(html)
    assert hidden_fields(html)["preset"] == "none"


def test_once_whole_it_is_an_estimate_like_any_other(client: Client) -> None:
    response = client.get("/calculator/", WHOLE | {"preset": "none"})

    assert response.status_code == 200
    assert "Each unit costs at least" in text(response.content.decode())


def test_a_live_answer_marks_what_is_wrong_and_only_names_what_is_missing(client: Client) -> None:
    query = {"preset": "none", "units_per_month": "10", "input_tokens": "many"}

    html = squeezed(client.get("/calculator/", query, headers={"HX-Request": "true"}).content.decode())

    assert re.findall(r'data-field="(\w+)"', html) == ["input_tokens"]
    assert '<li><a href="#output_tokens">' in html
    assert "No estimate yet: some inputs need a correction." in html


def test_a_live_answer_to_what_is_only_unfinished_says_that_it_waits(client: Client) -> None:
    query = {"preset": "none", "units_per_month": "10"}

    html = squeezed(client.get("/calculator/", query, headers={"HX-Request": "true"}).content.decode())

    assert ">An estimate needs more inputs.</p>" in html
