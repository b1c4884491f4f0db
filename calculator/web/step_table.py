"""The model steps of an estimate side by side, and contracted prices beside those of the list."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from calculator.domain.cost_lines import Note
from calculator.domain.costs import numbers
from calculator.domain.formulas.attempt import steps
from calculator.domain.labels import worded, worded_short
from calculator.domain.prices.telling_notes import TELL_TOO_LOW
from calculator.domain.shares import printed_share
from calculator.domain.token_cost import FLAT as FLAT_NAMES
from calculator.domain.token_cost import STEPS, Names, price_classes, step_cost, steps_of
from calculator.domain.what_if.sensitivity import CACHE_SHARES
from calculator.domain.workload import Workload
from calculator.prices.provenance import ListPrices
from runrate.core.numbers import at_least, breakdown, percent, prices
from runrate.core.translation import known_as

FLAT: Final = ""
PRICES: Final = ("input_price", "output_price")
LONG_PRICES: Final = ("long_context_input_price", "long_context_output_price")

type Both = list[tuple[Fraction, Fraction]]
"""Input and output price, each of the list and as paid."""


@dataclass(frozen=True, slots=True)
class StepRow:
    """One model step: what it takes, what it costs for one unit, and its part of one attempt."""

    number: int
    name: str
    model: str
    calls: str
    input_tokens: str
    output_tokens: str
    cached: str
    """Which shares of its input are read from a cache and written to one; empty where none is."""
    growth: str
    cost: str
    share: str
    contract: str
    prices: tuple[str, ...]
    """What its calls are priced at, those above the long-context threshold apart, where that is from, and
    how much of it is sent as batch."""
    formula: str
    figures: str


def step_rows(
    workload: Workload, models: Mapping[str, ListPrices], notes: Iterable[Note] = ()
) -> tuple[StepRow, ...]:
    """The steps of a workload; `models` are those of the price list, by prefix: `steps.2.`.

    A step of which `notes` tell that it costs more than is counted costs at least so much.
    """
    if not workload.steps:
        return ()
    v = numbers(workload)
    costs = [step_cost(v, names) for names in steps_of(v)]
    whole = sum(costs, Fraction(0))
    shares = breakdown(costs) if any(costs) else [None for _cost in costs]
    explained = steps(workload)
    said = known_as(*TELL_TOO_LOW)
    too_low = {note.field.split(".")[1] for note in notes if note.message in said and "." in note.field}
    return tuple(
        StepRow(
            number=number,
            name=workload.steps[number - 1].name or "",
            model=models[f"steps.{number}."].model if f"steps.{number}." in models else "",
            calls=_worded(v, names, "calls"),
            input_tokens=_worded(v, names, "input_tokens"),
            output_tokens=_worded(v, names, "output_tokens"),
            cached=", ".join(_cached(v, names)),
            growth=_worded(v, names, "input_growth") if v[names["input_growth"]] else "",
            cost=at_least(written, complete=str(number) not in too_low),
            share="–" if share is None else printed_share(Fraction(cost) / whole, share),
            contract=contract(workload, f"steps.{number}.", models.get(f"steps.{number}.")),
            prices=tuple(_prices(workload, v, number, models.get(f"steps.{number}."))),
            formula=formula.words,
            figures=formula.figures,
        )
        for number, (names, cost, written, share, (_name, formula, _cost)) in enumerate(
            zip(steps_of(v), costs, prices(costs), shares, explained, strict=True), start=1
        )
    )


def _worded(v: Mapping[str, Fraction], names: Names, name: str) -> str:
    return worded_short(name if name in {"calls", "input_growth"} else names[name], v[names[name]])


def _cached(v: Mapping[str, Fraction], names: Names) -> Iterator[str]:
    """`40% read`, `10% written`: a write costs many times a read."""
    said = {
        "cache_read_share": _("%(share)s read"),
        "cache_write_share": _("%(share)s written"),
        "cache_write_1h_share": _("%(share)s written for an hour"),
    }
    for name, words in said.items():
        if share := v[names[name]]:
            yield words % {"share": worded_short(name, share)}


def _batched(v: Mapping[str, Fraction], names: Names) -> Iterator[str]:
    """How much is sent as batch, and what that leaves of its price, of cached tokens apart."""
    if not (share := v[names["batch_share"]]):
        return
    factor = v[names["batch_factor"]]
    cached = v.get(names["batch_cache_factor"], factor)
    words = {"share": percent(share), "factor": percent(factor), "cached": percent(cached)}
    if cached == factor or not any(v[names[name]] for name in CACHE_SHARES):
        yield _("%(share)s sent as batch, at %(factor)s of the price.") % words
    else:
        yield _("%(share)s sent as batch, at %(factor)s of the price, cached tokens at %(cached)s.") % words


def contract(workload: Workload, prefix: str = FLAT, listed: ListPrices | None = None) -> str:
    """List prices beside what is paid; nothing where the list price is paid.

    Where no model of the list has priced it, the price that was entered is the list's. Calls that are all
    above the long-context threshold are paid at its prices.
    """
    names = LONG_PRICES if only_long_calls(workload, prefix) else PRICES
    return _beside_list(_both(workload, prefix, listed, names))


def only_long_calls(workload: Workload, prefix: str = FLAT) -> bool:
    """Whether each call of a step, or of the flat fields, is above the long-context threshold."""
    v = numbers(workload)
    names = STEPS[int(prefix.split(".")[1]) - 1] if prefix else FLAT_NAMES
    return price_classes(v, names) == (True,)


def _beside_list(shown: Both) -> str:
    if all(in_list == paid for in_list, paid in shown):
        return ""
    words = {
        "listed": " / ".join(_dollars(in_list) for in_list, _paid in shown),
        "own": " / ".join(_dollars(paid) for _in_list, paid in shown),
    }
    return _("List %(listed)s, yours %(own)s per million tokens.") % words


def _prices(
    workload: Workload, v: Mapping[str, Fraction], number: int, listed: ListPrices | None
) -> Iterator[str]:
    """The prices in force of a step, in sentences, and where they come from."""
    prefix, classes = f"steps.{number}.", price_classes(v, STEPS[number - 1])
    if True not in classes or False in classes:
        yield from _in_force(workload, prefix, listed, PRICES)
    if True in classes:
        threshold = worded("long_context_threshold", v[f"{prefix}long_context_threshold"])
        for said in _in_force(workload, prefix, listed, LONG_PRICES):
            yield _("Calls of more than %(n)s tokens: %(prices)s") % {"n": threshold, "prices": said}
    if listed and listed.source:
        yield f"{capfirst(listed.source)}."
    yield from _batched(v, STEPS[number - 1])


def _in_force(
    workload: Workload, prefix: str, listed: ListPrices | None, names: tuple[str, str]
) -> Iterator[str]:
    both = _both(workload, prefix, listed, names) or _both(workload, prefix, None, names)
    if said := _beside_list(both):
        yield said
    elif both:
        words = {"input": _dollars(both[0][1]), "output": _dollars(both[1][1])}
        yield _("%(input)s in / %(output)s out per million tokens.") % words


def _dollars(amount: Fraction) -> str:
    return worded("input_price", amount)


def _both(workload: Workload, prefix: str, listed: ListPrices | None, names: tuple[str, str]) -> Both:
    """Input and output price: of the list, and as paid, at a contracted share; none where one is missing."""
    factor = workload.get(f"{prefix}price_factor")
    share = Fraction(1) if factor is None or isinstance(factor, str) else Fraction(factor)
    entered = [workload.get(prefix + name) for name in names]
    in_list = [listed.prices.get(name) for name in names] if listed else entered
    if None in (*entered, *in_list):
        return []
    pairs = zip(in_list, entered, strict=True)
    return [(Fraction(each or 0), Fraction(paid or 0) * share) for each, paid in pairs]
