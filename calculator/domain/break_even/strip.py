"""Geometry of the strip that shows which volumes pay and which do not, as text, and its rows as a table."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice, pairwise
from typing import Final, NamedTuple

from calculator.domain.break_even.doable import Doable
from calculator.domain.break_even.spans import (
    BY_TURNS,
    LOSES,
    PAYS,
    TOO_MANY,
    Span,
    drawn_from,
    span_at,
    spans_done,
    spans_of,
)
from calculator.domain.break_even.volumes import PayingVolumes
from calculator.domain.cost_lines import Estimate
from calculator.domain.units import counted, plural_of
from runrate.core.decimals import coordinate
from runrate.core.numbers import count, short_count
from runrate.core.text import cut
from runrate.core.translation import gettext as _

# Dark, pale and between: they differ in a print without colours too.
TONES: Final = {
    PAYS: ("f-brand", "#0f5c63"),
    LOSES: ("f-line", "#d5dce2"),
    BY_TURNS: ("f-brand-3", "#74a5a9"),
    TOO_MANY: ("f-amber", "#b7791f"),
}
MOST_SPANS: Final = 60
"""More of them are told in the sentence alone."""
BEYOND: Final = Fraction(5, 4)
"""How far the strip goes beyond today's volume and the one from which it pays for good."""
LEAST_WIDTH: Final = 1.5
A_LETTER: Final = 7.0
EDGE: Final = 4.0
KEYS_Y: Final = 86
KEY_STEP: Final = 22


class StripShape(NamedTuple):
    """How wide the drawing is, and whether large numbers are shortened in it."""

    width: int
    short: bool


WIDE: Final = StripShape(width=720, short=False)
NARROW: Final = StripShape(width=360, short=True)


@dataclass(frozen=True, slots=True)
class Part:
    """Volumes side by side that pay, or do not."""

    x: str
    width: str
    hook: str
    fill: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A volume that is written below the strip."""

    x: str
    label: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Key:
    """What a tone means."""

    x: str
    y: str
    text_x: str
    text_y: str
    hook: str
    fill: str
    name: str


@dataclass(frozen=True, slots=True)
class StripRow:
    """The same volumes as a row of a table."""

    volumes: str
    outcome: str
    today: bool


@dataclass(frozen=True, slots=True)
class PayingStrip:
    """The whole drawing, and its table."""

    title: str
    description: str
    width: str
    height: str
    parts: tuple[Part, ...]
    marks: tuple[Mark, ...]
    keys: tuple[Key, ...]
    bar_x: str
    bar_width: str
    today_x: str
    today_label: str
    today_anchor: str
    rows: tuple[StripRow, ...]


def strip_of(
    estimate: Estimate, unit: str, shape: StripShape = WIDE, *, bound: Doable | None = None
) -> PayingStrip | None:
    """The strip of an estimate, as far as its instances can do the work; None too without a unit's value, or
    where its acceptance cannot be."""
    if estimate.paying is None or estimate.untold:
        return None
    today, complete = estimate.units_per_month, estimate.complete
    own = None if estimate.net_monthly is None else PAYS if estimate.net_monthly >= 0 else LOSES
    return paying_strip(
        estimate.paying, unit=unit, today=today, complete=complete, shape=shape, bound=bound, own=own
    )


def paying_strip(
    found: PayingVolumes,
    *,
    unit: str,
    today: Fraction,
    complete: bool,
    shape: StripShape = WIDE,
    bound: Doable | None = None,
    own: str | None = None,
) -> PayingStrip | None:
    """Paying and losing volumes with today's marked; None where they are not known or all alike.

    Today's volume may lie between two whole ones: it stands with the one that comes to its `own` outcome.
    A line that was not entered can only make more volumes losing ones: the title says so.
    """
    spans = list(spans_of(found)) if bound is None else list(islice(spans_done(found, bound), MOST_SPANS + 1))
    outcomes = {span.outcome for span in spans if span.last != 0}
    if len(spans) > MOST_SPANS or len(outcomes) < 2 or outcomes == {LOSES, TOO_MANY}:
        return None
    end = max(_last_boundary(found) * BEYOND, today * BEYOND)
    end = min(end, Fraction(found.looked_at or end))
    end = end if bound is None else min(end, Fraction(bound.most))

    def x(volume: Fraction | int) -> float:
        return EDGE + float(min(Fraction(volume) / end, Fraction(1))) * (shape.width - 2 * EDGE)

    drawn = [span for span in spans if span.first <= end]
    here = span_at(spans, today, own)
    shown = {span.outcome for span in drawn}
    keys = tuple(_keys([outcome for outcome in TONES if outcome in shown], shape))
    written = short_count if shape.short else count
    rows = tuple(StripRow(_volumes(span), _(span.outcome), span is here) for span in spans)
    return PayingStrip(
        title=(
            _("Volume in {units} per month, and whether it pays")
            if complete
            else _("Volume in {units} per month, and whether it pays as far as entered")
        ).format(units=plural_of(unit)),
        description="; ".join(f"{row.volumes}: {row.outcome}" for row in rows),
        width=str(shape.width),
        height=coordinate(float(keys[-1].y) + KEY_STEP),
        parts=tuple(_parts(drawn, [x(drawn_from(span, here, today)) for span in drawn], shape.width - EDGE)),
        marks=tuple(_marks([(x(each), written(each)) for each in _by_weight(found) if each <= end], shape)),
        keys=keys,
        bar_x=coordinate(EDGE),
        bar_width=coordinate(shape.width - 2 * EDGE),
        today_x=coordinate(x(today)),
        today_label=cut(
            _("today {volume}").format(volume=counted(today, unit)), _letters_at(x(today), shape)
        ),
        today_anchor=_anchor(x(today), 0.35, shape),
        rows=rows,
    )


def _last_boundary(found: PayingVolumes) -> Fraction:
    """From where on nothing changes, as far as was looked; of runs without end the third."""
    runs = found.runs or ()
    if found.looked_at is not None:
        return Fraction(runs[-1].first if runs[-1].last == found.looked_at else runs[-1].last or 0)
    return Fraction(runs[-1].first if runs[-1].last is None else runs[min(2, len(runs) - 1)].first)


def _by_weight(found: PayingVolumes) -> list[int]:
    """The volumes worth writing below the strip, the most telling first."""
    runs = list(found.runs or ())
    runs.sort(key=lambda run: (run.last is not None, run.first - (run.last or 0)))
    return [each for run in runs for each in (run.first, run.last) if each is not None]


def _volumes(span: Span) -> str:
    if span.last is None:
        return _("{first} and more").format(first=count(span.first))
    if span.first == span.last:
        return count(span.first)
    return _("{first} to {last}").format(first=count(span.first), last=count(span.last))


def _parts(drawn: Sequence[Span], starts: Sequence[float], end: float) -> list[Part]:
    """The narrow ones last, so that no wider one covers them."""
    widths = [right - left for left, right in pairwise([*starts, end])]
    places = sorted(range(len(drawn)), key=lambda place: -widths[place])
    return [
        Part(
            coordinate(starts[place]),
            coordinate(max(widths[place], LEAST_WIDTH)),
            *TONES[drawn[place].outcome],
        )
        for place in places
    ]


def _marks(wished: Sequence[tuple[float, str]], shape: StripShape) -> Iterator[Mark]:
    """As many as stand beside each other without touching, the first ones first."""
    taken: list[tuple[float, float]] = []
    for at, label in wished:
        width = len(label) * A_LETTER
        anchor = _anchor(at, width / 2 / shape.width, shape)
        left = at - {"start": 0.0, "middle": width / 2, "end": width}[anchor]
        if all(left + width + A_LETTER < other or right + A_LETTER < left for other, right in taken):
            taken.append((left, left + width))
            yield Mark(coordinate(at), label, anchor)


def _letters_at(x: float, shape: StripShape) -> int:
    """How many letters a label has room for that begins, ends or has its middle at today's mark."""
    room = {"start": shape.width - x, "end": x}.get(_anchor(x, 0.35, shape), 2 * min(x, shape.width - x))
    return int(room / A_LETTER)


def _anchor(at: float, room: float, shape: StripShape) -> str:
    """Which side of a place its words have room on; `room` is half of what they take, of the whole width."""
    share = at / shape.width
    return "start" if share < room else "end" if share > 1 - room else "middle"


def _keys(outcomes: Sequence[str], shape: StripShape) -> Iterator[Key]:
    """Side by side, and below each other where there is no room for that."""
    x, y = EDGE, float(KEYS_Y)
    for outcome in outcomes:
        (hook, fill), name = TONES[outcome], _(outcome)
        width = 18 + (len(name) + 2) * A_LETTER
        if x + width > shape.width:
            x, y = EDGE, y + KEY_STEP
        yield Key(coordinate(x), coordinate(y), coordinate(x + 18), coordinate(y + 11), hook, fill, name)
        x += width
