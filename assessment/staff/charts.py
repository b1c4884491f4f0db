"""Geometry of the overview's charts, as text that templates draw."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from assessment.domain.charts import WIDTH
from runrate.core.decimals import coordinate


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    value: str
    label_y: str
    bar_y: str
    width: str
    value_x: str


@dataclass(frozen=True, slots=True)
class Rows:
    """Bars from zero, one for each name, each with its value at its end."""

    title: str
    description: str
    height: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Column:
    x: str
    y: str
    width: str
    height: str
    name: str


@dataclass(frozen=True, slots=True)
class Columns:
    """A column for each week; the highest says its value, the first and last their name."""

    title: str
    description: str
    columns: tuple[Column, ...]
    highest: str
    first: str
    last: str


def rows(named: Sequence[tuple[str, Fraction, str]], *, title: str, most: Fraction | None = None) -> Rows:
    """Bars of (name, size, words for the size); `most` is what fills the width."""
    left, reach, step = 190, 400, 34
    full = most or max((size for _name, size, _shown in named), default=Fraction(0)) or Fraction(1)
    made = tuple(
        Row(
            name=name,
            value=shown,
            label_y=str(step * place + 22),
            bar_y=str(step * place + 8),
            width=coordinate(max(size / full * reach, Fraction(1))),
            value_x=coordinate(left + size / full * reach + 8),
        )
        for place, (name, size, shown) in enumerate(named)
    )
    said = "; ".join(f"{row.name} {row.value}" for row in made)
    return Rows(title, f"{said}.", str(step * len(made) + 8), made)


def columns(named: Sequence[tuple[str, int]], *, title: str) -> Columns:
    base, reach = 160, 130
    highest = max((size for _name, size in named), default=0) or 1
    slot = Fraction(WIDTH, max(len(named), 1))
    made = tuple(
        Column(
            x=coordinate(slot * place + slot / 10),
            y=coordinate(base - Fraction(size * reach, highest)),
            width=coordinate(slot * 8 / 10),
            height=coordinate(Fraction(size * reach, highest)),
            name=f"{name}: {size}",
        )
        for place, (name, size) in enumerate(named)
    )
    return Columns(
        title=title,
        description="; ".join(column.name for column in made) + ".",
        columns=made,
        highest=str(highest),
        first=named[0][0] if named else "",
        last=named[-1][0] if named else "",
    )
