"""The inputs of a workload as a bill measures them, and the money of the bill that they do not hold."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any, Final

from calculator.domain.cost_lines import LINE_FIELDS, OPTIONAL_LINES
from calculator.domain.fields import REPLACED_BY_STEPS, TYPED_PRICES
from calculator.domain.labels import label_of
from calculator.domain.workload_input import flat_from
from calculator.usage.analysis.bill import PARTS, ZERO, UsageLine
from calculator.usage.analysis.odd_prices import OddPrice
from calculator.usage.formats import NO_COST
from calculator.usage.formats.cursor import INCLUDED
from calculator.usage.formats.own_cells import CROSSING, HOLES
from runrate.core.decimals import plain
from runrate.core.numbers import is_currency, price
from runrate.core.translation import gettext as _
from runrate.core.translation import gettext_noop

LARGEST_ROUNDING: Final = Fraction(1, 10**9)
"""More than this is never what cutting numbers without an end leaves."""
UNEXPLAINED: Final = "unexplained"
UNPRICED: Final = gettext_noop(
    "Some calls have no price in the file, such as those that a plan includes: what they cost is unknown, "
    "not $0."
)
ONE_PAGE: Final = gettext_noop("The file is one page of several: what stands on the others is missing here.")
LEFT_OUT: Final = gettext_noop("Left out, because the file does not say which part it belongs to: {parts}.")
LIST: Final = "list_prices"
ESTIMATE: Final = "estimate_prices"
MONEY: Final = "money"
BILL: Final = "bill"
"""What is set against an estimate: tokens at list prices, those of the list or else of the estimate, money of
which the tokens are not told, or tokens with their money."""
NOT_OF_MONEY: Final = frozenset({"units_per_day", "days_per_month"}).union(
    *(LINE_FIELDS[line] for line in OPTIONAL_LINES)
)
"""What of an estimate says nothing beside a bill that has units, but no tokens, of its own."""
TOKENS_WITH_RETRIES: Final = ("input_tokens", "output_tokens", "retry_rate", "max_retries")
"""Inputs that are measured together: the tokens of retries are inside those of a unit, or split off them."""
OWN_LINE: Final = "other_lines.1.per_unit"
"""What credits and requests cost a unit: an AI vendor bills them openly, so they have a visible line."""
CREDITS: Final = gettext_noop("Credits and requests")


def own_line(value: str) -> dict[str, Any]:
    """The line of one's own that they are, as a workload has it."""
    return {"name": _(CREDITS), "per_unit": value, "visible": True}


def flat_as_derived(base: Mapping[str, Any]) -> dict[str, str]:
    """A workload's inputs by the names that a bill has for them: credits and requests are its first line."""
    flat = flat_from(base)
    placed = flat.get(OWN_LINE.replace("1", str(place_of_own_line(base))))
    rest = {name: text for name, text in flat.items() if name != OWN_LINE}
    return rest if placed is None else {**rest, OWN_LINE: placed}


def place_of_own_line(base: Mapping[str, Any]) -> int:
    """Where a workload has the line of credits and requests, or would have it; the first is 1."""
    named = own_line("0")["name"]
    names = [each.get("name") for each in base.get("other_lines") or ()]
    return names.index(named) + 1 if named in names else len(names) + 1


def name_of(name: str) -> str:
    """What a derived input is called: a line of one's own by its own name."""
    return _("{line}, per unit").format(line=_(CREDITS)) if name == OWN_LINE else label_of(name)


def of_spans(notes: Iterable[str]) -> list[str]:
    """What a file said of weeks that are of two months, and of those that it has not."""
    begins = tuple(_(said).partition("{")[0] for said in (CROSSING, HOLES))
    return [note for note in notes if note.startswith(begins)]


def has_more(notes: Iterable[str]) -> bool:
    """Whether a file said that more pages exist."""
    return any(note.startswith("has_more") for note in notes)


def has_unpriced(notes: Iterable[str]) -> bool:
    """Whether a file said that calls in it have no price, which is not a price of 0."""
    return not {INCLUDED, NO_COST, _(INCLUDED), _(NO_COST)}.isdisjoint(notes)


def of_the_export(notes: Sequence[str]) -> list[str]:
    """What is said wherever its money is used: that a part is missing, and that calls have no price."""
    return [*([_(ONE_PAGE)] if has_more(notes) else []), *([_(UNPRICED)] if has_unpriced(notes) else [])]


@dataclass(frozen=True, slots=True)
class Input:
    """One derived input: its value as a workload spells it, and the places of the lines it is made from."""

    name: str
    value: str
    places: tuple[int, ...]


BESIDE: Final[Mapping[str, str]] = {
    "other_ai": gettext_noop("Other AI cost"),
    "fees": gettext_noop("Purchases and adjustments"),
    "credits": gettext_noop("Credits"),
    "tax": gettext_noop("Tax"),
}
"""What stands on a bill beside usage, and is no part of a gap between usage and its estimate."""
_NAMED: Final[Mapping[str, str]] = {
    "tokens": gettext_noop("Tokens and calls"),
    "searches": gettext_noop("Searches"),
    "hours": gettext_noop("Hours"),
    "seats": gettext_noop("Seats"),
    "metered": CREDITS,
    **BESIDE,
}


def left_out(lines: Iterable[UsageLine]) -> list[str]:
    """Money of the month that is in no part, by what it is for and in its own currency; nothing of none."""
    sums: dict[tuple[str, str], Fraction] = {}
    for line in lines:
        for part, amount in ((line.part, line.billed), ("credits", line.credit)):
            key = part, line.currency or "USD"
            sums[key] = sums.get(key, ZERO) + (amount or ZERO)
    named = sorted(((key, amount) for key, amount in sums.items() if amount), key=_place)
    said = ", ".join(f"{_(_NAMED[part])} {_written(amount, code)}" for (part, code), amount in named)
    return [_(LEFT_OUT).format(parts=said)] if said else []


def _place(pair: tuple[tuple[str, str], Fraction]) -> tuple[int, str]:
    (part, code), _amount = pair
    return PARTS.index(part), code


def _written(amount: Fraction, code: str) -> str:
    return price(amount, currency=code) if is_currency(code) else f"{plain(amount)} {code}"


@dataclass(frozen=True, slots=True)
class Residual:
    """Money of the slice that the workload does not hold, and why."""

    key: str
    amount: Fraction
    reason: str

    @property
    def beside(self) -> str:
        """Its line on the bill, where it is beside usage; else nothing."""
        return _(BESIDE[self.key]) if self.key in BESIDE else ""


@dataclass(frozen=True, slots=True)
class Derived:
    """A workload's inputs as measured. What a format cannot say is absent, never 0 or 1."""

    inputs: tuple[Input, ...]
    steps: tuple[dict[str, str], ...]
    parts: Mapping[str, Fraction]
    missing: tuple[str, ...]
    unused: tuple[str, ...]
    elsewhere: Mapping[str, str]
    notes: tuple[str, ...]
    price_factor: Fraction | None
    model: str = ""
    """The model of the price list whose prices stand for those that the file does not have."""
    inside: frozenset[str] = frozenset()
    """Inputs that no line says: what they would be is inside another measured one."""
    odd_prices: tuple[OddPrice, ...] = ()
    """Prices that can hardly be right: nobody may take them without being asked."""
    none: tuple[str, ...] = ()
    """Shares of cached tokens that the model has no price for: whatever a scenario says, a bill has none."""
    without_tokens: Mapping[str, Fraction] = field(default_factory=dict)
    """Money by model of which the lines have no tokens, beside models of which they have."""
    basis: str = BILL
    """What of it can be compared with an estimate; without money there is no bill to compare."""
    unpriced: tuple[str, ...] = ()
    """Models with calls of which the bill has tokens and no money, beside others of which it has both."""
    commitment: Fraction = ZERO
    """What usage cost beyond what is billed for it, because a commitment paid."""
    assumed: frozenset[str] = frozenset()
    """Calls of steps of which nothing says how many there were: one of the model is taken for a unit."""
    of_list: Mapping[str, Fraction] = field(default_factory=dict)
    """How many times the list's price a price is of which the lines have no money of its own."""
    of_nothing: Mapping[str, str] = field(default_factory=dict)
    """Inputs that are 0 because there is nothing to them: no such tokens, or, `pieces`, none that is paid."""
    by_tool: bool = False
    """Whether its money is estimated by the tool that wrote the file, so that no vendor has billed it."""

    @property
    def has_bill(self) -> bool:
        """Whether the file has money of usage."""
        return self.basis in {BILL, MONEY}

    @property
    def is_a_bill(self) -> bool:
        """Whether a vendor billed it; else it is usage, and is called that."""
        return self.has_bill and not self.by_tool

    def together(self, names: Iterable[str]) -> list[str]:
        """The names of inputs with those that cannot be taken without them: tokens hold the retries."""
        wanted = list(dict.fromkeys(names))
        if not {"retry_rate", "input_tokens", "output_tokens"} & set(wanted):
            return wanted
        there = [each.name for each in self.inputs if each.name in TOKENS_WITH_RETRIES]
        return [*wanted, *(name for name in there if name not in wanted)]

    def as_workload(self) -> dict[str, Any]:
        """The inputs as `parse_workload` reads them; a price of tokens that there are none of is 0 in it."""
        found: dict[str, Any] = dict.fromkeys(self.unused, "0")
        found |= {each.name: each.value for each in self.inputs if each.name != OWN_LINE}
        own = [own_line(each.value) for each in self.inputs if each.name == OWN_LINE]
        found |= {"other_lines": own} if own else {}
        return found | ({"steps": [dict(step) for step in self.steps]} if self.steps else {})

    def with_models(self) -> dict[str, Any]:
        """The same with models of the price list where the bill has no price of them."""
        found = self.as_workload()
        if self.model and "input_price" not in found:
            found["model"] = self.model
        for step in found.get("steps", ()):
            if "input_price" not in step and "/" in step["name"]:
                step["model"] = step["name"]
        return found

    def beside(self, estimated: Mapping[str, Any]) -> dict[str, Any]:
        """The measured inputs, with models of the list where the file has no prices of theirs.

        What neither says is as it was estimated, and so no cause. One rule, whoever compares.
        """
        if self.basis == MONEY:
            # No call is measured: an estimate's calls stand, and only what is beside them is the bill's.
            kept = {name: value for name, value in estimated.items() if name not in NOT_OF_MONEY}
            return kept | {
                name: value
                for name, value in self.as_workload().items()
                if name not in {"steps", *REPLACED_BY_STEPS, *self.unused}
            }
        inputs = self.with_models()
        if self.steps:
            of_models = {step.get("name"): step for step in estimated.get("steps") or ()}
            steps = [self._as_estimated(of_models.get(step["name"], {}), step) for step in inputs["steps"]]
            return inputs | {"steps": steps}
        return self._as_estimated(estimated, inputs)

    def _as_estimated(self, estimated: Mapping[str, Any], inputs: Mapping[str, Any]) -> dict[str, Any]:
        listed = TYPED_PRICES if "model" in inputs else ()
        kept = {name: estimated[name] for name in self.missing if name in estimated and name not in listed}
        return {**kept, **inputs}

    def residuals(self, estimated: Fraction) -> list[Residual]:
        """What stands between an estimate of this workload and the slice's money; all of it is named."""
        reasons = {
            "other_ai": _("other AI cost that is not tokens, not in the workload"),
            "fees": _("purchases and adjustments, not usage"),
            "credits": _("credits, beside usage"),
            "tax": _("tax, never in an estimate"),
            **{
                part: _("in the input “{name}”").format(name=name_of(name))
                for part, name in self.elsewhere.items()
            },
        }
        found = [
            Residual(part, self.parts[part], reason) for part, reason in reasons.items() if self.parts[part]
        ]
        if not self.has_bill:
            return found
        if self.commitment:
            said = _("paid by a commitment, and not billed for this usage")
            found.append(Residual("commitment", -self.commitment, said))
        rest = sum((amount for part, amount in self.parts.items() if part not in reasons), ZERO)
        rest += self.commitment - estimated
        return found + self._unheld(rest)

    def with_own_line(self) -> "Derived":
        """For an estimate that holds its visible line too: what is in that stands nowhere else."""
        held = {part: name for part, name in self.elsewhere.items() if name != OWN_LINE}
        return replace(self, elsewhere=held)

    def _unheld(self, rest: Fraction) -> list[Residual]:
        """Money of usage that no input holds: of models without tokens, cut off numbers, or unexplained."""
        found = []
        if alone := sum(self.without_tokens.values(), ZERO):
            models = ", ".join(model or _("no model") for model in self.without_tokens)
            said = _("billed for {models}, of which there are no tokens").format(models=models)
            found.append(Residual("no_tokens", alone, said))
        rest -= alone
        if rest <= -LARGEST_ROUNDING and self.unpriced:
            models = ", ".join(model or _("no model") for model in self.unpriced)
            said = _("tokens of {models}, for which the file has no money").format(models=models)
            found.append(Residual("no_money", rest, said))
        elif abs(rest) >= LARGEST_ROUNDING:
            said = _("not explained by the measured tokens and prices")
            found.append(Residual(UNEXPLAINED, rest, said))
        elif rest:
            found.append(Residual("rounding", rest, _("numbers without an end are cut after 28 digits")))
        return found
