"""When each sentence is true that depends on how a report was made: its bill, its file, its settings."""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Final

from calculator.domain.break_even.retirement import Triggers
from calculator.domain.costs import numbers, volume
from runrate.reports.domain.inputs import Costed, Source, Team
from tests.truth.conditions_answers import count
from tests.truth.conditions_costs import Words
from tests.truth.reader import Costs, number_in, shows, shows_share

type OfSource = Callable[[Source, Words], bool]
MEASURED: Final = "measured: "


def _costed(s: Source) -> Costed:
    assert s.costed is not None
    return s.costed


def _from_bill(s: Source, bill: object) -> int:
    return sum(words == f"{MEASURED}{bill}" for words in _costed(s).origins.values())


def _from_sources(s: Source) -> int:
    return sum(not words.startswith((MEASURED, "Our assumption")) for words in _costed(s).origins.values())


def _checked(s: Source) -> Fraction:
    return Fraction(_costed(s).workload.review_rate or 0)


def _least(s: Source) -> Fraction:
    assert s.minimum_review_rate is not None
    return Fraction(s.minimum_review_rate)


def _all_reviewed(s: Source) -> Fraction:
    """What a month of reviews by the minute would cost, were every unit checked."""
    w = _costed(s).workload
    each = Fraction(w.review_minutes or 0) / 60 * Fraction(w.reviewer_hourly_cost or 0)
    return Fraction(w.units_per_month or 0) * each


def _names(s: Source, w: Words) -> bool:
    assert s.assessed is not None
    names = (s.assessed.workload_name, _costed(s).workload_name)
    return names[0].casefold() != names[1].casefold() and names == (w["assessed"], w["costed"])


def _net_at(s: Source, rate: Fraction) -> Fraction:
    """What a month leaves with this share of the units checked, at today's volume."""
    return Costs(_costed(s).workload.as_json()).net_at_review(rate)


def _fraction(limit: Decimal | None) -> Fraction | None:
    return None if limit is None else Fraction(limit)


def _passed(s: Source) -> int:
    """How many limits set for retiring it are passed."""
    limits, c = _costed(s).triggers, Costs(_costed(s).workload.as_json())
    for_nothing = limits.cost_above is not None and not c.hand.accepted() and c.total > 0 and not c.untold
    pairs = (
        (c.accepted, limits.cost_above),
        (_fraction(limits.margin_below), c.margin if _costed(s).workload.given("value_per_unit") else None),
        (_checked(s), limits.review_above),
    )
    passed = sum(one is not None and other is not None and one > Fraction(other) for one, other in pairs)
    return for_nothing + passed


def _limits(s: Source) -> Triggers:
    return _costed(s).triggers


def _in_tokens(s: Source) -> bool:
    """Whether the retry rate came from a bill that holds retries within its tokens."""
    return _costed(s).origins.get("retry_rate", "").startswith("inside the measured tokens: ")


def _billed(s: Source) -> Fraction:
    """What AI vendors bill of a month, by hand."""
    lines = Costs(_costed(s).workload.as_json()).lines
    return sum((lines[key] for key in ("tokens", "retries", "seats", "capacity")), Fraction(0))


def _team(s: Source) -> Team:
    assert s.assessed is not None
    assert s.assessed.team is not None
    return s.assessed.team


def _without(place: int) -> OfSource:
    """So many of a team gave no level on some question; of fewer than five nobody is told."""
    return lambda s, w: (
        count({"count": w["raters"]}) == _team(s).raters >= 5
        and count(w) in {pair[place] for pair in _team(s).without.values()} - {0}
    )


def count_of(named: object) -> int:
    """How many things a list in a sentence names."""
    return len(re.split(", | and ", str(named)))


SOURCE: Final[Mapping[str, OfSource]] = {
    "{count} inputs, from {bill}.": lambda s, w: not s.imported and count(w) == _from_bill(s, w["bill"]) >= 1,
    "Nothing by this site; the imported file holds figures of a bill that nobody here has seen.": (
        lambda s, _w: s.imported and _costed(s).billed is not None
    ),
    "That is the volume estimated, not the one measured ({source}).": lambda s, w: (
        (billed := _costed(s).billed) is not None
        and billed.source == w["source"]
        and volume(numbers(billed.workload)) != volume(numbers(_costed(s).workload))
    ),
    "In tokens: the file does not separate them.": lambda s, _w: _in_tokens(s),
    "Fewer retries have no figure: they are in tokens, and the file does not separate them.": (
        lambda s, _w: _in_tokens(s) and s.assessed is not None
    ),
    "Nothing by this site.": lambda s, _w: s.imported and (s.costed is None or s.costed.billed is None),
    "All that was entered, in the imported file; this site checked none of it.": lambda s, _w: s.imported,
    "Prepared by {author}.": lambda s, w: s.cover.author == w["author"] != "",
    "The estimate is set against a bill: {bill}.": lambda s, w: (
        (billed := _costed(s).billed) is not None
        and billed.basis in {"bill", "money"}
        and billed.source == w["bill"]
    ),
    "The estimate is set against tokens of a file without money: {bill}.": lambda s, w: (
        (billed := _costed(s).billed) is not None
        and billed.basis in {"list_prices", "estimate_prices"}
        and billed.source == w["bill"]
    ),
    "The estimate is set against what a tool has estimated, which no vendor billed: {bill}.": lambda s, w: (
        (billed := _costed(s).billed) is not None and billed.by_tool and billed.source == w["bill"]
    ),
    "Median and spread are of those who gave a level; how many did not is told from {fewest} people on.": (
        lambda s, w: _team(s).raters < count({"count": w["fewest"]}) and not _team(s).without
    ),
    "{count} of {raters} did not know.": _without(0),
    "{count} of {raters} said that it does not apply.": _without(1),
    "All steps are worked out from the estimate.": lambda s, _w: _costed(s).billed is not None,
    "On the lines that a bill holds they release {cash} per month: more than all of it.": lambda s, w: (
        (billed := _costed(s).billed) is not None
        and number_in(str(w["cash"]))[0] + 1 >= billed.against(_costed(s).workload).variance.actual
    ),
    "{count} rows of the planning table": lambda s, w: count(w) == len(s.worth_changes) >= 1,
    "{count} rows were changed by the reader and are marked.": lambda s, w: (
        count(w) == len(s.worth_changes) >= 1
    ),
    "{count} inputs as our worked example has them": lambda s, w: (
        count(w) == sum(words.startswith("Our assumption") for words in _costed(s).origins.values())
    ),
    "{count} inputs, each with its source in the appendix.": lambda s, w: count(w) == _from_sources(s) >= 1,
    "Savings on review stop where {rate} of the units are checked: the minimum entered.": lambda s, w: (
        _checked(s) >= _least(s) and shows_share(w["rate"], _least(s))
    ),
    (
        "{today} of the units are checked, less than the minimum of {rate} entered: no saving on "
        "review is counted, and checking more would cost more."
    ): lambda s, w: (
        _checked(s) < _least(s) and shows_share(w["rate"], _least(s)) and shows_share(w["today"], _checked(s))
    ),
    (
        "The least share to be checked, as entered, is {least}: no allowed review rate pays at today's "
        "volume."
    ): lambda s, w: (
        shows_share(w["least"], _least(s))
        and _net_at(s, _least(s)) < 0
        and _net_at(s, Fraction(1)) <= _net_at(s, _least(s))
    ),
    "a minimum review rate of {rate}": lambda s, w: shows_share(w["rate"], _least(s)),
    "a working day at {cost}": lambda s, w: number_in(str(w["cost"]))[0] == s.day_cost,
    (
        "{today} of the {units} are checked, less than the {least} entered as the least: checking "
        "as many would cost {more} more per month."
    ): lambda s, w: (
        shows_share(w["least"], _least(s))
        and shows_share(w["today"], _checked(s))
        and shows(w["more"], (_least(s) - _checked(s)) * _all_reviewed(s))
    ),
    "Limits that were set for retiring it are passed: {passed}.": lambda s, w: (
        _passed(s) == sum(str(w["passed"]).count(side) for side in (", above ", ", below ")) >= 1
    ),
    "Decide first whether it goes on: {count} limits that were set for retiring it are passed.": (
        lambda s, w: int(w.get("count", 1)) == _passed(s) >= 1
    ),
    "Decide whether it goes on: {count} limits that were set for retiring it are passed.": (
        lambda s, w: int(w.get("count", 1)) == _passed(s) >= 1
    ),
    "Find out why the estimate is above the last invoice: its tokens, its prices or its month.": (
        lambda s, _w: _billed(s) > Fraction(_costed(s).last_invoice or 0) > 0
    ),
    "Nothing else: every answer that applies stands at the top.": lambda s, _w: (
        _passed(s) >= 1 and s.assessed is not None and set(s.assessed.sheet.answers.values()) == {4}
    ),
    "Only if it does, {ask}": lambda s, w: (
        _passed(s) >= 1 and s.assessed is not None and str(w["ask"]).startswith(("approve ", "take "))
    ),
    "at the middle figures no step releases any cash": lambda s, _w: s.day_cost == 0,
    "on the lines entered and at the middle figures, no step releases any cash": lambda s, _w: (
        s.day_cost == 0
    ),
    "It is to be retired when more than {most} are reviewed, and at least {fewest} must be: as entered, one "
    "of the two always fails.": lambda s, w: (
        shows_share(w["fewest"], _least(s))
        and shows_share(w["most"], Fraction(_limits(s).review_above or 0))
        and _least(s) > (_limits(s).review_above or 0)
    ),
    "the vendor's last invoice": lambda s, _w: _costed(s).last_invoice is not None,
    "a target of accepted units": lambda s, _w: _costed(s).target is not None,
    "{count} limits for retiring it": lambda s, w: (
        count(w)
        == sum(
            limit is not None
            for limit in (_limits(s).cost_above, _limits(s).margin_below, _limits(s).review_above)
        )
        >= 1
    ),
    "{accepted} per month are accepted, below the target of {target}.": lambda s, w: (
        number_in(str(w["accepted"]))[0] < number_in(str(w["target"]))[0] == _costed(s).target
    ),
    "{person} is entered as the person responsible.": lambda s, w: (
        _costed(s).person == w["person"] != "" and not s.imported
    ),
    "The imported file names {person} as the person responsible.": lambda s, w: (
        _costed(s).person == w["person"] != "" and s.imported
    ),
    "The imported file names no person responsible: add who answers for it before a decision is made.": (
        lambda s, _w: s.imported and (s.costed is None or not s.costed.person)
    ),
    "Not taken from it: {what}.": lambda s, w: s.imported and count_of(w["what"]) == len(s.not_taken) >= 1,
    "The minimum share of reviews entered holds this back.": lambda s, _w: _least(s) > 0,
    "Reviewers are paid only for the hours they review, as entered: reviewing less is cash.": lambda s, _w: (
        s.reviewers_by_the_hour
    ),
    (
        "Take {count} steps by {by} ({days}), at work that costs nothing here. Together they release {cash} "
        "per month in cash{around}."
    ): lambda s, w: s.day_cost == 0 and number_in(str(w["cash"]))[0] > 0,
    (
        "The answers are about {assessed} and the costs about {costed}: a saving holds only as far as both "
        "are managed alike."
    ): _names,
}
