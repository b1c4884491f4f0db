"""A sum in a sentence says of what it is: of a month, a year, a unit, an invoice. W10: a figure beside a noun
that it is not of reads as if it were ("Around $34,077.67 a month for each claim you count").
"""

import re
from typing import Final

import pytest

from tests.truth.messages import everywhere

SUM: Final = re.compile(
    r"[{(](?:total|net|loss|loses|gain|saved|saving|amount|cash|passed|more|earned|monthly|yearly)[})]"
)
OF_WHAT: Final = re.compile(
    r"month|year|quarter|\bper\b|\beach\b|\bone\b|\baccepted\b|\breviews?\b|\bwork|invoice|million|hour|plan\b"
)
SAID_BEFORE: Final = frozenset(
    {
        "With input and output swapped it would be {amount}.",  # the attempt is priced just before
        (
            "{amount} of the estimate is in lines that this bill does not tell, and is not compared: {lines}."
        ),  # beside a bill whose month is named
        "{amount} of the estimate is in lines that this file does not tell, and is not compared: {lines}.",
        "Limits that were set for retiring it are passed: {passed}.",  # no sum: clauses with their units
    }
)
"""Read by hand: the sentence before says of what it is."""


def is_silent(text: str) -> bool:
    """Whether a whole sentence has a sum and does not say of what."""
    return bool(SUM.search(text)) and text.rstrip().endswith(".") and not OF_WHAT.search(text)


def test_each_sum_in_a_sentence_says_of_what_it_is() -> None:
    """W10."""
    silent = {text: f"{path}:{line}" for text, path, line in everywhere() if is_silent(text)}

    assert {text: place for text, place in silent.items() if text not in SAID_BEFORE} == {}
    assert SAID_BEFORE - silent.keys() == set()


@pytest.mark.parametrize(
    ("text", "silent"),
    [
        ("Around {total}.", True),
        ("Around {total} per month for each {unit} you count.", False),
        ("{total} is near the low end of its own range.", True),
        ("Total: {total}", False),
    ],
)
def test_a_silent_sum_is_told_from_one_that_is_named(text: str, silent: bool) -> None:
    assert is_silent(text) is silent
