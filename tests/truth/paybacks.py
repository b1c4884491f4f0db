"""Whether cash, its range and when it is earned back follow from each other, as printed in one sentence."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Final

from tests.truth.conditions_costs import Words
from tests.truth.reader import number_in, shows

LONGEST: Final = 120


def paid_back(w: Words, work: Fraction) -> bool:
    """The work over the cash as printed, to a tenth of a month; it pays within a year, its ends may not."""
    cash = number_in(str(w["cash"]))[0]
    said, _bracket, ends = str(w["payback"]).removesuffix(")").partition(" (")
    months = work / cash
    if not work:
        return said == "at once" and not ends
    if months < 1:
        middle = said == "within the first month after the work"
    else:
        middle = months <= 12 and said.endswith(" after the work") and shows(said, months)
    return middle and _at_the_ends(ends, w, work)


def _at_the_ends(said: str, w: Words, work: Fraction) -> bool:
    """The months at both ends of the cash that is printed beside it; nothing where they are one."""
    span = str(w.get("span") or w.get("around", "")).strip(" ()")
    if " to " not in span:
        return not said
    low, high = (number_in(end)[0] for end in span.split(" to "))
    slow, fast = (work / end if end > 0 else None for end in (low, high))
    if slow is not None and fast is not None and fast >= 1 and slow <= LONGEST:
        first, _to, last = said.partition(" to ")
        return (not said and slow - fast < Fraction(1, 10)) or (shows(first, fast) and shows(last, slow))
    return said.endswith(f"{_months(slow)} at the low end") or (slow is not None and slow < 1 and not said)


def _months(months: Fraction | None) -> str:
    if months is None:
        return "never"
    if months < 1:
        return "first month"
    if months > LONGEST:
        return "longer than ten years"
    tenths = (Decimal(months.numerator) / months.denominator).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return f"{tenths:f} months"


def inside(w: Words, name: str) -> bool:
    """The cash stands between the ends of its range, where there is one."""
    span = str(w.get(name, "")).strip(" ()")
    if not span or " to " not in span:
        return True
    low, high = (number_in(end)[0] for end in span.split(" to "))
    return low <= number_in(str(w["cash"]))[0] <= high
