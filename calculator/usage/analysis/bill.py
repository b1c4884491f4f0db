"""Lines of usage as exact numbers, chosen by month, slice and model, what they cost on a list and a bill."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Final

from calculator.usage.lines import TOKEN_KINDS
from runrate.core.translation import gettext as _
from runrate.core.translation import gettext_noop

ZERO: Final = Fraction(0)
DOLLARS: Final = "USD"
PARTS: Final = ("tokens", "searches", "hours", "seats", "metered", "other_ai", "fees", "credits", "tax")
"""What the money of a bill is for, before what nobody can explain."""
USAGE_PARTS: Final = ("tokens", "searches", "hours", "seats", "metered")
CACHED: Final = frozenset({"cache_read", "cache_write", "cache_write_5m", "cache_write_1h"})
BATCH_FACTOR: Final = "batch_factor"
BATCH_CACHE_FACTOR: Final = "batch_cache_factor"
"""What a list says of batch calls, beside prices by kind: what they cost of the price, and of that of cached
tokens. Without them batch calls are half the price, as in a workload."""
LONG: Final = "long_context_"
"""Before a kind, the price of calls with more input tokens than the list's `long_context_threshold`."""
MOST_NAMED: Final = 20
"""So many words that could have been named are told of one that is nowhere."""
NO_KEY: Final = gettext_noop("No line of the file names one of these. Lines name: {names}.")
NO_WORD: Final = gettext_noop("No line of the file has this. Lines have: {names}.")
_BY_MONEY: Final = {"credit": "credits", "tax": "tax", "other": "fees"}
_BY_UNIT: Final = {"search": "searches", "hour": "hours", "seat": "seats", "credit": "metered"}


class NoRateError(ValueError):
    """Money in a currency for which no rate to dollars was given."""

    def __init__(self, currency: str) -> None:
        super().__init__(_("Enter a rate for {currency}, with its date.").format(currency=currency))
        self.currency = currency


type Added = tuple[int | Added, ...]
"""Places within places: many lines are added one after another, and none of them is copied."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UsageLine:
    """A line of sums, `unpriced` of it without a price. Money is in its own currency; None is not known."""

    month: str
    slice: Mapping[str, str] = field(default_factory=dict)
    model: str = ""
    lane: str = "standard"
    kind: str = "other"
    unit: str = ""
    quantity: Fraction | None = None
    billed: Fraction | None = None
    effective: Fraction | None = None
    on_list: Fraction | None = None
    credit: Fraction | None = None
    dollars: Fraction | None = None
    currency: str = ""
    money_kind: str = ""
    calls: int | None = None
    failed: int = 0
    rows: int = 0
    unpriced: Fraction = ZERO
    place: int = 0
    added: Added = ()
    """Where the lines are that were added to it, as they came; `places` has them in a row."""
    paid_by: frozenset[int] = frozenset()
    """Where the lines of another file are that have its money."""

    @property
    def places(self) -> set[int]:
        """Its own place, and those of all lines that were added to it."""
        found, left = {self.place}, [self.added]
        while left:
            for each in left.pop():
                if isinstance(each, int):
                    found.add(each)
                else:
                    left.append(each)
        return found

    @property
    def cost(self) -> Fraction | None:
        """What it cost: where a commitment paid a part, more than what is billed for it."""
        if self.effective is None or self.billed is None or abs(self.effective) <= abs(self.billed):
            return self.billed
        return self.effective

    @property
    def is_money_alone(self) -> bool:
        """Whether it says what was paid, and counts neither tokens nor calls."""
        return self.billed is not None and not self.quantity and self.calls is None

    @property
    def part(self) -> str:
        """Which part of the file its money is."""
        if self.money_kind in _BY_MONEY:
            return _BY_MONEY[self.money_kind]
        if self.unit == "token" or self.kind in TOKEN_KINDS:
            return "tokens"
        if self.unit == "request" and (self.calls is not None or self.model):
            return "tokens" if self.calls is not None else "metered"
        return _BY_UNIT.get(self.unit, "other_ai")


@dataclass(frozen=True, slots=True)
class Choice:
    """Which lines count: a month, slices that hold these words, these models (None: all).

    What names none of them, such as tax of the whole account, is in no part.
    """

    month: str
    slice: Mapping[str, str] = field(default_factory=dict)
    models: Collection[str] | None = None

    def holds(self, line: UsageLine) -> bool:
        return (
            line.month == self.month
            and all(line.slice.get(name, "") == value for name, value in self.slice.items())
            and (self.models is None or line.model in self.models)
        )

    def leaves_out(self, line: UsageLine) -> bool:
        """Whether a line of the month is left out because it does not say which part it belongs to."""
        if line.month != self.month or self.holds(line):
            return False
        words = ((line.slice.get(name, ""), value) for name, value in self.slice.items())
        of_slice = all(word in {"", value} for word, value in words)
        return of_slice and (self.models is None or line.model in {"", *self.models})


def no_such_part(
    lines: Sequence[UsageLine], *, month: str | None, slice: Mapping[str, str], models: Iterable[str] | None
) -> dict[str, list[str]]:
    """What was named and no line has, by the field that named it, with what it could have been."""
    found: dict[str, list[str]] = {}
    for key, value in slice.items():
        known = {line.slice.get(key, "") for line in lines}
        if known <= {""}:
            found[f"slice.{key}"] = _not_there(NO_KEY, {each for line in lines for each in line.slice})
        elif value not in known:
            found[f"slice.{key}"] = _not_there(NO_WORD, known - {""})
    months = {line.month for line in lines}
    if month is not None and month not in months:
        found["month"] = _not_there(NO_WORD, months)
    held = (Choice(each, slice) for each in ({month} if month else months))
    here = {line.model for choice in held for line in lines if line.model and choice.holds(line)}
    if not found and not here.issuperset(models or ()):
        found["models"] = _not_there(NO_WORD, here)
    return found


def _not_there(said: str, known: Collection[str]) -> list[str]:
    if not known:
        return [_("No line of the file names one.")]
    names, more = sorted(known)[:MOST_NAMED], len(known) - MOST_NAMED
    names += [_("{n} more").format(n=more)] if more > 0 else []
    return [_(said).format(names=", ".join(names))]


def usage_lines(data: Iterable[Mapping[str, object]]) -> list[UsageLine]:
    """Lines as they are printed and kept, as numbers; the name of a listed model goes before the raw one."""
    return [_line(each, place) for place, each in enumerate(data)]


def _line(data: Mapping[str, object], place: int) -> UsageLine:
    def exact(name: str) -> Fraction | None:
        return None if (value := data.get(name)) is None else Fraction(str(value))

    def text(name: str) -> str:
        return str(data.get(name) or "")

    calls, slice_ = data.get("calls"), data.get("slice")
    return UsageLine(
        month=text("month"),
        slice={str(name): str(value) for name, value in slice_.items()} if isinstance(slice_, dict) else {},
        model=text("model") or text("model_raw"),
        lane=text("lane") or "standard",
        kind=text("kind"),
        unit=text("unit"),
        quantity=exact("quantity"),
        billed=exact("billed"),
        effective=exact("effective"),
        on_list=exact("list"),
        credit=exact("credit"),
        dollars=exact("billed_usd"),
        currency=text("currency"),
        money_kind=text("money_kind"),
        calls=None if calls is None else int(str(calls)),
        failed=int(str(data.get("failed") or 0)),
        rows=int(str(data.get("rows") or 0)),
        unpriced=exact("unpriced") or ZERO,
        place=place,
    )


def chosen(lines: Iterable[UsageLine], choice: Choice) -> list[UsageLine]:
    return [line for line in lines if choice.holds(line)]


def in_dollars(lines: Iterable[UsageLine], rates: Mapping[str, Fraction]) -> Iterator[UsageLine]:
    """Money in dollars: the vendor's own where it gives them, else by the rate that was typed.

    Raises NoRateError.
    """
    for line in lines:
        if not line.currency or line.currency == DOLLARS:
            yield line
            continue
        rate = line.dollars / line.billed if line.dollars is not None and line.billed else None
        rate = rates.get(line.currency) if rate is None else rate
        if rate is None:
            raise NoRateError(line.currency)
        yield replace(
            line,
            billed=None if line.billed is None else line.billed * rate,
            effective=None if line.effective is None else line.effective * rate,
            on_list=None if line.on_list is None else line.on_list * rate,
            credit=None if line.credit is None else line.credit * rate,
            currency=DOLLARS,
        )


def estimated_by_a_tool(lines: Iterable[UsageLine]) -> bool:
    """Whether money of usage is what the tool that wrote the file makes of it: no vendor has billed that."""
    return any(line.money_kind == "estimated" for line in lines)


def parts_of(lines: Iterable[UsageLine]) -> dict[str, Fraction]:
    """A bill's money by what it is for, in one currency; every part is there, and nothing is left out."""
    found = dict.fromkeys(PARTS, ZERO)
    for line in lines:
        found[line.part] += line.billed or 0
        found["credits"] += line.credit or 0
    return found


def total(lines: Iterable[UsageLine]) -> Fraction:
    return sum(((line.billed or ZERO) + (line.credit or ZERO) for line in lines), ZERO)


def by_currency(lines: Iterable[UsageLine]) -> dict[str, Fraction]:
    """A bill's money before any rate that was typed, by currency; the vendor's own dollars are dollars."""
    found: dict[str, Fraction] = {}
    for line in lines:
        own = line.dollars is not None and line.billed
        rated = in_dollars([line], {}) if own or not line.currency else [line]
        for each in rated:
            code = each.currency or DOLLARS
            found[code] = found.get(code, ZERO) + (each.billed or ZERO) + (each.credit or ZERO)
    return dict(sorted(found.items(), key=lambda pair: (pair[0] != DOLLARS, pair[0])))


def usage_money(parts: Mapping[str, Fraction]) -> Fraction:
    """What an estimate is compared with: usage before tax, fees and credits."""
    return sum((parts[name] for name in USAGE_PARTS), ZERO)


def by_commitment(lines: Iterable[UsageLine], elsewhere: Collection[str] = ()) -> Fraction:
    """What usage cost beyond what is billed for it; without what stands in other inputs."""
    held = [line for line in lines if line.part in USAGE_PARTS and line.part not in elsewhere]
    return sum(((line.cost or ZERO) - (line.billed or ZERO) for line in held), ZERO)


def unexplained(parts: Mapping[str, Fraction], invoice: Fraction) -> Fraction:
    """What an invoice says beyond all that its rows explain; always printed, 0 included."""
    return invoice - sum(parts.values(), ZERO)


def held_as(kind: str) -> str:
    """A kind of tokens as a workload has it: writes for five minutes are the writes, an hour's are apart."""
    return "cache_write" if kind == "cache_write_5m" else kind


def listed_price(listed: Mapping[str, Fraction], kind: str) -> Fraction:
    """The list's price of a kind; what it does not name costs what input does, an hour's writes as writes."""
    kind = held_as(kind)
    kind = "cache_write" if kind == "cache_write_1h" and kind not in listed else kind
    return listed.get(kind, listed.get("input", ZERO))


def batch_factor_of(listed: Mapping[str, Fraction], kind: str) -> Fraction:
    """What a batch call costs of the price of a kind."""
    factor = listed.get(BATCH_FACTOR, Fraction(1, 2))
    return listed.get(BATCH_CACHE_FACTOR, factor) if kind in CACHED else factor


def full_list(line: UsageLine, listed: Mapping[str, Fraction]) -> Fraction:
    """What a line's tokens cost at list prices if none were batch, in millionths of a dollar."""
    return (line.quantity or ZERO) * listed_price(listed, line.kind)


def at_list(line: UsageLine, listed: Mapping[str, Fraction]) -> Fraction:
    """The same with what the list takes for batch calls."""
    factor = batch_factor_of(listed, line.kind) if line.lane == "batch" else Fraction(1)
    return full_list(line, listed) * factor
