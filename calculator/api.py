"""The calculator's part of the JSON API: an estimate for a workload, and the prices in force."""

import json
from datetime import date
from decimal import Decimal
from typing import Any, Final, Literal

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from ninja import Router, Schema

from calculator.api_schema import WORKLOAD
from calculator.domain.costs import estimate
from calculator.domain.formulas.answers import answer_as_json
from calculator.domain.prices.brought_notes import as_they_stand
from calculator.domain.prices.carried_notes import split_notes
from calculator.domain.workload_input import WorkloadErrors, parse_workload
from calculator.models import PriceRow
from calculator.prices.course import Course, courses_of
from calculator.prices.price_list import price_list
from calculator.prices.pricing import Priced, price_inputs
from runrate.core.decimals import plain
from runrate.core.json_input import WHOLE, BodyError, read_object
from runrate.core.requests import body_of

router = Router(tags=["calculator"])

# From one answer to the next call: programs, and the test that calls in chains, follow these.
_MODELS_LEAD_ON: Final = {
    "responses": {
        200: {
            "links": {
                "EstimateWithTheFirstModel": {
                    "operationId": "calculator_api_estimates",
                    "description": "What a workload costs with the first of these models.",
                    "requestBody": {
                        "units_per_month": "1000",
                        "input_tokens": "5000",
                        "output_tokens": "1000",
                        "model": "{$response.body#/models/0/model}",
                    },
                },
            }
        }
    }
}


class LineOut(Schema):
    key: str
    name: str
    visible: bool
    monthly: str
    share: str | None
    entered: bool


class NoteOut(Schema):
    field: str
    message: str


class OutcomeOut(Schema):
    """How an output came about: `figures`, calculated, is `printed`."""

    key: str
    name: str
    formula: str
    figures: str
    printed: str


class AnnouncedOut(Schema):
    """The price that is to follow, and from which day."""

    effective_from: date
    input_price: str
    output_price: str


class PriceOut(Schema):
    """One model's price in force: dollars per million tokens, or per 1,000 calls or searches."""

    model: str
    display_name: str
    seller: str
    input_price: str
    output_price: str
    cache_read_price: str | None
    cache_write_price: str | None
    cache_write_1h_price: str | None
    call_fee: str | None
    search_price: str | None
    batch_input_price: str | None
    batch_output_price: str | None
    long_context_threshold: str | None
    long_context_input_price: str | None
    long_context_output_price: str | None
    context_window: str | None
    long_context_cache_read_price: str | None
    long_context_cache_write_price: str | None
    batch_cache_factor: str | None
    batch_listed_from: date | None
    deprecated: bool
    text: bool
    effective_from: date | None
    announced: AnnouncedOut | None
    listed_in: str
    listed_on: date | None
    set_on: date | None
    checked_on: date | None
    source_url: str
    origin: str
    note: str
    comment: str


class FilledOut(Schema):
    """A price of the list that an estimate was made with, and the inputs that it filled."""

    inputs: list[str]
    listed: PriceOut


class EstimateOut(Schema):
    """Decimal strings; null where a divisor is zero or an input is missing."""

    units_per_month: str
    token_cost_per_unit: str
    attempts_per_unit: str
    never_succeeds_share: str
    total_monthly: str
    total_yearly: str
    visible_share: str | None
    hidden_share: str | None
    invoice_share: str | None
    hidden_per_visible_dollar: str | None
    cost_per_unit: str | None
    cost_per_accepted_unit: str | None
    cost_per_handled_unit: str | None
    variable_cost_per_unit: str
    fixed_monthly: str
    margin_per_unit: str | None
    net_monthly: str | None
    payback_months: str | None
    break_even_units: str | None
    paying_volumes: list[tuple[int, int | None]] | None
    break_even_value_per_unit: str | None
    break_even_review_rate: str | None
    saving_against_human_monthly: str | None
    avoided_error_cost_per_review: str | None
    capacity_cost_per_million_tokens: str | None
    capacity_utilisation: str | None
    capacity_most_units: str | None
    """The greatest monthly volume that its instances can do; none above it can be done."""
    complete: bool
    """False: `not_entered` lines, or a price that counts too little, make figures `bounds`."""
    bounds: dict[str, Literal["at_least", "at_most", "as_entered", "out_of_reach"]]
    """Each figure that is not exact, and which way it may be off; `as_entered` either way.

    `out_of_reach`: it follows from an acceptance, or a load, that cannot be as entered, and no page tells it.
    """
    not_entered: list[str]
    """Keys of the lines that could still cost something and were not entered."""
    lines: list[LineOut]
    notes: list[NoteOut]
    verdict: list[str]
    not_included: str
    """Is a unit worth what it costs, from which volume on: the sentences of the page."""
    formulas: list[OutcomeOut]
    """Each output that is known, with its formula in words and in numbers."""
    prices: list[FilledOut]
    """Where the prices of each `model` come from, with their dates; none where all were sent."""


class ErrorsOut(Schema):
    errors: dict[str, list[str]]


class ThrottledOut(Schema):
    detail: str


class ModelsOut(Schema):
    models: list[PriceOut]
    priced_as: str | None
    """The model that `q` leads to where it is a name of an invoice or a console, and in no name here."""


@router.post(
    "/estimates",
    response={200: EstimateOut, 422: ErrorsOut, 429: ThrottledOut},
    summary="What a workload costs",
    openapi_extra={"requestBody": {"required": True, "content": {"application/json": {"schema": WORKLOAD}}}},
)
def estimates(request: HttpRequest) -> HttpResponse:
    """The body is read by the same rules as the command line's, so that both refuse the same things."""
    try:
        data, carried = split_notes(read_object(body_of(request)))
        priced = price_inputs(data)
        workload = parse_workload(priced.inputs)
        carried = as_they_stand(carried, workload.as_form())
        found = estimate(workload, carried + priced.notes)
    except BodyError as error:
        return _json({"errors": {WHOLE: [str(error)]}}, 422)
    except WorkloadErrors as error:
        return _json({"errors": error.errors}, 422)
    return _json({**answer_as_json(workload, found), "prices": _filled(priced)}, 200)


@router.get(
    "/models",
    response={200: ModelsOut, 429: ThrottledOut},
    summary="Prices in force today",
    openapi_extra=_MODELS_LEAD_ON,
)
def models(request: HttpRequest, q: str = "") -> HttpResponse:
    """Every model with a known price, or those whose names hold all the words of `q`."""
    listed = price_list(timezone.now().date(), _price)
    unchanged = get_conditional_response(request, etag=listed.etag(q))
    if unchanged is not None:
        return unchanged
    response = HttpResponse(listed.body(q), content_type="application/json")
    response["ETag"] = listed.etag(q)
    response["Cache-Control"] = "max-age=300"
    return response


def _json(found: dict[str, Any], status: int) -> HttpResponse:
    return HttpResponse(json.dumps(found), content_type="application/json", status=status)


def _filled(priced: Priced) -> list[dict[str, Any]]:
    courses = courses_of([each.row for each in priced.copies], timezone.now().date())
    return [
        {"inputs": sorted(each.filled), "listed": _price(each.row, courses[each.row.pk])}
        for each in priced.copies
        if each.filled
    ]


def _announced(row: PriceRow | None) -> dict[str, str] | None:
    if row is None or row.effective_from is None:
        return None
    return {
        "effective_from": row.effective_from.isoformat(),
        "input_price": plain(row.input_price),
        "output_price": plain(row.output_price),
    }


def _price(row: PriceRow, course: Course) -> dict[str, Any]:
    """A row as the contract spells it; its start is that of its price, not of a batch price since then."""
    numbers = (
        "long_context_threshold",
        "context_window",
        "batch_cache_factor",
        "call_fee",
        *(n for n in PriceOut.model_fields if "_price" in n),
    )
    return {
        "model": row.reference,
        "display_name": row.display_name,
        "seller": row.seller,
        **{
            name: None if (value := getattr(row, name)) is None else plain(Decimal(value)) for name in numbers
        },
        "batch_listed_from": row.batch_listed_from.isoformat() if row.batch_listed_from else None,
        "deprecated": row.deprecated,
        "text": row.text,
        "effective_from": course.since.isoformat() if course.since else None,
        "announced": _announced(course.announced),
        "listed_in": row.listed_in,
        "listed_on": row.listed_on.isoformat() if row.listed_on else None,
        "set_on": row.set_on.isoformat() if row.set_on else None,
        "checked_on": row.checked_on.isoformat() if row.checked_on else None,
        "source_url": row.source_url,
        "origin": row.origin,
        "note": row.note,
        "comment": row.comment,
    }
