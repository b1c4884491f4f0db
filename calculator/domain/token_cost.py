"""What the models of one attempt cost: call by call, cached and batched tokens, fees, and a cheaper model."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Final, NamedTuple

from calculator.domain.fields import MOST_STEPS, STEP_FIELDS
from runrate.core.decimals import whole_ones

PER: Final = 1_000_000
PER_FEE: Final = 1000
CACHE_WAYS: Final = (
    ("cache_read_share", "cache_read_price"),
    ("cache_write_share", "cache_write_price"),
    ("cache_write_1h_share", "cache_write_1h_price"),
)

type Names = Mapping[str, str]
"""What the numbers of one model step are called among those of a workload: by field."""

_STEP_NUMBERS: Final = tuple(field.name for field in STEP_FIELDS if field.is_number)
FLAT: Final[Names] = {name: name for name in _STEP_NUMBERS} | {
    "calls": "calls_per_unit",
    "searches": "searches_per_unit",
}
STEPS: Final[tuple[Names, ...]] = tuple(
    {name: f"steps.{number}.{name}" for name in _STEP_NUMBERS} for number in range(1, MOST_STEPS + 1)
)


class CallTokens[N: (Fraction, float)](NamedTuple):
    """Tokens of one unit's calls: of those at the plain prices, and of those above the threshold."""

    plain_input: N
    plain_output: N
    long_input: N
    long_output: N


def steps_of(v: Mapping[str, object]) -> Iterator[Names]:
    """The names of each model step that a workload has; none where it has the flat fields alone."""
    for names in STEPS:
        if names["calls"] not in v:
            return
        yield names


def holds_fees(entered: Mapping[str, Fraction]) -> bool:
    """Whether more is paid than tokens: something by the call or the search, and not all is routed away."""
    return any(
        (entered.get(names["call_fee"]) and entered.get(names["calls"], 1))
        or (entered.get(names["search_price"]) and entered.get(names["searches"]))
        for names in (FLAT, *STEPS)
        if names is not FLAT or entered.get("routed_share") != 1
    )


def call_tokens[N: (Fraction, float)](v: Mapping[str, N], names: Names) -> CallTokens[N]:
    """How many tokens the calls of a unit take at which prices.

    The flat fields hold the tokens of all calls, taken as equal; a step those of its first call, and how
    many more each further one has. A call of more than the threshold is long, whole.
    """
    calls, first, out = v[names["calls"]], v[names["input_tokens"]], v[names["output_tokens"]]
    threshold = v.get(names["long_context_threshold"])
    none = calls * 0
    if names is FLAT:
        if threshold is not None and first > threshold * calls:
            return CallTokens(none, none, first, out)
        return CallTokens(first, out, none, none)
    growth = v[names["input_growth"]]
    short = calls
    if threshold is not None and first > threshold:
        short = none
    elif threshold is not None and growth:
        short = min(calls, none + 1 + whole_ones((threshold - first) / growth))
    every = calls * first + growth * calls * (calls - 1) / 2
    below = short * first + growth * short * (short - 1) / 2
    return CallTokens(below, short * out, every - below, (calls - short) * out)


def cache_price_in_force(v: Mapping[str, object], names: Names, price: str, *, long: bool) -> str | None:
    """Which input holds the price of cached tokens; None where they are priced like any input token."""
    if price == "cache_write_1h_price":
        name = names[price]
        return name if name in v else cache_price_in_force(v, names, "cache_write_price", long=long)
    above = names[f"long_context_{price}"]
    return above if long and above in v else names[price] if names[price] in v else None


def priced[N: (Fraction, float)](v: Mapping[str, N], names: Names, tokens: tuple[N, N], *, long: bool) -> N:
    """Input, cached and output tokens of calls in one price class, each at its batch price, in millionths."""
    tokens_in, tokens_out = tokens
    way = "long_context_" if long else ""
    input_price, output_price = v[names[f"{way}input_price"]], v[names[f"{way}output_price"]]
    fresh, cached = input_price, input_price * 0
    for share, cache_price in CACHE_WAYS:
        if part := v[names[share]]:
            name = cache_price_in_force(v, names, cache_price, long=long)
            fresh -= part * input_price
            cached += part * (input_price if name is None else v[name])
    plain, kept = tokens_in * fresh + tokens_out * output_price, tokens_in * cached
    batch = v[names["batch_share"]]
    if not batch:
        return plain + kept
    factor = v[names["batch_factor"]]
    cache_factor = v.get(names["batch_cache_factor"], factor)
    return plain * (1 - batch * (1 - factor)) + kept * (1 - batch * (1 - cache_factor))


def tokens_cost[N: (Fraction, float)](v: Mapping[str, N], names: Names) -> N:
    """The tokens of all calls of one step for one unit, at list price."""
    tokens = call_tokens(v, names)
    cost = priced(v, names, tokens[:2], long=False) if tokens.plain_input or tokens.plain_output else None
    if tokens.long_input or tokens.long_output:
        above = priced(v, names, tokens[2:], long=True)
        cost = above if cost is None else cost + above
    return tokens.plain_input * 0 if cost is None else cost / PER


def step_cost[N: (Fraction, float)](v: Mapping[str, N], names: Names) -> N:
    """All calls of one step for one unit, fees and searches included, at the contracted price."""
    total, fees = tokens_cost(v, names), fees_cost(v, names)
    if fees:
        total += fees
    factor = v.get(names["price_factor"])
    return total if factor is None else total * factor


def fees_cost[N: (Fraction, float)](v: Mapping[str, N], names: Names = FLAT) -> N:
    """Fees of the calls and searches of one unit, at list price; routed units pay neither."""
    calls, fee, search = v[names["calls"]], v[names["call_fee"]], v[names["search_price"]]
    total = calls * 0
    if fee:
        total += calls * fee / PER_FEE
    if search:
        searches = v[names["searches"]]
        total += (searches if names is FLAT else calls * searches) * search / PER_FEE
    return total


def attempt_cost[N: (Fraction, float)](v: Mapping[str, N]) -> N:
    """One attempt at one unit: the sum of its steps, or its flat fields with their routing."""
    if STEPS[0]["calls"] in v:
        names = list(steps_of(v))
        total = step_cost(v, names[0])
        for each in names[1:]:
            total += step_cost(v, each)
        return total
    cost = step_cost(v, FLAT)
    routed = v["routed_share"]
    if routed:
        saved = v["batch_share"] * (1 - v["batch_factor"])
        cost += routed * (_routed_cost(v) * (1 - saved) / PER - cost)
    return cost


def _routed_cost[N: (Fraction, float)](v: Mapping[str, N]) -> N:
    """A unit answered by the cheaper model, in millionths."""
    return v["input_tokens"] * v["routed_input_price"] + v["output_tokens"] * v["routed_output_price"]


def attempt_tokens[N: (Fraction, float)](v: Mapping[str, N]) -> N:
    """Tokens in and out of one attempt, cached ones included."""
    if STEPS[0]["calls"] not in v:
        return v["input_tokens"] + v["output_tokens"]
    found = v[STEPS[0]["calls"]] * 0
    for names in steps_of(v):
        tokens = call_tokens(v, names)
        found += tokens.plain_input + tokens.plain_output + tokens.long_input + tokens.long_output
    return found


def unpaid_tokens[N: (Fraction, float)](v: Mapping[str, N]) -> N:
    """Tokens of one attempt that no vendor is paid for by the token, whatever fees their calls have."""
    if STEPS[0]["calls"] in v:
        found = v[STEPS[0]["calls"]] * 0
        for names in steps_of(v):
            found += unpaid_in_step(v, names)
        return found
    each, routed = v["input_tokens"] + v["output_tokens"], v["routed_share"]
    found = each * 0 if tokens_cost(v, FLAT) else each * (1 - routed)
    return found + each * routed if routed and not _routed_cost(v) else found


def unpaid_in_step[N: (Fraction, float)](v: Mapping[str, N], names: Names) -> N:
    """Tokens of one step for one unit; none where a vendor is paid for them."""
    plain_in, plain_out, long_in, long_out = call_tokens(v, names)
    return plain_in * 0 if tokens_cost(v, names) else plain_in + plain_out + long_in + long_out


def price_classes(v: Mapping[str, Fraction], names: Names) -> tuple[bool, ...]:
    """Whether a step has calls at the plain prices (False) and above the threshold (True)."""
    tokens = call_tokens(v, names)
    found = (False,) if tokens.plain_input or tokens.plain_output else ()
    return (*found, True) if tokens.long_input or tokens.long_output else found
