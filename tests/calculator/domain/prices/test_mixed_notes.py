"""Tokens of a bill at prices that are not of it: said once, and only where it is so."""

import pytest

from calculator.domain.prices.mixed_notes import mixed_notes

TOKENS = {"input_tokens": "measured:openai-dashboard-usage:2026-10", "output_tokens": "entered"}
CLAUDE = {"row": 3, "model": "anthropic/claude-sonnet-5.5", "filled": ["input_price"]}


def said(**origins: str) -> list[tuple[str, str]]:
    return [(note.field, note.message) for note in mixed_notes({**TOKENS, **origins}, CLAUDE)]


def test_one_vendors_tokens_at_the_list_prices_of_another_are_said() -> None:
    [(field, message)] = said(input_price="price:3", output_price="price:3")

    assert field == "input_price"
    assert message == (
        "The tokens were measured, the prices were not: they are list prices of "
        "anthropic/claude-sonnet-5.5. The total is of neither; take the measured prices too, or choose the "
        "model that was billed."
    )


def test_an_examples_prices_and_those_of_another_vendors_bill_are_said() -> None:
    [(_field, example)] = said(input_price="preset:support-desk")
    [(field, other)] = said(input_price="entered", output_price="measured:anthropic-console-cost:2026-10")

    assert "they are those of the example “" in example
    assert (field, "they are those of a bill of Anthropic" in other) == ("output_price", True)


@pytest.mark.parametrize(
    "origin", ["entered", "default", "measured:openai-dashboard-cost:2026-09", "sample:openai-costs:2026-10"]
)
def test_prices_of_the_same_vendor_and_typed_ones_are_no_mix(origin: str) -> None:
    assert said(input_price=origin, output_price=origin) == []


def test_a_listed_model_of_the_same_vendor_is_no_mix() -> None:
    gpt = {**CLAUDE, "model": "openai/gpt-4.1"}

    assert mixed_notes({**TOKENS, "input_price": "price:3"}, gpt) == ()


def test_without_measured_tokens_there_is_nothing_to_say() -> None:
    assert mixed_notes({"input_tokens": "entered", "input_price": "price:3"}, CLAUDE) == ()


def test_a_bill_of_many_vendors_mixes_with_an_example_alone() -> None:
    focus = {"input_tokens": "measured:focus:2026-10"}

    assert mixed_notes({**focus, "input_price": "price:3"}, CLAUDE) == ()
    assert len(mixed_notes({**focus, "input_price": "preset:support-desk"}, CLAUDE)) == 1


def test_steps_are_looked_at_one_by_one_and_said_once() -> None:
    origins = {
        f"steps.{number}.{name}": origin
        for number in (1, 2)
        for name, origin in (("input_tokens", "measured:openai-usage:2026-10"), ("input_price", "price:3"))
    }

    [note] = mixed_notes(origins, {"steps": {"2": CLAUDE}})

    assert note.field == "steps.2.input_price"
