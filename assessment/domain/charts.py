"""Where things stand in the assessment's charts, as text that templates draw; no float leaves here."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from assessment.domain.questionnaire import Questionnaire
from assessment.domain.scoring import show
from runrate.core.decimals import coordinate
from runrate.core.translation import gettext as _

WIDTH = 680


@dataclass(frozen=True, slots=True)
class BarShape:
    """How wide the drawing of the dimensions is, and where in it names, bars and values have their room."""

    width: int
    left: int
    reach: int
    row: int
    bar_drop: int
    name_drop: int


WIDE = BarShape(width=WIDTH, left=190, reach=420, row=38, bar_drop=2, name_drop=17)
# On a phone a bar stands below its name.
NARROW = BarShape(width=360, left=4, reach=296, row=50, bar_drop=20, name_drop=13)
_RANGE_ROOM = 108
_VALUE_DROP = 15
"""From the top of a bar to the line that its value stands on."""


@dataclass(frozen=True, slots=True)
class Band:
    name: str
    x: str
    width: str
    middle: str
    y: str
    """Where the curve runs in the middle of the band."""
    range: str
    current: bool


@dataclass(frozen=True, slots=True)
class Marker:
    x: str
    y: str
    label: str
    anchor: str
    label_x: str
    label_y: str
    high_x: str
    high_y: str
    has_range: bool


@dataclass(frozen=True, slots=True)
class MaturityCurve:
    """The five stages along the score; `you` is None where only the framework is shown."""

    title: str
    description: str
    path: str
    area: str
    base: str
    bands: tuple[Band, ...]
    you: Marker | None


@dataclass(frozen=True, slots=True)
class Bar:
    name: str
    value: str
    y: str
    label_y: str
    bar_y: str
    width: str
    value_x: str
    value_y: str
    weakest: bool
    high_width: str = ""
    """From its beginning to its highest, where answers are not known."""


@dataclass(frozen=True, slots=True)
class DimensionBars:
    title: str
    description: str
    width: str
    height: str
    left: str
    bars: tuple[Bar, ...]
    grid: tuple[tuple[str, str], ...]
    grid_bottom: str


@dataclass(frozen=True, slots=True)
class Point:
    x: str
    y: str
    value: str
    day: str
    label_y: str
    high_y: str = ""
    """Where its highest lies, where answers are not known."""


@dataclass(frozen=True, slots=True)
class Trend:
    title: str
    description: str
    points: tuple[Point, ...]
    line: str
    bands: tuple[tuple[str, str, str], ...]
    """Name, y of its lower edge, y of its name."""


def maturity_curve(
    instrument: Questionnaire,
    *,
    title: str,
    you: str = "",
    score: Fraction | None = None,
    high: Fraction | None = None,
    stage: str | None = None,
) -> MaturityCurve:
    floors = [Fraction(each.floor) for each in instrument.stages] + [Fraction(100)]
    bands = tuple(
        Band(
            name=each.name,
            x=coordinate(_along(low)),
            width=coordinate(_along(top) - _along(low)),
            middle=coordinate(_along((low + top) / 2)),
            y=coordinate(_height((low + top) / 2)),
            range=_("{low} to {high}").format(low=low, high=top),
            current=each.key == stage,
        )
        for each, low, top in zip(instrument.stages, floors, floors[1:], strict=False)
    )
    path = _path()
    start = _("{stage} from {score}")
    names = ", ".join(start.format(stage=each.name, score=each.floor) for each in instrument.stages)
    # A report says `You:` beside the mark, a page says `You`.
    said = "" if score is None else f" {you.removesuffix(':')}: {show(score)}."
    return MaturityCurve(
        title=title,
        description=f"{names}.{said}",
        path=path,
        area=f"{path} L{WIDTH - _LEFT} {_BASE} L{_LEFT} {_BASE} Z",
        base=str(_BASE),
        bands=bands,
        you=None if score is None else _marker(score, score if high is None else high, you),
    )


def dimension_bars(
    instrument: Questionnaire,
    dimensions: Mapping[str, Fraction | None],
    shape: BarShape = WIDE,
    *,
    weakest: Collection[str],
    title: str,
    highs: Mapping[str, Fraction | None] | None = None,
) -> DimensionBars:
    """`highs` is what each comes to if everything unknown turns out to be best, where answers are unknown."""
    known = [
        (each, value, (highs or {}).get(each.key) or value)
        for each in instrument.dimensions
        if (value := dimensions[each.key]) is not None
    ]
    bars = tuple(
        Bar(
            name=each.name,
            value=show_range(value, high),
            y=str(8 + shape.row * place),
            label_y=str(8 + shape.row * place + shape.name_drop),
            bar_y=str(8 + shape.row * place + shape.bar_drop),
            width=coordinate(max(value / 100 * shape.reach, Fraction(1))),
            value_x=coordinate(_beside(shape, value, high)),
            value_y=str(8 + shape.row * place + shape.bar_drop + _VALUE_DROP),
            weakest=each.key in weakest,
            high_width=coordinate(high / 100 * shape.reach) if high > value else "",
        )
        for place, (each, value, high) in enumerate(known)
    )
    bottom = 8 + shape.row * len(bars)
    return DimensionBars(
        title=title,
        description="; ".join(f"{bar.name} {bar.value}" for bar in bars) + ".",
        width=str(shape.width),
        height=str(bottom + 22),
        left=str(shape.left),
        bars=bars,
        grid=tuple(
            (coordinate(shape.left + Fraction(floor * shape.reach, 100)), str(floor))
            for floor in (0, 20, 40, 60, 80, 100)
        ),
        grid_bottom=str(bottom),
    )


def _beside(shape: BarShape, value: Fraction, high: Fraction) -> Fraction:
    """Where a value stands: behind its bar, or with a range as far to the right as its words have room."""
    behind = shape.left + high / 100 * shape.reach + 8
    return behind if high == value else min(behind, Fraction(shape.width - _RANGE_ROOM))


def trend(
    instrument: Questionnaire, attempts: Sequence[tuple[str, Fraction, Fraction]], *, title: str
) -> Trend:
    """Lowest and highest score by attempt, oldest first; equal gaps whatever the days between."""
    is_range = any(high > low for _day, low, high in attempts)
    left, right, top, bottom = 110, WIDTH - (52 if is_range else 40), 24, 216

    def down(value: Fraction) -> Fraction:
        return bottom - value * (bottom - top) / 100

    gap = Fraction(right - left, max(len(attempts) - 1, 1))
    points = tuple(
        Point(
            x=coordinate(left + gap * place),
            y=coordinate(down(value)),
            value=show_range(value, high),
            day=day,
            label_y=coordinate(down(high) - 10),
            high_y=coordinate(down(high)) if high > value else "",
        )
        for place, (day, value, high) in enumerate(attempts)
    )
    return Trend(
        title=title,
        description="; ".join(f"{point.day}: {point.value}" for point in points) + ".",
        points=points,
        line=" ".join(f"{point.x},{point.y}" for point in points),
        bands=tuple(
            (stage.name, coordinate(down(Fraction(stage.floor))), coordinate(down(Fraction(stage.floor)) - 6))
            for stage in instrument.stages
        ),
    )


_BASE = 236
_LEFT, _TOP = 10, 46


@cache
def _path() -> str:
    """The curve itself, the same for everybody."""
    points = [Fraction(step * 2) for step in range(51)]
    return "M" + " L".join(f"{coordinate(_along(point))} {coordinate(_height(point))}" for point in points)


def _along(score: Fraction) -> Fraction:
    return _LEFT + score * (WIDTH - 2 * _LEFT) / 100


def _height(score: Fraction) -> Fraction:
    return _BASE - 18 - rise(score / 100) * (_BASE - 18 - _TOP)


def rise(share: Fraction) -> Fraction:
    """The framework's curve, from 0 to 1 over a score from 0 to 1, on the page and on paper.

    A slow start and a steep middle: three times the square less twice the cube, flattened by half.
    """
    return (3 * share**2 - 2 * share**3 + share) / 2


def show_range(score: Fraction, high: Fraction | None) -> str:
    """A score as it is shown: from its lowest to its highest where answers are not known."""
    if high is None or high == score:
        return show(score)
    return _("{low} to {high}").format(low=show(score), high=show(high))


def _marker(score: Fraction, high: Fraction, you: str) -> Marker:
    x, y = _along(score), _height(score)
    anchor = "start" if x < WIDTH / 4 else "end"
    return Marker(
        x=coordinate(x),
        y=coordinate(y),
        label=f"{you} {show_range(score, high)}",
        anchor=anchor,
        label_x=coordinate(x),
        label_y=coordinate(max(y - 16, Fraction(16))),
        high_x=coordinate(_along(high)),
        high_y=coordinate(_height(high)),
        has_range=high != score,
    )
