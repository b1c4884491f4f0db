"""What a scenario's month really cost, as far as a bill was given: measured inputs and the bill's money."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from calculator.domain.fields import field_of
from calculator.domain.token_cost import STEPS
from calculator.domain.workload import Workload
from calculator.domain.workload_input import WorkloadErrors, parse_workload, read_decimal
from calculator.usage.analysis.bill import PARTS
from calculator.usage.analysis.bill_variance import BillVariance, against_bill
from calculator.usage.analysis.derived import BILL, ESTIMATE, LIST, MONEY, Derived
from runrate.core.decimals import plain
from runrate.core.text import clean
from runrate.core.translation import gettext as _
from runrate.reports.domain.currency import DOLLARS, LARGEST_RATE

LONGEST_SOURCE = 120
MOST_MONTHS, MOST_CURRENCIES = 120, 20
PLACES = 12
"""Of a bill's sums, which a rate between currencies may leave without an end."""
CALLS = tuple(names["calls"] for names in STEPS)
_CODE = re.compile(r"[A-Z]{3}", re.ASCII)
_DAYS = re.compile(r"([0-9]{1,2} of [0-9]{2} days)?", re.ASCII)
_MONTH = re.compile(r"[12][0-9]{3}-(0[1-9]|1[0-2])", re.ASCII)


class BilledError(ValueError):
    """What is wrong with a bill in a report's data, in words."""


@dataclass(frozen=True, slots=True)
class InFile:
    """Money as a bill's file has it, in one currency, before any of it is scaled up."""

    currency: str
    amount: Fraction
    rate: Decimal = Decimal(1)
    """Dollars that were taken for one of it."""
    day: date | None = None
    """Of the rate; none for dollars, and for what the vendor has put into dollars."""

    @property
    def dollars(self) -> Fraction:
        return self.amount * Fraction(self.rate)

    def as_json(self) -> dict[str, str]:
        found = {"currency": self.currency, "amount": _written(self.amount)}
        return found | ({"rate": plain(self.rate), "day": self.day.isoformat()} if self.day else {})


@dataclass(frozen=True, slots=True)
class Billed:
    """The measured workload of one month of a bill, and that bill's money by what it is for, in dollars."""

    workload: Workload
    parts: Mapping[str, Fraction]
    elsewhere: Mapping[str, str]
    """Which part of the bill stands in another input than those that are compared."""
    source: str
    months: Mapping[str, Fraction] = field(default_factory=dict)
    """Dollars of usage by month, `2026-10`; nothing where the bill holds one month alone."""
    basis: str = BILL
    """What the estimate is set against: of usage without money tokens at list prices, and no bill."""
    commitment: Fraction = Fraction(0)
    """Dollars that usage cost beyond what was billed for it."""
    assumed: tuple[str, ...] = ()
    """Calls of steps that nothing counts: one of each model is taken for a unit."""
    by_tool: bool = False
    """Whether its money is a tool's own estimate, and no vendor has billed it."""
    days: str = ""
    """Of a file that has not the whole month its days, such as `1 of 31 days`."""
    filled: bool = False
    """Whether these days stand for a month that goes on like them."""
    in_file: tuple[InFile, ...] = ()
    """What the file's money is, by currency; nothing of files that were read before this was kept."""
    of_part: bool = False
    """Whether only some of its models or slices were chosen: its total is then not the whole bill."""

    @property
    def times(self) -> Fraction:
        """How many times the file's days its month has, where it was scaled up."""
        if not self.filled or not self.days:
            return Fraction(1)
        days, _of, month, _days = self.days.split()
        return Fraction(int(month), int(days))

    @property
    def total_name(self) -> str:
        """What the sum of all of it is called: of the chosen part, where it is no whole bill."""
        if self.by_tool:
            said = _("Total that the tool has estimated for this part")
            return said if self.of_part else _("Total that the tool has estimated")
        return _("Total of this part of the bill") if self.of_part else _("Total of the bill")

    def against(self, estimated: Workload) -> BillVariance:
        derived = Derived(
            (),
            (),
            self.parts,
            (),
            (),
            self.elsewhere,
            (),
            None,
            basis=self.basis,
            commitment=self.commitment,
            assumed=frozenset(self.assumed),
            by_tool=self.by_tool,
        )
        return against_bill(estimated, self.workload, derived)

    def as_json(self) -> dict[str, Any]:
        return (
            {
                "workload": self.workload.as_json(),
                "parts": {name: _written(amount) for name, amount in self.parts.items() if amount},
                "elsewhere": dict(self.elsewhere),
                "source": self.source,
            }
            | (
                {"months": {name: _written(amount) for name, amount in self.months.items()}}
                if self.months
                else {}
            )
            | (
                ({"basis": self.basis} if self.basis != BILL else {})
                | ({"commitment": _written(self.commitment)} if self.commitment else {})
                | ({"assumed": list(self.assumed)} if self.assumed else {})
                | ({"by_tool": True} if self.by_tool else {})
                | ({"days": self.days} if self.days else {})
                | ({"filled": True} if self.filled else {})
                | ({"in_file": [each.as_json() for each in self.in_file]} if self.in_file else {})
                | ({"of_part": True} if self.of_part else {})
            )
        )


@dataclass(frozen=True, slots=True)
class BillRow:
    """One amount on the way from the estimate to the bill, or one part of it."""

    name: str
    amount: str
    about: str


@dataclass(frozen=True, slots=True)
class AgainstBill:
    """A scenario's estimate against what was billed for its month."""

    headline: str
    lede: str
    rows: tuple[BillRow, ...]
    rest: tuple[BillRow, ...]
    note: str
    months: tuple[BillRow, ...] = ()
    whole: str = ""
    """What all of it is called: a bill, or what a tool has estimated."""
    drawn: str = ""
    """What the drawing leads from and to."""
    per: str = ""
    """For what time its dollars are, and of which days they come."""
    title: str = ""
    """What the section is called where no vendor billed anything."""


def _written(amount: Fraction) -> str:
    return plain(Fraction(round(amount * 10**PLACES), 10**PLACES))


def parse_billed(data: object) -> Billed | None:
    """A bill from its JSON form, None where there is none. Raises BilledError."""
    if data is None:
        return None
    if not isinstance(data, Mapping) or not isinstance(data.get("workload"), Mapping):
        raise BilledError("A bill is an object with the measured workload and its parts.")
    try:
        workload = parse_workload(data["workload"])
    except WorkloadErrors as error:
        raise BilledError("The measured workload of the bill cannot be read.") from error
    source, days = data.get("source"), data.get("days", "")
    if type(source) is not str or len(source) > LONGEST_SOURCE:
        raise BilledError(f"Name the bill in at most {LONGEST_SOURCE} characters.")
    if type(days) is not str or not _DAYS.fullmatch(days):
        raise BilledError("The days of a bill are such as 1 of 31 days.")
    return Billed(
        workload,
        _parts(data.get("parts")),
        _elsewhere(data.get("elsewhere") or {}),
        clean(source),
        _months(data.get("months") or {}),
        _basis(data.get("basis", BILL)),
        _amounts({"commitment": data.get("commitment", "0")}, "A commitment is dollars.")["commitment"],
        tuple(name for name in CALLS if name in (data.get("assumed") or ())),
        data.get("by_tool") is True,
        days,
        data.get("filled") is True,
        _in_file(data.get("in_file") or []),
        data.get("of_part") is True,
    )


def _in_file(data: object) -> tuple[InFile, ...]:
    if not isinstance(data, list) or len(data) > MOST_CURRENCIES:
        raise BilledError("The money of a bill's file is a list: an amount by currency.")
    return tuple(map(_amount_in_file, data))


def _amount_in_file(data: object) -> InFile:
    """Dollars need no rate. Raises BilledError."""
    said = "An amount in a bill's file has a currency, and one that is no dollar its rate and day."
    if not isinstance(data, Mapping) or not _CODE.fullmatch(str(data.get("currency"))):
        raise BilledError(said)
    code, amount = str(data["currency"]), _amounts({"amount": data.get("amount")}, said)["amount"]
    if code == DOLLARS:
        return InFile(code, amount)
    rate, _wrong = read_decimal(data.get("rate"))
    if rate is None or not 0 < rate <= LARGEST_RATE:
        raise BilledError(said)
    try:
        return InFile(code, amount, rate, date.fromisoformat(str(data.get("day"))))
    except ValueError as error:
        raise BilledError(said) from error


def _basis(data: object) -> str:
    if data not in {BILL, MONEY, LIST, ESTIMATE} or not isinstance(data, str):
        raise BilledError("What the estimate is set against is not known.")
    return data


def _parts(data: object) -> dict[str, Fraction]:
    said = "The parts of a bill are an object: dollars by what they are for."
    if not isinstance(data, Mapping) or not data.keys() <= set(PARTS):
        raise BilledError(said)
    return dict.fromkeys(PARTS, Fraction(0)) | _amounts(data, said)


def _months(data: object) -> dict[str, Fraction]:
    said = "The months of a bill are an object: dollars by month, such as 2026-10."
    if (
        not isinstance(data, Mapping)
        or len(data) > MOST_MONTHS
        or not all(isinstance(month, str) and _MONTH.fullmatch(month) for month in data)
    ):
        raise BilledError(said)
    return dict(sorted(_amounts(data, said).items()))


def _amounts(data: Mapping[str, object], refused: str) -> dict[str, Fraction]:
    found = {name: read_decimal(written)[0] for name, written in data.items()}
    if None in found.values():
        raise BilledError(refused)
    return {name: Fraction(amount) for name, amount in found.items() if amount is not None}


def _elsewhere(data: object) -> dict[str, str]:
    if not isinstance(data, Mapping) or not all(
        part in PARTS and isinstance(name, str) and field_of(name) is not None for part, name in data.items()
    ):
        raise BilledError("What stands elsewhere is an object: the input by the part of the bill.")
    return dict(data)
