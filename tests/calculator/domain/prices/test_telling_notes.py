"""Notes that decide what an estimate may say are known by their words."""

import pytest

from calculator.domain.prices.telling_notes import TOO_LONG_A_CALL, tells_of_a_call_too_long, window_of


@pytest.mark.parametrize(
    ("message", "tells"),
    [
        ("A call of 50,000 tokens does not fit this model: it takes 8,192 at most.", True),
        ("A call of 9 tokens does not fit this model: it takes 8 at most.", True),
        ("A call of 9 tokens fits this model: it takes 8,192 at most.", False),
        ("A call of 50,000 tokens does not fit this model: it takes 8,192 at most. Or does it?", False),
        ("", False),
    ],
)
def test_a_call_too_long_is_told_from_other_notes(message: str, tells: bool) -> None:
    assert tells_of_a_call_too_long(message) is tells


def test_the_window_is_the_last_number_of_such_a_note() -> None:
    said = TOO_LONG_A_CALL % {"tokens": "1,250,000", "window": "1,047,576"}

    assert (tells_of_a_call_too_long(said), window_of(said)) == (True, 1_047_576)
