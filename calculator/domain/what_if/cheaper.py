"""The cheaper model that half of the work could go to: a listed one, one of another step, or assumed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from calculator.domain.labels import worded
from calculator.domain.token_cost import CACHE_WAYS, FLAT, PER, STEPS, Names, steps_of, tokens_cost
from runrate.core.numbers import percent
from runrate.core.text import listed
from runrate.core.translation import gettext as _
from runrate.core.translation import ngettext

ASSUMED: Final = Fraction(1, 5)
"""What a cheaper model costs of the price in force, where nobody knows which models are at hand."""
MAIN_PRICES: Final = ("input_price", "output_price")
FEES: Final = ("call_fee", "search_price")
"""What is paid by the call and the search: another model that lists none has that of the one in use."""
_FALLS_BACK_ON: Final = {
    "cache_read_price": "input_price",
    "cache_write_price": "input_price",
    "cache_write_1h_price": "input_price",
    "long_context_input_price": "input_price",
    "long_context_output_price": "output_price",
    "long_context_cache_read_price": "cache_read_price",
    "long_context_cache_write_price": "cache_write_price",
}

type Values = Mapping[str, Fraction]


@dataclass(frozen=True, slots=True)
class Cheaper:
    """A cheaper model and its dollars per million tokens, and of fees, by the input that each would fill.

    It has the name of the price list, or is that of another step, or neither: then it is assumed.
    """

    prices: Mapping[str, Fraction]
    name: str = ""
    of_step: int = 0
    batch_factor: Fraction | None = None
    """What a batch call pays of its prices; None of an assumed one: as the model in use."""
    batch_cache_factor: Fraction | None = None
    """The same of cached tokens."""
    announced: str = ""
    """Which other price of it is to follow, and when; nothing where none is."""

    def price(self, name: str) -> Fraction:
        """What it asks where the main model has a price of this name; without one of its own, the next."""
        return self.prices[name] if name in self.prices else self.price(_FALLS_BACK_ON[name])


type Known = Mapping[str, Cheaper | None]
"""By prefix, `steps.2.` or nothing: the cheaper model listed beside the one in use, None for the cheapest."""
NOBODY_KNOWS: Final[Known] = MappingProxyType({})


def prefix_of(names: Names) -> str:
    """`steps.2.` of a step; nothing of the flat fields."""
    return "" if names is FLAT else names["calls"].removesuffix("calls")


def cheaper_ones(v: Values, known: Known) -> dict[str, Cheaper]:
    """By prefix the cheaper model of each step, or of the flat fields; none where the cheapest works already.

    Of a model that nobody named, that of the cheapest step is taken; where all cost the same, one is assumed.
    """
    steps = list(steps_of(v)) or [FLAT]
    least = cheapest(v, steps)
    alike = len({_main(v, names) for names in steps}) == 1
    found = {}
    for names in steps:
        prefix = prefix_of(names)
        if prefix in known:
            other = known[prefix]
        elif alike:
            every = (*MAIN_PRICES, *_FALLS_BACK_ON)
            other = Cheaper({name: v[names[name]] * ASSUMED for name in every if names[name] in v})
        elif all(theirs < mine for theirs, mine in zip(_main(v, least), _main(v, names), strict=True)):
            batch, cached = _batch_factors(v, least)
            other = Cheaper(_paid(v, least), "", int(prefix_of(least).split(".")[1]), batch, cached)
        else:
            other = None
        if other is not None:
            found[prefix] = other
    return found


def cheapest(v: Values, steps: Sequence[Names]) -> Names:
    """The step whose model asks least for tokens."""
    return min(steps, key=lambda names: sum(_main(v, names)))


def shared_prices(v: Values, names: Names, other: Cheaper, share: Fraction) -> dict[str, Fraction]:
    """The prices of a step of whose calls a share goes to another model, at what that one asks.

    What was agreed for the main model, its share of list price, is none of the other's; nor is what its batch
    calls pay of a price.
    """
    factor = v.get(names["price_factor"], Fraction(1))
    if not factor:
        return {}
    found = {}
    for name in (*MAIN_PRICES, *_FALLS_BACK_ON):
        if names[name] in v:
            price = other.price(name) * batch_ratio(v, names, other, cached="cache" in name)
            found[names[name]] = v[names[name]] * (1 - share) + price / factor * share
    for name in FEES:
        own = v[names[name]]
        fee = own * (1 - share) + other.prices.get(name, own) / factor * share
        if fee != own:
            found[names[name]] = fee
    return found


def routed_prices(v: Values, other: Cheaper) -> dict[str, Fraction]:
    """The two prices at which a unit of flat fields costs what the other model asks for the same calls.

    The formulas know no cache and one batch share of routed units: what those are worth is in the prices, as
    it is in those of a step.
    """
    all_by_the_other = {**v, **shared_prices(v, FLAT, other, Fraction(1))}
    factor = v.get("price_factor", Fraction(1))
    every = tokens_cost(all_by_the_other, FLAT) * factor
    of_input = tokens_cost({**all_by_the_other, "output_tokens": Fraction(0)}, FLAT) * factor
    left = 1 - v["batch_share"] * (1 - v["batch_factor"])
    found = {}
    for name, cost in (("input", of_input), ("output", every - of_input)):
        tokens = v[f"{name}_tokens"] * left
        found[f"routed_{name}_price"] = cost * PER / tokens if tokens else other.price(f"{name}_price")
    return found


def fees_with_routed(v: Values, other: Cheaper | None, share: Fraction) -> dict[str, Fraction]:
    """The fees of flat fields at which those that are routed anew are paid too, as those of a step are.

    The formulas count routed units without any: what these pay stands with what the others do.
    """
    routed = v["routed_share"]
    factor = v.get("price_factor", Fraction(1))
    if share <= routed or not factor:
        return {}
    anew = (share - routed) / (1 - share)
    paid = {name: other.prices.get(name, v[name]) if other else v[name] for name in FEES}
    return {name: v[name] + fee / factor * anew for name, fee in paid.items() if fee}


def batch_ratio(v: Values, names: Names, other: Cheaper, *, cached: bool) -> Fraction:
    """What the other model's batch share leaves of a price, over what that of the model in use leaves."""
    own = _batch_factors(v, names)[cached]
    theirs = other.batch_cache_factor if cached else other.batch_factor
    left = 1 - v[names["batch_share"]] * (1 - own)
    return (1 - v[names["batch_share"]] * (1 - theirs)) / left if theirs is not None and left else Fraction(1)


def _batch_factors(v: Values, names: Names) -> tuple[Fraction, Fraction]:
    """What a batch call pays of its prices, and of those of cached tokens."""
    factor = v[names["batch_factor"]]
    return factor, v.get(names["batch_cache_factor"], factor)


def _main(v: Values, names: Names) -> tuple[Fraction, ...]:
    """Input and output price as they are paid."""
    factor = v.get(names["price_factor"], Fraction(1))
    return tuple(v[names[name]] * factor for name in MAIN_PRICES)


def _paid(v: Values, names: Names) -> dict[str, Fraction]:
    """All prices of a step as they are paid, and the fees that it has."""
    factor = v.get(names["price_factor"], Fraction(1))
    prices = {name: v[names[name]] * factor for name in (*MAIN_PRICES, *_FALLS_BACK_ON) if names[name] in v}
    return prices | {name: v[names[name]] * factor for name in FEES if v[names[name]]}


def said_of(found: Mapping[str, Cheaper], share: Fraction, v: Values) -> str:
    """Which calls go to which model at which price, steps with the same one together.

    Said of what is paid: cached tokens where there are some, a batch where the other model pays another part.
    """
    return "; ".join(_said(found, share, v))


def _said(found: Mapping[str, Cheaper], share: Fraction, v: Values) -> Iterator[str]:
    together: dict[tuple[str, str], tuple[Cheaper, list[str]]] = {}
    for prefix, other in found.items():
        names = FLAT if not prefix else STEPS[int(prefix.split(".")[1]) - 1]
        prices = ", ".join(_prices(v, names, other))
        together.setdefault((repr(other), prices), (other, []))[1].append(prefix)
    for (_key, prices), (other, prefixes) in together.items():
        said = _by_whom(other).format(
            share=percent(share, places=0),
            model=other.name,
            step=other.of_step,
            part=percent(ASSUMED, places=0),
            prices=prices,
        )
        if other.announced:
            said = f"{said}. {other.announced.removesuffix('.')}"
        yield _where(prefixes, said) if prefixes != [""] else said


def _prices(v: Values, names: Names, other: Cheaper) -> Iterator[str]:
    yield _("{input} in / {output} out per million tokens").format(
        input=worded("input_price", other.price("input_price")),
        output=worded("output_price", other.price("output_price")),
    )
    said = {
        "cache_read_price": _("{price} cached"),
        "cache_write_price": _("{price} for a cache write"),
        "cache_write_1h_price": _("{price} for a cache write (1 hour)"),
    }
    for share, price in CACHE_WAYS:
        if v[names[share]] and names[price] in v:
            yield said[price].format(price=worded(price, other.price(price)))
    own = _batch_factors(v, names)
    if v[names["batch_share"]] and other.batch_factor not in {None, own[0]}:
        yield _("{share} of this in a batch").format(share=percent(other.batch_factor or 0, places=0))


def _by_whom(other: Cheaper) -> str:
    if other.name:
        return _("{share} by {model}, {prices}")
    if other.of_step:
        return _("{share} by the model of step {step}, {prices}")
    return _("{share} by a cheaper model, which we assume to cost {part} of the price entered: {prices}")


def _where(prefixes: Sequence[str], said: str) -> str:
    numbers = listed(prefix.split(".")[1] for prefix in prefixes)
    return ngettext("Step {numbers}: {said}", "Steps {numbers}: {said}", len(prefixes)).format(
        numbers=numbers, said=said
    )
