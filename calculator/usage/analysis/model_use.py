"""What one model was used for in a slice: tokens by kind, their money, and the prices that follow."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Final

from calculator.usage.analysis.bill import (
    BATCH_FACTOR,
    CACHED,
    LONG,
    ZERO,
    UsageLine,
    at_list,
    batch_factor_of,
    full_list,
    held_as,
    listed_price,
)
from calculator.usage.analysis.input_numbers import billed_calls
from calculator.usage.analysis.priced_calls import has_both, of_priced_calls, prices_of_kinds
from calculator.usage.lines import TOKEN_KINDS
from runrate.core.numbers import count, percent, price
from runrate.core.translation import gettext as _
from runrate.core.translation import gettext_noop

PER: Final = 1_000_000
KINDS: Final = ("input", "cache_read", "cache_write", "cache_write_1h", "output")
BLENDED: Final = gettext_noop(
    "Of {model} the file does not say what each kind of token cost. Its prices are those of the list times "
    "{factor}: the file has {billed} for what is {listed} at list prices."
)
AS_LISTED: Final = gettext_noop(
    "Of {model} the file does not say what each kind of token cost. Its prices are those of the list: "
    "the file has {billed}, which is what its tokens come to at list prices."
)
INPUT_BLENDED: Final = gettext_noop(
    "Of {model} the file does not say what cached input cost apart from other input. Both prices are those "
    "of the list times {factor}: the file has {billed} for what is {listed} at list prices."
)
INPUT_AS_LISTED: Final = gettext_noop(
    "Of {model} the file does not say what cached input cost apart from other input. Both prices are those "
    "of the list: the file has {billed} for both, which is what they come to at list prices."
)
CACHE_INSIDE: Final = gettext_noop(
    "The money for cached tokens is inside that of input, and the model is on no list: both have one price."
)
BATCH_INSIDE: Final = gettext_noop(
    "Batch calls of {model}, {share} of its tokens, have no standard price to compare with: its prices are "
    "the mean of both, and no batch share is derived."
)
BATCH_OF_MONEY: Final = gettext_noop(
    "Batch share of {model} is a share of the money at standard prices: {share}. Of all its input tokens "
    "batch is {of_input}."
)
BATCH_AT_LIST: Final = gettext_noop(
    "Batch share of {model} is a share of what its tokens cost at list prices: {share}. Of all its input "
    "tokens batch is {of_input}. Batch calls are taken at {factor} of the price."
)
BATCH_BUT_CACHED: Final = gettext_noop(
    "Batch share of {model} is a share of what batch calls could save of all its tokens at list prices: "
    "{share}. Of all its input tokens batch is {of_input}. Batch calls are taken at {factor} of the price, "
    "and at {cached} of that of cached tokens."
)
BATCH_OF_TOKENS: Final = gettext_noop(
    "Batch share of {model} is a share of its tokens, because they have no price here: {share}. Batch calls "
    "are taken at half the price."
)


@dataclass(slots=True)
class ModelUse:
    """Lines of one model. `prices` are dollars per million by kind, without batch where that is apart."""

    model: str
    lines: list[UsageLine] = field(default_factory=list)
    prices: dict[str, Fraction] = field(default_factory=dict)
    of_list: dict[str, Fraction] = field(default_factory=dict)
    """By kind how many times the list's price a price is that the file has no money of its own for."""
    batch_share: Fraction = ZERO
    batch_factor: Fraction | None = None
    """What batch calls cost of the standard price; None where no money says."""
    batch_cache_factor: Fraction | None = None
    """The same of cached tokens, where it is another one."""

    @property
    def tokens(self) -> list[UsageLine]:
        return [line for line in self.lines if line.kind in TOKEN_KINDS and line.quantity is not None]

    @property
    def quantity(self) -> Fraction:
        return sum((line.quantity or ZERO for line in self.tokens), ZERO)

    @property
    def with_calls(self) -> list[UsageLine]:
        return [line for line in self.lines if line.calls is not None]

    @property
    def calls(self) -> int | None:
        """Calls that were billed; None where no line knows them."""
        return billed_calls((line.calls, line.failed) for line in self.lines)

    @property
    def money(self) -> Fraction:
        """What it cost, with what a commitment paid."""
        return sum((line.cost or ZERO for line in self.lines if line.part == "tokens"), ZERO)

    @property
    def is_paid(self) -> bool:
        """Whether any line says what it cost, be it nothing."""
        return any(line.billed is not None for line in self.lines)

    @property
    def list_money(self) -> Fraction:
        return sum((line.on_list or ZERO for line in self.lines if line.part == "tokens"), ZERO)

    @property
    def batch_lines(self) -> list[UsageLine]:
        return [line for line in self.tokens if line.lane == "batch"]

    @property
    def all_input(self) -> Fraction:
        return sum((self.of(kind) for kind in KINDS if kind != "output"), ZERO)

    def of(self, kind: str) -> Fraction:
        return sum((line.quantity or ZERO for line in self.lines_of(kind)), ZERO)

    def lines_of(self, kind: str) -> list[UsageLine]:
        """Lines of a kind as a workload has it, or of all input."""
        if kind == "input_side":
            return [line for line in self.tokens if line.kind != "output"]
        return [line for line in self.tokens if held_as(line.kind) == kind]

    def price_by(
        self, listed: Mapping[str, Mapping[str, Fraction]], notes: dict[str, None], calls: Fraction = ZERO
    ) -> None:
        """Prices from what each kind cost; else those on the list, times what was paid of them.

        Of priced calls alone. `calls` are how many are taken where no line counts them.
        """
        every = self.lines
        self.lines = of_priced_calls(every)
        self._price_by(listed, notes, calls)
        self.lines = every if has_both(every) else self.lines

    def _price_by(
        self, listed: Mapping[str, Mapping[str, Fraction]], notes: dict[str, None], calls: Fraction
    ) -> None:
        by_kind = {(line.kind, line.lane) for line in self.tokens if line.billed is not None}
        without = [line for line in self.tokens if line.billed is None and line.quantity]
        prices = self.in_force(listed[self.model], calls) if self.model in listed else None
        if by_kind and all(line.kind in CACHED and ("input", line.lane) in by_kind for line in without):
            known = not without or (prices is not None and self._split_input(prices, notes))
            if not known:
                notes[_(CACHE_INSIDE)] = None
            self._from_kinds(notes, inside=not known)
            self._times_list([*CACHED, "input"] if without and known else [], prices or {})
        else:
            if prices is not None and self.money:
                self._from_list(prices, notes)
            self._batch_without_money(prices or {}, notes)

    def _times_list(self, kinds: Iterable[str], listed: Mapping[str, Fraction]) -> None:
        """Keeps which prices are so many times the list's, because the list shares out the money."""
        known = {kind: listed_price(listed, kind) for kind in kinds if kind in self.prices}
        self.of_list = {kind: self.prices[kind] / each for kind, each in known.items() if each}

    def _split_input(self, listed: Mapping[str, Fraction], notes: dict[str, None]) -> bool:
        """Gives cached tokens their part of the money of input, lane by lane, as the list has it.

        False, and nothing changed, where the list has no price of input.
        """
        if not listed.get("input"):
            return False
        side = [line for line in self.tokens if line.kind != "output"]
        parts: dict[int, Fraction] = {}
        on_list = ZERO
        for lane in {line.lane for line in side if line.billed is None}:
            mixed = [
                line for line in side if line.lane == lane and (line.billed is None or line.kind == "input")
            ]
            money = sum((line.cost or ZERO for line in mixed), ZERO)
            weights = {id(line): at_list(line, listed) / PER for line in mixed}
            weight = sum(weights.values(), ZERO)
            if not weight:
                return False
            on_list += weight
            parts |= {place: money * each / weight for place, each in weights.items()}
        billed = sum(parts.values(), ZERO)
        notes[_in_words(INPUT_BLENDED, INPUT_AS_LISTED, self.model, billed, on_list)] = None
        self.lines = [
            replace(line, billed=parts[id(line)], effective=None) if id(line) in parts else line
            for line in self.lines
        ]
        return True

    def _from_kinds(self, notes: dict[str, None], *, inside: bool) -> None:
        """Batch is apart where each of its kinds has a standard price, and costs at most that."""
        standard = prices_of_kinds([line for line in self.tokens if line.lane != "batch"], inside=inside)
        batch = self.batch_lines
        at_standard = sum(
            ((line.quantity or ZERO) * standard.get(held_as(line.kind), ZERO) for line in batch),
            ZERO,
        )
        paid = sum((line.cost or ZERO for line in batch), ZERO)
        known = {held_as(line.kind) for line in batch} <= standard.keys()
        if batch and known and at_standard and 0 <= paid <= at_standard:
            everything = at_standard + sum((line.cost or ZERO for line in self.tokens), ZERO) - paid
            self.batch_share, self.batch_factor = at_standard / everything, paid / at_standard
            self._say_batch(BATCH_OF_MONEY, notes)
        elif batch:
            share = sum((line.quantity or ZERO for line in batch), ZERO) / self.quantity
            words = {"model": self.model or _("no model"), "share": percent(share)}
            notes[_(BATCH_INSIDE).format(**words)] = None
            standard = prices_of_kinds(self.tokens, inside=inside)
        self.prices = {kind: price * PER for kind, price in standard.items()}

    def in_force(self, listed: Mapping[str, Fraction], calls: Fraction = ZERO) -> Mapping[str, Fraction]:
        """The list's prices, those of long calls where a call as long as the mean is one."""
        calls, threshold = Fraction(self.calls or calls), listed.get(f"{LONG}threshold")
        if threshold is None or not calls or self.all_input <= threshold * calls:
            return listed
        return {**listed, **{kind: listed[f"{LONG}{kind}"] for kind in KINDS if f"{LONG}{kind}" in listed}}

    def money_at_list(self, listed: Mapping[str, Fraction]) -> Fraction:
        """What its tokens cost at list prices in dollars, batch calls at what the list takes for them."""
        return sum((at_list(line, listed) for line in self.tokens), ZERO) / PER

    def _batch_without_money(self, listed: Mapping[str, Fraction], notes: dict[str, None]) -> None:
        """Where money does not tell batch calls apart: what they save of all that batch could save.

        So an estimate comes to what its tokens cost at list prices, whatever batch takes for cached ones.
        """
        batch = sum((line.quantity or ZERO for line in self.batch_lines), ZERO)
        if not batch:
            return
        if not listed.get("input"):
            self.batch_share = batch / self.quantity
            self._say_batch(BATCH_OF_TOKENS, notes)
            return
        factors = [batch_factor_of(listed, kind) for kind in ("input", "cache_read")]
        ways: list[Callable[[UsageLine], Fraction]] = [
            lambda line: full_list(line, listed) * (1 - batch_factor_of(listed, line.kind)),
            lambda line: full_list(line, listed),
            lambda line: line.quantity or ZERO,
        ]
        # Where no token of it is cheaper by batch, any share comes to the same.
        way = next(way for way in ways if any(way(line) for line in self.tokens))
        whole, part = (sum(map(way, side), ZERO) for side in (self.tokens, self.batch_lines))
        self.batch_share = part / whole
        said = BATCH_AT_LIST if factors[0] == factors[1] else BATCH_BUT_CACHED
        self._say_batch(said, notes, *factors)

    def _say_batch(self, said: str, notes: dict[str, None], *factors: Fraction) -> None:
        batch = sum((line.quantity or ZERO for line in self.batch_lines if line.kind != "output"), ZERO)
        of_input = batch / self.all_input if self.all_input else ZERO
        words = {"share": percent(self.batch_share), "of_input": percent(of_input)}
        words |= dict(zip(("factor", "cached"), map(percent, factors), strict=False))
        notes[_(said).format(model=self.model or _("no model"), **words)] = None

    def _from_list(self, listed: Mapping[str, Fraction], notes: dict[str, None]) -> None:
        used = {kind for kind in KINDS if self.of(kind)}
        known = {kind: listed_price(listed, kind) for kind in KINDS if kind in listed or "input" in listed}
        on_list = self.money_at_list(listed)
        if not used <= known.keys() or not on_list:
            return
        notes[_in_words(BLENDED, AS_LISTED, self.model, self.money, on_list)] = None
        self.prices = {kind: price * self.money / on_list for kind, price in known.items()}
        self._times_list(known, listed)
        if self.batch_lines and BATCH_FACTOR in listed:
            self.batch_factor = batch_factor_of(listed, "input")
            cached = batch_factor_of(listed, "cache_read")
            self.batch_cache_factor = cached if cached != self.batch_factor else None


def _in_words(said: str, as_listed: str, model: str, billed: Fraction, on_list: Fraction) -> str:
    words = {"factor": count(billed / on_list, places=4), "model": model or _("no model")}
    if price(billed) == price(on_list) and words["factor"] == count(1):
        said = as_listed
    return _(said).format(billed=price(billed), listed=price(on_list), **words)


def uses_of(lines: Iterable[UsageLine]) -> list[ModelUse]:
    """Each model's lines, the dearest first, then the most tokens, then by name."""
    found: dict[str, ModelUse] = {}
    for line in lines:
        if line.part == "tokens":
            found.setdefault(line.model, ModelUse(line.model)).lines.append(line)
    if (without := found.pop("", None)) is not None:
        # Calls that name no model belong to all; with one alone they are its calls, but no fee is its money.
        if len(found) == 1:
            [only] = found.values()
            fees = only.is_paid and not without.quantity
            only.lines += [line for line in without.lines if not (fees and line.is_money_alone)]
        elif without.quantity or not found:
            found[""] = without
    return sorted(found.values(), key=lambda use: (-use.money, -use.quantity, use.model))
