"""Formulas of what lies between an estimate and a bill: both ends, what is between, and each cause."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import partial

from calculator.domain.cost_lines import Line
from calculator.domain.costs import estimate, numbers, volume
from calculator.domain.formulas.lines import explain
from calculator.domain.formulas.rounded import Part
from calculator.domain.workload import Workload
from calculator.usage.analysis.bill import ZERO
from calculator.usage.analysis.bill_variance import BillVariance, split_at
from calculator.usage.analysis.derived import MONEY
from calculator.usage.analysis.variance import UNTOLD, Cause
from calculator.usage.analysis.variance_cents import bill_in_cents, in_cents, to_the_cent
from calculator.usage.analysis.variance_words import end_of
from calculator.usage.analysis.waterfall import signed
from runrate.core.decimals import Exact
from runrate.core.numbers import money, price
from runrate.core.translation import gettext as _
from runrate.reports.domain.appendix import FormulaRow
from runrate.reports.domain.billed import Billed
from runrate.reports.domain.formulas.written import in_full, printable, written


def of_gap(estimated: Workload, billed: Billed) -> Iterator[FormulaRow]:
    """From the lines of the estimate to what was measured, and the way between them."""
    found = billed.against(estimated)
    cents, end = in_cents(found.variance), end_of(found.basis, by_tool=found.by_tool)
    yield _in_lines(_("Estimate, in lines that a bill holds"), _held(estimated, found))
    if found.basis != MONEY:
        measured = estimate(billed.workload)
        explained = explain(billed.workload, measured)
        for line, said in zip(measured.listed, explained, strict=True):
            if line.monthly and line.key in found.compared:
                name = _("{end}: {line}").format(end=end, line=line.name)
                figures = printable(said.substituted)
                yield FormulaRow(name, printable(said.formula), figures, price(line.monthly))
        yield _in_lines(end, [each for each in measured.listed if each.key in found.compared])
    yield written(
        _("Between estimate and {end}").format(end=end[:1].lower() + end[1:]),
        _("what it is set against − estimate, as printed"),
        f"{money(cents.actual)} − {money(cents.estimated)}",
        (),
        lambda: cents.difference,
        _signed,
    )
    exact = {each.key: each for each in found.variance.causes}
    for cause in cents.causes:
        if cause.key in exact:
            yield _of_cause(exact[cause.key], cause.amount, found)
    yield from _ways(cents.causes)
    yield from _at_one_volume(estimated, billed, found)
    yield from _whole_bill(found)


def _more(amount: Fraction) -> str:
    """What is added at the end of a sum, or taken off; nothing of nothing."""
    if not amount:
        return ""
    return f" {'−' if amount < 0 else '+'} {money(abs(amount))}"


def _ways(causes: Sequence[Cause]) -> Iterator[FormulaRow]:
    """All that adds to the estimate and all that takes from it, where both are told."""
    for name, sign in ((_("Causes that add"), 1), (_("Causes that take away"), -1)):
        alike = [each for each in causes if each.amount * sign > 0]
        if len(alike) > 1:
            yield written(
                name,
                " + ".join(each.name for each in alike),
                " + ".join(money(abs(each.amount)) for each in alike),
                (),
                partial(_sum_of, alike),
                money,
            )


def _sum_of(causes: Sequence[Cause]) -> Fraction:
    return sum((abs(each.amount) for each in causes), ZERO)


def _signed(amount: Exact) -> str:
    return signed(Fraction(amount))


def _whole_bill(found: BillVariance) -> Iterator[FormulaRow]:
    """Usage, all that stands apart and what nobody can explain; of no bill none."""
    if not found.has_bill:
        return
    cents = bill_in_cents(found)
    beside = [amount for _reason, amount in cents.apart] + [cents.unexplained]
    figures = "".join(map(_more, beside)) if any(beside) else ""
    yield written(
        _("The whole, by its parts"),
        _("usage that an estimate holds + what stands apart + what is unexplained"),
        f"{money(cents.usage)}{figures}",
        (),
        lambda: cents.total,
        money,
    )


def _held(workload: Workload, found: BillVariance) -> list[Line]:
    """The lines of an estimate that a bill can be set against."""
    return [
        line
        for line in estimate(workload).listed
        if line.key in found.compared or (line.own_name in found.own and line.own_name)
    ]


def _in_lines(name: str, lines: list[Line]) -> FormulaRow:
    paid = [line for line in lines if line.monthly]
    return written(
        name,
        " + ".join(line.name for line in paid) or _("no line that costs anything"),
        " + ".join(f"{{{place}}}" for place in range(len(paid))) or "$0",
        tuple(Part(line.name, line.monthly) for line in paid),
        lambda *each: sum(each, ZERO),
        money,
    )


def _of_cause(cause: Cause, printed: Fraction, found: BillVariance) -> FormulaRow:
    """Its mean over all orders, by its turn; a cent that makes all of them add up is said."""
    if found.basis == MONEY:
        return _of_money(cause, printed, found)
    off = printed - to_the_cent(cause.amount)
    turns = cause.turns
    sums = " + ".join(f"{{{place}}}" for place in range(len(turns)))
    figures = f"({sums}) ÷ {len(turns)}" if len(turns) > 1 else sums
    words = (
        _("mean of what its switch does on average as the first, as the second, and so on to the last")
        if len(turns) > 1
        else _("what its switch does")
    )
    if off:
        words = _("{formula}, and cents so that all causes add up").format(formula=words)
        figures += _more(off)
    return written(
        cause.name,
        words,
        figures,
        tuple(Part("", turn) for turn in turns),
        lambda *each: to_the_cent(sum(each, ZERO) / len(each)) + off,
        _signed,
    )


def _of_money(cause: Cause, printed: Fraction, found: BillVariance) -> FormulaRow:
    """Money that tells no tokens is set against the estimate at its own volume."""
    before, after = found.variance.estimated, found.variance.actual
    alike = after - found.variance.causes[-1].amount
    ends, words = (before, alike), _("estimate at the volume of the bill − estimate")
    if cause.key == UNTOLD:
        ends, words = (alike, after), _("what it is set against − estimate at its volume")
    off = printed - to_the_cent(ends[1] - ends[0])
    return written(
        cause.name,
        words if not off else _("{formula}, and cents so that all causes add up").format(formula=words),
        "{1} − {0}" + _more(off),
        tuple(Part("", each) for each in ends),
        lambda start, end: to_the_cent(end - start) + off,
        _signed,
    )


def _divided(units: Fraction, whole: Fraction) -> Fraction:
    return whole / units


def _at_one_volume(estimated: Workload, billed: Billed, found: BillVariance) -> Iterator[FormulaRow]:
    """One unit on both sides, and what is between them at the volume of the bill."""
    ours, theirs = (volume(numbers(each)) for each in (estimated, billed.workload))
    if ours == theirs or not ours * theirs:
        return
    cents = in_cents(found.variance)
    end = end_of(found.basis, by_tool=found.by_tool)
    for name, amount, units in (
        (_("Estimate"), found.variance.estimated, ours),
        (end, found.variance.actual, theirs),
    ):
        yield written(
            _("{end}, per unit").format(end=name),
            _("its total ÷ its units per month"),
            f"{{0}} ÷ {in_full(units)}",
            (Part("", amount),),
            partial(_divided, units),
            price,
        )
        stays, each = split_at(estimated, theirs, found.compared, found.own)
    alike = to_the_cent(stays + each * theirs)
    yield written(
        _("Estimate at the volume of the bill"),
        _("what does not move with one unit at this volume + units × what one more adds there"),
        f"{{0}} + {in_full(theirs)} × {{1}}",
        (Part("", stays), Part("", each)),
        lambda whole, more: whole + theirs * more,
        money,
    )
    if alike != cents.actual:
        yield written(
            _("Between both at the volume of the bill"),
            _("what it is set against − estimate at its volume, as printed"),
            f"{money(cents.actual)} − {money(alike)}",
            (),
            lambda: cents.actual - alike,
            _signed,
        )
