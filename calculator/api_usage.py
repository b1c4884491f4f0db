"""The calculator's part of the JSON API for bills: what their sums say, and an estimate against them."""

import json
from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import partial
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema
from pydantic import BaseModel, ValidationError

from calculator.api import ErrorsOut, ThrottledOut
from calculator.api_usage_answer import ResidualOut, UsageOut
from calculator.api_usage_schema import (
    LONGEST_BODY,
    BillIn,
    VarianceIn,
    body_schema,
    checked,
    errors_of,
)
from calculator.domain.workload import Workload
from calculator.domain.workload_input import WorkloadErrors, parse_workload
from calculator.prices.pricing import price_inputs
from calculator.uploads.model_names import list_prices, names_of_models
from calculator.usage.analysis.answers import usage_answer, variance_answer
from calculator.usage.analysis.bill_input import Bill, PriceList, bill_of
from calculator.usage.analysis.bill_variance import against_bill, against_workload, sold_in, sold_on
from calculator.usage.analysis.derived import of_the_export
from calculator.usage.analysis.variance_cents import of_volumes
from runrate.core.json_input import WHOLE, BodyError, read_object
from runrate.core.requests import body_of
from runrate.core.translation import gettext as _

router = Router(tags=["calculator"])
_REFUSALS = {422: ErrorsOut, 429: ThrottledOut}


class ChangeOut(Schema):
    name: str
    estimated: str | None
    actual: str | None


class AmountOut(Schema):
    key: str
    name: str
    amount: str


class CauseOut(AmountOut):
    said: str
    inputs: list[ChangeOut]


class PriceVolumeMixOut(Schema):
    before: str
    after: str
    volume: str
    mix: str
    price: str


class ApartOut(Schema):
    reason: str
    amount: str


class InCentsOut(Schema):
    """As the pages print it, rounded so that it adds up: `causes` to `difference`, the rest to `total`.

    Causes too small to be seen are one, `rest`, where they come to a cent together.
    """

    estimated: str
    actual: str
    difference: str
    causes: list[AmountOut]
    apart: list[ApartOut]
    unexplained: str
    total: str


class NotComparedOut(Schema):
    """What one `side`, `estimate` or an `actual` workload, holds in a line that is not compared."""

    name: str
    amount: str
    side: str


class VarianceOut(Schema):
    """`agrees_by` is `share`, or `amount` alone.

    `causes` (the largest first) and `one_after_another` both add up to `difference`. Where tokens hold
    the retries, both are one cause, `tokens`. With `basis` `money` `untold` is all beyond the volume, as
    `unexplained_difference` is, else 0. `actual`, what is `apart` and `unexplained` add up to `total`.
    """

    estimated: str
    actual: str
    difference: str
    unexplained_difference: str
    agrees: bool
    agrees_by: str | None
    basis: str
    compared: str
    said: list[str]
    causes: list[CauseOut]
    one_after_another: list[AmountOut]
    price_volume_mix: PriceVolumeMixOut | None
    parts: dict[str, str]
    apart: list[ResidualOut]
    not_compared: list[NotComparedOut]
    total: str
    unexplained: str
    in_cents: InCentsOut


@router.post(
    "/usage",
    response={200: UsageOut, **_REFUSALS},
    summary="What the sums of a bill say, and the inputs that follow from them",
    openapi_extra={"requestBody": body_schema(BillIn)},
)
def usage(request: HttpRequest) -> HttpResponse:
    """Takes what `python -m calculator usage FILE` prints; nothing is kept."""
    return _answered(request, BillIn, lambda data: usage_answer(_bill(data)))


@router.post(
    "/variances",
    response={200: VarianceOut, **_REFUSALS},
    summary="Why a bill is not what was estimated",
    openapi_extra={"requestBody": body_schema(VarianceIn)},
)
def variances(request: HttpRequest) -> HttpResponse:
    """A workload as it was estimated against a workload, or against a bill; nothing is kept."""
    return _answered(request, VarianceIn, _variance)


def _answered(
    request: HttpRequest, model: type[BaseModel], answer: Callable[[dict[str, Any]], dict[str, Any]]
) -> HttpResponse:
    try:
        data = read_object(body_of(request, LONGEST_BODY), longest=LONGEST_BODY)
        return _json(answer(checked(model, data)), 200)
    except BodyError as error:
        return _json({"errors": {WHOLE: [str(error)]}}, 422)
    except ValidationError as error:
        return _json({"errors": errors_of(error)}, 422)
    except WorkloadErrors as error:
        return _json({"errors": error.errors}, 422)


def _variance(data: dict[str, Any]) -> dict[str, Any]:
    given = {name: data.get(name) for name in ("actual", "bill")}
    if (given["actual"] is None) == (given["bill"] is None):
        raise WorkloadErrors({WHOLE: [_("Give either a workload as actual or a bill.")]})
    estimated = _within("estimate", lambda: _workload(data["estimate"]))
    invoice = None if data.get("invoice") is None else Fraction(data["invoice"])
    if given["actual"] is not None:
        actual = _within("actual", lambda: _workload(data["actual"]))
        found = against_workload(estimated, actual, invoice)
        beside = of_volumes(found, estimated, actual)
        return variance_answer(found, sold_in(estimated), sold_in(actual), beside)
    bill = _within("bill", lambda: _bill(data["bill"]))
    return _against(estimated, bill, _earlier(data), invoice)


def _against(
    estimated: Workload, bill: Bill, earlier: Bill | None, invoice: Fraction | None
) -> dict[str, Any]:
    if bill.refusal:
        raise WorkloadErrors({f"bill.{name}": [said] for name, said in bill.refusal.items()})
    derived = _within("bill", lambda: bill.derived)
    workload = _within("bill", lambda: bill.workload(estimated.as_json()))
    if derived is None or workload is None:
        missing = "bill.month" if bill.choice is None else "bill.units"
        raise WorkloadErrors({missing: [_("This is missing.")]})
    before = sold_in(estimated) if earlier is None else _within("before", lambda: sold_on(earlier.chosen()))
    after = sold_in(workload) if earlier is None else sold_on(bill.chosen())
    found = against_bill(estimated, workload, derived, invoice)
    beside = (
        *of_volumes(found, estimated, workload),
        *bill.gaps,
        *bill.of_days,
        *bill.rates_said,
        *of_the_export(bill.summary["notes"]),
    )
    return variance_answer(found, before, after, beside)


def _earlier(data: Mapping[str, Any]) -> Bill | None:
    if data.get("before") is None:
        return None
    found = _within("before", lambda: _bill(data["before"]))
    if found.choice is None:
        raise WorkloadErrors({"before.month": [_("This is missing.")]})
    return found


def _bill(data: Mapping[str, Any]) -> Bill:
    """As the pages read it, with the names and prices of the list."""
    names = partial(names_of_models, user=AnonymousUser(), chosen={})
    return bill_of(data, PriceList(names, list_prices, lambda inputs: price_inputs(inputs).inputs))


def _workload(data: Mapping[str, Any]) -> Workload:
    return parse_workload(price_inputs(data).inputs)


def _within[T](name: str, read: Callable[[], T]) -> T:
    """What a part of the body comes to; its errors are told under the part's name."""
    try:
        return read()
    except WorkloadErrors as error:
        raise WorkloadErrors({f"{name}.{key}": said for key, said in error.errors.items()}) from error


def _json(found: dict[str, Any], status: int) -> HttpResponse:
    return HttpResponse(json.dumps(found), content_type="application/json", status=status)
