"""Readers made up by hand: together they are told every sentence that has a condition, each at its edge."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from assessment.domain.answer_sheet import Sheet
from assessment.domain.scoring import NotApplicable
from calculator.domain.break_even.retirement import Triggers
from calculator.domain.workload_input import parse_workload
from calculator.usage.analysis.bill import PARTS
from runrate.reports.domain.billed import Billed
from runrate.reports.domain.cover import Cover
from runrate.reports.domain.guesses import Guessed
from runrate.reports.domain.inputs import NOT_TAKEN, Source, Team
from tests.assessment.sheets import KEYS, sheet
from tests.reports.readers import source

type Inputs = dict[str, Any]

TOKENS: Final[Inputs] = {
    "unit_name": "claim",
    "units_per_month": 1000,
    "input_tokens": 1000,
    "output_tokens": 100,
    "input_price": 1,
    "output_price": 5,
}
"""$0.0015 per claim."""
ZEROS: Final[Inputs] = {
    **dict.fromkeys(
        [f"{line}_monthly" for line in ("vector_db", "observability", "tools", "integrations")], 0
    ),
    **dict.fromkeys(
        ["infrastructure_monthly", "upkeep_monthly", "retry_rate", "review_rate", "build_cost"], 0
    ),
}
BY_THE_MINUTE: Final[Inputs] = {"review_rate": "0.1", "review_minutes": 6, "reviewer_hourly_cost": 10}
STAFF: Final[Inputs] = {"review_rate": "0.1", "reviews_per_reviewer": 100, "reviewer_monthly_cost": 4000}
WRONG: Final[Inputs] = {"error_rate": "0.1", "error_cost": 10, "review_rate": "0.1"}
BLOCKS: Final[Inputs] = {"infrastructure_step_units": 100, "value_per_unit": "1.0015"}
OWN: Final[Inputs] = {"name": "Licences", "step_units": 1000, "step_monthly": 9000}
LONG: Final[Inputs] = {
    "units_per_month": 9000,
    "input_tokens": 60_000,
    "output_tokens": 8000,
    "input_price": 3,
    "output_price": 15,
}
"""Its tokens cost thousands, of which a step saves a tenth."""
SEVERAL: Final[Inputs] = {
    "units_per_month": 12_000,
    "reviews_per_reviewer": 800,
    "reviewer_monthly_cost": 5200,
}
FREE: Final[Inputs] = {"input_price": 0, "output_price": 0}
EARNS: Final[Inputs] = {**WRONG, "error_rate": "0.3", "review_minutes": 10, "reviewer_hourly_cost": 6}
"""A review of a dollar avoids three dollars of errors."""
INSTANCES: Final[Inputs] = {"capacity_units_per_instance": 100, "capacity_hourly": 2, "capacity_hours": 100}


def _changes() -> Iterator[Inputs]:
    yield from ({**EARNS, "value_per_unit": value} for value in ("0.9", 2, 4))
    yield {**EARNS, "value_per_unit": 4, "reviewer_hourly_cost": 18}
    """What is entered beside tokens, each for a complete workload and for one without upkeep."""
    yield {}
    for value in ("0.001", "0.0015", "2"):
        yield {"value_per_unit": value, "human_cost_per_unit": value}
    yield {"value_per_unit": 2, "human_cost_per_unit": 9, "acceptance_rate": "0.5"}
    for value in ("0.0015", "0.1", "2", "0.0001"):
        yield {**BY_THE_MINUTE, "value_per_unit": value}
    for value in ("0.0015", "5", "5000"):
        yield {"value_per_unit": value, "vector_db_monthly": 30, "build_cost": 500}
    for minutes, pay in ((1, 30), (1, 60), (10, 60), (0, 0)):
        yield {**WRONG, "review_minutes": minutes, "reviewer_hourly_cost": pay}
    for rate in ("0.1", "0.05", "0"):
        yield {**WRONG, **STAFF, "error_cost": 500, "review_rate": rate}
    yield {**STAFF, "value_per_unit": "4.5", "retry_rate": "0.08"}
    yield {**STAFF, "value_per_unit": "7", "vector_db_monthly": 2000}
    yield {**STAFF, "value_per_unit": "2"}
    yield {**BLOCKS, "infrastructure_step_monthly": 100}
    yield {**BLOCKS, "infrastructure_step_monthly": 100, "vector_db_monthly": 5}
    yield {**BLOCKS, "infrastructure_step_monthly": 90, "vector_db_monthly": 35}
    yield {**BLOCKS, "infrastructure_step_monthly": 90}
    yield {**BLOCKS, "infrastructure_step_monthly": 200}
    yield {**BLOCKS, "infrastructure_step_monthly": 200, "other_lines": [OWN | {"step_units": 30}]}
    # Between whole volumes: 29.75 pay and 29 do not; a block starts at 100.3, and 100.4 do not pay for it.
    yield {"value_per_unit": "1.0015", "vector_db_monthly": "29.5", "units_per_month": "29.75"}
    yield {**BLOCKS, "infrastructure_step_units": "100.3", "infrastructure_step_monthly": 50,
           "vector_db_monthly": "0.5", "units_per_month": "100.4"}  # fmt: skip
    yield {"build_cost": 12_000, "build_months": 12, "value_per_unit": "0.9999"}
    yield {"build_cost": 1200, "build_months": "0.5", "value_per_unit": 1}
    yield {**INSTANCES, "value_per_unit": 1}
    yield {**INSTANCES, "value_per_unit": "2.5", "vector_db_monthly": 60}
    yield {**INSTANCES, "value_per_unit": "2.5", "vector_db_monthly": 60, "units_per_month": 150}
    yield {**INSTANCES, "capacity_hours": 10, "value_per_unit": "2.5", "capacity_tokens_per_second": 1}
    yield {**INSTANCES, **FREE, "capacity_hours": 10, "capacity_tokens_per_second": 1}
    yield {**STAFF, "value_per_unit": "4.5", "vector_db_monthly": 900, "units_per_month": 100}
    yield {**BLOCKS, "infrastructure_step_monthly": "99.5", "vector_db_monthly": "0.4", "units_per_month": 5}
    yield {**BLOCKS, "infrastructure_step_units": 1000, "infrastructure_step_monthly": "0.5"}
    for value in ("1", "0.01"):
        yield {**FREE, "capacity_instances": 1, "capacity_hourly": 1, "capacity_hours": 100,
               "capacity_tokens_per_second": 10, "value_per_unit": value}  # fmt: skip
    yield {**FREE, "capacity_instances": 1, "capacity_hourly": 0, "capacity_tokens_per_second": 10,
           "tools_per_unit": 1}  # fmt: skip
    yield {**FREE, "capacity_instances": 1, "capacity_hourly": 1, "capacity_tokens_per_second": 10}
    # One instance sustains 3272 claims, five 16,363.
    for started, units in ((4000, 1500), (3300, 1600), (4000, 200)):
        yield {**FREE, "capacity_instances": 1, "capacity_hourly": 1, "capacity_hours": 100,
               "capacity_units_per_instance": started, "capacity_tokens_per_second": 10,
               "value_per_unit": "0.05", "units_per_month": units}  # fmt: skip
    yield {"other_lines": [OWN], "value_per_unit": 10}
    yield {"other_lines": [OWN], "value_per_unit": 10, "units_per_month": 50_000}
    yield {"other_lines": [OWN], "value_per_unit": "9.05", "units_per_month": 2000}
    yield {"units_per_month": 0}
    yield {"units_per_month": 0, "vector_db_monthly": 9}
    yield {"input_price": 0, "output_price": 0}
    yield {"acceptance_rate": 0}
    yield {"retry_rate": 1, "value_per_unit": 9}
    yield {"retry_rate": "0.25", "value_per_unit": 9}
    yield {"retry_rate": "0.01", "calls_per_unit": 3, "routed_share": "0.2", "routed_input_price": "0.2",
           "routed_output_price": 1}  # fmt: skip
    yield {"routed_share": "0.5", "routed_input_price": "0.2", "routed_output_price": 1,
           "searches_per_unit": 3, "search_price": 10}  # fmt: skip
    yield {"routed_share": 0, "routed_input_price": "0.2", "routed_output_price": 1, "call_fee": 10}
    yield {"review_rate": "0.2"}
    yield {"value_per_unit": 2, "human_cost_per_unit": 5, "acceptance_rate": "0.5"}
    yield {"seats": 40, "seat_monthly": 19}
    yield {"cache_read_share": "0.5", "cache_read_price": TOKENS["input_price"]}
    yield {**BY_THE_MINUTE, "review_rate": 1, "value_per_unit": "1.0015"}
    yield {**BY_THE_MINUTE, "value_per_unit": "1.0015"}
    yield {"value_per_unit": 2, "human_cost_per_unit": 9, "acceptance_rate": "0.5", "vector_db_monthly": 2000}
    yield {"vector_db_monthly": 5000, "tools_monthly": 5000}
    yield {"vector_db_monthly": 5000, "tools_monthly": 70, "integrations_monthly": 70}
    yield {"build_cost": 1200, "value_per_unit": "0.0915"}
    yield {"build_cost": 1200, "value_per_unit": "0.0016"}
    yield {"value_per_unit": 2, "human_cost_per_unit": 1, "acceptance_rate": "0.5"}
    yield {"cache_read_share": "0.9", "cache_read_price": "0.01", "output_tokens": 0, "output_price": 0}


def workloads() -> Iterator[Inputs]:
    yield from on_instances()
    for change in _changes():
        given = {**TOKENS, **ZEROS, **change}
        yield given
        yield {name: value for name, value in given.items() if name != "upkeep_monthly"}
    yield {name: value for name, value in TOKENS.items() if name != "units_per_month"} | {
        "units_per_month": 0
    }
    no_tokens = {"unit_name": "claim", "units_per_month": 1000, "seats": 40, "seat_monthly": 19}
    yield {**no_tokens, **ZEROS}
    yield {**no_tokens, **TOKENS}
    yield {**no_tokens, **ZEROS, "input_tokens": 10, "output_tokens": 10, "call_fee": 5}
    outcome = {"units_per_month": 1000, "other_lines": [{"name": "Bot", "per_unit": "0.99", "visible": True}]}
    yield {"unit_name": "claim", **outcome, **ZEROS}
    yield {"unit_name": "claim", **outcome, **ZEROS, "input_tokens": 10, "output_tokens": 10, "call_fee": 5}
    own = {"capacity_instances": 1, "capacity_hourly": 3, "input_tokens": 10, "output_tokens": 10}
    yield {"unit_name": "claim", "units_per_month": 1000, **own, **ZEROS}
    yield {**TOKENS, "review_minutes": 5, "reviewer_hourly_cost": 45}
    left_open = {name: value for name, value in {**TOKENS, **ZEROS, **WRONG}.items() if name != "review_rate"}
    yield left_open
    yield {**left_open, "review_minutes": 5, "reviewer_hourly_cost": 45, "value_per_unit": 1}
    yield {name: value for name, value in left_open.items() if name != "upkeep_monthly"}
    yield {**left_open, "acceptance_rate": 1, "retry_rate": 1}


BACKED: Final[Mapping[str, str]] = dict.fromkeys(KEYS, "seen in the October report")
OUT: Final = NotApplicable("nobody does")


def answers() -> Iterator[Sheet]:
    yield from (sheet(level) for level in (0, 1, 2, 3, 4, "dk"))
    yield sheet(4, BACKED)
    yield sheet(3, {"q1": "n/a"})
    yield sheet(4, BACKED, q4=1)
    yield sheet(4, BACKED, q15=1)
    yield sheet(2, q7=OUT)
    yield sheet(4, BACKED, q2="dk", q5="dk", q8="dk", q11="dk")
    yield sheet(4, BACKED, q1=0, q2=0, q3=0)
    yield sheet(3, q1="dk", q9=0)
    yield sheet(1, q1="dk", q2="dk")
    yield sheet(0, q1=4, q13=2)


def both() -> Iterator[tuple[Inputs, Sheet]]:
    """Answers that a workload speaks against, and answers that lack what a report has."""
    full: Inputs = {**TOKENS, **ZEROS, "value_per_unit": 2}
    half: Inputs = {"retry_rate": 0}
    yield full, sheet(4, BACKED, q4=1)
    yield full, sheet(4, BACKED, q1="dk", q4="dk", q5="dk")
    yield full, sheet(4, BACKED, q1="dk", q4="dk", q7="dk", q10="dk")
    yield full, sheet(0)
    yield full, sheet(4, BACKED)
    yield full, sheet(4, q10=2, q11=3, q12=3)
    yield {**full, "retry_rate": "0.08"}, sheet(1, q9="dk")
    reserved: Inputs = {"capacity_instances": 1, "capacity_hourly": 2, "capacity_units_per_instance": 800}
    yield {**full, **reserved}, sheet(1)
    yield {**full, **reserved, "capacity_instances": 9}, sheet(1)
    yield {**full, **BY_THE_MINUTE}, sheet(0, q10=OUT)
    routed: Inputs = {"routed_share": "0.2", "routed_input_price": 1, "routed_output_price": 1}
    for q7 in (0, OUT):
        yield {**full, **BY_THE_MINUTE, **routed}, sheet(0, q7=q7)
    yield {**full, **BY_THE_MINUTE, "review_rate": 1}, sheet(4)
    yield {**full, "review_rate": "0.2"}, sheet(4)
    yield {**full, **STAFF}, sheet(1)
    yield {**full, "review_rate": "0.2"}, sheet(1)
    yield {**full, **LONG}, sheet(2)
    yield {**full, **SEVERAL, **WRONG, "review_rate": "0.25"}, sheet(0)
    unshared = {name: value for name, value in full.items() if name != "review_rate"}
    yield {**unshared, "review_minutes": 5, "reviewer_hourly_cost": 45}, sheet(1)
    yield {**full, **BY_THE_MINUTE, "error_rate": "0.1", "error_cost": 1}, sheet(4)
    yield {**full, "review_rate": "0.2", "review_minutes": 0, "reviewer_hourly_cost": 9}, sheet(4)
    yield {**full, "vector_db_monthly": 5, "integrations_monthly": 5}, sheet(3, q11=OUT, q12=OUT)
    yield {**TOKENS, **half, "vector_db_monthly": 5}, sheet(4)
    yield {**TOKENS}, sheet(4)
    yield {**TOKENS}, sheet(4, q1=1)
    losing: Inputs = {**full, **BY_THE_MINUTE, "value_per_unit": "0.0001"}
    yield losing, sheet(4)
    yield losing, sheet(3)
    yield {**full, "vector_db_monthly": 9000}, sheet(4)
    yield {**losing, "build_cost": 9000, "human_cost_per_unit": 99, "vector_db_monthly": 9000}, sheet(1)
    yield {**full, "vector_db_monthly": 2500}, sheet(1)
    fits: Inputs = {"retry_rate": "0.1", "observability_monthly": 5, "integrations_monthly": 5}
    yield {**full, **fits, "vector_db_monthly": 2500}, sheet(4, q10=OUT)
    yield {**full, "vector_db_monthly": 2500}, sheet(3)
    short = {name: value for name, value in full.items() if name != "upkeep_monthly"}
    for build in (full, short):
        yield {**build, "build_cost": 90_000}, sheet(4)
        yield {**build, "build_cost": 90_000, "value_per_unit": "0.0015"}, sheet(1)
    yield {**short, "vector_db_monthly": 2500}, sheet(1)
    yield {**short, **BY_THE_MINUTE, "review_rate": 1}, sheet(1)
    yield {**short, **BY_THE_MINUTE, "vector_db_monthly": "0.00001"}, sheet(1)
    once = {name: value for name, value in full.items() if name != "retry_rate"}
    yield once, sheet(3)
    yield once, sheet(4, q8=3)


def varied() -> tuple[Inputs, Inputs, Inputs]:
    """Some inputs that are not known yet, with a value beside the cost; the same with a line not entered, and
    with nothing fixed: there a unit costs the same at any volume."""
    full: Inputs = {**TOKENS, **ZEROS, **BY_THE_MINUTE, "vector_db_monthly": 2, "value_per_unit": "0.11"}
    short = {name: value for name, value in full.items() if name != "upkeep_monthly"}
    return full, short, {**full, **ZEROS, **BY_THE_MINUTE}


def in_blocks() -> tuple[Inputs, Inputs]:
    """One costs least at a volume that fills its blocks, not at the largest; the second without upkeep."""
    blocks = {"infrastructure_step_units": 90, "infrastructure_step_monthly": 100, "units_per_month": 60}
    whole = {**TOKENS, **ZEROS, **FREE, **blocks}
    return whole, {name: value for name, value in whole.items() if name != "upkeep_monthly"}


def on_instances() -> tuple[Inputs, Inputs, Inputs]:
    """Two instances sustain 75,085 letters, or somewhat fewer of a month; the last without upkeep."""
    kept = {"capacity_instances": 2, "capacity_hourly": 4, "capacity_tokens_per_second": 50}
    size = {"units_per_month": 72_000, "input_tokens": 3000, "output_tokens": 500}
    full = {**TOKENS, **ZEROS, **FREE, **kept, **size, "value_per_unit": "0.15"}
    tools = {**full, "tools_per_unit": "0.01"}
    return full, tools, {name: value for name, value in tools.items() if name != "upkeep_monthly"}


def evenly() -> Inputs:
    """A unit worth what it costs, by inputs that decide it alike."""
    tokens = {"input_tokens": 5000, "output_tokens": 0, "input_price": 3, "output_price": 0}
    return {**TOKENS, **ZEROS, **tokens, "value_per_unit": "0.015"}


def one_lever() -> Inputs:
    """Seats, and reviews by the minute: only fewer reviews save anything, and time alone."""
    return {**known(), **ZEROS, "units_per_month": 1000, **BY_THE_MINUTE}


def known() -> Inputs:
    """Nothing that may turn out otherwise."""
    return {"unit_name": "claim", "units_per_month": 0, "seats": 40, "seat_monthly": 19}


def documents() -> Iterator[Source]:
    """Reports whose readers set something beside their answers and inputs, or that came in a file."""
    costed: Inputs = {
        **TOKENS,
        **ZEROS,
        **BY_THE_MINUTE,
        "units_per_month": 90_000,
        "vector_db_monthly": 4000,
    }
    workload, answered = parse_workload(costed), sheet(1)
    changed = {("q10", "human_review"): tuple(Fraction(each, 10) for each in (20, 18, 16, 12, 10))}
    origins = {
        "input_tokens": "measured: FOCUS bill, October 2026",
        "output_tokens": "measured: FOCUS bill, October 2026",
        "input_price": "Anthropic list price",
        "review_rate": "Our assumption (2026-11-24)",
        "review_minutes": "Our assumption (2026-11-24)",
    }
    made = source(answered, workload)
    assert made.costed is not None
    assert made.assessed is not None
    bill = Billed(workload, dict.fromkeys(PARTS, Fraction(0)), {}, "Azure bill, September 2026")
    measured = replace(made.costed, origins=origins, billed=bill)
    yield replace(made, costed=measured, cover=Cover(author="Ada Lovelace"), worth_changes=changed)
    unpaid = replace(bill, basis="list_prices")
    yield replace(made, costed=replace(made.costed, billed=unpaid))
    yield replace(made, imported=True)
    for limits in (
        Triggers(cost_above=Decimal("0.001")),
        Triggers(Decimal("0.001"), Decimal(5), Decimal("0.01")),
    ):
        yield replace(made, costed=replace(made.costed, triggers=limits))
    for change in ({"acceptance_rate": 0}, {"units_per_month": 0}):
        fruitless = parse_workload({**costed, **change})
        yield replace(made, costed=replace(made.costed, workload=fruitless, triggers=limits))
    yield replace(made, costed=replace(made.costed, last_invoice=Decimal("0.5")))
    yield replace(made, costed=replace(made.costed, target=Decimal(10**7), person="Ann"))
    top = source(sheet(4), parse_workload({**costed, "value_per_unit": 900}))
    assert top.costed is not None
    yield replace(top, costed=replace(top.costed, triggers=Triggers(cost_above=Decimal("0.001"))))
    at_odds = replace(made.costed, triggers=Triggers(review_above=Decimal("0.05")))
    yield replace(made, costed=at_odds, minimum_review_rate=Decimal("0.06"))
    yield replace(made, costed=replace(measured, person="Ann"), imported=True, not_taken=NOT_TAKEN)
    for least in ("0.09", "0.2"):
        yield replace(made, minimum_review_rate=Decimal(least))
    valued = source(None, parse_workload({**costed, "value_per_unit": "0.1"}))
    yield replace(valued, minimum_review_rate=Decimal("0.2"))
    yield replace(made, reviewers_by_the_hour=True)
    inside = {"retry_rate": "inside the measured tokens: FOCUS bill, October 2026"}
    yield replace(made, costed=replace(made.costed, origins=inside))
    long = source(sheet(2), parse_workload({**costed, **LONG}))
    assert long.costed is not None
    yield replace(long, costed=replace(long.costed, billed=bill))
    yield replace(made, day_cost=Decimal(0))
    for upkeep in (0, None):
        nothing = parse_workload({**TOKENS, **ZEROS, **FREE, "upkeep_monthly": upkeep})
        yield source(sheet(1), nothing, day_cost=Decimal(0))
    fewer = Guessed({"units_per_month": (Decimal(1), Decimal(90_000))})
    yield replace(made, costed=replace(made.costed, guessed=fewer))
    yield replace(made, assessed=replace(made.assessed, workload_name="Claims"))
    for team in (Team(4, {"q1": (1, 2)}), Team(5, {"q1": (1, 2)}, {"q1": (1, 0), "q7": (0, 2)})):
        yield replace(made, assessed=replace(made.assessed, team=team))


def pairs() -> Iterator[tuple[Inputs, Inputs, tuple[str, str]]]:
    """A workload, the one set against it, and the models each is priced by."""
    full: Inputs = {**TOKENS, **ZEROS, "value_per_unit": 2}
    short = {name: value for name, value in full.items() if name != "upkeep_monthly"}
    named = ("openai/gpt-5", "anthropic/claude")
    valueless = {name: value for name, value in full.items() if name != "value_per_unit"}
    nothing = {"units_per_month": 10, "seats": 4, "seat_monthly": 1}
    never = {**full, "retry_rate": 1}

    def apart(*others: Inputs) -> Iterator[tuple[Inputs, Inputs, tuple[str, str]]]:
        yield from ((full, other, ("", "")) for other in others)

    yield full, full, named
    yield from apart(
        full,
        {**full, "vector_db_monthly": 70, "upkeep_monthly": 70},
        never,
        valueless,
        {**full, "unit_name": "ticket"},
        {**full, "input_price": 2},
        {**full, "output_price": 1},
        {**full, "units_per_month": 2000},
    )
    yield from apart(
        {**full, "input_price": 2, "upkeep_monthly": 90}, {**full, "input_price": 2, "output_price": 6}
    )
    yield from apart(
        {**full, "units_per_month": 2000, "input_price": 9, "vector_db_monthly": 2, "build_cost": 9}
    )
    yield from apart({**short, "input_price": 2}, {**short, "input_price": "0.5"}, short)
    yield from apart({**full, "review_rate": "0.2"}, {**full, **WRONG, "review_rate": 0})
    yield valueless, valueless, ("", "")
    owned = {**full, "other_lines": [OWN]}
    yield owned, {**owned, "input_price": 2}, ("", "")
    yield short, {**short, "input_price": 2}, ("", "")
    yield {**full, **BY_THE_MINUTE, "vector_db_monthly": 9}, full, ("", "")
    yield nothing, {**TOKENS, **ZEROS, "units_per_month": 0}, ("", "")
    cached = {**full, "cache_read_share": "0.2", "cache_write_share": "0.2", "cache_write_price": 3}
    dearer = {"input_price": 4, "output_price": 9, "cache_read_price": 1, "cache_write_price": 5}
    yield {**cached, "cache_read_price": "0.1"}, {**cached, **dearer}, ("", "")
    yield {**full, "input_price": 9}, {**full, "input_price": 18, "input_tokens": 500}, ("", "")
    yield {**full, "input_price": 9}, full, ("", "")
    none = {**TOKENS, "units_per_month": 0}
    yield none, {**none, "vector_db_monthly": 5}, ("", "")
