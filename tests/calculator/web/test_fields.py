"""Inputs as markup: as typed, with their error, in groups that open where one has to look."""

import re

import pytest
from django.test import Client

from calculator.domain.presets import BY_KEY, PRESETS
from calculator.domain.typed_numbers.inputs import shown
from tests.calculator.pages import SMALL, page, text, typed
from tests.markup import squeezed

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.key)
def test_every_example_opens_with_its_inputs_and_their_sources(client: Client, preset: object) -> None:
    example = BY_KEY[preset.key]  # type: ignore[attr-defined]

    html = page(client, preset=example.key)

    for name, value in example.workload.as_form().items():
        assert typed(html, name) == shown(name, value)
    assert ("Illustrative" in text(html)) is example.illustrative
    assert next(iter(example.sources.values())).text in text(html)


@pytest.mark.parametrize(
    ("name", "bad"),
    [
        ("units_per_day", "-5"),
        ("input_tokens", "NaN"),
        ("review_rate", "1.2"),
        ("cache_read_share", "1.2"),
        ("output_price", "<script>alert(1)</script>"),
        ("input_price", "1" * 31),
    ],
)
def test_an_error_stands_at_its_field_and_nothing_typed_is_lost(client: Client, name: str, bad: str) -> None:
    response = client.get("/calculator/", SMALL | {name: bad})

    html = squeezed(response.content.decode())
    assert response.status_code == 422
    assert typed(html, name) == bad
    assert typed(html, "vector_db_monthly") == "1000"
    assert re.search(rf'id="{name}-error">[A-Z]', html)
    assert f'<a href="#{name}">' in html
    assert re.search(rf'id="{name}"[^>]*aria-invalid="true"', html)
    assert "<script>alert" not in html


def test_a_group_with_an_error_is_open(client: Client) -> None:
    html = page(
        client, preset="support-desk", **BY_KEY["support-desk"].workload.as_form() | {"retry_rate": "2"}
    )

    assert re.findall(r'<details class="more" open id="group-(\w+)"', html) == ["retries"]


def test_a_volume_by_the_day_is_in_sight(client: Client) -> None:
    html = page(client, **SMALL)

    assert re.findall(r'<details class="more" open id="group-(\w+)"', html) == ["volume"]


def test_a_bare_one_typed_for_a_share_is_said_to_be_all_of_it(client: Client) -> None:
    html = page(client, **SMALL | {"review_rate": "1", "batch_share": "0.5"})

    read = dict(re.findall(r'<output class="field__read" for="(\w+)">(.*?)</output>', html))

    assert (typed(html, "review_rate"), read["review_rate"]) == ("100%", "Read as 100%.")
    assert (typed(html, "batch_share"), "batch_share" in read) == ("50%", False)


def test_a_share_of_a_step_says_how_it_is_typed_as_any_other_share_does(client: Client) -> None:
    html = client.get("/calculator/?preset=claims-agent").content.decode()
    labels = re.findall(r'<label for="steps.1.cache_read_share">(.*?)</label>', html, re.DOTALL)

    said = [" ".join(re.sub("<[^>]+>", " ", label).split()) for label in labels]

    assert said == ["Cached input (read) (such as 7%)"]
