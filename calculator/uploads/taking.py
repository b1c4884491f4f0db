"""Measured inputs put in place of entered ones: which can be taken, what a workload is then, its origins."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from calculator.domain.fields import REPLACED_BY_STEPS
from calculator.domain.what_if.measured_ranges import MEASURED_RANGES, written
from calculator.domain.what_if.uncertainty import Guess
from calculator.domain.workload import Workload
from calculator.domain.workload_input import WorkloadErrors, flat_from, parse_workload, read_decimal
from calculator.models import UsageUpload
from calculator.prices.pricing import Priced, price_inputs
from calculator.prices.provenance import MEASURED, SAMPLE
from calculator.uploads.bills import Bill
from calculator.uploads.choosing import TYPED, Chosen, measured_ranges
from calculator.usage.analysis.derive import Derived
from calculator.usage.analysis.ranges import Range
from calculator.usage.analysis.variance import ai_usage
from runrate.core.decimals import plain

MODEL_USE: Final = "model_use"
"""All inputs of model calls, taken together where a workload has model steps or is to have them."""
_IN_A_PRICE: Final = (
    "price_factor",
    "call_fee",
    "long_context_threshold",
    "long_context_input_price",
    "long_context_output_price",
    "long_context_cache_read_price",
    "long_context_cache_write_price",
    "routed_share",
    "routed_input_price",
    "routed_output_price",
    "batch_cache_factor",
)
"""What a price that was paid holds already."""
_DIGITS: Final = 6
DIGITS_TAKEN: Final = 12
"""Of a number without an end: enough for the cent of a bill of millions, and still to be read."""


@dataclass(frozen=True)
class Taken:
    """A workload in JSON form with measured inputs in it, and the origin of each of those."""

    inputs: Mapping[str, Any]
    measured: Mapping[str, str]
    exploration: Mapping[str, str]
    retries_along: bool = False
    """Whether a retry rate had to become 0, because measured tokens hold the retries."""

    def priced(self) -> Priced:
        """With prices of the list where the bill has none. Raises WorkloadErrors."""
        return replace(price_inputs(self.inputs), measured=self.measured)


def origin_of(upload: UsageUpload, bill: Bill, month: str) -> str:
    """The origin of an input that was read out of a bill, as a scenario keeps it."""
    return f"{SAMPLE if upload.is_sample else MEASURED}:{bill.format}:{month}"


def grouped(found: Derived, base: Mapping[str, Any]) -> bool:
    """Whether the inputs of model calls can only be taken together."""
    return bool(found.steps or base.get("steps"))


def names_to_take(found: Derived, base: Mapping[str, Any]) -> list[str]:
    """What can be taken, in order: each input by itself, or those of model calls as one."""
    names = [each.name for each in found.inputs]
    if not grouped(found, base):
        return names
    rest = [name for name in names if name not in REPLACED_BY_STEPS]
    return [*rest[:1], MODEL_USE, *rest[1:]]


def take(
    found: Derived,
    base: Mapping[str, Any],
    names: Collection[str],
    *,
    upload: UsageUpload,
    bill: Bill,
    chosen: Chosen,
) -> Taken:
    """`base` with the named measured inputs in place of its own; everything else of it stays."""
    inputs = dict(base)
    values = {each.name: rounded(each.value) for each in found.inputs}
    put: dict[str, Any] = {name: values[name] for name in names if name in values}
    if MODEL_USE in names:
        for name in ("steps", *REPLACED_BY_STEPS):
            inputs.pop(name, None)
        put |= _model_use(found, values)
    if put.keys() & {"input_price", "output_price"}:
        for name in _IN_A_PRICE:
            inputs.pop(name, None)
    along = _retries_along(found, names, base)
    put |= along
    if "units_per_month" in put:
        inputs.pop("units_per_day", None)
        inputs.pop("days_per_month", None)
    inputs |= put
    if "steps" not in inputs:
        inputs |= {name: "0" for name in found.unused if name not in inputs}
    origin = origin_of(upload, bill, chosen.month)
    measured = dict.fromkeys(_read_in(found, chosen, put), origin)
    explored = _explored(measured_ranges(bill, chosen, found), put)
    return Taken(_with_models(inputs, bill, chosen, put), measured, explored, retries_along=bool(along))


def _retries_along(found: Derived, names: Collection[str], base: Mapping[str, Any]) -> dict[str, str]:
    """A retry rate of nothing beside tokens that hold the retries: else they would be counted twice."""
    taken = found.retries_inside and not {"input_tokens", "output_tokens", MODEL_USE}.isdisjoint(names)
    rate, _said = read_decimal(str(base.get("retry_rate") or 0))
    return {"retry_rate": "0"} if taken and rate else {}


def _read_in(found: Derived, chosen: Chosen, put: Mapping[str, Any]) -> list[str]:
    """Inputs that lines of the bill stand behind: not units that were typed, nor a zero for want of rows."""
    told = {each.name for each in found.inputs if not each.places}
    if chosen.units_by == TYPED:
        told.add("units_per_month")
    return [name for name in flat_from(put) if name not in told]


def _model_use(found: Derived, values: Mapping[str, str]) -> dict[str, Any]:
    if found.steps:
        return {"steps": [{name: rounded(text) for name, text in step.items()} for step in found.steps]}
    return {name: value for name, value in values.items() if name in REPLACED_BY_STEPS}


def _with_models(
    inputs: dict[str, Any], bill: Bill, chosen: Chosen, put: Mapping[str, Any]
) -> dict[str, Any]:
    """Models of the price list where neither the bill nor the workload before knew a price."""
    if put.get("steps"):
        steps = [
            step if "input_price" in step or "/" not in step["name"] else {**step, "model": step["name"]}
            for step in inputs["steps"]
        ]
        return {**inputs, "steps": steps}
    used = {
        line.model
        for line in bill.lines_for(chosen.choice)
        if chosen.choice.holds(line) and line.unit == "token"
    }
    listed = [name for name in used if "/" in name]
    if "steps" in inputs or "input_price" in inputs or len(used) != 1 or not listed:
        return inputs
    return {**inputs, "model": listed[0]}


def _explored(found: Mapping[str, Range], put: Mapping[str, Any]) -> dict[str, str]:
    """Ranges of days around the measured value, as Explore keeps them."""
    ends = []
    for name, each in found.items():
        if name in put and each.low < each.high:
            value, low, high = Fraction(Decimal(put[name])), _short(each.low), _short(each.high)
            ends.append(Guess(name, min(low, value), value, max(high, value)))
    return {MEASURED_RANGES: written(ends)} if ends else {}


def _short(number: Fraction) -> Fraction:
    text = format(Decimal(number.numerator) / Decimal(number.denominator), f".{_DIGITS}g")
    return Fraction(Decimal(text))


def rounded(text: str, digits: int = DIGITS_TAKEN) -> str:
    """A number's text with at most so many digits that count, whole numbers whole; other text as it is."""
    number, _said = read_decimal(text)
    if number is None or number == number.to_integral_value():
        return text
    return plain(Decimal(format(number, f".{digits}g")))


def workload_of(taken: Taken) -> Workload:
    """Raises WorkloadErrors."""
    return parse_workload(taken.priced().inputs)


def compared(found: Derived) -> Fraction | None:
    """The estimate of nothing but the measured inputs; None where they are not enough for one."""
    try:
        return ai_usage(parse_workload(found.as_workload()))
    except WorkloadErrors:
        return None
