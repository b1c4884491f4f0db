"""What the pages of a bill say of it is true: what was understood, derived inputs, and cross-checks.

The same rule as of all other sentences: each has a condition that is calculated a second time, and one that
has none fails.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any, Final

import pytest
from django.utils.dates import MONTHS, MONTHS_3
from hypothesis import given
from hypothesis import strategies as st

from calculator.models import UsageExport
from calculator.usage.analysis.bill import Choice, UsageLine
from calculator.usage.analysis.checks import price_checks
from calculator.usage.analysis.derive import derive
from calculator.web.usage.understood import checked, rows_counted, understood
from tests.truth.messages import messages_of
from tests.truth.reader import number_in, shows, shows_share
from tests.truth.recording import Said, recorded

LISTED: Final = {"a/b": {"input": Fraction(2), "output": Fraction(8), "cache_read": Fraction(1, 5)}}
"""Dollars per million tokens of the one model on the list."""
KINDS: Final = ("input", "output", "cache_read")


@dataclass(frozen=True)
class Bill:
    """One model's month: tokens and money by kind (None: not told), calls, rows by what became of them."""

    model: str
    tokens: Mapping[str, int]
    money: Mapping[str, Fraction | None]
    calls: int | None
    failed: int
    rows: tuple[int, int, int, int]
    days: tuple[date | None, date | None]

    @property
    def billed(self) -> Fraction:
        return sum((each for each in self.money.values() if each is not None), Fraction(0))

    @property
    def at_list(self) -> Fraction:
        found = (Fraction(self.tokens[kind]) * LISTED["a/b"][kind] for kind in self.tokens)
        return sum(found, Fraction(0)) / 1_000_000

    @property
    def apart(self) -> bool:
        """Whether each kind of token has money of its own."""
        return all(self.money[kind] is not None for kind in self.tokens if self.tokens[kind])

    def lines(self) -> Iterator[UsageLine]:
        for kind, quantity in self.tokens.items():
            yield UsageLine(
                month="2026-10", model=self.model, kind=kind, unit="token", quantity=Fraction(quantity),
                billed=self.money[kind], currency="USD", money_kind="billed",
                calls=self.calls if kind == "input" else None, failed=self.failed,
            )  # fmt: skip

    def export(self) -> UsageExport:
        read, taken, aside, refused = self.rows
        return UsageExport(
            format="focus", rows_read=read, rows_taken=taken, rows_refused=refused,
            set_aside={"credits": aside} if aside else {}, first_day=self.days[0], last_day=self.days[1],
            zone="UTC", lines=[], summary=self._summary(),
        )  # fmt: skip

    def _summary(self) -> dict[str, Any]:
        kinds = ("input", "cache_read", "cache_write", "output", "reasoning")
        return {
            "tokens": {kind: str(self.tokens.get(kind, 0)) for kind in kinds},
            "calls": self.calls,
            "failed": self.failed,
            "units_seen": 0,
            "money": {"billed": {"USD": f"{float(self.billed):.4f}"}},
            "models": {self.model: "1"},
        }


@st.composite
def bills(draw: st.DrawFn) -> Bill:
    tokens = {kind: draw(st.sampled_from([10_000, 4_000_000, 0])) for kind in KINDS}
    times = draw(st.sampled_from(["1", "1.02", "0.9", "1.0002", "2", "0.3", "100", "0.01", "1000", "0.001"]))
    untold = draw(st.sampled_from([(), (), ("cache_read",), ("output", "cache_read"), KINDS]))
    told = {
        kind: None if kind in untold else tokens[kind] * LISTED["a/b"][kind] * Fraction(times) / 1_000_000
        for kind in KINDS
    }
    read = draw(st.integers(1, 2000))
    taken, aside, refused = (draw(st.integers(0, 3)) for _part in range(3))
    rows = (read, read - aside - refused if draw(st.booleans()) and read > 6 else taken, aside, refused)
    first = draw(st.sampled_from([None, date(2026, 10, 1), date(2026, 10, 31)]))
    calls = draw(st.sampled_from([None, 40]))
    model = draw(st.sampled_from(["a/b", "unknown"]))
    return Bill(model, tokens, told, calls, 4 if calls else 0, rows, (first, first and date(2026, 10, 31)))


def _ratio(b: Bill) -> Fraction:
    return b.billed / b.at_list


def _between(low: str, high: str, *, turned: bool = False) -> "Condition":
    def holds(b: Bill, _w: Mapping[str, Any]) -> bool:
        found = 1 / _ratio(b) if turned else _ratio(b)
        return Fraction(low) <= found <= Fraction(high)

    return holds


def _blend(b: Bill, w: Mapping[str, Any]) -> bool:
    """So much billed for so much at list prices, and the factor is one over the other."""
    return not b.apart and abs(
        number_in(str(w["factor"]))[0]
        / (100 if "%" in str(w["factor"]) else 1)
        * number_in(str(w["listed"]))[0]
        - number_in(str(w["billed"]))[0]
    ) <= max(Fraction(2, 100), number_in(str(w["billed"]))[0] / 50)


def _counted(b: Bill, w: Mapping[str, Any]) -> bool:
    read, taken, aside, refused = b.rows
    said = [int(str(w[name]).replace(",", "")) for name in ("read", "taken", "aside", "refused")]
    return said == [read, taken, aside, refused]


def _period(b: Bill, w: Mapping[str, Any]) -> bool:
    first, last = b.days
    assert first is not None
    assert last is not None
    return all(
        f"{day.day} October 2026" == w[name] for name, day in (("first", first), ("last", last)) if name in w
    )


def _failed(b: Bill, w: Mapping[str, Any]) -> bool:
    return (
        bool(b.calls)
        and shows(w["n"], b.failed)
        and shows_share(w["share"], Fraction(b.failed, b.calls or 1))
    )


PRICES: Final = {"Input price": "input", "Output price": "output", "Cache read price": "cache_read"}


def _odd(b: Bill, w: Mapping[str, Any]) -> bool:
    """Both prices as they are, and more than ten times apart."""
    kind = PRICES[str(w["name"])]
    listed, money = LISTED["a/b"][kind], b.money[kind]
    paid = number_in(str(w["paid"]))[0]
    own = money is None or not b.apart or shows(w["paid"], money * 1_000_000 / b.tokens[kind])
    apart = paid > listed * 10 or paid * 10 < listed
    return b.model == w["model"] == "a/b" and shows(w["listed"], listed) and own and apart


type Condition = Callable[[Bill, Mapping[str, Any]], bool]
CONDITIONS: Final[Mapping[str, Condition]] = {
    (
        "{name} of {model}: {paid} per million tokens by this bill, {listed} on the price list. They are "
        "more than 10 times apart: money and tokens may be of different work, or of different units."
    ): _odd,
    "the same": lambda b, _w: _ratio(b) == 1,
    "less than 0.1% apart": lambda b, _w: 0 < abs(_ratio(b) - 1) < Fraction(1, 1000),
    "{share} more": lambda b, w: _ratio(b) > 1 and shows_share(w["share"], _ratio(b) - 1),
    "{share} less": lambda b, w: _ratio(b) < 1 and shows_share(w["share"], 1 - _ratio(b)),
    "money may be in cents": _between("50", "200"),
    "money may be in hundreds": _between("50", "200", turned=True),
    "tokens may be counted in thousands": _between("500", "2000"),
    "tokens may be a thousand times too many": _between("500", "2000", turned=True),
    "money is more than tokens at list prices: tokens or a price are missing": lambda b, _w: _ratio(b) > 1,
    "money is less than tokens at list prices: a discount, or cached tokens counted twice": (
        lambda b, _w: _ratio(b) < 1
    ),
    "%(model)s: %(billed)s in the file, %(listed)s at the prices of our list: %(message)s": lambda b, w: (
        b.model == "a/b" and shows(w["billed"], b.billed) and shows(w["listed"], b.at_list)
    ),
    "%(name)s, rows: %(taken)s taken + %(aside)s set aside + %(refused)s refused = %(read)s read.": (
        lambda b, w: _counted(b, w) and sum(b.rows[1:]) == b.rows[0]
    ),
    (
        "%(name)s, rows: %(taken)s taken + %(aside)s set aside + %(refused)s refused are not the "
        "%(read)s read."
    ): lambda b, w: _counted(b, w) and sum(b.rows[1:]) != b.rows[0],
    "%(n)s rows": lambda b, w: shows(w["n"], b.rows[0]),
    "none refused": lambda b, _w: not b.rows[3],
    "%(n)s refused": lambda b, w: shows(w["n"], b.rows[3]) and b.rows[3] > 0,
    "no days": lambda b, _w: b.days == (None, None),
    "%(first)s (%(zone)s)": lambda b, w: b.days[0] == b.days[1] and _period(b, w),
    "%(first)s to %(last)s (%(zone)s)": lambda b, w: b.days[0] != b.days[1] and _period(b, w),
    "%(n)s (%(share)s). Most failed calls are not billed, so this is not taken as a retry rate": _failed,
    (
        "The file does not report retries. The tokens of retries are inside the measured tokens, so both are "
        "taken together, with a retry rate of 0."
    ): lambda b, _w: any(b.tokens.values()),
    (
        "The file counts calls and does not say of which model: a unit is taken as one call of each."
    ): lambda b, _w: bool(b.calls),
    "The file does not count calls: a unit is taken as one call.": lambda b, _w: not b.calls,
    "The file does not count calls: a unit is taken as one call of each model.": lambda b, _w: not b.calls,
    "The file counts calls, but none of {model}: a unit is taken as one call of it.": lambda b, w: (
        bool(b.calls) and w["model"] != b.model
    ),
    "All calls of {model} that the file counts have failed: a unit is taken as one call of it.": (
        lambda b, w: b.calls == b.failed and w["model"] == b.model
    ),
    "This file has no prices: the list price of {model} is used.": lambda b, w: (
        w["model"] == b.model == "a/b"
    ),
    "This file has no prices: enter what the tokens of {model} cost.": lambda b, w: (
        w["model"] == b.model and not b.billed
    ),
    "This file has no prices, and {model} is on no price list: enter what its tokens cost.": lambda b, w: (
        w["model"] == b.model == "unknown" and not b.billed
    ),
    (
        "The file has money for all tokens at once, and {model} is on no price list: enter what its tokens "
        "cost."
    ): lambda b, w: w["model"] == b.model == "unknown" and b.billed > 0 and not b.apart,
    (
        "The money for cached tokens is inside that of input, and the model is on no list: both have one "
        "price."
    ): lambda b, _w: b.model == "unknown" and b.money["cache_read"] is None,
    (
        "Of {model} the file does not say what each kind of token cost. Its prices are those of the list "
        "times {factor}: the file has {billed} for what is {listed} at list prices."
    ): _blend,
    (
        "Of {model} the file does not say what each kind of token cost. Its prices are those of the list: "
        "the file has {billed}, which is what its tokens come to at list prices."
    ): lambda b, w: shows(w["billed"], b.billed) and shows(w["billed"], b.at_list),
    (
        "Of {model} the file does not say what cached input cost apart from other input. Both prices are "
        "those of the list: the file has {billed} for both, which is what they come to at list prices."
    ): lambda b, w: b.money["cache_read"] is None and number_in(str(w["billed"]))[0] <= b.billed,
    (
        "Of {model} the file does not say what cached input cost apart from other input. Both prices are "
        "those of the list times {factor}: the file has {billed} for what is {listed} at list prices."
    ): lambda b, w: b.money["cache_read"] is None and _blend(b, w),
}
_AS_FAR: Final = "input tokens, as far as the file tells them"
NAMES: Final = {
    *PRICES,
    *(
        "calls",
        "of which failed",
        "calls that were billed, as below",
        "sessions, traces or people seen",
        "Money",
        "without a name",
        "the model",
    ),
    *(
        "billed",
        "input tokens, cached ones included",
        _AS_FAR,
        "of which read from the cache",
        "output tokens",
    ),
    "%(name)s, %(period)s: %(rows)s, %(refused)s",
}
"""Of figures, whose values `tests/calculator/web/usage/test_understood.py` holds."""
FORMATS: Final = "calculator.prices.usage_sources"


def spoken_of(bill: Bill) -> list[Said]:
    lines = list(bill.lines())
    with recorded() as book:
        understood(bill.export())
        rows_counted(bill.export())
        for check in price_checks(lines, LISTED):
            checked(check)
        derive(lines, Choice(month="2026-10"), Fraction(20), prices=LISTED)
    # Both words of a pair are asked for and one of them is said: `_what_it_may_mean` compares them.
    unsaid = {message for message, _line in messages_of("calculator.usage.analysis.checks")}
    return [said for said in book if said.message not in unsaid or said.message in _shown(book)]


def _shown(book: list[Said]) -> set[str]:
    """The messages of comparisons that stand in a printed sentence."""
    printed = [str(said.words["message"]) for said in book if "message" in said.words]
    return {said.message for said in book if said.text in printed}


def untrue(book: list[Said], bill: Bill) -> list[str]:
    own = {*NAMES, *MONTHS.values(), *MONTHS_3.values(), "Oct", "Oct."}
    return [
        said.text
        for said in book
        if said.message not in own
        and said.module != FORMATS
        and not (said.message in CONDITIONS and CONDITIONS[said.message](bill, said.words))
    ]


@given(bills())
def test_each_sentence_about_a_bill_read_is_true(bill: Bill) -> None:
    assert untrue(spoken_of(bill), bill) == []


def made_by_hand() -> Iterator[Bill]:
    """Bills that together are told every sentence."""
    tokens, days = dict.fromkeys(KINDS, 1_000_000), (date(2026, 10, 1), date(2026, 10, 31))
    whole = Bill("a/b", tokens, LISTED["a/b"], 40, 4, (9, 7, 1, 1), days)
    for times in ("1", "1.0002", "1.02", "0.9", "2", "0.3", "100", "0.01", "1000", "0.001"):
        yield replace(whole, money={kind: each * Fraction(times) for kind, each in LISTED["a/b"].items()})
    nothing: Mapping[str, Fraction | None] = dict.fromkeys(KINDS)
    for money in (nothing, {**LISTED["a/b"], "cache_read": None}, {**nothing, "output": Fraction(30)}):
        for model in ("a/b", "unknown"):
            yield replace(whole, model=model, money=money, calls=None, failed=0, rows=(9, 8, 1, 0))
    for at_list in ({**LISTED["a/b"], "input": Fraction("2.2"), "cache_read": None},
                    {**nothing, "output": Fraction("10.2")}):  # fmt: skip
        yield replace(whole, money=at_list)
    yield replace(whole, failed=40)
    yield replace(whole, days=(None, None), rows=(9, 3, 0, 0))
    yield replace(whole, days=(days[0], days[0]))


def test_bills_made_by_hand_are_told_each_sentence_and_each_is_true() -> None:
    books = [(spoken_of(bill), bill) for bill in made_by_hand()]

    assert [text for book, bill in books for text in untrue(book, bill)] == []
    told = {said.message for book, _bill in books for said in book}
    # Said where no list was looked in or calls stand in rows of their own: .../analysis/test_derive*.py.
    assert set(CONDITIONS) - told == {
        "This file has no prices: enter what the tokens of {model} cost.",
        "The file counts calls and does not say of which model: a unit is taken as one call of each.",
        "The file counts calls, but none of {model}: a unit is taken as one call of it.",
        "The file does not count calls: a unit is taken as one call of each model.",
    }


@pytest.mark.parametrize("message", ["the same", "none refused"])
def test_a_sentence_that_does_not_hold_is_found(message: str) -> None:
    bill = Bill(
        "a/b", dict.fromkeys(KINDS, 1_000_000), dict.fromkeys(KINDS, Fraction(9)), 40, 4, (9, 3, 3, 3),
        (None, None),
    )  # fmt: skip

    said = [Said(message, {}, message, "x", 1), Said("All is well.", {}, "All is well.", "x", 1)]
    assert untrue(said, bill) == [message, "All is well."]
