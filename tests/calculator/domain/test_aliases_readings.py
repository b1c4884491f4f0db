"""What a name may mean, and which model of a short list it leads to, rule by rule."""

import pytest

from calculator.domain.aliases import Known, _forms, _readings, matches, nearest, resolve

ALSO = [("", "aws/a@1"), ("", "aws/a-1")]
MAKERS = ("openai", "anthropic", "google")
LONG = "m" * 160
LIST = (
    Known("openai", "GPT-4o", {"starts_with": "gpt-4o"}),
    Known("openai", "gpt-4o-mini", {"equals": "gpt-4o-mini"}),
    Known("azure", "GPT-4o", {"contains": "4o"}),
    Known("google", "GPT-4o", {"contains": "hosted"}),
    Known("anthropic", "claude-3", {"equals": "claude-3-latest"}),
    Known("anthropic", "shared"),
    Known("openai", "shared"),
    Known("aws", "nova-pro", {"contains": "nova-pro"}),
    Known("aws", "nova-pro-plus", {"contains": "nova-pro-plus"}),
    Known("groq", "llama-3"),
    Known("together", "llama-3"),
    Known("together", "Meta/Mixtral"),
    Known("x-ai", LONG),
)


@pytest.mark.parametrize(
    ("name", "reference"),
    [
        ("gpt-4o-2026", "openai/GPT-4o"),
        ("GPT-4o-mini", "openai/GPT-4o"),  # the first rule of the list that fits
        ("my-4o", None),  # only the reseller's loose rule knows it, and the model is another maker's
        ("hosted", None),
        ("azure/my-4o", "azure/GPT-4o"),
        ("google/hosted", "google/GPT-4o"),
        ("shared", "openai/shared"),  # the first maker, wherever the list has it
        ("anthropic/shared", "anthropic/shared"),
        ("azure/shared", "openai/shared"),
        ("nova-pro-plus-v1", "aws/nova-pro"),
        ("llama-3", None),  # two resellers, and nothing is guessed
        ("groq/llama-3", "groq/llama-3"),
        ("openai/llama-3", None),
        ("vertex/claude-3-latest", "anthropic/claude-3"),
        ("azure/claude-3", None),
        ("meta/mixtral", "together/Meta/Mixtral"),
        (LONG, f"x-ai/{LONG}"),
        (f"{LONG}m", f"x-ai/{LONG}"),
        (LONG[1:], None),
    ],
)
def test_a_name_leads_to_one_model_of_the_list_or_to_none(name: str, reference: str | None) -> None:
    found = resolve(name, LIST, MAKERS)

    assert (found and found.reference) == reference


@pytest.mark.parametrize(
    ("name", "meanings"),
    [
        ("gpt-4o", [("", "gpt-4o")]),
        ("  Models/Gemini-2 ", [("", "gemini-2")]),
        ("openai/gpt", [("openai", "gpt"), ("", "openai/gpt")]),
        ("xai/grok", [("x-ai", "grok"), ("", "xai/grok")]),
        ("azure/gpt", [("azure", "gpt"), ("openai", "gpt"), ("", "azure/gpt")]),
        ("gemini/c", [("google", "c"), ("anthropic", "c"), ("", "gemini/c")]),
        ("a/b/c", [("a", "b/c"), ("", "a/b/c")]),
        ("anthropic.claude", [("aws", "anthropic.claude"), ("", "anthropic.claude")]),
        ("eu.meta.llama", [("aws", "eu.meta.llama"), ("", "eu.meta.llama")]),
        ("aws/a@1", [(seller, form) for seller in ("aws", "anthropic") for form in ("a@1", "a-1")] + ALSO),
        (f"{LONG}m", [("", LONG)]),
    ],
)
def test_the_likeliest_meaning_of_a_name_comes_first(name: str, meanings: list[tuple[str, str]]) -> None:
    assert list(_readings(name)) == meanings


@pytest.mark.parametrize(
    ("name", "forms"),
    [
        ("a", ["a"]),
        ("a-20260102", ["a-20260102", "a-2026-01-02"]),
        ("a-20260102-v1", ["a-20260102-v1", "a-2026-01-02-v1"]),
        ("a-20260102:0", ["a-20260102:0", "a-2026-01-02:0"]),
        ("a-20260102x", ["a-20260102x"]),
        ("a-19260102", ["a-19260102"]),
        ("a-20\u0662\u0666\u0660\u0661\u0660\u0662", ["a-20\u0662\u0666\u0660\u0661\u0660\u0662"]),
        ("a@20260102", ["a@20260102", "a-20260102"]),
        ("a 1.5", ["a 1.5", "a 1-5", "a-1.5"]),
        ("a \t b c", ["a \t b c", "a-b-c"]),
        ("a.b", ["a.b"]),
    ],
)
def test_a_date_a_version_and_a_space_have_other_spellings(name: str, forms: list[str]) -> None:
    assert list(_forms(name)) == forms


@pytest.mark.parametrize(
    ("name", "offered"),
    [
        ("gpt-4x", ["openai/GPT-4o"]),
        ("azure/eu/GPT-4x", ["openai/GPT-4o"]),
        ("sharex", ["anthropic/shared"]),
        ("sha", []),
        ("nova-pro-plu", ["aws/nova-pro-plus", "aws/nova-pro"]),
        (f"{LONG}{'z' * 200}", [f"x-ai/{LONG}"]),
    ],
)
def test_the_nearest_names_are_offered_once_each(name: str, offered: list[str]) -> None:
    assert nearest(name, LIST) == offered


def test_three_names_are_offered_and_one_that_is_a_third_apart_is_not() -> None:
    near = [Known("a", name) for name in ("abcd1", "abcd2", "abcd3", "abcd4")]

    assert len(nearest("abcd", near)) == 3
    assert nearest("abcx", [Known("a", "abcd")]) == ["a/abcd"]
    assert nearest("abx", [Known("a", "abc")]) == []


@pytest.mark.parametrize(
    ("rule", "fits"),
    [
        ({"starts_with": "GPT"}, True),
        ({"starts_with": "4o"}, False),
        ({"ends_with": "4O"}, True),
        ({"ends_with": "gpt"}, False),
        ({"contains": "T-4"}, True),
        ({"contains": "o1"}, False),
        ({"equals": "GPT-4o"}, True),
        ({"equals": "gpt"}, False),
        ({"regex": "4.$"}, True),
        ({"regex": "^4"}, False),
        ({"or": [{"equals": "x"}, {"equals": "y"}]}, False),
        ({"or": [{"equals": "x"}, {"contains": "4"}]}, True),
        ({"and": [{"starts_with": "gpt"}, {"ends_with": "4o"}]}, True),
        ({"and": [{"starts_with": "gpt"}, {"ends_with": "x"}]}, False),
    ],
)
def test_a_rule_knows_a_name_without_regard_to_case(rule: dict[str, object], fits: bool) -> None:
    assert matches(rule, "gpt-4o") is fits
