"""Which run of whole volumes today's stands in, also where it lies between two of them."""

from fractions import Fraction

import pytest

from calculator.domain.break_even.spans import BY_TURNS, LOSES, PAYS, Span, drawn_from, span_at

SPANS = (Span(0, 29, LOSES), Span(30, 50, PAYS), Span(51, 60, BY_TURNS), Span(61, None, PAYS))


@pytest.mark.parametrize(
    ("today", "own", "first"),
    [
        ("29", PAYS, 0),
        ("29.75", PAYS, 30),
        ("29.75", LOSES, 0),
        ("29.75", None, 0),
        ("40.5", PAYS, 30),
        ("40.5", LOSES, None),
        ("50.5", PAYS, 30),
        ("50.5", LOSES, 51),
        ("90.5", PAYS, 61),
    ],
)
def test_a_volume_stands_in_the_run_of_its_own_outcome(
    today: str, own: str | None, first: int | None
) -> None:
    found = span_at(SPANS, Fraction(today), own)

    assert (None if found is None else found.first) == first


def test_a_run_is_drawn_from_today_on_where_that_is_before_its_first_whole_volume() -> None:
    today = Fraction("29.75")

    assert [drawn_from(span, SPANS[1], today) for span in SPANS[:3]] == [0, today, 51]
