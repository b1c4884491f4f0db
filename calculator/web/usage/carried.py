"""Measured inputs on their way through the calculator, whose address names the upload."""

from dataclasses import replace
from decimal import Decimal

from django.http import HttpRequest

from calculator.domain.workload_input import flat_from, read_decimal
from calculator.prices.pricing import Priced
from calculator.uploads.choosing import NoUnitsError
from calculator.uploads.taking import names_to_take, take
from calculator.usage.analysis.bill import NoRateError
from calculator.web.forms import WorkloadForm
from calculator.web.usage.access import own_uploads
from calculator.web.usage.pages import Measured, measured_of
from runrate.core.private import personal


def with_measured(request: HttpRequest, form: WorkloadForm) -> Priced:
    """The prices of a valid form, with the origins of those inputs that still are as a bill measured them."""
    upload = own_uploads(request).filter(pk=form.bill_id).first() if form.bill_id else None
    if upload is None:
        return form.priced
    personal(request)
    try:
        measured = measured_of(request, upload, None)
    except (NoUnitsError, NoRateError):
        return form.priced
    return replace(form.priced, measured=_still(measured, form)) if measured else form.priced


def _still(measured: Measured, form: WorkloadForm) -> dict[str, str]:
    """The origins of inputs that are as they were measured."""
    names = names_to_take(measured.found, {})
    taken = take(
        measured.found, {}, names, upload=measured.upload, bill=measured.bill, chosen=measured.chosen
    )
    then, now = flat_from(taken.inputs), form.workload.as_form()
    return {
        name: origin
        for name, origin in taken.measured.items()
        if name in now and _same(then.get(name, ""), now[name])
    }


def _same(then: str, now: str) -> bool:
    numbers: list[Decimal | None] = [read_decimal(each)[0] for each in (then, now)]
    return then == now or (None not in numbers and numbers[0] == numbers[1])
