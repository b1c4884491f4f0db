"""A formula as a report prints it: in words, with figures, and what the figures come to."""

from collections.abc import Callable
from fractions import Fraction

from calculator.domain.formulas.rounded import MOST_MORE, Part
from calculator.domain.formulas.terms import figure
from runrate.core.decimals import Exact, plain
from runrate.core.telling_apart.figures import percents_apart
from runrate.core.translation import gettext as _
from runrate.reports.domain.appendix import FormulaRow

MOST_DECIMALS = 4
"""Of a factor; one that has more is printed as a fraction."""


def written(
    name: str,
    words: str,
    figures: str,
    parts: tuple[Part, ...],
    work: Callable[..., Fraction],
    write: Callable[[Exact], str],
) -> FormulaRow:
    """`figures` has a place for each of the parts, `work` is the same in numbers.

    A part that was calculated itself is printed with as many digits as the result asks for.
    """
    printed = write(work(*(part.value for part in parts)))
    more = next(
        (more for more in range(MOST_MORE) if write(work(*(p.rounded(more) for p in parts))) == printed),
        MOST_MORE,
    )
    terms = [part.term(part.rounded(more)) for part in parts]
    return FormulaRow(name, words, printable(figures.format(*(term.figures for term in terms))), printed)


def printable(formula: str) -> str:
    """A formula in signs that every face has: the brackets of rounding are missing in most."""
    up, down = _("round up("), _("round down(")
    return formula.replace("⌈", up).replace("⌉", ")").replace("⌊", down).replace("⌋", ")")


def in_full(number: Exact) -> str:
    """A number in full, as a fraction where it has many decimals: `(31 ÷ 30)`."""
    exact = Fraction(number)
    if len(plain(exact).partition(".")[2]) <= MOST_DECIMALS or exact.denominator > 10**6:
        return figure(exact, money=False)
    return f"({figure(exact.numerator, money=False)} ÷ {figure(exact.denominator, money=False)})"


def tiny_share(share: Exact) -> str:
    """Four digits of a share: `0.0512%`; a smaller one as far as it is written out: `0.0000001%`."""
    digits = f"{float(share) * 100:.4g}%"
    return percents_apart(share, 0)[0] if "e" in digits else digits
