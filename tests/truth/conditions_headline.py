"""When a headline, what stands beside it and a note on an input are true."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from tests.truth.conditions_costs import OfCosts, Words
from tests.truth.conditions_exploring import fees
from tests.truth.reader import Costs, number_in, shows, shows_share

INVOICE: Final = 1000
"""Dollars of the last invoice that every reader's page has beside its figures."""
BILLED_IN: Final = "measured: FOCUS bill, October 2026"
"""The bill that it was read in, where nobody typed it."""


def _headline(c: Costs, w: Words) -> bool:
    return (
        c.complete
        and c.each is not None
        and shows(w["cost"], c.each)
        and shows_share(w["share"], c.visible / c.total)
    )


def _fees(c: Costs) -> bool:
    """Whether calls or searches are paid for beside tokens, and not all units go to a second model."""

    def paid(of: Mapping[str, object], *names: str) -> bool:
        return all(Fraction(str(of.get(name) or 0)) > 0 for name in names)

    if c.inputs.get("steps"):
        return any(paid(s, "call_fee") or paid(s, "searches", "search_price") for s in c.inputs["steps"])
    fees = paid(c.inputs, "call_fee") or paid(c.inputs, "searches_per_unit", "search_price")
    return fees and Fraction(str(c.inputs.get("routed_share") or 0)) != 1


def _headline_incomplete(c: Costs, w: Words) -> bool:
    return (
        c.total > 0
        and c.each is not None
        and shows(w["cost"], c.each)
        and int(w.get("count", 1)) == len(c.missing) > 0
        and not c.open_ended
    )


def _open_ended(c: Costs, w: Words) -> bool:
    lines = int(w.get("count", 1)) if c.missing else 0
    return c.open_ended and shows(w["cost"], c.each or 0) and lines == len(c.missing)


def _without_units(*, complete: bool, paid: bool) -> OfCosts:
    return lambda c, w: (
        not c.units
        and c.complete is complete
        and bool(c.total) is paid
        and (not paid or shows(w["total"], c.total))
    )


def _invoiced(c: Costs, w: Words) -> bool:
    return shows(w["billed"], c.billed) and c.complete_bill


def _invoiced_in_part(retries: bool | None) -> OfCosts:
    """A line that vendors bill is missing; retries are named where they are entered."""

    def holds(c: Costs, w: Words) -> bool:
        named = retries is None or ("retries" in c.entered) is retries
        return shows(w["billed"], c.billed) and not c.complete_bill and named

    return holds


def _no_pay_of_reviewers(c: Costs, _w: Words) -> bool:
    return c.value("review_rate") > 0 and c.half_reviewed


def _nothing_reviewed(c: Costs, _w: Words) -> bool:
    return not c.given("review_rate") and c.half_reviewed


HEADLINE: Final[Mapping[str, OfCosts]] = {
    "Nothing that was entered costs anything so far": lambda c, _w: not c.total and not c.complete,
    "Each {unit} costs at least {cost}, with {count} cost lines still to be entered": _headline_incomplete,
    "As far as entered, each {unit} costs {cost}": _open_ended,
    "As far as entered, each {unit} costs {cost}, with {count} cost lines still to be entered": _open_ended,
    "Each {unit} costs at least {cost}": lambda c, w: (
        c.half_reviewed
        and not c.open_ended
        and not c.missing
        and c.each is not None
        and shows(w["cost"], c.each)
    ),
    "Nothing is paid for one {unit}": lambda c, _w: c.complete and not c.total and bool(c.units),
    "Each {unit} costs {cost}, and {share} of it is {visible}": lambda c, w: (
        _headline(c, w) and ("tokens and fees" in str(w["visible"])) is _fees(c)
    ),
    "Tokens and fees": lambda c, _w: _fees(c),
    "Each {unit} costs {cost}, all of it {visible}": lambda c, w: (
        c.complete and c.each is not None and c.total == c.visible > 0 and shows(w["cost"], c.each)
    ),
    (
        "Retries are drawn below the waterline: the vendor bills their {amount} per month as {tokens}, "
        "and no invoice names them."
    ): lambda c, w: (
        c.lines["retries"] > 0
        and shows(w["amount"], c.lines["retries"])
        and (w["tokens"] == "tokens and fees") is _fees(c)
    ),
    "Without any {unit} it still costs {total} per month": _without_units(complete=True, paid=True),
    "Without any {unit} it costs nothing": _without_units(complete=True, paid=False),
    "Without any {unit} it still costs at least {total} per month": _without_units(complete=False, paid=True),
    "Without any {unit}, nothing that was entered costs anything": _without_units(complete=False, paid=False),
    "Your last invoice is entered as %(invoice)s: no share of it can be explained.": lambda _c, w: (
        w["invoice"] == "$0.00"
    ),
    "Usage before tax and credits (%(bill)s): %(invoice)s.": lambda _c, w: (
        w["bill"] == BILLED_IN and shows(w["invoice"], INVOICE)
    ),
    "Updated: %(total)s per month, %(cost)s per %(unit)s.": lambda c, w: (
        c.complete and shows(w["total"], c.total) and shows(w["cost"], c.each or 0)
    ),
    "Updated: as far as entered, %(total)s per month, %(cost)s per %(unit)s.": lambda c, w: (
        c.open_ended and shows(w["total"], c.total) and shows(w["cost"], c.each or 0)
    ),
    "Updated: at least %(total)s per month, at least %(cost)s per %(unit)s.": lambda c, w: (
        not c.complete and not c.open_ended and shows(w["total"], c.total) and shows(w["cost"], c.each or 0)
    ),
    (
        "Not included: tax, model training, data licenses, tools and tracing of repeated attempts, volume "
        "discounts, free tiers and minimum charges, ramp-up, the time value of money, and the cost of wrong "
        "answers that nobody caught."
    ): lambda c, _w: "errors" not in c.entered,
    (
        "Not included: tax, model training, data licenses, tools and tracing of repeated attempts, volume "
        "discounts, free tiers and minimum charges, ramp-up, and the time value of money."
    ): lambda c, _w: "errors" in c.entered,
    "No reviewer's time has a price yet: enter minutes and an hourly cost, or whole people.": (
        _no_pay_of_reviewers
    ),
    "Tokens and retries come to %(billed)s: %(share)s of your last invoice of %(invoice)s.": _invoiced,
    "That is more than was invoiced: check tokens, prices and the month of the invoice.": lambda c, _w: (
        c.billed > INVOICE
    ),
    "What vendors bill comes to %(billed)s: %(share)s of your last invoice of %(invoice)s.": _invoiced,
    (
        "Tokens come to at least %(billed)s: at least %(share)s of your last invoice of %(invoice)s."
    ): _invoiced_in_part(retries=False),
    (
        "Tokens and retries come to at least %(billed)s: at least %(share)s of your last invoice of "
        "%(invoice)s."
    ): _invoiced_in_part(retries=True),
    (
        "What vendors bill comes to at least %(billed)s: at least %(share)s of your last invoice of "
        "%(invoice)s."
    ): _invoiced_in_part(retries=None),
}


def _rounded_down(text: object, share: Fraction) -> bool:
    """One more of its last digit would be too much; it is no 0."""
    number, places = number_in(str(text))
    return 0 < number <= 100 * share < number + Fraction(1, 10**places)


NOTES: Final[Mapping[str, OfCosts]] = {
    # Of a price list's window, which no workload has by itself.
    "A call of %(tokens)s tokens does not fit this model: it takes %(window)s at most.": lambda _c, _w: False,
    "This acceptance rate cannot be reached: more units fail even after retries than it allows.": (
        lambda c, _w: c.never_accepted and c.given("acceptance_rate")
    ),
    (
        "No acceptance rate was entered, and our default of 100% cannot be reached with this retry rate: "
        "enter at most {share}."
    ): lambda c, w: (
        not c.given("acceptance_rate") and c.never_accepted and _rounded_down(w["share"], 1 - c.never)
    ),
    (
        "No acceptance rate was entered, and with this retry rate every unit fails even after retries: none "
        "is accepted."
    ): lambda c, _w: not c.given("acceptance_rate") and c.never == 1,
    (
        "Our default accepts every unit, but {share} of them fail even after retries: "
        "enter the acceptance rate."
    ): lambda c, w: (
        not c.given("acceptance_rate") and 0 < c.never < Fraction(1, 100) and shows_share(w["share"], c.never)
    ),
    (
        "All model calls of a unit are assumed to be alike: where they differ or grow, enter them as model "
        "steps."
    ): lambda c, _w: c.value("calls_per_unit") > 1 and not c.hand.steps,
    "Routed units are counted without call fees and web searches.": lambda c, _w: (
        not c.hand.steps and c.value("routed_share") > 0 and fees(c) > 0
    ),
    "Reading from the cache costs what any input token does here: the cache saves nothing.": lambda c, _w: (
        any(
            each.get("cache_read_share")
            and each.given.get(f"{way}cache_read_price") == each.get(f"{way}input_price")
            for each in c.hand.steps or [c.hand]
            for way in ("", "long_context_")
        )
    ),
    (
        "Tokens are paid at their prices and capacity by the hour: both are counted. Where the tokens run on "
        "this capacity, leave their prices out."
    ): lambda c, _w: (
        bool(c.value("capacity_hourly"))
        and any(c.given(name) for name in ("capacity_instances", "capacity_units_per_instance"))
        and c.hand.attempt() > 0
    ),
    "The instances cannot do this work: it needs more tokens per second than they sustain.": lambda c, _w: (
        c.hand.run_on_capacity() * c.hand.attempts() * c.units
        > c.hand.instances() * c.value("capacity_hours") * 3600 * c.value("capacity_tokens_per_second")
    ),
    (
        "This work is paid by the seat or by the hour: its tokens cost $0, because no token price was given."
    ): lambda c, _w: (
        not c.given("input_price") and bool({"seats", "capacity"} & c.entered) and not c.hand.attempt()
    ),
    (
        "This work is paid by the seat or by the hour: no token price was given, so tokens cost $0 here and "
        "only fees, searches and routed units are counted."
    ): lambda c, _w: (
        not c.given("input_price") and bool({"seats", "capacity"} & c.entered) and c.hand.attempt() > 0
    ),
    "A vendor of AI is paid by this line: tokens cost $0, because no token price was given.": lambda c, _w: (
        not c.given("input_price") and c.billed_by_own and not c.hand.attempt()
    ),
    (
        "A vendor of AI is paid by this line: no token price was given, so tokens cost $0 here and only "
        "fees, searches and routed units are counted."
    ): lambda c, _w: not c.given("input_price") and c.billed_by_own and c.hand.attempt() > 0,
    (
        "Reviewers were entered, but not which share of the units they check: until then review costs $0."
    ): _nothing_reviewed,
}
