"""Why the bill is not what was estimated: causes, the largest first, and all that the bill comes to."""

from collections.abc import Iterable

from calculator.domain.workload import Workload
from calculator.usage.analysis.bill_variance import BillVariance
from calculator.usage.analysis.variance_words import behind, headline
from calculator.usage.analysis.waterfall import signed
from runrate.core.numbers import money
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
                _("The bill is {source}.").format(source=billed.source),
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
    yield BillRow(_("Estimate"), money(found.variance.estimated), _("the scenario of this report"))
    for cause in found.variance.largest_first():
        yield BillRow(cause.name, signed(cause.amount), behind(found.changes.get(cause.key, ())))
    yield BillRow(_("Bill"), money(found.variance.actual), _("usage that an estimate holds"))


def _rest(found: BillVariance) -> Iterable[BillRow]:
    for each in found.apart:
        if each.key != "rounding":
            yield BillRow(each.reason[:1].upper() + each.reason[1:], signed(each.amount), "")
    yield BillRow(_("Unexplained"), signed(found.unexplained), "")
    yield BillRow(_("Total of the bill"), money(found.total), "")
