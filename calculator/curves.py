"""Geometry of the curves around an estimate, as text: the scale curve and the tornado."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor, log10
from typing import Final

from calculator.scale import Point
from calculator.sensitivity import Swing
from runrate.kit.language import gettext as _
from runrate.kit.numbers import count, money, percent, price

WIDTH: Final = 720
LEFT: Final = 84.0
RIGHT: Final = 690.0
COST_TOP: Final = 24.0
COST_BOTTOM: Final = 224.0
SHARE_TOP: Final = 270.0
SHARE_BOTTOM: Final = 350.0
BAR_STEP: Final = 30
BAR_MIDDLE: Final = 430.0
BAR_REACH: Final = 190.0
MOST_BARS: Final = 12


@dataclass(frozen=True, slots=True)
class Tick:
    """One label on an axis, and where its hairline runs."""

    at: str
    text_at: str
    label: str


@dataclass(frozen=True, slots=True)
class ScaleCurve:
    """Cost of a unit over volume, both logarithmic, above the share that tokens have of the cost."""

    title: str
    description: str
    width: str
    height: str
    costs: str
    shares: str
    today_x: str
    today_y: str
    today_share_y: str
    today_label: str
    today_share: str
    label_x: str

    volumes: tuple[Tick, ...]
    prices: tuple[Tick, ...]


@dataclass(frozen=True, slots=True)
class TornadoBar:
    """One input's effect on the total, to both sides of today's."""

    name: str
    text_y: str
    y: str
    x: str
    width: str
    low: str
    high: str
    low_x: str
    high_x: str


@dataclass(frozen=True, slots=True)
class Tornado:
    """The inputs that move the total most, largest on top."""

    title: str
    description: str
    width: str
    height: str
    middle: str
    total: str
    bars: tuple[TornadoBar, ...]


def scale_curve(points: Sequence[Point], unit_name: str) -> ScaleCurve | None:
    """None when there is no volume, or nothing costs anything."""
    drawn = [point for point in points if point.cost_per_unit]
    if not drawn:
        return None
    today = points[len(points) // 2]
    low_x, high_x = (log10(point.units) for point in (points[0], points[-1]))
    costs = [log10(point.cost_per_unit) for point in drawn]
    low_y, high_y = floor(min(costs) * 2) / 2, ceil(max(costs) * 2) / 2
    high_y = max(high_y, low_y + 0.5)

    def x(units: Fraction) -> float:
        return LEFT + (log10(units) - low_x) / (high_x - low_x) * (RIGHT - LEFT)

    def y(cost: Fraction) -> float:
        return COST_BOTTOM - (log10(cost) - low_y) / (high_y - low_y) * (COST_BOTTOM - COST_TOP)

    def share_y(share: Fraction) -> float:
        return SHARE_BOTTOM - float(share) * (SHARE_BOTTOM - SHARE_TOP)

    return ScaleCurve(
        title=_range(price(drawn[0].cost_per_unit), price(drawn[-1].cost_per_unit)),
        description="; ".join(
            f"{count(point.units)}: {price(point.cost_per_unit)}, {percent(point.token_share)}"
            for point in decades(points)
        ),
        width=str(WIDTH),
        height="384",
        costs=_points([(x(point.units), y(point.cost_per_unit)) for point in drawn]),
        shares=_points([(x(point.units), share_y(point.token_share)) for point in points]),
        today_x=_n(x(today.units)),
        today_y=_n(y(today.cost_per_unit)) if today.cost_per_unit else _n(COST_BOTTOM),
        today_share_y=_n(share_y(today.token_share)),
        today_label=f"{price(today.cost_per_unit)} / {unit_name}",
        today_share=percent(today.token_share),
        label_x=_n(x(today.units) + 10),
        volumes=tuple(
            Tick(_n(x(point.units)), _n(x(point.units)), count(point.units, places=0))
            for point in decades(points)
        ),
        prices=tuple(_price_ticks(low_y, high_y)),
    )


def decades(points: Sequence[Point]) -> list[Point]:
    """The points a hundredth, a tenth, one, ten and a hundred times today's volume."""
    step = (len(points) - 1) // 4
    return [points[place * step] for place in range(5)] if step else list(points)


def tornado(swings: Sequence[Swing], total: Fraction, names: Mapping[str, str]) -> Tornado | None:
    """The largest swings around today's total; None when nothing moves it."""
    shown = [swing for swing in swings if swing.size][:MOST_BARS]
    if not shown:
        return None
    reach = max(abs(end - total) for swing in shown for end in (swing.total_low, swing.total_high))
    bars = []
    for place, swing in enumerate(shown):
        ends = sorted((swing.total_low, swing.total_high))
        left, right = (BAR_MIDDLE + float((end - total) / reach) * BAR_REACH for end in ends)
        bars.append(
            TornadoBar(
                name=names[swing.field],
                text_y=str(place * BAR_STEP + 43),
                y=str(place * BAR_STEP + 29),
                x=_n(left),
                width=_n(max(right - left, 1.0)),
                low=money(ends[0], places=0),
                high=money(ends[1], places=0),
                low_x=_n(left - 6),
                high_x=_n(right + 6),
            )
        )
    return Tornado(
        title=names[shown[0].field],
        description="; ".join(f"{bar.name}: {_range(bar.low, bar.high)}" for bar in bars),
        width=str(WIDTH),
        height=str(len(bars) * BAR_STEP + 36),
        middle=_n(BAR_MIDDLE),
        total=money(total, places=0),
        bars=tuple(bars),
    )


def _price_ticks(low: float, high: float) -> list[Tick]:
    """One, two and five of each decade that fits, thinned where they crowd."""
    room = COST_BOTTOM - COST_TOP
    values = [
        Fraction(step) * Fraction(10) ** power
        for power in range(floor(low), ceil(high) + 1)
        for step in (1, 2, 5)
        if low <= log10(Fraction(step) * Fraction(10) ** power) <= high
    ]
    if len(values) > 7:
        values = [value for value in values if log10(value).is_integer()] or values[::3]
    ticks = []
    for value in values:
        at = COST_BOTTOM - (log10(value) - low) / (high - low) * room
        ticks.append(Tick(_n(at), _n(at + 4), price(value)))
    return ticks


def _range(low: str, high: str) -> str:
    return _("{low} to {high}").format(low=low, high=high)


def _n(number: float) -> str:
    return f"{number:.1f}"


def _points(corners: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in corners)
