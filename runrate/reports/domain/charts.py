"""Drawings of the report alone: the cover's iceberg, true to scale. Text out, never floats."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt

from assessment.domain.charts import rise
from calculator.domain.shares import shown_rest, shown_share
from runrate.core.decimals import coordinate, corners
from runrate.core.translation import gettext as _

type Point = tuple[float, float]
type Shape = tuple[tuple[str, tuple[Point, ...]], ...]

WIDTH, HEIGHT = 595.0, 500.0
WATERLINE = 190.0
CENTRE = 395.0
ABOVE, BELOW, BREADTH = 150.0, 262.0, 376.0
"""Room for the drawing above and below the water and from side to side, labels aside."""

WIDEST_FIGURE = 62.0
LEFT, EDGE = 57.0, 575.0
LETTER_OF_WORDS, MOST_LETTERS = 4.7, 100
"""What a letter below a figure is wide, and how many have room in a line."""

_P, _Q, _R, _T = (-14.0, 20.0), (20.0, 24.0), (0.0, 54.0), (4.0, 0.0)
_RIM: tuple[Point, ...] = (
    (-52.0, 0.0), (-62.0, 15.0), (-50.0, 42.0), (-30.0, 64.0), (-6.0, 86.0),
    (14.0, 76.0), (36.0, 56.0), (58.0, 32.0), (62.0, 12.0), (48.0, 0.0),
)  # fmt: skip
_BODY: Shape = (
    ("#74a5a9", (_RIM[0], _RIM[1], _P)),
    ("#5d949a", (_RIM[0], _P, _T)),
    ("#3c7f85", (_T, _P, _Q)),
    ("#2b6f76", (_T, _Q, _RIM[9])),
    ("#155f66", (_RIM[9], _Q, _RIM[8])),
    ("#0f5058", (_RIM[8], _Q, _RIM[7])),
    ("#5d949a", (_RIM[1], _RIM[2], _P)),
    ("#3c7f85", (_RIM[2], _R, _P)),
    ("#2b6f76", (_RIM[2], _RIM[3], _R)),
    ("#1d666d", (_RIM[3], _RIM[4], _R)),
    ("#2b6f76", (_P, _R, _Q)),
    ("#0f5c63", (_R, _RIM[4], _RIM[5])),
    ("#0d4f56", (_R, _RIM[5], _RIM[6])),
    ("#15616a", (_Q, _R, _RIM[6])),
    ("#0c4950", (_Q, _RIM[6], _RIM[7])),
)
_TIP: Shape = (
    ("#ffffff", ((-17.0, 0.0), (-11.0, -13.0), (-2.0, -30.0), (-3.0, 0.0))),
    ("#dbe5ea", ((-3.0, 0.0), (-2.0, -30.0), (6.0, -21.0), (8.0, 0.0))),
    ("#b9c9d1", ((8.0, 0.0), (6.0, -21.0), (12.0, -11.0), (17.0, 0.0))),
)


@dataclass(frozen=True, slots=True)
class Facet:
    fill: str
    points: str


@dataclass(frozen=True, slots=True)
class CoverIceberg:
    """What floats: areas above and below the waterline stand in the proportion of the dollars."""

    tip: tuple[Facet, ...]
    body: tuple[Facet, ...]
    waterline: str
    tip_label_x: str
    tip_label_y: str
    body_label_y: str
    visible: str
    visible_words: str
    hidden: str
    hidden_words: str


def cover_iceberg(visible: Fraction, *, visible_words: str, hidden_words: str) -> CoverIceberg:
    """The cover's drawing for this visible share, as large as its room allows."""
    hidden = float(1 - visible)
    tip_scale, body_scale = sqrt(float(visible) / area(_TIP)), sqrt(hidden / area(_BODY))
    room = min(
        limit / size
        for limit, size in (
            (ABOVE, _height(_TIP) * tip_scale),
            (BELOW, _height(_BODY) * body_scale),
            (BREADTH, _breadth(_TIP) * tip_scale),
            (BREADTH, _breadth(_BODY) * body_scale),
        )
        if size
    )
    top = WATERLINE - _height(_TIP) * tip_scale * room
    half = _breadth(_TIP) / 2 * tip_scale * room + 14
    label_x, label_y = CENTRE + half, min((top + WATERLINE) / 2, WATERLINE - 24)
    if len(visible_words) > MOST_LETTERS:
        visible_words = _("is above the waterline")
    if label_x + max(len(visible_words) * LETTER_OF_WORDS, WIDEST_FIGURE) > EDGE:
        # Beside the tip there is no room: then at its left, low, as names stand above.
        label_x, label_y = LEFT, WATERLINE - 24
        if LEFT + len(visible_words) * LETTER_OF_WORDS > CENTRE - half:
            visible_words = _("is above the waterline")
    return CoverIceberg(
        tip=_drawn(_TIP, tip_scale * room),
        body=_drawn(_BODY, body_scale * room),
        waterline=coordinate(WATERLINE),
        tip_label_x=coordinate(label_x),
        tip_label_y=coordinate(label_y),
        body_label_y=coordinate(WATERLINE + 34),
        visible=shown_share(visible),
        visible_words=visible_words,
        hidden=shown_rest(visible),
        hidden_words=hidden_words,
    )


def area(shape: Shape) -> float:
    """The area of all facets, by the shoelace rule."""
    return sum(polygon_area(points) for _, points in shape)


def polygon_area(points: Sequence[Point]) -> float:
    pairs = zip(points, (*points[1:], points[0]), strict=True)
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs)) / 2


def _height(shape: Shape) -> float:
    return max(abs(y) for _, points in shape for _, y in points)


def _breadth(shape: Shape) -> float:
    return 2 * max(abs(x) for _, points in shape for x, _ in points)


def _drawn(shape: Shape, scale: float) -> tuple[Facet, ...]:
    if not scale:
        return ()
    return tuple(
        Facet(fill, corners((CENTRE + x * scale, WATERLINE + y * scale) for x, y in points))
        for fill, points in shape
    )


STAGE_GAP, STAGE_LEFT, STAGE_ROOM = 4.0, 57.0, 482.0
STAGE_RISE, STAGE_BASE, STAGE_HEIGHT = 34.0, 360.0, 60.0
LETTER = 6.3
"""What a letter beside the mark is wide, on average."""


@dataclass(frozen=True, slots=True)
class StageBar:
    """One stage as a stair; `filled` is the part of its width that the score has covered, up to the stage."""

    name: str
    x: str
    top: str
    width: str
    height: str
    filled: str
    fill: str
    ink: str
    label_y: str


@dataclass(frozen=True, slots=True)
class CoverStages:
    """The five stages as stairs, lit up to the one that was reached; the score has its mark."""

    title: str
    bars: tuple[StageBar, ...]
    you: str
    you_x: str
    you_top: str
    you_height: str
    you_label_y: str
    you_anchor: str


def cover_stages(
    score: Fraction, stages: Sequence[tuple[str, int]], *, current: str, title: str, you: str
) -> CoverStages:
    """Stairs whose widths are the bands of the score; `stages` are names with the score they begin at.

    No stair above `current` is lit: a cap may hold the stage below the score.
    """
    reached = [name for name, _floor in stages].index(current)
    scale = STAGE_ROOM / 100
    ends = [*(floor for _, floor in stages[1:]), 100]
    bars = []
    top = STAGE_BASE
    for place, ((name, floor), end) in enumerate(zip(stages, ends, strict=True)):
        covered = max(0.0, min(float(score), end) - floor) if place <= reached else 0.0
        bar_top = STAGE_BASE - place * STAGE_RISE
        if score >= floor:
            top = bar_top
        bars.append(
            StageBar(
                name=name,
                x=coordinate(STAGE_LEFT + floor * scale),
                top=coordinate(bar_top),
                width=coordinate((end - floor) * scale - STAGE_GAP),
                height=coordinate(STAGE_HEIGHT + place * STAGE_RISE),
                filled=coordinate(max(0.0, covered * scale - (STAGE_GAP if covered == end - floor else 0)))
                if covered
                else "",
                fill=("#74a5a9", "#5d949a", "#3c7f85", "#2b6f76", "#155f66")[place % 5],
                ink="#ffffff" if place <= reached else "#a9c8ca",
                label_y=coordinate(STAGE_BASE + STAGE_HEIGHT + 16),
            )
        )
    x = STAGE_LEFT + float(score) * scale
    room = LETTER * len(you)
    fits = x - STAGE_LEFT > room
    if not fits:
        # Words to the right of the mark stand above the stair that they reach.
        under = sum((x + room - STAGE_LEFT) / scale > floor for _, floor in stages) - 1
        top = STAGE_BASE - under * STAGE_RISE
    return CoverStages(
        title=title,
        bars=tuple(bars),
        you=you,
        you_x=coordinate(x),
        you_top=coordinate(top - 22),
        you_height=coordinate(STAGE_BASE + STAGE_HEIGHT - top + 22),
        you_label_y=coordinate(top - 29),
        you_anchor="end" if fits else "start",
    )


STRIP_WIDTH, STRIP_TOP, STRIP_BOTTOM, STRIP_GAP, MARKER = 482.0, 12.0, 46.0, 2.0, 4.0


@dataclass(frozen=True, slots=True)
class StripBand:
    name: str
    range: str
    x: str
    width: str
    current: bool


@dataclass(frozen=True, slots=True)
class Strip:
    """The maturity curve as a low strip in points, so that the summary stays on one page."""

    title: str
    bands: tuple[StripBand, ...]
    curve: str
    you: str
    x: str
    y: str
    label_x: str
    label_y: str
    anchor: str
    high_x: str
    high_y: str


def strip(
    score: Fraction, high: Fraction, stages: Sequence[tuple[str, int]], *, current: str, title: str, you: str
) -> Strip:
    """Stages as bands along the score, the curve through them, and where this reader stands."""
    ends = [*(floor for _, floor in stages[1:]), 100]
    x, y = _inside(float(score)), _rise(score)
    # Left of the marker the curve runs lower, so a label there never meets it.
    left = score >= 24
    return Strip(
        title=title,
        bands=tuple(
            StripBand(
                name=name,
                range=f"{floor}–{end}",
                x=coordinate(_along(floor)),
                width=coordinate(_along(end) - _along(floor) - STRIP_GAP),
                current=name == current,
            )
            for (name, floor), end in zip(stages, ends, strict=True)
        ),
        curve=corners((_along(step), _rise(step)) for step in range(0, 101, 4)),
        you=you,
        x=coordinate(x),
        y=coordinate(y),
        label_x=coordinate(x - 6 if left else x + 6),
        label_y=coordinate(max(y - 5 if left else y - 12, 10)),
        anchor="end" if left else "start",
        high_x=coordinate(_inside(float(high))) if high > score else "",
        high_y=coordinate(_rise(high)) if high > score else "",
    )


def _along(score: float) -> float:
    return score / 100 * STRIP_WIDTH


def _inside(score: float) -> float:
    """Where a marker stands: at either end all of it is in the drawing."""
    return min(max(_along(score), MARKER), STRIP_WIDTH - MARKER)


def _rise(score: Fraction | int) -> float:
    return STRIP_BOTTOM - float(rise(Fraction(score) / 100)) * (STRIP_BOTTOM - STRIP_TOP)
