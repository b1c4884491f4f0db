"""What of a scenario ends where measured inputs are put into it, and which of that is named."""

from collections.abc import Collection, Mapping
from fractions import Fraction
from typing import Any, Final

from calculator.domain.fields import BY_NAME, IN_A_STEP, REPLACED_BY_STEPS, TYPED_PRICES
from calculator.domain.input_rules import CACHE_SHARES
from calculator.domain.inputs_in_use import BOUGHT_WITH, inputs_in_use
from calculator.domain.workload_input import WorkloadErrors, flat_from, parse_workload, read_decimal
from calculator.prices.provenance import PRICE

_MAIN: Final = frozenset({"input_price", "output_price"})
_OF_TOKENS: Final = _MAIN | {"cache_read_price", "cache_write_price", "cache_write_1h_price"}
_BATCH: Final = frozenset({"batch_share", "batch_factor", "batch_cache_factor"})
_IN_A_PRICE: Final = frozenset(
    {
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
    }
)
"""What a price that was paid holds already, beside a share of list price."""
_OF_A_UNIT: Final = {step: unit for unit, step in IN_A_STEP.items()}
"""What an input of a model step is called where there is one model alone."""
_OF_CALLS: Final = (REPLACED_BY_STEPS | {"input_growth"}) - {*_MAIN, "input_tokens", "output_tokens"}


def ending(inputs: Mapping[str, Any], put: Mapping[str, Any], told: Collection[str]) -> set[str]:
    """Inputs for which those that are put leave no place; `told` are all that the file says.

    A price that was paid holds each discount and each fee. Where it is taken with the tokens that it was paid
    for, it holds the cached ones too that the file does not tell apart.
    """
    gone: set[str] = set()
    if put.keys() & (_OF_TOKENS | {"search_price"}):
        gone.add("price_factor")
    if put.keys() & _OF_TOKENS and "batch_share" not in told:
        gone |= _BATCH
    if put.keys() & _MAIN:
        gone |= _IN_A_PRICE
        if not _number(inputs, "batch_share"):
            gone.add("batch_factor")  # of another price, and of no call
    if {"input_tokens", "input_price"} <= put.keys():
        gone |= {*CACHE_SHARES} - {*told}
        gone |= {name for name, shares in BOUGHT_WITH.items() if gone >= {*shares}}
    shares = {name: _number({**inputs, **put}, name) for name in CACHE_SHARES if name not in gone}
    if put.keys() & shares.keys() and sum(shares.values()) > 1:
        gone |= shares.keys() - put.keys()
    return gone


def unused_of_a_list(
    inputs: Mapping[str, Any], put: Collection[str], origins: Mapping[str, str]
) -> list[str]:
    """Prices of a model's list that nothing is bought at: they end where its two main prices do."""
    if not {*put} >= _MAIN:
        return []
    return [
        name
        for name, shares in BOUGHT_WITH.items()
        if name not in put
        and origins.get(name, "").startswith(f"{PRICE}:")
        and not any(_number(inputs, _of_a_unit(each)) for each in shares)
    ]


def set_aside(
    base: Mapping[str, Any],
    inputs: Mapping[str, Any],
    *,
    origins: Mapping[str, str],
    not_told: Collection[str],
) -> tuple[str, ...]:
    """What counted in `base` and counts no more in `inputs`; `not_told` became 0 without any file saying so.

    What a model's list brought along and nothing used is not named.
    """
    after = {_of_a_unit(name): read_decimal(text)[0] for name, text in flat_from(inputs).items()}
    used, found = _used(base), set()
    for name, text in flat_from(base).items():
        part = _of_a_unit(name)
        ended = part in _OF_CALLS and (part not in after or part in not_told)
        if not ended or read_decimal(text)[0] == (1 if part == "price_factor" else 0):
            continue
        was_listed = origins.get(name, "").startswith(f"{PRICE}:")
        bought = [after.get(_of_a_unit(share)) != 0 for share in BOUGHT_WITH.get(part, ())]
        if (name in used or not was_listed) and (any(bought) or not bought):
            found.add(part)
    return tuple(name for name in (*BY_NAME, "input_growth") if name in found)


def in_full(inputs: Mapping[str, Any], put: Collection[str], aside: Collection[str]) -> tuple[str, ...]:
    """Prices that were not taken, and that a discount which was set aside no longer lowers."""
    if "steps" in inputs or not {"price_factor", "batch_share"} & {*aside}:
        return ()
    used = _used(inputs)
    return tuple(
        name
        for name in TYPED_PRICES
        if name in _OF_TOKENS and name not in put and name in used and _number(inputs, name)
    )


def _used(inputs: Mapping[str, Any]) -> frozenset[str]:
    """Inputs that an estimate reads; all of what is none."""
    try:
        return inputs_in_use(parse_workload(inputs))
    except WorkloadErrors:
        return frozenset(flat_from(inputs))


def _of_a_unit(name: str) -> str:
    part = name.rpartition(".")[2]
    return _OF_A_UNIT.get(part, part)


def _number(inputs: Mapping[str, Any], name: str) -> Fraction:
    number, _said = read_decimal(str(inputs.get(name) or 0))
    return Fraction(number or 0)
