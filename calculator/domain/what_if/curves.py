"""Geometry of the curves around an estimate, as text: the scale curve and the tornado."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor, log10
from typing import Final

from calculator.domain.break_even.spans import TOO_MANY
from calculator.domain.shares import shown_share
from calculator.domain.what_if.curve_shapes import WIDE, Shape
from calculator.domain.what_if.sensitivity import Swing
from calculator.domain.what_if.swing_words import cannot
from calculator.domain.what_if.volume_curve import Point, can_be_done
from runrate.core.decimals import coordinate, corners
from runrate.core.numbers import count, price, short_money
from runrate.core.text import cut, width
from runrate.core.translation import gettext as _

COST_TOP: Final = 24.0
COST_BOTTOM: Final = 224.0
SHARE_TOP: Final = 270.0
SHARE_BOTTOM: Final = 350.0
MOST_BARS: Final = 12
LETTER: Final = 7.0
"""What a letter or a digit of a label is wide, rather more than less."""
MOST_LETTERS: Final = 46
"""Of an input's name beside its bar; the table below the drawing has all of it."""
LONG_PRICE: Final = 10**6
LEAST_REACH: Final = 40.0
BESIDE: Final = 6.0
"""Between a bar and the sums at its ends."""


@dataclass(frozen=True, slots=True)
class Tick:
    """One label on an axis, and where its hairline runs."""

    at: str
    text_at: str
    label: str


@dataclass(frozen=True, slots=True)
class ScaleCurve:
    """Cost per unit over volume, both logarithmic, above the visible share of the cost."""

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
    share_x: str
    share_text_y: str
    share_anchor: str
    share_name: str
    label_x: str
    label_y: str
    label_anchor: str
    left: str
    right: str
    price_x: str
    volumes: tuple[Tick, ...]
    prices: tuple[Tick, ...]


@dataclass(frozen=True, slots=True)
class TornadoBar:
    """One input's effect on the total, to both sides of today's."""

    name: str
    name_y: str
    text_y: str
    axis_from: str
    axis_to: str
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


def scale_curve(
    points: Sequence[Point], unit_name: str, shape: Shape = WIDE, *, visible: str = ""
) -> ScaleCurve | None:
    """None where no volume can be done, or none costs anything; `visible`, `tokens and seats`, is named
    where its words have the room."""
    done = can_be_done(points)
    drawn = [point for point in done if point.cost_per_unit]
    if not drawn:
        return None
    today = points[len(points) // 2]
    low_x, high_x = (log10(point.units) for point in (points[0], points[-1]))
    costs = [log10(point.cost_per_unit) for point in drawn]
    low_y, high_y = floor(min(costs) * 2) / 2, ceil(max(costs) * 2) / 2
    high_y = max(high_y, low_y + 0.5)

    def x(units: Fraction) -> float:
        return shape.left + (log10(units) - low_x) / (high_x - low_x) * (shape.right - shape.left)

    def y(cost: Fraction) -> float:
        return COST_BOTTOM - (log10(cost) - low_y) / (high_y - low_y) * (COST_BOTTOM - COST_TOP)

    def share_y(share: Fraction) -> float:
        return SHARE_BOTTOM - float(share) * (SHARE_BOTTOM - SHARE_TOP)

    (beside, below, anchor), marked = _beside_its_share(points), [point.units for point in decades(points)]
    return ScaleCurve(
        title=_range(price(drawn[0].cost_per_unit), price(drawn[-1].cost_per_unit)),
        description="; ".join(
            f"{count(point.units)}: {price(point.cost_per_unit)}, {shown_share(point.visible_share)}"
            for point in can_be_done(decades(points))
        ),
        width=str(shape.width),
        height="384",
        costs=corners([(x(point.units), y(point.cost_per_unit)) for point in drawn]),
        shares=corners([(x(point.units), share_y(point.visible_share)) for point in done]),
        today_x=coordinate(x(today.units)),
        today_y=coordinate(y(today.cost_per_unit) if today in drawn else COST_BOTTOM),
        today_share_y=coordinate(share_y(today.visible_share) if today.within else SHARE_BOTTOM),
        today_label=_today(today, cut(unit_name, shape.unit_letters)),
        today_share=shown_share(today.visible_share) if today.within else "",
        share_x=coordinate(x(today.units) + beside),
        share_text_y=coordinate(share_y(today.visible_share) + below),
        share_anchor=anchor,
        share_name=_share_name(visible, shape),
        label_x=coordinate(x(today.units) + (10 if shape.today_beside else 0)),
        label_y="38" if shape.today_beside else "14",
        label_anchor="start" if shape.today_beside else "middle",
        left=coordinate(shape.left),
        right=coordinate(shape.right),
        price_x=coordinate(shape.left - 8),
        volumes=tuple(
            Tick(coordinate(x(each)), coordinate(x(each)), label)
            for each, label in zip(marked, shape.volumes(marked), strict=True)
        ),
        prices=tuple(_price_ticks(low_y, high_y)),
    )


def _beside_its_share(points: Sequence[Point]) -> tuple[float, float, str]:
    """Where the words of today's share stand from its point: near it, on the side that the curve leaves."""
    today = points[len(points) // 2].visible_share
    high = today > Fraction(1, 2)
    right = high == (points[-1].visible_share >= points[0].visible_share)
    return (10.0 if right else -10.0), (18.0 if high else -8.0), ("start" if right else "end")


def _share_name(visible: str, shape: Shape) -> str:
    named = _("Share of it that is {visible}").format(visible=visible)
    has_room = visible and len(named) * LETTER <= shape.width
    return named if has_room else _("Share of it above the waterline")


def decades(points: Sequence[Point]) -> list[Point]:
    """The points a hundredth, a tenth, one, ten and a hundred times today's volume."""
    step = (len(points) - 1) // 4
    return [points[place * step] for place in range(5)] if step > 0 else list(points)


def tornado(
    swings: Sequence[Swing], total: Fraction, names: Mapping[str, str], shape: Shape = WIDE
) -> Tornado | None:
    """The largest swings around today's total; None when nothing moves it."""
    shown = [swing for swing in swings if swing.size][:MOST_BARS]
    if not shown:
        return None
    most = max(abs(end - total) for swing in shown for end in (swing.total_low, swing.total_high))
    title = names[shown[0].field]
    names = {swing.field: _beside_its_bar(names[swing.field], swing, total, most, shape) for swing in shown}
    middle, reach = _room_of_bars(shown, total, most, names, shape)
    bars = []
    for place, swing in enumerate(shown):
        ends = sorted((swing.total_low, swing.total_high))
        left, right = (middle + float((end - total) / most) * reach for end in ends)
        top, (low, high) = place * shape.bar_step, _beside_its_ends(swing, total, shape)
        bars.append(
            TornadoBar(
                name=names[swing.field],
                name_y=str(top + 43),
                text_y=str(top + 43 + shape.bar_drop),
                axis_from=str(top + 24 + shape.bar_drop),
                axis_to=str(top + 54 + shape.bar_drop),
                y=str(top + 29 + shape.bar_drop),
                x=coordinate(left),
                width=coordinate(max(right - left, 1.0)),
                low=low,
                high=high,
                low_x=coordinate(left - BESIDE),
                high_x=coordinate(right + BESIDE),
            )
        )
    return Tornado(
        title=title,
        description="; ".join(f"{bar.name}: {_range(bar.low, bar.high)}" for bar in bars),
        width=str(shape.width),
        height=str(len(bars) * shape.bar_step + 36),
        middle=coordinate(middle),
        total=shape.amount(total, total),
        bars=tuple(bars),
    )


def _beside_its_ends(swing: Swing, total: Fraction, shape: Shape) -> tuple[str, str]:
    """The sums at both ends of a bar; an end that the instances cannot do has none."""
    ends = sorted([(swing.total_low, swing.low_within), (swing.total_high, swing.high_within)])
    shown = shape.ends((ends[0][0], ends[1][0]), total)
    return shown[0] if ends[0][1] else cannot(), shown[1] if ends[1][1] else cannot()


def _beside_its_bar(name: str, swing: Swing, total: Fraction, most: Fraction, shape: Shape) -> str:
    """A short bar leaves a long name its room; the name of a narrow one has a line to itself."""
    low = min(swing.total_low, swing.total_high)
    room = float(shape.width)
    if not shape.bar_drop:
        left = shape.bar_middle + float((low - total) / most) * shape.bar_reach
        room = left - BESIDE - (len(_beside_its_ends(swing, total, shape)[0]) + 1) * LETTER
    return name_beside_bar(name, max(MOST_LETTERS, int(room / LETTER)))


def name_beside_bar(name: str, most: int = MOST_LETTERS) -> str:
    """A name as its bar has the room for: what stands last in brackets, as a limit does, is kept whole."""
    if width(name) <= most:
        return name
    words, bracket, last = name.rpartition(" (")
    room = most - width(bracket + last)
    if not last.endswith(")") or room <= most // 2:
        return cut(name, most)
    plain = words.partition(" (")[0]
    return cut(plain, room) + bracket + last


def _room_of_bars(
    shown: Sequence[Swing], total: Fraction, most: Fraction, names: Mapping[str, str], shape: Shape
) -> tuple[float, float]:
    """Where bars have their middle and how far they reach: less far where a name needs the room."""
    needed = 0.0
    for swing in shown:
        low = min(swing.total_low, swing.total_high)
        written = width(names[swing.field]) + len(_beside_its_ends(swing, total, shape)[0])
        words = (written + 1) * LETTER + BESIDE
        if words > shape.bar_middle + float((low - total) / most) * shape.bar_reach:
            needed = max(needed, words)
    if shape.bar_drop or not needed:
        return shape.bar_middle, shape.bar_reach
    end = shape.bar_middle + shape.bar_reach
    reach = (end - min(needed, end - 2 * LEAST_REACH)) / 2
    return end - reach, reach


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
        ticks.append(Tick(coordinate(at), coordinate(at + 4), _each(value)))
    return ticks


def _today(point: Point, unit: str) -> str:
    return f"{_each(point.cost_per_unit)} / {unit}" if point.within else _(TOO_MANY)


def _each(cost: Fraction) -> str:
    """On an axis or beside its point."""
    return short_money(cost) if cost >= LONG_PRICE else price(cost)


def _range(low: str, high: str) -> str:
    return _("{low} to {high}").format(low=low, high=high)
