"""The lines of a month as bars, as text: beside their names, or below them on a phone."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Final, NamedTuple

from calculator.domain.charts import FILLS, MOST_LETTERS, amount_beside, places_of, short_name
from calculator.domain.cost_lines import Estimate
from calculator.domain.formulas.bounds import open_words
from calculator.domain.shares import line_shares
from runrate.core.decimals import coordinate
from runrate.core.numbers import money
from runrate.core.text import cut

LETTER: Final = 7.3
"""What a letter or a digit beside a bar is wide, rather more than less."""
BESIDE: Final = 8.0
TOP: Final = 8
LINE: Final = 15
"""From the top of a bar to the line that its words stand on."""
EDGE: Final = 5
"""How far the axis goes beyond a bar, so that it has no gaps; a name above a bar stays clear of it."""
NEAR_NAMES: Final = 1
HEIGHT: Final = 20


class BarShape(NamedTuple):
    """How wide a drawing is, where bars begin, how far they reach, how far one stands below its name."""

    width: int
    left: int
    reach: int
    step: int
    drop: int


WIDE: Final = BarShape(width=720, left=190, reach=400, step=30, drop=0)
# On a phone a bar stands below its name.
NARROW: Final = BarShape(width=360, left=1, reach=340, step=48, drop=20)


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of the cost as a bar."""

    name: str
    amount: str
    percent: str
    name_y: str
    y: str
    text_y: str
    width: str
    label_x: str
    hook: str
    fill: str
    entered: bool
    said: str
    """What stands in place of a bar where the line has no amount yet."""


@dataclass(frozen=True, slots=True)
class CostLines:
    """All lines of a month; the largest bar takes the room that the longest words beside a bar leave."""

    title: str
    description: str
    width: str
    height: str
    left: str
    name_x: str
    name_anchor: str
    axis: str
    bars: tuple[Bar, ...]
    partial: bool
    """Whether the shares are of what is entered so far."""


def cost_lines(estimate: Estimate, shape: BarShape = WIDE, *, ranked: bool = False) -> CostLines:
    """Every line of the month as a bar, in the order of the cost model.

    `ranked` are the largest first, without those that cost nothing; what was not entered stays, and is last.
    Where nothing costs anything there is no order.
    """
    told = [*zip(estimate.listed, line_shares(estimate), strict=True)]
    if ranked and estimate.total_monthly:
        told = [each for each in told if each[0].monthly or open_words(each[0], estimate)]
        told.sort(key=lambda each: -each[0].monthly)
    lines = [line for line, _share in told]
    largest = max((line.monthly for line in lines), default=Fraction(0))
    shares = [share for _line, share in told]
    places = places_of(estimate)
    amounts = [amount_beside(line.monthly, places) for line in lines]
    unpriced = [open_words(line, estimate) for line in lines]
    longest = max(map(len, map(beside_a_bar, amounts, shares)), default=0)
    reach = min(shape.reach, shape.width - shape.left - BESIDE - longest * LETTER)
    edge = NEAR_NAMES if shape.drop else EDGE
    bars = []
    every = zip(lines, amounts, shares, unpriced, strict=True)
    for place, (line, amount, share, said) in enumerate(every):
        length = float(line.monthly / largest) * reach if largest else 0.0
        hook, fill = ("f-accent", "#c2410c") if line.visible else FILLS[0]
        name_y = place * shape.step + TOP + LINE
        bars.append(
            Bar(
                name=cut(short_name(line), MOST_LETTERS),
                amount=amount,
                percent=share,
                name_y=str(name_y),
                y=str(name_y - LINE + shape.drop),
                text_y=str(name_y + shape.drop),
                width=coordinate(length),
                label_x=coordinate(shape.left + length + BESIDE),
                hook=hook,
                fill=fill,
                entered=not said,
                said=said,
            )
        )
    return CostLines(
        title=f"{money(estimate.total_monthly)}",
        description="; ".join(
            f"{line.name} {bar.amount}" for line, bar in zip(lines, bars, strict=True) if bar.entered
        ),
        width=str(shape.width),
        height=str(len(bars) * shape.step + TOP + 4),
        left=str(shape.left),
        name_x=str(0 if shape.drop else shape.left - 10),
        name_anchor="start" if shape.drop else "end",
        axis=" ".join(f"M{shape.left} {int(bar.y) - edge}v{2 * edge + HEIGHT}" for bar in bars),
        bars=tuple(bars),
        partial=not estimate.complete,
    )


def beside_a_bar(amount: str, percent: str) -> str:
    """What stands at a bar's end, as the drawing writes it."""
    return f"{amount} · {percent}"
