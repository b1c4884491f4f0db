"""Measured inputs put in place of entered ones: which can be taken, what a workload is then, its origins."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Any, Final

from calculator.domain.fields import IN_A_STEP, REPLACED_BY_STEPS
from calculator.domain.what_if.measured_ranges import MEASURED_RANGES, held_at, written
from calculator.domain.what_if.uncertainty import Guess, is_fact
from calculator.domain.workload import Workload
from calculator.domain.workload_input import WorkloadErrors, flat_from, parse_workload, read_decimal
from calculator.models import UsageUpload
from calculator.prices.pricing import Priced, price_inputs
from calculator.prices.usage_sources import (
    is_measured,
    is_of_an_example,
)
from calculator.uploads.bills import Bill
from calculator.uploads.choosing import Chosen, measured_ranges
from calculator.uploads.set_aside import ending, in_full, set_aside, unused_of_a_list
from calculator.uploads.taken_origins import origins_of
from calculator.usage.analysis.bill_variance import vendors_bill
from calculator.usage.analysis.derived import OWN_LINE, Derived, own_line, place_of_own_line
from calculator.usage.analysis.ranges import Range
from runrate.core.decimals import plain

MODEL_USE: Final = "model_use"
"""All inputs of model calls, taken together where a workload has model steps or is to have them."""
_SHAPE: Final = (
    "calls_per_unit",
    "searches_per_unit",
    "cache_read_share",
    "cache_write_share",
    "cache_write_1h_share",
    "batch_share",
    "routed_share",
    "routed_input_price",
    "routed_output_price",
)
"""What is said of the tokens of a unit beside how many they are: an example's says nothing of one's own."""
_DIGITS: Final = 6
_NO_ORIGINS: Final[Mapping[str, str]] = MappingProxyType({})


@dataclass(frozen=True)
class Taken:
    """A workload in JSON form with measured inputs in it, and the origin of each of those."""

    inputs: Mapping[str, Any]
    measured: Mapping[str, str]
    exploration: Mapping[str, str]
    retries_along: bool = False
    """Whether a retry rate had to become 0, because measured tokens hold the retries."""
    along: tuple[str, ...] = ()
    """Inputs that nobody ticked, taken with the others: tokens in and out both hold the retries."""
    left_out: tuple[str, ...] = ()
    """Inputs of an example or of our sample that say nothing of the measured tokens: not entered now."""
    set_aside: tuple[str, ...] = ()
    """Other inputs of the workload for which the measured ones leave no place."""
    in_full: tuple[str, ...] = ()
    """Prices that nobody ticked and that a discount among those lowers no more."""

    def priced(self) -> Priced:
        """With prices of the list where the bill has none. Raises WorkloadErrors."""
        return replace(price_inputs(self.inputs), measured=self.measured)


def grouped(found: Derived, base: Mapping[str, Any]) -> bool:
    """Whether the inputs of model calls can only be taken together."""
    return bool(found.steps or base.get("steps"))


def names_to_take(found: Derived, base: Mapping[str, Any]) -> list[str]:
    """What can be taken, in order: each input by itself, or those of model calls as one."""
    names = [each.name for each in found.inputs]
    if not grouped(found, base):
        return [*names, *(name for name in found.none if read_decimal(str(base.get(name) or 0))[0])]
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
    origins: Mapping[str, str] = _NO_ORIGINS,
) -> Taken:
    """`base` with the named measured inputs in place of its own; everything else of it stays.

    Tokens and retries are taken together: the tokens of a bill hold both. By the `origins` of `base` what an
    example said of its tokens, such as how many are cached, goes with them where the bill does not tell it.
    """
    inputs = dict(base)
    values = {each.name: each.value for each in found.inputs}
    along = () if MODEL_USE in names else _along(found, names)
    names = found.together(["input_tokens", *names] if MODEL_USE in names else names)
    told = values | dict.fromkeys(found.none, "0")
    put: dict[str, Any] = {name: told[name] for name in names if name in told}
    if MODEL_USE in names:
        for name in ("steps", *REPLACED_BY_STEPS):
            inputs.pop(name, None)
        put |= _model_use(found, values)
    for name in ending(inputs, put, told):
        inputs.pop(name, None)
    left_out: tuple[str, ...] = ()
    if "input_tokens" in put:
        foreign = {name for name, origin in origins.items() if _is_foreign(origin, upload)}
        left_out = tuple(name for name in _SHAPE if name in inputs.keys() & foreign - told.keys())
    for name in left_out:
        inputs.pop(name)
    if "units_per_month" in put:
        inputs.pop("units_per_day", None)
        inputs.pop("days_per_month", None)
    put = _with_own_line(inputs, put)
    nothing = [name for name in found.unused if name not in inputs] if "steps" not in inputs else []
    inputs |= dict.fromkeys(nothing, "0")
    taken_from = origins_of(found, upload, bill, chosen, put, nothing)
    held = {name for name, origin in taken_from.items() if is_measured(origin)}
    explored = _explored(measured_ranges(bill, chosen, found), put, held)
    for name in unused_of_a_list(inputs, put, origins):
        inputs.pop(name, None)
    inputs = _with_models(inputs, found, put)
    not_told = {*found.none} & put.keys()
    aside = set_aside(base, inputs, origins=origins, not_told=not_told)
    return Taken(
        inputs,
        taken_from,
        explored,
        _retries_along(found, put, base),
        along,
        left_out,
        aside,
        in_full(inputs, put, aside),
    )


def _with_own_line(inputs: dict[str, Any], put: Mapping[str, Any]) -> dict[str, Any]:
    """Puts what was taken in its place, and says by which names."""
    inputs |= {name: value for name, value in put.items() if name != OWN_LINE}
    if OWN_LINE not in put:
        return dict(put)
    place, own = place_of_own_line(inputs), list(inputs.get("other_lines") or ())
    inputs["other_lines"] = [*own[: place - 1], own_line(put[OWN_LINE]), *own[place:]]
    placed = OWN_LINE.replace("1", str(place))
    return {placed if name == OWN_LINE else name: value for name, value in put.items()}


def _along(found: Derived, names: Collection[str]) -> tuple[str, ...]:
    """What is taken along; of a retry rate it is said apart that it ended."""
    return tuple(name for name in found.together(names) if name not in {*names, "retry_rate"})


def _is_foreign(origin: str, upload: UsageUpload) -> bool:
    """Whether an input says nothing of an upload's tokens; what our sample measured is true of the sample."""
    return is_of_an_example(origin) and not (upload.is_sample and not origin.startswith("preset:"))


def _retries_along(found: Derived, put: Mapping[str, Any], base: Mapping[str, Any]) -> bool:
    """Whether a retry rate of the workload ended, because it is inside of the measured tokens."""
    rate, _said = read_decimal(str(base.get("retry_rate") or 0))
    return bool(rate) and "retry_rate" in put and "retry_rate" in found.inside


def with_all_left_out(taken: Taken, base: Mapping[str, Any], origins: Mapping[str, str]) -> Taken:
    """Named is each share of an example that ended, also with the model calls or the price that held it."""
    told = {name.rpartition(".")[2] for name in flat_from(taken.inputs)}
    told |= {name for name, part in IN_A_STEP.items() if part in told}
    of_an_example = {name for name in flat_from(base) if is_of_an_example(origins.get(name, ""))}
    ended = {name.rpartition(".")[2] for name in of_an_example} - told
    more = (name for name in _SHAPE if name in ended)
    left_out = tuple(dict.fromkeys((*taken.left_out, *more)))
    aside = tuple(name for name in taken.set_aside if name not in left_out)
    return replace(taken, left_out=left_out, set_aside=aside)


def _model_use(found: Derived, values: Mapping[str, str]) -> dict[str, Any]:
    if found.steps:
        return {"steps": [dict(step) for step in found.steps]}
    return {name: value for name, value in values.items() if name in REPLACED_BY_STEPS}


def _with_models(inputs: dict[str, Any], found: Derived, put: Mapping[str, Any]) -> dict[str, Any]:
    """Models of the price list where neither the bill nor the workload before knew a price."""
    if put.get("steps"):
        steps = [
            step if "input_price" in step or "/" not in step["name"] else {**step, "model": step["name"]}
            for step in inputs["steps"]
        ]
        return {**inputs, "steps": steps}
    if "steps" in inputs or "input_price" in inputs or not found.model:
        return inputs
    return {**inputs, "model": found.model}


def _explored(
    found: Mapping[str, Range], put: Mapping[str, Any], measured: Collection[str]
) -> dict[str, str]:
    """Ranges of days around the measured value, as Explore keeps them; without days it is held."""
    ends = []
    for name, text in flat_from(put).items():
        number = read_decimal(text)[0] if name in measured and not is_fact(name) else None
        if not number:
            continue
        value, each = Fraction(number), found.get(name)
        if each is None or each.low >= each.high:
            ends.append(held_at(name, value))
        else:
            ends.append(Guess(name, min(_short(each.low), value), value, max(_short(each.high), value)))
    return {MEASURED_RANGES: written(ends)} if ends else {}


def _short(number: Fraction) -> Fraction:
    text = format(Decimal(number.numerator) / Decimal(number.denominator), f".{_DIGITS}g")
    return Fraction(Decimal(text))


def rounded(text: str, digits: int) -> str:
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
        return vendors_bill(parse_workload(found.as_workload()))
    except WorkloadErrors:
        return None
