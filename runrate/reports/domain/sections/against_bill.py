"""Why the bill is not what was estimated: causes, the largest first, and all that the bill comes to."""

from collections.abc import Iterable

from calculator.domain.costs import numbers, volume
from calculator.domain.workload import Workload
from calculator.usage.analysis.bill_variance import BillVariance
from calculator.usage.analysis.variance_cents import bill_in_cents, in_cents
from calculator.usage.analysis.variance_words import behind, headline
from calculator.usage.analysis.waterfall import signed
from runrate.core.numbers import count, money
from runrate.core.translation import gettext as _
from runrate.reports.domain.billed import AgainstBill, Billed, BillRow


def describe_bill(estimated: Workload, billed: Billed) -> AgainstBill:
    found = billed.against(estimated)
    variance = found.variance
    first, *others = headline(variance)
    return AgainstBill(
        headline=first.removesuffix("."),
        lede=" ".join(
            (
                *others,
                _("The bill is {source}, and stands for {n} units.").format(
                    source=billed.source, n=count(volume(numbers(billed.workload)))
                ),
                _("Compared are tokens, retries, seats and capacity, before tax and credits."),
            )
        ),
        rows=tuple(_rows(found)),
        rest=tuple(_rest(found)),
        note=_(
            "Each group of inputs is switched from the estimate to the bill in every order there is; its "
            "part is the mean of all of them, so that no order decides and nothing is left over."
        ),
    )


def _rows(found: BillVariance) -> Iterable[BillRow]:
    cents = in_cents(found.variance)
    yield BillRow(_("Estimate"), money(cents.estimated), _("the scenario of this report"))
    for cause in cents.causes:
        about = behind(cause.key, found.changes.get(cause.key, ()))
        yield BillRow(cause.name, signed(cause.amount), about)
    yield BillRow(_("Bill"), money(cents.actual), _("usage that an estimate holds"))


def _rest(found: BillVariance) -> Iterable[BillRow]:
    cents = bill_in_cents(found)
    for reason, amount in cents.apart:
        yield BillRow(reason[:1].upper() + reason[1:], signed(amount), "")
    yield BillRow(_("Unexplained"), signed(cents.unexplained), "")
    yield BillRow(_("Total of the bill"), money(cents.total), "")
