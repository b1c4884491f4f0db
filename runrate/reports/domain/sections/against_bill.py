"""Why the bill is not what was estimated: causes, the largest first, and all that the bill comes to."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

from assessment.domain.savings import NOTHING
from calculator.domain.costs import estimate, numbers, volume
from calculator.domain.workload import Workload
from calculator.domain.workload_input import read_decimal
from calculator.usage.analysis.bill import ZERO
from calculator.usage.analysis.bill_variance import BillVariance
from calculator.usage.analysis.variance_cents import bill_in_cents, in_cents, of_volumes
from calculator.usage.analysis.variance_words import (
    behind,
    end_of,
    headline,
    is_the_same,
    not_compared,
    what_is_compared,
)
from calculator.usage.analysis.waterfall import signed
from runrate.core.decimals import plain
from runrate.core.numbers import count, money, price
from runrate.core.text import listed
from runrate.core.translation import gettext as _
from runrate.core.translation import ngettext
from runrate.reports.domain.billed import AgainstBill, Billed, BillRow
from runrate.reports.domain.currency import Exchange
from runrate.reports.domain.evaluation import Reading, dollars
from runrate.reports.domain.sections.basis import measured_inputs
from runrate.reports.domain.wording import long_date, month_and_year

CUT: Final = Fraction(1, 10**9)


def describe_bill(
    estimated: Workload,
    billed: Billed,
    *,
    measured: Iterable[str] = (),
    exchange: Exchange | None = None,
) -> AgainstBill:
    """`measured` are the inputs of the estimate that were read in a bill, perhaps in this one.

    `exchange` is the currency that other sums of the report are said in, too.
    """
    found = billed.against(estimated)
    first, *others = headline(found.variance, found.basis, by_tool=found.by_tool)
    same = list(_same(estimated, billed.workload, measured, _is_a_bill(found)))
    if same and is_the_same(found.variance):
        first = _no_proof(found)
    return AgainstBill(
        headline=first.removesuffix("."),
        lede=" ".join(
            (
                *others,
                *of_volumes(found, estimated, billed.workload),
                *_beside_it(found, estimated),
                _stands_for(found).format(source=billed.source, n=count(volume(numbers(billed.workload)))),
                *of_the_file(billed, exchange),
                *same,
                _("The comparison covers {lines}, before tax and credits.").format(
                    lines=what_is_compared(found)
                ),
            )
        ),
        rows=tuple(_rows(found)),
        rest=tuple(_rest(found, billed)),
        note=_(
            "Each group of inputs is switched from the estimate to what was measured in every order there "
            "is; its part is the mean of all of them, so that no order decides and nothing is left over."
        )
        if len(in_cents(found.variance).causes) > 1
        else "",
        months=tuple(
            BillRow(month_and_year(date(int(month[:4]), int(month[5:]), 1)), money(amount), "")
            for month, amount in sorted(billed.months.items())
        ),
        whole=_whole(billed),
        drawn=_drawn(found),
        per=_("US dollars per month, from {days}").format(days=billed.days)
        if billed.days
        else _("US dollars per month"),
        title="" if _is_a_bill(found) else _("Estimate against usage"),
    )


def _whole(billed: Billed) -> str:
    if billed.by_tool:
        return _("All that the tool has estimated")
    return _("This part of the bill") if billed.of_part else _("The whole bill")


def _no_proof(found: BillVariance) -> str:
    """Of a file that inputs were read in: that the two agree was to be expected."""
    cents = in_cents(found.variance)
    said = (
        _("Inputs come from this bill, so its agreeing proves little: {billed} against {estimated}.")
        if _is_a_bill(found)
        else _("Inputs come from this file, so its agreeing proves little: {billed} against {estimated}.")
    )
    return said.format(billed=money(cents.actual), estimated=money(cents.estimated))


def _drawn(found: BillVariance) -> str:
    if not found.has_bill:
        return _("From the estimate to the measured tokens")
    if found.by_tool:
        return _("From the estimate to the tool's cost estimate")
    return _("From the estimate to the bill")


def gap_for_a_board(reading: Reading) -> Iterable[str]:
    """How far the bill is from the estimate, unless the ask says it beside the steps."""
    costed, scenario = reading.source.costed, reading.scenario
    if costed is None or costed.billed is None or scenario is None or off_the_bill(reading):
        return
    found = costed.billed.against(scenario.workload)
    first = headline(found.variance, found.basis, by_tool=found.by_tool)[0]
    if is_the_same(found.variance) and any(
        _same(scenario.workload, costed.billed.workload, measured_inputs(reading), _is_a_bill(found))
    ):
        first = _no_proof(found)
    volumes = of_volumes(found, scenario.workload, costed.billed.workload)
    yield " ".join((first, *volumes, *_beside_it(found, scenario.workload)))


def off_the_bill(reading: Reading) -> str:
    """That steps are worked out from the estimate, where a bill was chosen that is another sum."""
    costed, scenario = reading.source.costed, reading.scenario
    if costed is None or costed.billed is None or scenario is None or reading.savings is None:
        return ""
    found = costed.billed.against(scenario.workload)
    if found.variance.agrees or not any(each.saving for each in reading.advice.measures):
        return ""
    said = [
        _("All steps are worked out from the estimate."),
        headline(found.variance, found.basis, by_tool=found.by_tool)[0],
        *of_volumes(found, scenario.workload, costed.billed.workload),
        *_beside_it(found, scenario.workload),
        *of_the_file(costed.billed, scenario.exchange),
    ]
    together = reading.advice.together
    cash = sum((together.lines.get(key, NOTHING).base for key in found.compared), ZERO) if together else ZERO
    if cash > found.variance.actual:
        said.append(
            _("On the lines that a bill holds they release {cash} per month: more than all of it.").format(
                cash=dollars(cash)
            )
        )
    return " ".join(said)


def _beside_it(found: BillVariance, estimated: Workload) -> Iterator[str]:
    """What of the estimate the bill says nothing of; of seats beside a bill of tokens also why."""
    yield from not_compared(found)
    if "seats" not in found.compared and estimate(estimated).line("seats").monthly:
        yield _("Seats are not on it: they are on another invoice.")


def of_the_file(billed: Billed, exchange: Exchange | None = None) -> Iterator[str]:
    """What a file has where its bill's total is another sum: its money, its rates, and what filled it up."""
    foreign = [each for each in billed.in_file if each.day]
    amounts = listed(price(each.amount, currency=each.currency) for each in billed.in_file)
    if billed.filled and billed.in_file:
        units = volume(numbers(billed.workload)) / billed.times
        yield _("The file has {amounts} and {n} units for {days}, scaled up: times {times}.").format(
            amounts=amounts, n=count(units), days=billed.days, times=count(billed.times)
        )
    elif foreign:
        yield _("The file has {amounts}.").format(amounts=amounts)
    for each in foreign:
        if each.day:
            yield _("One {code} is taken as {dollars}, the rate entered for {day}.").format(
                code=each.currency, dollars=_rate(each.rate), day=long_date(each.day)
            )
        if len(billed.in_file) == 1 and billed.times != 1:
            yield _("In {code} the whole month is {amount}.").format(
                code=each.currency, amount=price(each.amount * billed.times, currency=each.currency)
            )
        if exchange and exchange.code == each.currency and Fraction(exchange.rate) * Fraction(each.rate) != 1:
            yield _("Other sums in {code} are at the scenario's own rate, {rate} for a dollar.").format(
                code=each.currency, rate=plain(exchange.rate)
            )


def _rate(rate: Decimal) -> str:
    """Every digit that somebody typed."""
    return f"${plain(rate)}"


def _is_a_bill(found: BillVariance) -> bool:
    """Whether a vendor billed it: else it is called a file."""
    return found.has_bill and not found.by_tool


def _same(estimated: Workload, actual: Workload, measured: Iterable[str], of_a_bill: bool) -> Iterable[str]:
    """Why the two may agree: a reader would take it for a proof."""
    ours, billed = estimated.as_form(), actual.as_form()
    if read_in := sum(
        name in billed and _equal(ours[name], billed[name]) for name in measured if name in ours
    ):
        said = ngettext(
            "One input of the estimate was read in this same file, so it cannot differ.",
            "{count} inputs of the estimate were read in this same file, so they cannot differ.",
            read_in,
        )
        if of_a_bill:
            said = ngettext(
                "One input of the estimate was read in this same bill, so it cannot differ.",
                "{count} inputs of the estimate were read in this same bill, so they cannot differ.",
                read_in,
            )
        yield said.format(count=read_in)


def _rows(found: BillVariance) -> Iterable[BillRow]:
    cents = in_cents(found.variance)
    yield BillRow(_("Estimate"), money(cents.estimated), _("the scenario of this report"))
    for cause in cents.causes:
        yield BillRow(cause.name, signed(cause.amount), behind(cause.key, found))
    about = _("usage that an estimate holds") if found.has_bill else ""
    yield BillRow(end_of(found.basis, by_tool=found.by_tool), money(cents.actual), about)


def _stands_for(found: BillVariance) -> str:
    if found.by_tool and found.has_bill:
        return _("The tool's cost estimate is in {source}, and stands for {n} units.")
    if found.has_bill:
        return _("The bill is {source}, and stands for {n} units.")
    return _("The tokens are those of {source}, and stand for {n} units.")


def _rest(found: BillVariance, billed: Billed) -> Iterable[BillRow]:
    """All that the bill comes to; nothing where there is none."""
    if not found.has_bill:
        return
    cents = bill_in_cents(found)
    yield BillRow(_("Usage that an estimate covers"), money(cents.usage), "")
    for reason, amount in cents.apart:
        yield BillRow(reason[:1].upper() + reason[1:], signed(amount), "")
    yield BillRow(_("Unexplained"), signed(cents.unexplained), "")
    yield BillRow(billed.total_name, money(cents.total), "")


def _equal(ours: str, billed: str) -> bool:
    """Whether a number is the bill's as it was taken: one without an end was cut."""
    both = [read_decimal(each)[0] for each in (ours, billed)]
    if None in both:
        return ours == billed
    one, other = (Fraction(each) for each in both if each is not None)
    return abs(one - other) <= abs(other) * CUT
