"""Names as people copy them lead to a listed model, or to none; nothing is guessed."""

from functools import cache

import pytest

from calculator.domain.prices.aliases import Known, matches, nearest, resolve
from calculator.prices.genai_prices import listed_prices
from calculator.prices.search import MAKERS


@cache
def known() -> tuple[Known, ...]:
    found: dict[tuple[str, str], Known] = {}
    for row in listed_prices():
        found.setdefault((row.provider, row.model), Known(row.provider, row.model, row.match))
    return tuple(found.values())


@pytest.mark.parametrize(
    ("typed", "reference"),
    [
        ("Claude-Sonnet-4-5", "anthropic/claude-sonnet-4-5"),
        ("claude-sonnet-4.5", "anthropic/claude-sonnet-4-5"),
        ("Claude Sonnet 4.5", "anthropic/claude-sonnet-4-5"),
        ("claude-sonnet-4-5-20250929", "anthropic/claude-sonnet-4-5"),
        ("claude-sonnet-4-5@20250929", "anthropic/claude-sonnet-4-5"),
        ("gpt-4o-2024-08-06", "openai/gpt-4o"),
        ("openai/GPT-4o", "openai/gpt-4o"),
        ("azure/gpt-4o", "openai/gpt-4o"),
        ("models/gemini-2.5-pro", "google/gemini-2.5-pro"),
        ("vertex/gemini-2.5-pro", "google/gemini-2.5-pro"),
        ("anthropic.claude-sonnet-4-6-v1:0", "aws/regional.anthropic.claude-sonnet-4-6-v1:0"),
        ("us.anthropic.claude-sonnet-4-6", "aws/regional.anthropic.claude-sonnet-4-6-v1:0"),
        ("bedrock/anthropic.claude-sonnet-4-6", "aws/regional.anthropic.claude-sonnet-4-6-v1:0"),
    ],
)
def test_a_name_from_an_invoice_or_a_console_is_known(typed: str, reference: str) -> None:
    """N23."""
    found = resolve(typed, known(), MAKERS)

    assert found is not None
    assert found.reference == reference


@pytest.mark.parametrize(
    "typed", ["o3-turbo-2027", "gpt-5o", "claude-sonnet-5-5-v9-ultra", "", "/", "x" * 5000, "nobody/gpt-4o-x"]
)
def test_a_name_that_no_rule_knows_is_no_model(typed: str) -> None:
    assert resolve(typed, known(), MAKERS) is None


def test_every_listed_model_is_found_by_its_own_name_in_any_case() -> None:
    lost = [
        each.reference
        for each in known()
        if (found := resolve(each.reference.upper(), known(), MAKERS)) is None
        or found.provider != each.provider
    ]
    assert lost == []


def test_the_nearest_names_are_offered_for_a_slip_and_none_for_nonsense() -> None:
    assert nearest("claude-sonet-4-5", known())[0] == "anthropic/claude-sonnet-4-5"
    assert nearest("qqqqqqqqqqqqqqqq", known()) == []


@pytest.mark.parametrize(
    ("rule", "fits"),
    [
        ({"equals": "O3"}, True),
        ({"starts_with": "o"}, True),
        ({"ends_with": "4"}, False),
        ({"contains": "3"}, True),
        ({"regex": "^o[0-9]$"}, True),
        ({"or": [{"equals": "x"}, {"equals": "o3"}]}, True),
        ({"and": [{"starts_with": "o"}, {"ends_with": "4"}]}, False),
    ],
)
def test_rules_of_the_list_are_read_as_the_list_means_them(rule: dict[str, object], fits: bool) -> None:
    """N23."""
    assert matches(rule, "o3") is fits


def test_the_same_words_in_another_order_are_offered_first() -> None:
    assert nearest("claude-4.6-sonnet", known())[0] == "anthropic/claude-sonnet-4-6"
