"""How the volume from which it pays for good came about."""

from fractions import Fraction
from math import ceil

from calculator.domain.cost_lines import Estimate
from calculator.domain.formulas.rounded import Part, enough
from calculator.domain.formulas.terms import figure
from calculator.domain.units import counted
from runrate.core.numbers import count
from runrate.core.translation import gettext as _


def pays_for_good(
    estimate: Estimate, margin: Fraction, unit: str, *, most: int | None = None
) -> tuple[str, str, str, str]:
    """Its name, its formula in words and in figures, and what is printed.

    `most` is what its instances can do, of which the inequality knows nothing. With so many digits of the
    margin that no smaller volume follows from what is printed.
    """
    volume, steps = estimate.break_even_units or 0, estimate.paying.steps if estimate.paying else ()
    started = sum(
        (step.monthly(volume) - step.monthly(estimate.units_per_month) for step in steps), Fraction(0)
    )
    parts = (Part("", estimate.fixed_monthly + started), Part("", margin))

    def covers(fixed: Fraction, each: Fraction) -> Fraction:
        return Fraction(ceil(fixed / each)) if each > 0 else fixed

    fixed, each = enough(parts, covers, count, count(covers(*(part.value for part in parts))))
    return (
        _name(volume, margin),
        _("the volume from which units × margin covers what is fixed, steps included")
        if most is None
        else _(
            "the volume from which units × margin covers what is fixed, steps included; the instances can do "
            "{most} per month at most"
        ).format(most=counted(most, unit)),
        f"{figure(volume, money=False)} × {each.figures} ≥ {fixed.figures}",
        counted(volume, unit),
    )


def _name(volume: int, margin: Fraction) -> str:
    if volume:
        return _("Break-even volume")
    return _("Pays at any volume") if margin else _("Just breaks even at any volume")
