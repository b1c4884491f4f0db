"""Which models a search finds, and in which order."""

from decimal import Decimal

import pytest
from django.test import Client

from calculator.models import PriceRow
from calculator.prices.search import find_models, newest_models, sellers, version_of
from tests.calculator.stored import TODAY, price_row


def found(words: str) -> list[str]:
    return [row.reference for row in find_models(words, TODAY, most=20).rows]


def api(words: str) -> list[str]:
    return [each["model"] for each in Client().get("/api/v1/models", {"q": words}).json()["models"]]


@pytest.mark.django_db
def test_every_word_is_looked_for_and_makers_stand_before_resellers() -> None:
    for provider in ("azure", "openai", "groq"):
        price_row(provider, "gpt-4o", 1, 2, None)
    price_row("openai", "o3", 1, 2, None)

    assert found("GPT 4o") == ["openai/gpt-4o", "azure/gpt-4o", "groq/gpt-4o"]
    assert found("gpt o3") == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("words", "reference"),
    [
        ("bedrock nova", "aws/nova"),
        ("vertex flash", "google/flash"),
        ("azure", "azure/o3"),
        ("Microsoft o3", "azure/o3"),
    ],
)
def test_a_seller_is_found_by_its_name_and_by_that_of_its_product(words: str, reference: str) -> None:
    for provider, model in (("aws", "nova"), ("google", "flash"), ("openai", "o3")):
        price_row(provider, model, 1, 2, None)
    price_row("azure", "o3", 1, 2, None, seller="Microsoft Azure")

    assert found(words) == [reference]


@pytest.mark.django_db
def test_a_word_that_stands_in_names_means_these_and_not_its_seller() -> None:
    price_row("google", "gemini-3", 1, 2, None)
    price_row("google", "claude-9", 1, 2, None)

    assert found("gemini") == ["google/gemini-3"]
    assert found("vertex") == ["google/gemini-3", "google/claude-9"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("words", "references"),
    [
        ("vertex", ["google/gemini-3", "google/gemma-maas"]),
        ("Vertex AI", ["google/gemini-3", "google/gemma-maas"]),
        ("vertex_ai gemini", ["google/gemini-3"]),
        ("google vertex", ["google/gemini-3", "google/gemma-maas"]),
        ("amazon bedrock", ["aws/amazon.nova", "aws/claude-9"]),
        ("bedrock", ["aws/amazon.nova", "aws/claude-9"]),
        ("azure openai", ["azure/gpt-9"]),
        ("Azure AI gpt", ["azure/gpt-9"]),
        ("vertexes", []),
    ],
)
def test_a_product_means_all_that_its_seller_sells_even_where_a_name_has_the_word(
    words: str, references: list[str]
) -> None:
    price_row("google", "gemini-3", 1, 2, None)
    price_row("google", "gemma-maas", 1, 2, None)
    PriceRow.objects.filter(model="gemma-maas").update(display_name="Gemma (Vertex AI MaaS)")
    price_row("aws", "amazon.nova", 1, 2, None, seller="AWS Bedrock")
    price_row("aws", "claude-9", 1, 2, None, seller="AWS Bedrock")
    price_row("azure", "gpt-9", 1, 2, None, seller="Microsoft Azure")

    assert (sorted(found(words)), api(words)) == (references, references)


@pytest.mark.django_db
@pytest.mark.parametrize("words", ["models/gemini-2.5-pro", "vertex_ai/gemini-2.5-pro"])
def test_the_api_finds_what_the_page_finds_under_a_name_of_an_invoice(words: str) -> None:
    """N23."""
    price_row("google", "gemini-2.5-pro", 1, 2, None)

    assert (found(words), api(words)) == (["google/gemini-2.5-pro"], ["google/gemini-2.5-pro"])
    assert Client().get("/api/v1/models", {"q": words}).json()["priced_as"] == "google/gemini-2.5-pro"
    assert Client().get("/api/v1/models", {"q": "gemini"}).json()["priced_as"] is None
    assert Client().get("/api/v1/models", {"q": "models/gemini-2.5"}).json() == {
        "models": [],
        "priced_as": None,
    }


@pytest.mark.django_db
@pytest.mark.parametrize("words", ["openai/gpt-4o", " OpenAI/GPT-4o "])
def test_the_model_that_is_named_exactly_is_the_first(words: str) -> None:
    for provider, model in (("openrouter", "openai/gpt-4o"), ("openai", "gpt-4o"), ("openai", "gpt-4o-mini")):
        price_row(provider, model, 1, 2, None)

    assert found(words) == ["openai/gpt-4o", "openrouter/openai/gpt-4o"]
    assert found("openrouter/openai/gpt-4o") == ["openrouter/openai/gpt-4o"]


@pytest.mark.django_db
def test_a_makers_own_models_stand_before_newer_ones_of_others() -> None:
    price_row("anthropic", "claude-9", 1, 2, None)
    price_row("google", "claude-9", 1, 2, None)
    price_row("google", "gemini-3", 1, 2, None)

    assert found("google") == ["google/gemini-3", "google/claude-9"]


@pytest.mark.django_db
def test_another_makers_family_is_known_under_any_name_and_open_weights_stand_behind() -> None:
    price_row("anthropic", "claude-opus-4", 1, 2, None)
    for model in ("claude-4-opus", "gemma-4-26b", "gemini-3", "gemini-3.8-flash"):
        price_row("google", model, 1, 2, None)
    price_row("perplexity", "perplexity/glm-5.3", 1, 2, None)
    price_row("perplexity", "sonar-2", 1, 2, None)

    by_maker, _aside = newest_models(TODAY, of_each=4, aside=0)

    order = {maker: [row.model for row in rows] for maker, rows in by_maker.items()}
    assert order["google"] == ["gemini-3.8-flash", "gemini-3", "gemma-4-26b", "claude-4-opus"]
    assert order["perplexity"] == ["sonar-2", "perplexity/glm-5.3"]


def test_a_year_is_no_version() -> None:
    assert version_of("Ministral 8B 24.10") == 0


@pytest.mark.django_db
def test_the_newest_version_stands_first_and_what_few_look_for_last() -> None:
    for model in ("gpt-4.1", "gpt-10", "gpt-old", "gpt-4"):
        price_row("openai", model, 1, 2, None)
    price_row("openai", "gpt-11", 1, 2, None, deprecated=True)
    price_row("openai", "gpt-12", 1, 2, None, text=False)
    price_row("zai", "gpt-9", 1, 2, None)

    order = ["openai/gpt-10", "openai/gpt-4.1", "openai/gpt-4", "openai/gpt-old", "zai/gpt-9"]
    assert found("gpt") == [*order, "openai/gpt-12", "openai/gpt-11"]


@pytest.mark.django_db
def test_a_name_of_an_invoice_leads_to_one_model_and_a_slip_to_none() -> None:
    price_row("openai", "gpt-4o", 1, 2, None)

    by_rule, slip = find_models("azure/gpt-4o", TODAY, most=5), find_models("gpt-4oo", TODAY, most=5)

    assert ([row.reference for row in by_rule.rows], by_rule.typed_as) == (["openai/gpt-4o"], "openai/gpt-4o")
    assert (slip.rows, slip.typed_as, slip.nearest) == ([], "", ("openai/gpt-4o",))


@pytest.mark.django_db
def test_of_each_maker_the_newest_are_taken_and_those_set_aside_beside_them() -> None:
    for number in range(3):
        price_row("openai", f"gpt-{number}", 1, 2, None)
        price_row("openai", f"tts-{number}", 1, 2, None, text=False)
    price_row("groq", "llama-9", 1, 2, None)

    by_maker, aside = newest_models(TODAY, of_each=2, aside=1)

    assert {maker: [row.model for row in rows] for maker, rows in by_maker.items()} == {
        "openai": ["gpt-2", "gpt-1"]
    }
    assert [row.model for row in aside] == ["tts-2"]


@pytest.mark.django_db
def test_sellers_are_counted_by_models_and_not_by_prices() -> None:
    price_row("openai", "o3", 10, 40, None, seller="OpenAI")
    price_row("openai", "o3", 2, 8, "2025-06-10", seller="OpenAI")

    assert [(each.provider, each.name, each.models) for each in sellers()] == [("openai", "OpenAI", 1)]


@pytest.mark.parametrize(
    ("name", "version"),
    [
        ("Claude Sonnet 5.5", "5.5"),
        ("claude-fable-5-2", "5.2"),
        ("gpt-4o mini", "4"),
        ("o3", "3"),
        ("GPT-4 Turbo 0125", "4"),
        ("DeepSeek V4.1 Flash", "4.1"),
        ("Mistral Large 3 2512", "3"),
        ("Ministral 3 14B 2512", "3"),
        ("GLM-4-32B-0414-128K", "4"),
        ("Codestral 2508", "0"),
        ("Mixtral 8x7B Instruct", "0"),
        ("Aya Expanse 32B", "0"),
        ("Command R+", "0"),
    ],
)
def test_the_version_in_a_name_is_no_day_and_no_size(name: str, version: str) -> None:
    assert version_of(name) == Decimal(version)
