"""How a bill's total comes from what its file has: at rates between currencies, and days for a month."""

from collections.abc import Iterator
from fractions import Fraction

from calculator.domain.costs import numbers, volume
from calculator.domain.formulas.rounded import Part
from calculator.usage.analysis.bill import ZERO
from runrate.core.numbers import count, half_up, money, percent
from runrate.core.translation import gettext as _
from runrate.reports.domain.appendix import FormulaRow
from runrate.reports.domain.billed import Billed, InFile
from runrate.reports.domain.evaluation import Scenario
from runrate.reports.domain.formulas.written import in_full, written


def of_bill(billed: Billed) -> Iterator[FormulaRow]:
    """None of a bill in dollars that has its whole month: its total is the file's."""
    times = billed.times
    if not billed.in_file or (times == 1 and not any(each.day for each in billed.in_file)):
        return
    sums = " + ".join(f"{{{place}}}{_at(each)}" for place, each in enumerate(billed.in_file))
    whole = f"({sums})" if len(billed.in_file) > 1 and times != 1 else sums
    yield written(
        billed.total_name,
        _("money in the file × dollars for one of its currency × days of the month ÷ days in the file"),
        f"{whole} × {in_full(times)}" if times != 1 else whole,
        tuple(Part(each.currency, each.amount, money=each.day is None) for each in billed.in_file),
        lambda *amounts: times * sum(map(_in_dollars, amounts, billed.in_file), ZERO),
        money,
    )
    if times != 1:
        units = volume(numbers(billed.workload))
        yield written(
            _("Units of the bill"),
            _("units in the file × days of the month ÷ days in the file"),
            f"{in_full(units / times)} × {in_full(times)}",
            (),
            lambda: Fraction(units),
            count,
        )


def of_invoice(scenario: Scenario) -> Iterator[FormulaRow]:
    """Which part of the last invoice that somebody typed is explained."""
    invoice = scenario.last_invoice
    if not invoice:
        return
    paid = [line for line in scenario.estimate.lines if line.invoiced and line.monthly]
    yield written(
        _("What vendors bill"),
        " + ".join(line.name for line in paid) or _("no line that costs anything"),
        " + ".join(f"{{{place}}}" for place in range(len(paid))) or "$0",
        tuple(Part(line.name, line.monthly) for line in paid),
        lambda *each: sum(each, ZERO),
        money,
    )
    billed = Fraction(half_up(scenario.estimate.billed, 2))
    yield written(
        _("Share of the last invoice"),
        _("what vendors bill ÷ the last invoice"),
        f"{money(billed)} ÷ {money(invoice)}",
        (),
        lambda: billed / Fraction(invoice),
        percent,
    )


def _at(each: InFile) -> str:
    return f" × ${in_full(Fraction(each.rate))}" if each.day else ""


def _in_dollars(amount: Fraction, each: InFile) -> Fraction:
    return amount * Fraction(each.rate)
