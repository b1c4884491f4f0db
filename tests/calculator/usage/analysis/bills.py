"""Lines of the samples as numbers, and list prices that were made up beside them."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, Final

from calculator.usage.analysis.bill import UsageLine, usage_lines
from calculator.usage.analysis.pairing import paired
from calculator.usage.reading import Options
from calculator.usage.summary import as_json
from tests.calculator.usage.conftest import read_one
from tests.calculator.usage.expected import SAMPLES

GPT: Final = {"input": Fraction(2), "cache_read": Fraction(1, 2), "output": Fraction(8)}
CLAUDE: Final = {
    "input": Fraction(3),
    "cache_read": Fraction(3, 10),
    "cache_write": Fraction(15, 4),
    "output": Fraction(15),
}
MINI: Final = {"input": Fraction(2, 5), "cache_read": Fraction(1, 10), "output": Fraction(8, 5)}
CHAT: Final = {"input": Fraction(7, 25), "cache_read": Fraction(7, 250), "output": Fraction(21, 50)}
LISTED: Final[Mapping[str, Mapping[str, Fraction]]] = {
    "openai/gpt-4.1-2025-04-14": GPT,
    "gpt-4.1": GPT,
    "claude-sonnet-4-6": CLAUDE,
    "claude-4.6-sonnet": CLAUDE,
    "gpt-4.1-mini": MINI,
    "deepseek/deepseek-chat": CHAT,
}


def answer_of(name: str, **options: Any) -> dict[str, Any]:
    return as_json(read_one(SAMPLES / name, Options(**options)))


def lines_of(name: str, **options: Any) -> list[UsageLine]:
    return usage_lines(answer_of(name, **options)["lines"])


def pair_of(usage: str, cost: str) -> list[UsageLine]:
    together, left = paired(lines_of(usage), lines_of(cost))
    assert left == []
    return together
