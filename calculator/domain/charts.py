"""Chart geometry as text: what is drawn where; templates/charts draw it on the page and in the report."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import sqrt
from typing import Final

from calculator.domain.cost_lines import Estimate, Line
from calculator.domain.shares import line_shares, visible_percent
from runrate.core.decimals import coordinate, corners
from runrate.core.numbers import money, price_places, short_money
from runrate.core.text import cut
from runrate.core.translation import gettext

# Hidden lines take these tints in turn, darkest first, so that neighbours differ.
FILLS: Final = (
    ("f-brand", "#0f5c63"),
    ("f-brand-2", "#3c7f85"),
    ("f-brand-3", "#74a5a9"),
    ("f-brand-4", "#a9c8ca"),
)
WIDTH: Final = 720
CENTRE: Final = 230.0
LABELS_X: Final = 460
LABEL_STEP: Final = 30.0
MOST_LETTERS: Final = 22
"""Of a name between its leader and its amount."""
LETTER: Final = 7.8
"""What a letter or a digit of a label is wide, rather more than less."""
SHORT_FROM: Final = 10**9
CENTS_UNDER: Final = 10
WHOLE_AREA: Final = 86_000.0
TIP_BASE_TO_HEIGHT: Final = 1.5
# A wider tip would cover the words at the left end of the waterline: then all of the drawing shrinks.
WIDEST_TIP: Final = 330.0
TOP: Final = 26.0
BOTTOM: Final = 14.0
# The body below the waterline: depth against width, both as shares of its own size.
PROFILE: Final = ((0.0, 0.62), (0.34, 1.0), (0.72, 0.66), (1.0, 0.12))
DEPTH_TO_WIDTH: Final = 0.94
_SEGMENTS: Final = tuple(pairwise(PROFILE))
UNIT_AREA: Final = sum((w0 + w1) / 2 * (d1 - d0) for (d0, w0), (d1, w1) in _SEGMENTS)


@dataclass(frozen=True, slots=True)
class Band:
    """One hidden line: a slice of the body whose area is its share of all dollars, and its label."""

    points: str
    hook: str
    fill: str
    name: str
    amount: str
    percent: str
    leader: str
    label_y: str
    amount_y: str


@dataclass(frozen=True, slots=True)
class Iceberg:
    """The whole drawing; the tip and the bands have areas in proportion to dollars."""

    title: str
    description: str
    width: str
    height: str
    tip: str
    waterline: str
    tip_name: str
    tip_amount: str
    tip_percent: str
    tip_leader: str
    tip_label_y: str
    tip_amount_y: str
    above_y: str
    below_y: str
    labels_x: str
    bands: tuple[Band, ...]


def iceberg(estimate: Estimate) -> Iceberg | None:
    """The cost iceberg to scale, its tip what AI vendors bill openly; None when nothing costs anything."""
    total = estimate.total_monthly
    if not total:
        return None
    shares, places = line_shares(estimate), places_of(estimate)
    visible = float(estimate.visible_share or 0)
    whole = whole_area(visible)
    half, tip_height = _tip_size(whole * visible)
    water = TOP + max(tip_height, 34.0)
    hidden = [
        (line, _beside(short_name(line), amount_beside(line.monthly, places)), share)
        for line, share in zip(estimate.listed, shares, strict=True)
        if line.monthly and not line.visible
    ]
    bands, body_depth = _bands(estimate, hidden, water, whole)
    labels_end = water + 40 + LABEL_STEP * len(bands)
    tip_label_y = water - max(tip_height / 3, 14)
    seen = [(line, share) for line, share in zip(estimate.listed, shares, strict=True) if line.visible]
    tip_name = ", ".join(line.name for line, _share in seen if line.monthly) or seen[0][0].name
    tip_percent = visible_percent(estimate)
    return Iceberg(
        title=f"{tip_name}: {tip_percent}",
        description="; ".join(
            f"{line.name} {share}"
            for line, share in zip(estimate.listed, shares, strict=True)
            if line.monthly
        ),
        width=str(WIDTH),
        height=coordinate(max(water + body_depth, labels_end) + BOTTOM),
        tip=corners(
            [(CENTRE - half, water), (CENTRE + half * 0.12, water - tip_height), (CENTRE + half, water)]
        ),
        waterline=coordinate(water),
        tip_name=_beside(
            ", ".join(short_name(line) for line, _share in seen if line.monthly) or tip_name,
            amount_beside(estimate.visible, places),
        ),
        tip_amount=amount_beside(estimate.visible, places),
        tip_percent=tip_percent,
        tip_leader=corners(
            [(CENTRE + half * 0.35, water - tip_height / 3), (LABELS_X - 10, tip_label_y - 4)]
        ),
        tip_label_y=coordinate(tip_label_y),
        tip_amount_y=coordinate(tip_label_y),
        above_y=coordinate(water - 8),
        below_y=coordinate(water + 18),
        labels_x=str(LABELS_X),
        bands=bands,
    )


def _beside(name: str, amount: str) -> str:
    """As much of a name as the amount in its line leaves the room for."""
    return cut(name, min(MOST_LETTERS, int((WIDTH - LABELS_X) / LETTER) - len(amount) - 1))


def short_name(line: Line) -> str:
    """What a line is called where its amount stands beside it."""
    return gettext("Capacity") if line.key == "capacity" else line.name


def amount_beside(dollars: Fraction, places: int) -> str:
    """Beside its bar, with the decimals of the whole drawing; short from a billion up."""
    return short_money(dollars) if dollars >= SHORT_FROM else money(dollars, places=places)


def places_of(estimate: Estimate) -> int:
    """One drawing has one precision: no cents where the whole is a thousand or more, and no line a few.

    The digits of a price where the whole is below a dollar.
    """
    amounts = [line.monthly for line in estimate.listed if line.monthly]
    if estimate.total_monthly < 1:
        return price_places([*amounts, estimate.visible])
    return 2 if estimate.total_monthly < 1000 or min(amounts) < CENTS_UNDER else 0


def _bands(
    estimate: Estimate, hidden: Sequence[tuple[Line, str, str]], water: float, whole: float
) -> tuple[tuple[Band, ...], float]:
    total = estimate.total_monthly
    share = float(sum((line.monthly for line, _, _ in hidden), Fraction(0)) / total)
    width, depth = _body_size(whole * share)
    done, label_y, places = 0.0, water + 46, places_of(estimate)
    bands: list[Band] = []
    for place, (line, name, percent) in enumerate(hidden):
        start = _depth_of(done / share * UNIT_AREA) if share else 0.0
        done += float(line.monthly / total)
        end = _depth_of(min(done / share, 1.0) * UNIT_AREA) if share else 0.0
        outline = _slice(start, end, width, depth, water)
        middle_y = water + (start + end) / 2 * depth
        edge_x = CENTRE + _width_at((start + end) / 2) * width / 2
        hook, fill = FILLS[place % len(FILLS)]
        bands.append(
            Band(
                points=corners(outline),
                hook=hook,
                fill=fill,
                name=name,
                amount=amount_beside(line.monthly, places),
                percent=percent,
                leader=corners(
                    [(edge_x - 4, middle_y), (edge_x + 14, middle_y), (LABELS_X - 10, label_y - 4)]
                ),
                label_y=coordinate(label_y),
                amount_y=coordinate(label_y),
            )
        )
        label_y += LABEL_STEP
    return tuple(bands), depth


def whole_area(visible: float) -> float:
    """The area that stands for all dollars."""
    widest = WIDEST_TIP**2 / (2 * TIP_BASE_TO_HEIGHT)
    return min(WHOLE_AREA, widest / visible) if visible else WHOLE_AREA


def _tip_size(area: float) -> tuple[float, float]:
    """Half the base and the height of a tip of this area."""
    half = sqrt(area * TIP_BASE_TO_HEIGHT / 2)
    return half, area / half if area else 0.0


def _body_size(area: float) -> tuple[float, float]:
    """Width and depth of a body of this area with the profile's shape."""
    width = sqrt(area / (UNIT_AREA * DEPTH_TO_WIDTH)) if area else 0.0
    return width, width * DEPTH_TO_WIDTH


def _width_at(depth: float) -> float:
    for (d0, w0), (d1, w1) in _SEGMENTS:
        if depth <= d1:
            return w0 + (w1 - w0) * (depth - d0) / (d1 - d0)
    return PROFILE[-1][1]


def _depth_of(area: float) -> float:
    """The depth down to which the unit body has this area: a quadratic in the segment where it ends."""
    left = area
    for (d0, w0), (d1, w1) in _SEGMENTS:
        full = (w0 + w1) / 2 * (d1 - d0)
        if left <= full:
            slope = (w1 - w0) / (d1 - d0)
            root = sqrt(max(w0 * w0 + 2 * slope * left, 0.0))
            return d0 + 2 * left / (w0 + root)
        left -= full
    return 1.0


def _slice(start: float, end: float, width: float, depth: float, water: float) -> list[tuple[float, float]]:
    stops = [start, *(d for d, _ in PROFILE if start < d < end), end]
    left = [(CENTRE - _width_at(d) * width / 2, water + d * depth) for d in stops]
    right = [(CENTRE + _width_at(d) * width / 2, water + d * depth) for d in reversed(stops)]
    return left + right
