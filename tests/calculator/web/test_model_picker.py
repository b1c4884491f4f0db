"""Looking for a model takes along what stands in the boxes, and comes back with it; no script is needed."""

import re
from collections.abc import Mapping
from html import unescape
from urllib.parse import parse_qsl

import pytest
from django.test import Client

from tests.calculator.stored import price_row
from tests.journeys.page import Form, Page

pytestmark = pytest.mark.django_db
CALCULATOR, MODELS = "/calculator/", "/calculator/models/"


def opened(client: Client, address: str, query: Mapping[str, str] | None = None) -> Page:
    answer = client.get(address, query, follow=True)
    return Page(answer.request["PATH_INFO"], answer.status_code, answer["Content-Type"], answer.content)


def form_of(page: Page) -> Form:
    return next(form for form in page.forms if form.field("units_per_month"))


def pressed(client: Client, page: Page, typed: Mapping[str, str], button: tuple[str, str]) -> Page:
    """What a browser without a script sends: every box as it is now, and the button."""
    form = form_of(page)
    sent = {name: values[-1] for name, values in form.filled.items()} | dict(typed) | dict([button])
    ask = client.post if form.method == "post" else client.get
    answer = ask(CALCULATOR, sent, follow=True)
    return Page(answer.request["PATH_INFO"], answer.status_code, answer["Content-Type"], answer.content)


def searched(client: Client, page: Page, words: str) -> Page:
    """The search on the list of models, sent as its form stands."""
    [form] = [form for form in page.forms if form.field("q")]
    sent = {name: values[-1] for name, values in form.filled.items()} | {"q": words}
    return opened(client, MODELS, sent)


def used(client: Client, page: Page, reference: str) -> Page:
    [address] = [link.address for link in page.links if link.words.endswith(f"Use {reference}")]
    return opened(client, address)


def boxes(page: Page) -> dict[str, str]:
    """What stands in the boxes of the calculator."""
    return {name: values[-1] for name, values in form_of(page).filled.items() if values[-1]}


def finders(page: Page) -> list[str]:
    return [button.value for button in form_of(page).buttons if button.name == "for"]


def test_the_form_leads_to_the_models_and_the_choice_comes_back_to_what_was_typed(client: Client) -> None:
    price_row("openai", "o3", 2, 8, None)
    page = opened(client, CALCULATOR, {"preset": "support-desk"})
    before = boxes(page)

    found = pressed(client, page, {"units_per_month": "9999", "review_rate": "many"}, ("for", "unit"))
    back = used(client, searched(client, found, "openai"), "openai/o3")

    assert (finders(page), found.address) == (["unit"], MODELS)
    kept = {"units_per_month": "9999", "review_rate": "many", "model": "openai/o3", "preset": "support-desk"}
    assert {name: boxes(back)[name] for name in kept} == kept
    assert boxes(back)["upkeep_monthly"] == before["upkeep_monthly"]


@pytest.mark.parametrize("blank", [False, True])
def test_a_step_gets_its_model_also_while_it_is_blank_and_after_a_search(client: Client, blank: bool) -> None:
    """The first of three steps stays blank, so that the others are numbered anew on the way."""
    price_row("openai", "o3", 2, 8, None)
    page = opened(client, CALCULATOR, {"preset": "none", "units_per_month": "3000", "add": "steps"})
    typed = {"steps.2.calls": "2", "steps.2.input_tokens": "8000", "steps.1.name": "" if blank else "Plan"}
    third = {} if blank else {"steps.3.name": "Answer", "steps.3.output_tokens": "900"}

    found = pressed(client, page, {**typed, **third, "steps.3.input_tokens": ""}, ("for", "steps.3"))
    back = used(client, searched(client, found, "openai"), "openai/o3")

    last = "steps.2" if blank else "steps.3"
    there = boxes(back)
    assert (found.address, there["units_per_month"], there[f"{last}.model"]) == (MODELS, "3000", "openai/o3")
    assert {name: text for name, text in there.items() if name.endswith("model")} == {
        f"{last}.model": "openai/o3"
    }
    assert sorted(text for name, text in there.items() if name.endswith((".name", "tokens", "calls"))) == (
        ["2", "8000"] if blank else ["2", "8000", "900", "Answer", "Plan"]
    )


def test_from_the_list_one_comes_back_without_a_choice_to_the_same_boxes(client: Client) -> None:
    price_row("openai", "o3", 2, 8, None)
    stepped = opened(client, CALCULATOR, {"preset": "none", "units_per_month": "3000", "add": "steps"})
    flat = opened(client, CALCULATOR, {"preset": "none"})

    for page, button in ((stepped, "steps.1"), (flat, "unit")):
        found = pressed(client, page, {"units_per_month": "700"}, ("for", button))
        [home] = [link.address for link in found.links if link.words == "Calculator" and "?" in link.address]
        back = opened(client, home)

        assert (boxes(back)["units_per_month"], finders(back)) == ("700", finders(page))


def test_every_way_on_from_the_list_of_models_keeps_the_inputs(client: Client) -> None:
    """Searches, sellers, and names that may have been meant."""
    price_row("openai", "o3", 2, 8, None)
    typed = {"preset": "none", "units_per_month": "700", "steps.1.model": "o", "for": "steps.1"}

    for words in ("", "openai/o4"):
        page = opened(client, MODELS, {**typed, "q": words})
        ways = [
            dict(parse_qsl(link.address.partition("?")[2])) for link in page.links if MODELS in link.address
        ]
        hidden = {name: values[-1] for form in page.forms for name, values in form.filled.items()}

        ways = [each for each in ways if each] + [hidden]
        assert [{name: way.get(name) for name in typed} for way in ways] == [typed] * len(ways)


def test_a_step_that_an_address_has_no_inputs_of_is_no_step(client: Client) -> None:
    price_row("openai", "o3", 2, 8, None)

    for asked in ("steps.x", "steps.0", "steps.2.model", "other_lines.1", "unit"):
        page = opened(client, MODELS, {"preset": "none", "units_per_month": "700", "for": asked})
        assert [link.address for link in page.links if re.search(r"steps\.\d+\.model=", link.address)] == []
    flat = opened(client, MODELS, {"preset": "none", "input_tokens": "5", "for": "steps.1"})
    ways = [link.address for link in flat.links if link.address.startswith(f"{CALCULATOR}?")]
    assert [address for address in ways if "steps." in address] == []


def test_each_model_offered_while_typing_names_its_price_its_day_and_its_state(client: Client) -> None:
    price_row("openai", "o3", 2, 8, "2026-01-02")
    price_row("openai", "o4", 3, 9, None, checked_on=None, listed_in="prices 1", deprecated=True)

    html = client.get(MODELS, {"model": "openai"}, headers={"HX-Request": "true"}).content.decode()

    offered = {
        name: " ".join(unescape(words).split())
        for name, words in re.findall(r'<option value="([^"]+)">(.*?)</option>', html, re.DOTALL)
    }
    assert offered == {
        "openai/o3": "o3: $2.00 / $8.00, since 2 January 2026",
        "openai/o4": "o4: $3.00 / $9.00, listed in prices 1, date unknown, deprecated by its vendor",
    }
