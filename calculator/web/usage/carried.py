"""Measured inputs on their way through the calculator, whose address names the upload."""

from dataclasses import replace
from decimal import Decimal

from django.http import HttpRequest
from django.utils import timezone

from calculator.domain.typed_numbers.inputs import DIGITS_IN_A_BOX
from calculator.domain.workload_input import flat_from, read_decimal
from calculator.prices.provenance import in_words
from calculator.uploads.taking import Taken, names_to_take, rounded, take
from calculator.usage.analysis.bill import NoRateError
from calculator.usage.analysis.input_numbers import UnmeasuredError
from calculator.web.forms import WorkloadForm
from calculator.web.usage.access import own_uploads
from calculator.web.usage.invoices import billed_in, invoice_of
from calculator.web.usage.pages import Measured, measured_of
from runrate.core.private import personal


def with_measured(request: HttpRequest, form: WorkloadForm) -> WorkloadForm:
    """A valid form with every digit of inputs that still are as a bill measured them, and their origins.

    Boxes show fewer digits than a number without an end has.
    """
    measured = _measured(request, form)
    if measured is None:
        return form
    taken = _taken(measured)
    origins = _still(taken, form)
    exact = flat_from(taken.inputs)
    whole = WorkloadForm({**form.kept, **{name: exact[name] for name in origins}}, today=form.today)
    found = whole if whole.is_valid() else form
    found.priced = replace(found.priced, measured=origins | _invoice(measured, form))
    return found


def measured_in_words(request: HttpRequest, form: WorkloadForm) -> dict[str, str]:
    """Where each input of a valid form that is as a bill measured it comes from; nothing of the others."""
    measured = _measured(request, form)
    if measured is None:
        return {}
    today = timezone.now().date()
    said = _still(_taken(measured), form) | _invoice(measured, form)
    return {name: in_words(origin, {}, today) for name, origin in said.items()}


def _invoice(measured: Measured, form: WorkloadForm) -> dict[str, str]:
    """The origin of an invoice that is as the bill has it."""
    billed = invoice_of(measured.found, measured.bill, measured.chosen)
    return billed_in(measured) if billed is not None and billed == form.last_invoice else {}


def _measured(request: HttpRequest, form: WorkloadForm) -> Measured | None:
    upload = own_uploads(request).filter(pk=form.bill_id).first() if form.bill_id else None
    if upload is None:
        return None
    personal(request)
    try:
        return measured_of(request, upload, None)
    except (UnmeasuredError, NoRateError):
        return None


def _taken(measured: Measured) -> Taken:
    names = names_to_take(measured.found, {})
    return take(measured.found, {}, names, upload=measured.upload, bill=measured.bill, chosen=measured.chosen)


def _still(taken: Taken, form: WorkloadForm) -> dict[str, str]:
    """The origins of inputs that are as they were measured."""
    then, now = flat_from(taken.inputs), form.workload.as_form()
    return {
        name: origin
        for name, origin in taken.measured.items()
        if name in now and _same(then.get(name, ""), now[name])
    }


def _same(then: str, now: str) -> bool:
    """Whether both are one number, as far as a box shows its digits."""
    numbers: list[Decimal | None] = [read_decimal(rounded(each, DIGITS_IN_A_BOX))[0] for each in (then, now)]
    return then == now or (None not in numbers and numbers[0] == numbers[1])
