"""Coordinates as text: a float in a template would be written with a comma in half of Europe."""

from collections.abc import Iterable
from fractions import Fraction

type Coordinate = Fraction | float


def coordinate(number: Coordinate, places: int = 2) -> str:
    """At most so many decimals, with a point in every language, and never minus zero."""
    text = f"{number:.{places}f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def corners(points: Iterable[tuple[Coordinate, Coordinate]], places: int = 2) -> str:
    """The points of a line or an area: `1,2 3,4.5`."""
    return " ".join(f"{coordinate(x, places)},{coordinate(y, places)}" for x, y in points)
