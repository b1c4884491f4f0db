"""When each sentence is true that sets an estimate against a bill: what both come to, and what is between."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

from calculator.domain.workload import Workload
from calculator.usage.analysis.bill import PARTS
from calculator.usage.analysis.derived import LIST, MONEY
from calculator.usage.analysis.variance import ai_usage
from runrate.reports.domain.billed import Billed, InFile
from runrate.reports.domain.currency import Exchange
from tests.truth.conditions_answers import count
from tests.truth.conditions_apart import OfPair, Pair
from tests.truth.conditions_costs import Words
from tests.truth.reader import Costs, number_in, shows, shows_share

BILLED: Final = ("tokens", "retries", "seats", "capacity")
"""Lines that usage on a bill can be set against."""
SOURCE: Final = "FOCUS bill, October 2026"
CENT: Final = Fraction(1, 100)
DAYS: Final = "1 of 31 days"
TIMES: Final = 31
RATE: Final = Decimal("1.08")
RATE_ON: Final = date(2026, 10, 31)
EXCHANGE: Final = Exchange("EUR", Decimal("0.93"), date(2026, 11, 1))
"""Of the scenario, another than that of the bill."""


def as_billed(workload: Workload) -> Iterator[Billed]:
    """A bill of it; the same of tokens without money, and of money that does not say what tokens cost."""
    bill = Billed(workload, dict.fromkeys(PARTS, Fraction(0)), {}, SOURCE)
    yield from (bill, replace(bill, basis=LIST), replace(bill, by_tool=True))
    euros = (InFile("EUR", ai_usage(workload) / TIMES / Fraction(RATE), RATE, RATE_ON),)
    yield replace(bill, in_file=euros)
    yield replace(bill, in_file=euros, days=DAYS, filled=True)
    yield replace(bill, basis=MONEY, parts={**bill.parts, "tokens": ai_usage(workload)})


def untold(p: Pair) -> set[str]:
    """Lines of the first of which the second, read in a bill, says nothing."""
    return ({"seats", "capacity"} & p.first.entered) - p.second.entered


def usage(p: Pair, c: Costs) -> Fraction:
    return sum((c.lines[key] for key in BILLED if key not in untold(p)), Fraction(0))


def _gap(p: Pair) -> Fraction:
    return usage(p, p.second) - usage(p, p.first)


def _read_in_it(p: Pair, w: Words) -> bool:
    """The prices that `spoken_of_a_bill` says were read in the file, which is a bill or not."""
    names = ("input_price", "output_price")
    alike = sum(p.first.inputs.get(name) == p.second.inputs.get(name) for name in names)
    return bool(count(w) == alike >= 1)


def _not_compared(p: Pair, w: Words) -> bool:
    own = {key for key in p.first.lines if key.startswith("other_")}
    beside = [p.first.lines[key] for key in own | untold(p)]
    return shows(w["amount"], sum(beside, Fraction(0))) and any(beside)


def _own_lines(side: Costs, w: Words) -> bool:
    """All of one's own, and nothing beside them: of two workloads nothing else is left out."""
    own = [amount for key, amount in side.lines.items() if key.startswith("other_")]
    return shows(w["amount"], sum(own, Fraction(0))) and any(own)


def _compared(p: Pair, w: Words) -> bool:
    said = str(w["lines"]).replace("reserved or self-hosted ", "").replace(" and ", ", ").split(", ")
    return said == [key for key in BILLED if key not in untold(p)]


def _agrees(p: Pair) -> bool:
    return abs(_gap(p)) < max(Fraction(1), usage(p, p.second) / 100)


def _both(p: Pair, w: Words) -> bool:
    return shows(w["billed"], usage(p, p.second)) and shows(w["estimated"], usage(p, p.first))


def _near(p: Pair, w: Words) -> bool:
    """Under a dollar, and 1 % or more of the bill: with the gap as printed and its exact share."""
    billed, estimated, gap = (number_in(str(w[name]))[0] for name in ("billed", "estimated", "gap"))
    larger = max(usage(p, p.first), usage(p, p.second))
    by_share = abs(_gap(p)) < usage(p, p.second) / 100
    exact = abs(_gap(p)) < 1 and not by_share and shows_share(w["share"], abs(_gap(p)) / larger)
    return exact and _both(p, w) and gap == abs(billed - estimated)


def _same(p: Pair, w: Words) -> bool:
    """Agreeing alone is said where less than 1 % is between, or nothing that is printed."""
    alike = number_in(str(w["billed"]))[0] == number_in(str(w["estimated"]))[0]
    return (abs(_gap(p)) < usage(p, p.second) / 100 or alike) and _both(p, w)


def _off(sign: int) -> OfPair:
    """What lies between is that of the two figures as printed."""

    def holds(p: Pair, w: Words) -> bool:
        billed, estimated, gap = (number_in(str(w[name]))[0] for name in ("billed", "estimated", "gap"))
        return not _agrees(p) and _gap(p) * sign > 0 and _both(p, w) and gap == abs(billed - estimated)

    return holds


def _of_tokens(holds: OfPair) -> OfPair:
    """Of a file without money the same is said of its tokens."""
    return lambda p, w: w["what"] == "Tokens at list prices" and holds(p, w)


def _cancel(p: Pair, w: Words) -> bool:
    more, less = (number_in(str(w[name]))[0] for name in ("more", "less"))
    return min(more, less) >= abs(_gap(p)) - CENT and abs(more - less - _gap(p)) <= 2 * CENT


def _outgrown(p: Pair, w: Words) -> bool:
    """Parts one after another come to what lies between, to the cents of both totals."""
    told = [each.rpartition(" ") for each in str(w["parts"]).split("; ")]
    signed = [
        number_in(said.rpartition(": ")[2])[0] * (1 if way == "more" else -1) for said, _sp, way in told
    ]
    return abs(sum(signed, Fraction(0)) - _gap(p)) <= 2 * CENT


def _amount(_p: Pair, w: Words) -> bool:
    return number_in(str(w["amount"]))[0] >= 0 and "−" not in str(w["amount"])


def _euros(p: Pair, said: object, times: int = 1) -> bool:
    """What a day's file has of the bill, or so many times that."""
    return str(said).startswith("€") and shows(said, usage(p, p.second) / TIMES / Fraction(RATE) * times)


def _models(c: Costs, w: Words) -> bool:
    steps = c.inputs.get("steps", ())
    return str(w["what"]).startswith(f"{len(steps)} model step" if steps else "one model")


def _at_the_volume_billed(p: Pair) -> Fraction:
    """What the estimate comes to for the units of the bill."""
    inputs = {k: v for k, v in p.first.inputs.items() if k not in {"units_per_day", "days_per_month"}}
    return usage(p, Costs({**inputs, "units_per_month": p.second.units}))


def _two_volumes(p: Pair, w: Words) -> bool:
    each = (usage(p, side) / side.units for side in (p.first, p.second))
    return p.first.units != p.second.units and all(
        shows(w[name], amount)
        for name, amount in zip(
            ("ours", "theirs", "one", "other"), (p.first.units, p.second.units, *each), strict=True
        )
    )


def _alike(sign: int) -> OfPair:
    """The estimate at the bill's volume is so many cents more or less than the bill, as both are printed."""

    def holds(p: Pair, w: Words) -> bool:
        alike, actual = (number_in(str(w[name]))[0] for name in ("alike", "actual"))
        gap = number_in(str(w["gap"]))[0] if sign else Fraction(0)
        true = shows(w["alike"], _at_the_volume_billed(p)) and shows(w["actual"], usage(p, p.second))
        return (
            true
            and shows(w["theirs"], p.second.units)
            and alike - actual == sign * gap
            and bool(gap) == bool(sign)
        )

    return holds


BILL: Final[Mapping[str, OfPair]] = {
    "The bill agrees with the estimate: {billed} against {estimated}.": _same,
    # Which inputs were read in a bill is known of no pair: runrate's test_against_bill.py holds it.
    "Inputs come from this bill, so its agreeing proves little: {billed} against {estimated}.": _same,
    "Inputs come from this file, so its agreeing proves little: {billed} against {estimated}.": _same,
    (
        "The bill is within a dollar of the estimate: {billed} against {estimated}, {gap} apart, which is "
        "{share} of the larger."
    ): _near,
    (
        "The tool's cost estimate is within a dollar of the estimate: {billed} against {estimated}, {gap} "
        "apart, which is {share} of the larger."
    ): _near,
    (
        "{what} are within a dollar of the estimate: {billed} against {estimated}, {gap} apart, which is "
        "{share} of the larger."
    ): _of_tokens(_near),
    "The bill is {gap} above the estimate: {billed} against {estimated}.": _off(1),
    "The bill is {gap} below the estimate: {billed} against {estimated}.": _off(-1),
    "The tool's cost estimate agrees with the estimate: {billed} against {estimated}.": _same,
    "The tool's cost estimate is {gap} above the estimate: {billed} against {estimated}.": _off(1),
    "The tool's cost estimate is {gap} below the estimate: {billed} against {estimated}.": _off(-1),
    # Whether a tool has estimated the money of a file is held of the files of each format:
    # test_invoices.py.
    "Its money is estimated by the tool that wrote the file: no vendor has billed it.": lambda _p, _w: True,
    "The tool's cost estimate is in {source}, and stands for {n} units.": lambda p, w: (
        w["source"] == SOURCE and shows(w["n"], p.second.units)
    ),
    "From an estimate of {estimated} to a tool's cost estimate of {billed}": _both,
    "{what} agree with the estimate: {billed} against {estimated}.": _of_tokens(_same),
    "{what} are {gap} above the estimate: {billed} against {estimated}.": _of_tokens(_off(1)),
    "{what} are {gap} below the estimate: {billed} against {estimated}.": _of_tokens(_off(-1)),
    # Which of the bills has no money, or does not say what its tokens cost, is held where they are compared
    # at every door: test_same_inputs.py.
    "The file has no money, so there is no bill to compare: only its tokens are.": lambda _p, _w: True,
    (
        "The tool does not say what each token cost, so nothing explains the difference: "
        "all of it is unexplained."
    ): lambda p, _w: _gap(p) != 0,
    (
        "The bill does not say what its tokens cost, so nothing explains the difference: "
        "all of it is unexplained."
    ): lambda p, _w: _gap(p) != 0,
    (
        "Beyond the volume, all of the difference is unexplained: the bill does not say what its tokens cost."
    ): lambda p, _w: _at_the_volume_billed(p) != usage(p, p.first),
    (
        "Beyond the volume, all of the difference is unexplained: the tool does not say what each token cost."
    ): lambda p, _w: _at_the_volume_billed(p) != usage(p, p.first),
    (
        "The estimate is for {ours} units per month and what it is set against for {theirs}: {one} per unit "
        "estimated, {other} measured."
    ): _two_volumes,
    "For {theirs} units the estimate comes to {alike}, just what was measured.": _alike(0),
    "For {theirs} units the estimate comes to {alike}, {gap} less than the {actual} measured.": _alike(-1),
    "For {theirs} units the estimate comes to {alike}, {gap} more than the {actual} measured.": _alike(1),
    "From an estimate of {estimated} to tokens at {billed}": _both,
    "The largest cause: {cause}.": lambda p, _w: not _agrees(p),
    "The largest causes, as large as each other: {causes}.": lambda p, w: (
        not _agrees(p)
        and len({number_in(each.partition(": ")[2])[0] for each in str(w["causes"]).split("; ")}) == 1
    ),
    (
        "A cause here is larger than both totals, because it acts on what the others change. One after "
        "another, in a fixed order, they come to this: {parts}."
    ): _outgrown,
    "Behind this are larger differences that offset each other: {more} more against {less} less.": _cancel,
    "{amount} of the estimate is in lines that this bill does not tell, and is not compared: {lines}.": (
        _not_compared
    ),
    "{amount} of the estimate is in lines that this file does not tell, and is not compared: {lines}.": (
        _not_compared
    ),
    "{amount} of the estimate is in lines of one's own, and is not compared: {lines}.": lambda p, w: (
        _own_lines(p.first, w)
    ),
    "{amount} of what it is set against is in lines of one's own, and is not compared: {lines}.": (
        lambda p, w: _own_lines(p.second, w)
    ),
    "Seats are not on it: they are on another invoice.": lambda p, _w: (
        "seats" in untold(p) and p.first.lines["seats"] > 0
    ),
    "The comparison covers {lines}, before tax and credits.": _compared,
    "{cause}: {amount} more": _amount,
    "{cause}: {amount} less": _amount,
    "{input}: {estimated} estimated, {billed} billed": lambda _p, w: w["estimated"] != w["billed"],
    # Whether a file counts no calls is held of the files of each format: web/usage/test_steps_shown.py.
    "{input}: {estimated} estimated, {billed} by its part of the tokens": lambda _p, w: (
        w["estimated"] != w["billed"]
    ),
    "{input}: {estimated} estimated, {billed} measured": lambda _p, w: w["estimated"] != w["billed"],
    "{input}: {estimated} estimated, {billed} on the price list": lambda _p, w: w["estimated"] != w["billed"],
    "{what} measured": lambda p, w: _models(p.second, w),
    "{what} estimated": lambda p, w: _models(p.first, w),
    "{what} billed": lambda p, w: _models(p.second, w),
    "{n} more inputs differ": lambda p, w: 1 <= int(str(w["n"])) <= len(p.differing),
    "The bill is {source}, and stands for {n} units.": lambda p, w: (
        w["source"] == SOURCE and shows(w["n"], p.second.units)
    ),
    "The tokens are those of {source}, and stand for {n} units.": lambda p, w: (
        w["source"] == SOURCE and shows(w["n"], p.second.units)
    ),
    "The file has {amounts} and {n} units for {days}, scaled up: times {times}.": lambda p, w: (
        _euros(p, w["amounts"])
        and shows(w["n"], p.second.units / TIMES)
        and (w["days"], w["times"]) == (DAYS, str(TIMES))
    ),
    "The file has {amounts}.": lambda p, w: _euros(p, w["amounts"]),
    "In {code} the whole month is {amount}.": lambda p, w: _euros(p, w["amount"], TIMES),
    "One {code} is taken as {dollars}, the rate entered for {day}.": lambda _p, w: (
        (w["code"], w["dollars"], w["day"]) == ("EUR", f"${RATE}", "31 October 2026")
    ),
    "Other sums in {code} are at the scenario's own rate, {rate} for a dollar.": lambda _p, w: (
        (w["code"], w["rate"]) == (EXCHANGE.code, str(EXCHANGE.rate)) and EXCHANGE.rate * RATE != 1
    ),
    # Which steps are called as often as estimated is held in test_variance_words.py.
    "Each model is called as often as estimated, but with other tokens: its part of all is another.": (
        lambda p, _w: _gap(p) != 0
    ),
    "{input}: {estimated} estimated, inside the measured tokens": lambda p, w: shows_share(
        w["estimated"], p.first.value("retry_rate")
    ),
    "{input}: {estimated} estimated, inside the tokens of the bill": lambda p, w: shows_share(
        w["estimated"], p.first.value("retry_rate")
    ),
    "{count} inputs of the estimate were read in this same file, so they cannot differ.": _read_in_it,
    "{count} inputs of the estimate were read in this same bill, so they cannot differ.": _read_in_it,
}
