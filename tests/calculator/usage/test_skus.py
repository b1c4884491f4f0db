"""What names of meters say, as vendors write them."""

from decimal import Decimal

import pytest

from calculator.usage import skus


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Input Tokens", "input"),
        ("Cached Input Tokens", "cache_read"),
        ("Output Tokens", "output"),
        ("EUW1-NovaPro-cache-read-input-token-count", "cache_read"),
        ("EUW1-MP:EUW1_InputTokenCount-Units", "input"),
        ("EUW1-MP:EUW1_CacheWriteInputTokenCount-Units", "cache_write"),
        ("CacheWrite1hInputTokenCount", "cache_write_1h"),
        ("cache write 5m", "cache_write_5m"),
        ("gpt 4.1 Outp glbl Tokens", "output"),
        ("5.4 opt Dz 1M Tokens", "output"),
        ("gpt 5 cd inp Gl", "cache_read"),
        ("Gemini 2.5 Flash GA Input Text Caching", "cache_read"),
        ("Gemini 2.5 Flash GA Text Input Caching Storage", None),
        ("Managed Disk", None),
        ("optimized instance", None),
        ("", None),
    ],
)
def test_a_kind_of_token(text: str, kind: str | None) -> None:
    assert skus.kind_of(text) == kind


@pytest.mark.parametrize(
    ("text", "lane"),
    [
        ("EUW1-NovaPro-input-tokens-batch", "batch"),
        ("InputTokenCount_Batch-Units", "batch"),
        ("tokens-flex", "flex"),
        ("Priority output", "priority"),
        ("batchless input", "standard"),
        ("", "standard"),
    ],
)
def test_a_lane(text: str, lane: str) -> None:
    assert skus.lane_of(text) == lane


@pytest.mark.parametrize(
    ("unit", "tokens"),
    [
        ("Tokens", 1),
        ("1K tokens", 1000),
        ("1000 Tokens", 1000),
        ("1,000,000 tokens", 1_000_000),
        ("1M", 1_000_000),
        ("1K", 1000),
        ("Units", 1),
        ("Hours", None),
        ("Requests", None),
        ("GB", None),
        ("tokens per hour", None),
        ("", None),
    ],
)
def test_how_many_tokens_a_unit_is(unit: str, tokens: int | None) -> None:
    assert skus.tokens_in(unit) == tokens
    assert skus.times(Decimal(3), unit) == (None if tokens is None else 3 * tokens)


@pytest.mark.parametrize(
    ("unit", "known"),
    [("1 Hour", "hour"), ("h", "hour"), ("Requests", "request"), ("images", "image"), ("GB", "other")],
)
def test_a_unit_that_is_no_token(unit: str, known: str) -> None:
    assert skus.unit_of(unit) == known


def test_a_cell_of_json_is_an_object_or_nothing() -> None:
    assert skus.json_object('{"a": 1.10}') == {"a": "1.10"}
    assert skus.json_object({"a": 1}) == {"a": 1}
    for text in ("[1]", "{", "", None, 5, "{" * 30_000, '{"a": "' + "x" * 30_000 + '"}'):
        assert skus.json_object(text) == {}


def test_an_application_by_the_usual_names_of_its_tag() -> None:
    assert skus.tag({"App": "a", "project": "p"}) == "a"
    assert skus.tag({"user_app": "b"}) == "b"
    assert skus.tag({"owner": "x", "app": 5}) == ""
