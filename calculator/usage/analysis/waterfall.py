"""Geometry of a variance as a waterfall: from the estimate, cause by cause, to what was billed."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from calculator.usage.analysis.derived import BILL
from calculator.usage.analysis.variance import Variance
from calculator.usage.analysis.variance_cents import in_cents
from calculator.usage.analysis.variance_words import TOKENS_AT, end_of
from runrate.core.decimals import coordinate
from runrate.core.numbers import half_up, money
from runrate.core.translation import gettext as _

LETTER: Final = 7.0
"""What a letter or a digit of a label is wide, rather more than less."""
BESIDE: Final = 6.0
TOP: Final = 8
HEIGHT: Final = 20
ENDS: Final = ("f-brand", "#0f5c63")
MORE: Final = ("f-amber", "#b7791f")
LESS: Final = ("f-brand-3", "#74a5a9")


@dataclass(frozen=True, slots=True)
class Shape:
    """How wide a drawing is, where its bars begin, and how far a bar stands below its name."""

    width: int
    left: float
    step: int
    drop: int


WIDE: Final = Shape(width=720, left=170.0, step=30, drop=0)
# On a phone a bar stands below its name.
NARROW: Final = Shape(width=360, left=0.0, step=48, drop=20)


@dataclass(frozen=True, slots=True)
class Bar:
    """An end, or one cause from where the one before it stopped; its sign stands in words beside it."""

    name: str
    amount: str
    name_y: str
    text_y: str
    x: str
    y: str
    width: str
    amount_x: str
    hook: str
    fill: str
    joint: str
    """Where a hairline leads down to the next bar; empty for the last."""
    joint_from: str
    joint_to: str


@dataclass(frozen=True, slots=True)
class Waterfall:
    title: str
    description: str
    width: str
    height: str
    bars: tuple[Bar, ...]


def signed(amount: Fraction) -> str:
    """Dollars with their sign, a plus too: `+$40.52`; what is no cent has none."""
    return f"+{money(amount)}" if half_up(amount, 2) > 0 else money(amount)


def waterfall(found: Variance, shape: Shape = WIDE, basis: str = BILL) -> Waterfall | None:
    """The causes that count, the largest first; None where nothing was estimated or billed."""
    cents = in_cents(found)
    steps = [(_("Estimate"), Fraction(0), cents.estimated)]
    at = cents.estimated
    for cause in cents.causes:
        steps.append((cause.name, at, at + cause.amount))
        at += cause.amount
    steps.append((end_of(basis), Fraction(0), cents.actual))
    lowest, highest = min(min(step[1:]) for step in steps), max(max(step[1:]) for step in steps)
    if lowest == highest:
        return None
    room = (
        shape.width
        - shape.left
        - max(len(signed(end - start)) for _name, start, end in steps) * LETTER
        - 2 * BESIDE
    )
    scale = room / float(highest - lowest)
    bars = [_bar(place, steps, shape, lowest, scale) for place in range(len(steps))]
    return Waterfall(
        title=(
            _("From an estimate of {estimated} to tokens at {billed}")
            if basis in TOKENS_AT
            else _("From an estimate of {estimated} to a bill of {billed}")
        ).format(estimated=money(cents.estimated), billed=money(cents.actual)),
        description="; ".join(f"{bar.name}: {bar.amount}" for bar in bars),
        width=str(shape.width),
        height=str(len(bars) * shape.step + 2 * TOP),
        bars=tuple(bars),
    )


type _Step = tuple[str, Fraction, Fraction]


def _bar(place: int, steps: list[_Step], shape: Shape, lowest: Fraction, scale: float) -> Bar:
    name, start, end = steps[place]
    is_end = place in {0, len(steps) - 1}
    hook, fill = ENDS if is_end else MORE if end > start else LESS
    left, right = (shape.left + float(each - lowest) * scale for each in sorted((start, end)))
    top = TOP + place * shape.step + shape.drop
    joint = shape.left + float(end - lowest) * scale
    # Where the next bar stands below its name, a hairline ends above a name that it would run through.
    below = "" if is_end and place else steps[place + 1][0]
    runs_through = shape.drop and joint < len(below) * LETTER + BESIDE
    return Bar(
        name=name,
        amount=money(end) if is_end else signed(end - start),
        name_y=str(top + 15 - shape.drop),
        text_y=str(top + 15),
        x=coordinate(left),
        y=str(top),
        width=coordinate(max(right - left, 1.0)),
        amount_x=coordinate(right + BESIDE),
        hook=hook,
        fill=fill,
        joint="" if place == len(steps) - 1 else coordinate(joint),
        joint_from=str(top + HEIGHT),
        joint_to=str(top + shape.step - (shape.drop if runs_through else 0)),
    )
