"""When each sentence on the pages of a bill is true of the files that were given and of what was chosen."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import partial
from typing import Any, Final

from tests.truth.given_bills import NAMES, Given
from tests.truth.reader import number_in, shows

type Words = Mapping[str, Any]
type OfGiven = Callable[[Given, Words], bool]

SOURCES: Final = {"usage": "OpenAI usage", "cost": "OpenAI cost", "focus": "FOCUS bill"}
MONTH: Final = "October 2026"
PARTLY: Final = f"{MONTH}, scaled up from a part of its days"
TOLD: Final = {"tokens", "retries", "reserved or self-hosted capacity"}
"""The lines that such a bill tells: what a vendor of models is paid for; seats are another vendor's."""


def _share_of_days(g: Given) -> Fraction:
    return Fraction(31, g.last_day) if _is_partly(g) else Fraction(1)


def _is_partly(g: Given) -> bool:
    """Whether days that are not the whole month were said to stand for it."""
    return g.days == "scaled" and g.last_day < 31


def _month(g: Given, said: object) -> bool:
    return said == (PARTLY if _is_partly(g) else MONTH)


def _billed(g: Given, said: object) -> bool:
    return g.has_money and shows(said, g.billed * _share_of_days(g))


def _adds_up(g: Given, w: Words) -> bool:
    """Measured inputs of the bill alone come to what was billed, to the last digit shown."""
    both = [number_in(str(w[name]))[0] for name in ("billed", "estimated")]
    return _month(g, w["month"]) and _billed(g, w["billed"]) and both[0] == both[1] and g.has_tokens


def _lacks(g: Given, w: Words) -> bool:
    """What is not in the file is none of what it tells."""
    said = str(w["labels"]).split(", ")
    tells = {"Input tokens per unit", "Output tokens per unit"} if g.has_tokens else set()
    if g.has_tokens and g.has_money:
        tells |= {"Input price", "Output price"}
    if g.views[-1] == "usage" or g.joined:
        tells |= {"Model calls per unit"}
    return not tells & set(said)


def _two_files(g: Given, w: Words) -> bool:
    return g.is_pair and not g.agree and (w["usage"], w["cost"]) == (NAMES["usage"], NAMES["cost"])


def _calls_each(g: Given, w: Words) -> bool:
    """Calls are scaled as typed units are not: those are of the month."""
    assert g.units is not None
    each = g.calls / Fraction(g.units)
    return each < 1 and abs(number_in(str(w["calls_each"]))[0] - each) <= Fraction(1, 1000)


def _compared(g: Given, w: Words) -> bool:
    """Seats that the scenario has are in no such bill, so they are left out of both sides."""
    assert g.scenario is not None
    seats = set() if "seats" in g.scenario else {"seats"}
    return set(str(w["compared"]).replace(" and ", ", ").split(", ")) == TOLD | seats


def _days(g: Given, w: Words) -> bool:
    first, last = "1 October 2026", f"{g.last_day} October 2026"
    named = w["first"] == first and w.get("last", first) == last
    return named and shows(w["days"], g.last_day) and shows(w["of"], 31)


def _units(g: Given, w: Words) -> bool:
    """Units of the days that were scaled up are of the month, as they are compared."""
    each = g.units if g.units is not None else g.calls
    return shows(w["n"], each * _share_of_days(g)) and w["month"] == MONTH


def _stands_for(of_a_bill: bool, how: str, g: Given, w: Words) -> bool:
    """Without money it is usage; of the days of a file it says how they were taken."""
    partly = _is_partly(g)
    if of_a_bill is not g.has_money or partly is not (how == "days") or not _units(g, w):
        return False
    if how == "days":
        return shows(str(w["from"]).split(" ")[0], g.units or g.calls)
    if how == "typed":
        return g.units is not None
    return g.units is None and w["what"] == "calls that were billed: a unit is one call"


PAGES_OF_BILLS: Final[Mapping[str, OfGiven]] = {
    "Estimate: “%(name)s”.": lambda g, w: w["name"] == "Desk" and g.scenario is not None,
    "The file and the scenario cannot be compared yet:": lambda g, _w: (
        (g.last_day < 31 and not g.days)
        or not g.has_tokens
        or (not g.has_money and "input_price" not in (g.scenario or {}))
    ),
    "Neither in the file nor in the scenario: %(labels)s.": lambda g, w: (
        not (g.has_tokens and g.has_money) and _lacks(g, w)
    ),
    "Choose a scenario: its estimate is compared with this file.": lambda g, _w: g.scenario is None,
    "Nothing here can be used: correct the refused rows and upload the file again.": lambda g, _w: (
        not g.usable
    ),
    (
        "More than 1%% of the money, the tokens or the rows in this file was refused, so it is not offered "
        "for use: what is missing would change the result."
    ): lambda g, _w: not g.usable,
    (
        "Billed for this part in %(month)s: %(billed)s. The estimate of the measured inputs alone: "
        "%(estimated)s."
    ): _adds_up,
    (
        "Billed for this part in %(month)s: %(billed)s. A new scenario has it as the vendor's last invoice."
    ): lambda g, w: _month(g, w["month"]) and _billed(g, w["billed"]) and not g.has_tokens,
    "Not in the file: %(labels)s": _lacks,
    "On the bill beside usage, and in no estimate:": lambda g, _w: bool(g.tax or g.credit),
    (
        "With this many units, one takes %(calls_each)s model calls: there are more units than calls. Is the "
        "unit right?"
    ): _calls_each,
    "The measured tokens hold the retries: taken, the retry rate becomes 0.": lambda g, _w: (
        g.has_tokens and bool((g.scenario or {}).get("retry_rate"))
    ),
    "Usage and cost of the same months: read together with “%(name)s”, and never added up.": lambda g, w: (
        g.joined and w["name"] == NAMES[g.views[0]]
    ),
    "Dollars per month: %(compared)s, before tax and credits": _compared,
    "prices from %(prices_from)s": lambda g, w: g.joined and w["prices_from"] == SOURCES["cost"],
    "Can these prices be right?": lambda g, _w: g.odd and g.has_money and g.has_tokens,
    "%(n)s sums of the file": lambda g, w: 1 <= number_in(str(w["n"]))[0] <= 4 * len(g.views),
    (
        "“%(usage)s” has tokens and “%(cost)s” has money of the same months. They do not agree, so nothing "
        "is calculated from both of them until you say so."
    ): lambda g, w: _two_files(g, w) and g.together is None,
    "“%(usage)s” and “%(cost)s” do not agree: put together because you said so.": lambda g, w: (
        _two_files(g, w) and g.together is True
    ),
    "“%(usage)s” and “%(cost)s” do not agree: kept apart because you said so.": lambda g, w: (
        _two_files(g, w) and g.together is False
    ),
    (
        "A cost export has money and the tokens it paid for. It counts no calls and may leave out cached "
        "tokens. With the usage export of the same months both are known."
    ): lambda g, _w: not g.joined and g.views[-1] == "cost" and g.tokens_paid,
    (
        "A cost export has money and no tokens. The usage export of the same months has them. Give it here, "
        "or go on without it: the next page then asks for the tokens."
    ): lambda g, _w: not g.joined and g.views[-1] == "cost" and not g.tokens_paid,
    (
        "A usage export has tokens and no money. With the cost export of the same months the prices that "
        "were paid are known. Give it here, or go on without it: list prices are then used."
    ): lambda g, _w: not g.joined and g.views[-1] == "usage",
    "“%(name)s” has %(volume)s units per month.": lambda g, w: (
        w["name"] == "Desk" and shows(w["volume"], (g.scenario or {})["units_per_month"])
    ),
    # Said by Python for these pages.
    **{
        f"The {what} covers %(n)s units in %(month)s{rest}": partial(_stands_for, what == "bill", how)
        for what in ("bill", "usage")
        for rest, how in (
            (": the number you entered for it.", "typed"),
            (", counted in the file: %(what)s.", "counted"),
            (": %(from)s.", "days"),
        )
    },
    "The file has %(first)s to %(last)s: %(days)s of %(of)s days of this month.": lambda g, w: (
        1 < g.last_day < 31 and _days(g, w)
    ),
    "The file has one day of this month: %(first)s, %(days)s of %(of)s days.": lambda g, w: (
        g.last_day == 1 and _days(g, w)
    ),
    "Units and money of a month are scaled up: times %(times)s.": lambda g, w: (
        _is_partly(g) and shows(w["times"], _share_of_days(g))
    ),
    "You said that the month had no others, so they are the month.": lambda g, _w: g.days == "whole",
    ("Nothing is scaled up: the units and the money below are those of these days alone."): lambda g, _w: (
        not g.days
    ),
    "%(month)s, scaled up from a part of its days": lambda g, w: _is_partly(g) and w["month"] == MONTH,
}
"""Said in templates and by the modules behind them, of whoever has given a bill."""
