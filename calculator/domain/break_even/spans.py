"""Volumes in runs of one outcome: which pay, which do not, and which nobody can do."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import ceil, floor
from typing import Final, NamedTuple

from calculator.domain.break_even.doable import Doable
from calculator.domain.break_even.volumes import PayingVolumes
from runrate.core.translation import gettext_noop

PAYS: Final = gettext_noop("pays")
LOSES: Final = gettext_noop("does not pay")
BY_TURNS: Final = gettext_noop("pays and does not, by turns")
TOO_MANY: Final = gettext_noop("more than the instances can do")


class Span(NamedTuple):
    """Whole volumes with one outcome; without end where `last` is None."""

    first: int
    last: int | None
    outcome: str


def spans_of(found: PayingVolumes) -> Iterator[Span]:
    """Every volume from 0 up, in runs of one outcome; those that are not listed are there by turns."""
    runs = found.runs or ()
    at = 0
    for place, run in enumerate(runs):
        if run.first > at:
            last_one = run.last is None or found.looked_at is not None
            gap = found.more and last_one and place == len(runs) - 1
            yield Span(at, run.first - 1, BY_TURNS if gap else LOSES)
        yield Span(run.first, run.last, PAYS)
        at = (run.last or 0) + 1
    if found.looked_at is not None:
        if runs and at <= found.looked_at:
            yield Span(at, found.looked_at, LOSES)
    elif runs and runs[-1].last is not None:
        yield Span(at, None, BY_TURNS)


def spans_done(found: PayingVolumes, bound: Doable) -> Iterator[Span]:
    """The same as far as the greatest volume that can be done, and between which ones none can."""
    for span in spans_of(found):
        at = span.first
        end = bound.most if span.last is None else min(span.last, bound.most)
        for first, last in bound.within(at, end):
            if first > at:
                yield Span(at, first - 1, TOO_MANY)
            yield Span(first, last, span.outcome)
            at = last + 1
        if at <= end:
            yield Span(at, end, TOO_MANY)


def span_at(spans: Sequence[Span], today: Fraction, own: str | None) -> Span | None:
    """The whole volumes that today's is one of, or between two of them the side with its own outcome."""
    beside = [
        span
        for volume in dict.fromkeys((floor(today), ceil(today)))
        for span in spans
        if span.first <= volume and (span.last is None or volume <= span.last)
    ]
    if own is None or today == floor(today):
        return beside[0] if beside else None
    return next((span for span in beside if span.outcome in {own, BY_TURNS, TOO_MANY}), None)


def drawn_from(span: Span, here: Span | None, today: Fraction) -> Fraction:
    """Where a part is drawn from: today's own from today on, where that is before its first whole volume."""
    return min(Fraction(span.first), today) if span is here else Fraction(span.first)
