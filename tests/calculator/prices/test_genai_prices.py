"""The bundled list as it is: nothing invented, nothing dropped without a word."""

from datetime import date
from decimal import Decimal
from functools import cache
from importlib.metadata import version
from typing import Any

import pytest
from genai_prices.data import providers

from calculator.prices.genai_prices import PACKAGE, PUBLISHED, ListedPrice, list_name, listed_prices


@cache
def every() -> tuple[ListedPrice, ...]:
    return tuple(listed_prices())


def rows(reference: str) -> list[ListedPrice]:
    return [row for row in every() if f"{row.provider}/{row.model}" == reference]


def models() -> list[tuple[str, Any, list[Any]]]:
    found = []
    for provider in providers:
        for model in provider.models:
            listed = model.prices if isinstance(model.prices, list) else None
            found.append((provider.id, model, [each.prices for each in listed] if listed else [model.prices]))
    return found


def test_the_installed_version_of_the_list_has_the_day_it_was_published() -> None:
    assert list_name() == (f"{PACKAGE} {version(PACKAGE)}", PUBLISHED[version(PACKAGE)])


def test_every_row_says_which_list_names_it_and_of_which_day() -> None:
    assert {(row.listed_in, row.listed_on) for row in every()} == {list_name()}


def test_every_way_of_calling_that_has_its_own_price_is_named_except_batch_which_is_imported() -> None:
    missing = []
    for provider, model, _prices in models():
        for variant in model.price_variants or ():
            if variant.when == {"processing": "batch"} or not any(vars(variant.prices).values()):
                continue
            of_model = rows(f"{provider}/{model.id}")
            if of_model and not all(value in row.note for row in of_model for value in variant.when.values()):
                missing.append((provider, model.id, variant.when))
    assert missing == []


def test_every_model_the_package_calls_deprecated_is_marked_and_no_other() -> None:
    """N33."""
    said = {(provider, model.id) for provider, model, _prices in models() if model.deprecated}
    listed = {(row.provider, row.model) for row in every()}

    assert {(row.provider, row.model) for row in every() if row.deprecated} == said & listed
    assert said & listed


def test_sellers_are_called_as_they_write_themselves() -> None:
    named = {row.provider: row.seller for row in every()}

    assert [named[each] for each in ("deepseek", "moonshotai", "x-ai", "openai")] == [
        "DeepSeek", "Moonshot AI", "xAI", "OpenAI",
    ]  # fmt: skip


def test_of_prices_by_the_hour_the_dearest_is_the_price_and_the_note_names_the_others() -> None:
    """N9."""
    [row] = rows("deepseek/deepseek-reasoner")

    assert (row.input_price, row.output_price) == (Decimal("0.55"), Decimal("2.19"))
    assert row.note == (
        "Priced by the hour: this is the highest price, 00:30 to 16:30 UTC; "
        "at other hours $0.135 in, $0.035 from the cache and $0.55 out per million tokens."
    )


def test_hours_do_not_reach_back_to_prices_from_before_they_were_made() -> None:
    found = [(row.effective_from, row.input_price) for row in rows("deepseek/deepseek-v4-flash")]

    assert found == [
        (None, Decimal("0.14")),
        (date(2026, 8, 17), Decimal("0.22")),
        (date(2026, 9, 10), Decimal("0.3")),
    ]


def test_cache_prices_above_the_threshold_are_imported() -> None:
    row = rows("google/gemini-2.5-pro")[-1]

    assert row.long_context_threshold == 200_000
    assert (row.cache_read_price, row.long_context_cache_read_price) == (Decimal("0.125"), Decimal("0.25"))


@pytest.mark.parametrize(
    ("reference", "factor"),
    [("openai/gpt-4o", Decimal(1)), ("anthropic/claude-sonnet-5-5", Decimal("0.5"))],
)
def test_batch_prices_say_what_cached_tokens_cost(reference: str, factor: Decimal) -> None:
    assert rows(reference)[-1].batch_cache_factor == factor


@pytest.mark.parametrize(
    ("reference", "text"),
    [
        ("openai/gpt-audio", False),
        ("google/gemini-3-pro-image-preview", False),
        ("openai/gpt-image-2", False),
        ("openai/gpt-4o", True),
        ("google/gemini-2.5-flash", True),
    ],
)
def test_models_not_billed_by_text_tokens_are_told_apart(reference: str, text: bool) -> None:
    assert {row.text for row in rows(reference)} == {text}


def test_prices_of_what_is_no_token_are_imported() -> None:
    [claude], [sonar] = rows("anthropic/claude-sonnet-5-5"), rows("perplexity/sonar-pro")

    assert (claude.cache_write_1h_price, claude.search_price, claude.call_fee) == (
        Decimal(4),
        Decimal(10),
        None,
    )
    assert (sonar.cache_write_1h_price, sonar.search_price, sonar.call_fee) == (None, None, Decimal(14))


def test_a_batch_price_belongs_to_its_prices_from_their_first_day_on_and_says_its_own() -> None:
    """The package first read it on 14 October 2026: no price started on that day."""
    [gpt] = rows("openai/gpt-5")
    dear, now = rows("openai/o3")

    assert (gpt.effective_from, gpt.batch_input_price) == (date(2025, 8, 7), Decimal("0.625"))
    assert gpt.batch_listed_from == date(2026, 10, 14)
    assert (dear.batch_input_price, dear.batch_listed_from) == (None, None)
    assert (now.batch_input_price, now.effective_from) == (Decimal(1), date(2025, 6, 10))


def test_a_one_hour_write_above_the_threshold_is_named_where_a_call_may_be_that_long() -> None:
    assert "one-hour cache writes above 100,000 tokens $1.00" in rows("anthropic/claude-haiku-5-5")[-1].note


def test_what_the_lists_makers_say_of_a_price_is_kept_with_it_and_of_its_seller_after_it() -> None:
    row = rows("anthropic/claude-sonnet-4-5")[-1]
    of_model, of_seller = row.comment.split("\n")

    assert row.seller == "Anthropic"
    assert "requests over 200k now error" in of_model
    assert of_seller.startswith("Message Batches API usage is charged at 50%")


def test_no_note_is_empty_where_an_image_model_has_its_main_price() -> None:
    assert "image output $120.00" in rows("google/gemini-3-pro-image-preview")[-1].note


def test_a_first_day_that_only_a_model_s_name_tells_is_said_to_be_taken_from_it() -> None:
    said = {f"{row.provider}/{row.model}": row for row in every() if "Taken as in force since" in row.note}

    known = said["openai/gpt-5"]
    assert "Taken as in force since 7 August 2025: the date in one of this model's names." in known.note
    assert known.effective_from == date(2025, 8, 7)
    assert None not in {row.effective_from for row in said.values()}
