"""Printed formulas, calculated from their own text."""

import re
from fractions import Fraction
from math import ceil, floor


def worked_out(figures: str) -> Fraction:
    """What a reader with a pocket calculator would get."""
    text = figures.replace("$", "").replace(",", "").replace("×", "*").replace("÷", "/").replace("−", "-")
    text = text.replace(";", ",")
    text = text.replace("^", "**").replace("⌈", "ceil(").replace("⌉", ")")
    text = re.sub(r"(?<!\*\*)(?<![\w.])(\d+(?:\.\d+)?)", r"F('\1')", text)
    text = re.sub(r"(F\('[\d.]+'\))%", r"(\1 / 100)", text)
    return Fraction(eval(text, {"F": Fraction, "ceil": ceil, "floor": floor, "max": max, "min": min}))  # noqa: S307  # our own formula, digits and signs
