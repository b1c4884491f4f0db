"""From lines of a bill to the inputs of a workload, each with its lines; what they leave is named."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Final

from calculator.prices.usage_sources import PIECES
from calculator.usage.analysis.beside_tokens import (
    METERED,
    Making,
    Prices,
    by_the_hour,
    by_the_piece,
    by_the_seat,
    of_part,
    searches,
    step_name,
    why_assumed,
)
from calculator.usage.analysis.bill import (
    USAGE_PARTS,
    ZERO,
    Choice,
    UsageLine,
    by_commitment,
    chosen,
    estimated_by_a_tool,
    in_dollars,
    parts_of,
)
from calculator.usage.analysis.derived import BILL, CREDITS, ESTIMATE, LIST, MONEY, Derived, left_out
from calculator.usage.analysis.input_numbers import cut, retry_rate_of, spelled
from calculator.usage.analysis.model_use import ModelUse, uses_of
from calculator.usage.analysis.odd_prices import odd_prices
from calculator.usage.analysis.priced_calls import lack_money
from runrate.core.numbers import count, percent
from runrate.core.translation import gettext as _
from runrate.core.translation import gettext_noop

RETRIES_INSIDE: Final = gettext_noop(
    "The file does not report retries. The tokens of retries are inside the measured tokens, so both are "
    "taken together, with a retry rate of 0."
)
LISTED: Final = gettext_noop("This file has no prices: the list price of {model} is used.")
NO_LIST: Final = gettext_noop(
    "This file has no prices, and {model} is on no price list: enter what its tokens cost."
)
NOT_LOOKED_UP: Final = gettext_noop("This file has no prices: enter what the tokens of {model} cost.")
WHOLE_CALLS: Final = gettext_noop(
    "The file has money for all tokens at once, and {model} is on no price list: enter what its tokens cost."
)
MONEY_ALONE: Final = gettext_noop(
    "This file has money and no tokens: tokens of a unit are in the usage export."
)
SEVERAL_MODELS: Final = gettext_noop(
    "The file has money for {number} models and tokens for none: {model} has {share} of the money, so its "
    "list price stands for all of them. With the usage export each model becomes a step of its own. The "
    "others: {others}."
)

_CACHED: Final = ("cache_read", "cache_write", "cache_write_1h")
type _Found = tuple[str, Fraction, Sequence[UsageLine]]
"""One input with its lines."""


def derive(
    lines: Iterable[UsageLine],
    choice: Choice,
    units: Fraction,
    *,
    rates: Mapping[str, Fraction] | None = None,
    prices: Mapping[str, Prices] | None = None,
    attempts: Fraction | None = None,
    seats: Fraction | None = None,
    not_told: Collection[str] = (),
    scale: Fraction = Fraction(1),
) -> Derived:
    """The workload that the chosen lines come to, for so many units per month (above 0).

    `rates` are dollars for one of another currency, `prices` those on the list by model (None where nobody
    has looked), `attempts` how many billed attempts a unit took where a log knows them (1 or more): then
    tokens are those of one attempt; `seats` how many people were seen, where units are something else;
    `not_told` are kinds of cached tokens that the format never tells, of which none is not zero; `scale` how
    many times the days of the lines a whole month has, where it is to be scaled up: what is of a month then
    counts so many times. Raises NoRateError, and CorrectedError.
    """
    if units <= 0:
        raise ValueError(_("Enter a number above 0."))
    lines = list(lines)
    held = list(in_dollars(chosen(lines, choice), rates or {}))
    apart = [line for line in lines if choice.leaves_out(line)]
    repeats = attempts if attempts is not None and attempts > 1 else Fraction(1)
    making = Making(units, prices or {}, prices is not None, not_told, repeats, scale)
    making.notes |= dict.fromkeys(left_out(apart))
    making.put("units_per_month", units * scale, [])
    uses = uses_of(held)
    priced = [use for use in uses if use.quantity]
    for use in priced:
        use.price_by(making.listed, making.notes, units * repeats)
    making.odd_prices = odd_prices(priced, making.listed)
    making.notes |= dict.fromkeys(each.in_words() for each in making.odd_prices)
    making.held = {kind for kind in _CACHED if any(use.of(kind) for use in priced)}
    metered = bool(of_part(held, "metered")) and not any(use.money for use in priced)
    steps: list[dict[str, str]] = []
    making.counted = {line.model for line in (*held, *apart) if line.calls}
    if metered:
        making.notes[_(METERED).format(name=_(CREDITS))] = None
        _tokens_without_price(making, [line for use in priced for line in use.lines])
        if not making.counted:
            making.miss("calls_per_unit")
    elif len(priced) == 1:
        _one_model(making, priced[0], repeats)
    else:
        steps = [_step(making, use, repeats, f"steps.{at}.") for at, use in enumerate(priced, start=1)]
    if not priced and not metered and any(use.money for use in uses):
        making.notes[_(MONEY_ALONE)] = None
        making.miss("input_tokens", "output_tokens")
        _money_alone(making, [use for use in uses if use.money])
    _retries(making, repeats, bool(priced) and not metered)
    searches(making, held, steps)
    by_the_hour(making, held, beside_tokens=bool(priced))
    by_the_seat(making, held, seats or units)
    by_the_piece(making, held)
    making.nothing_below_0(uses, steps)
    return Derived(
        inputs=tuple(making.inputs.values()),
        steps=tuple(steps),
        parts={part: amount * scale for part, amount in parts_of(held).items()},
        missing=tuple(making.missing),
        unused=tuple(making.unused),
        elsewhere=making.elsewhere,
        notes=tuple(making.notes),
        price_factor=_paid_of_list(priced),
        model=making.model,
        inside=frozenset(making.inside),
        odd_prices=tuple(making.odd_prices),
        none=() if steps else tuple(making.none),
        without_tokens=_without_tokens(held, uses, scale) if priced and not metered else {},
        basis=(basis := _basis(making, held, uses, metered=metered)),
        unpriced=tuple(use.model for use in priced if basis == BILL and lack_money(use.lines)),
        commitment=by_commitment(held, making.elsewhere) * scale,
        assumed=frozenset(making.assumed),
        of_list=making.of_list,
        of_nothing=making.of_nothing,
        by_tool=estimated_by_a_tool(held),
    )


def _basis(making: Making, held: Sequence[UsageLine], uses: Sequence[ModelUse], *, metered: bool) -> str:
    """What of the lines an estimate is set against."""
    counted = [use for use in uses if use.quantity]
    # Money for all tokens at once, of a model that is on no list: nothing says what one token cost.
    untold = making.looks_up and any(
        use.money and not use.prices and use.model not in making.listed for use in counted
    )
    if counted and not any(line.billed is not None and line.part in USAGE_PARTS for line in held):
        return LIST if all(use.model in making.listed for use in counted) else ESTIMATE
    return MONEY if metered or untold or (not counted and any(use.money for use in uses)) else BILL


def _without_tokens(
    held: Sequence[UsageLine], uses: Sequence[ModelUse], scale: Fraction
) -> dict[str, Fraction]:
    """Money for tokens that nothing counts, by model, beside models whose tokens are counted."""
    found = {use.model: use.money * scale for use in uses if use.money and not use.quantity}
    of_none = sum((line.cost or ZERO for line in held if line.part == "tokens"), ZERO)
    of_none -= sum((use.money for use in uses), ZERO)
    return found | ({"": of_none * scale} if of_none else {})


def _one_model(making: Making, use: ModelUse, repeats: Fraction) -> None:
    per = making.units * repeats
    making.put("input_tokens", use.all_input / per, use.lines_of("input_side"))
    making.put("output_tokens", use.of("output") / per, use.lines_of("output"))
    if use.calls:
        making.put("calls_per_unit", use.calls / per, use.with_calls)
    else:
        making.notes[why_assumed(making, use, alone=True)] = None
        making.miss("calls_per_unit")
    for name, value, lines in _shares_and_prices(making, use):
        making.put(name, value, lines)
    if not use.prices and use.model in making.listed:
        making.model = use.model


def _tokens_without_price(making: Making, lines: list[UsageLine]) -> None:
    """Tokens of all models together: nobody pays for them, so no model has a price to keep apart."""
    use = ModelUse("", lines)
    if use.quantity:
        making.put("input_tokens", use.all_input / making.units, use.lines_of("input_side"))
        making.put("output_tokens", use.of("output") / making.units, use.lines_of("output"))
    else:
        making.unused += (tokens := ["input_tokens", "output_tokens"])
        making.of_nothing |= dict.fromkeys(tokens, "")
    making.unused += (prices := ["input_price", "output_price"])
    making.of_nothing |= dict.fromkeys(prices, PIECES)


def _money_alone(making: Making, paid: Sequence[ModelUse]) -> None:
    """The list price of the dearest model, for want of tokens; the others are named, never left out."""
    making.model = next((use.model for use in paid if use.model in making.listed), "")
    if not making.model:
        return
    making.notes[_(LISTED).format(model=making.model)] = None
    if len(paid) == 1:
        return
    total = sum((use.money for use in paid), ZERO)
    share = {use.model: percent(use.money / total) if total else "–" for use in paid}
    others = ", ".join(
        f"{model or _('without a name')} {part}" for model, part in share.items() if model != making.model
    )
    words = {"number": count(len(paid)), "model": making.model, "share": share[making.model]}
    making.notes[_(SEVERAL_MODELS).format(others=others, **words)] = None


def _step(making: Making, use: ModelUse, repeats: Fraction, prefix: str) -> dict[str, str]:
    per = making.units * repeats
    calls = Fraction(use.calls) if use.calls else per
    if not use.calls:
        making.notes[why_assumed(making, use, alone=False)] = None
        making.assumed.add(f"{prefix}calls")
    found = {
        "name": step_name(use.model),
        "calls": spelled(calls / per),
        "input_tokens": spelled(use.all_input / calls),
        "output_tokens": spelled(use.of("output") / calls),
    }
    before = len(making.unused)
    found |= {name: spelled(value) for name, value, _lines in _shares_and_prices(making, use, prefix)}
    found |= dict.fromkeys(making.unused[before:], "0")
    del making.unused[before:]
    return found


def _shares_and_prices(making: Making, use: ModelUse, prefix: str = "") -> list[_Found]:
    found = _shares(making, use)
    names = {"input": "input_price", "output": "output_price"} | {
        kind: f"{kind}_price" for kind in _CACHED if use.of(kind)
    }
    by_the_list = {} if use.prices else making.listed.get(use.model, {})
    for kind, name in names.items():
        price = use.prices.get(kind)
        if price is None and not use.of(kind):
            # What the list fills is no 0: cached tokens without a price of their own cost what input does.
            making.unused += () if kind in by_the_list else (name,)
            making.of_nothing |= {} if kind in by_the_list else {f"{prefix}{name}": ""}
        elif price is None:
            making.miss(name)
        else:
            found.append((name, price, use.lines_of(kind)))
            if kind in use.of_list:
                making.of_list[f"{prefix}{name}"] = use.of_list[kind]
    if not use.prices:
        making.notes[_(_why_no_price(making, use)).format(model=use.model or _("the model"))] = None
    return found


def _shares(making: Making, use: ModelUse) -> list[_Found]:
    """Cached tokens and batch calls. None of a kind is a measured 0 where the file would tell them."""
    found: list[_Found] = []
    for kind in _CACHED if use.all_input else ():
        if kind == "cache_write_1h" and not use.of(kind):
            continue
        if use.of(kind) or not making.lacks(kind):
            found.append((f"{kind}_share", cut(use.of(kind) / use.all_input), use.lines_of(kind)))
        else:
            (making.none.append if making.has_none(kind, use.model) else making.miss)(f"{kind}_share")
    if use.batch_share:
        found.append(("batch_share", use.batch_share, use.tokens))
    if use.batch_factor is not None:
        found.append(("batch_factor", use.batch_factor, use.tokens))
    if use.batch_cache_factor is not None:
        found.append(("batch_cache_factor", use.batch_cache_factor, use.tokens))
    return found


def _why_no_price(making: Making, use: ModelUse) -> str:
    if use.model in making.listed:
        return LISTED
    if not making.looks_up:
        return NOT_LOOKED_UP
    return WHOLE_CALLS if use.money else NO_LIST


def _retries(making: Making, repeats: Fraction, has_tokens: bool) -> None:
    if repeats == 1:
        if has_tokens:
            making.put("retry_rate", ZERO, [])
            making.inside.add("retry_rate")
            making.notes[_(RETRIES_INSIDE)] = None
        return
    making.put("retry_rate", retry_rate_of(repeats), [])
    making.put("max_retries", Fraction(2), [])


def _paid_of_list(uses: Iterable[ModelUse]) -> Fraction | None:
    """What was paid of the list's money: 0.9 is 10 % below list; None where no line knows the list."""
    known = [(use.money, use.list_money) for use in uses if use.list_money]
    billed, on_list = (sum((Fraction(pair[at]) for pair in known), ZERO) for at in (0, 1))
    return billed / on_list if on_list else None
