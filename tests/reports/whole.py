"""Reports as text, word for word: what `test_whole_reports.py` compares, and the command that writes it anew.

After a wanted change of words or figures: `python -m tests.reports.whole`, then read the difference.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from calculator.domain.cost_lines import Note
from runrate.reports.domain.compose import compose
from runrate.reports.domain.currency import Exchange
from runrate.reports.domain.evaluation import Reading, read
from runrate.reports.domain.guesses import Guessed
from runrate.reports.domain.inputs import Assessed, Costed, Source, Team
from runrate.reports.domain.sections.answers import describe_answers
from runrate.reports.domain.sections.costing import describe_cost
from runrate.reports.domain.sections.findings import summarize
from runrate.reports.domain.sections.maturity import describe_maturity
from runrate.reports.domain.sections.method import describe_method
from runrate.reports.domain.sections.recommendations import recommend
from runrate.reports.domain.sections.scaling import describe_scale
from tests.flat import flat
from tests.reports.readers import DAY, LARGE, SMALL, ZEROS, article, sheet, source, workload

FOLDER = Path(__file__).parent / "whole"
ALL = "frame summary maturity answers cost scale recommendations method"
FRAME = ("title", "subtitle", "subjects", "made_on", "paper", "example", "imported", "missing")
BY_THE_MINUTE: Mapping[str, object] = {
    **SMALL,
    **ZEROS,
    "reviews_per_reviewer": None,
    "reviewer_monthly_cost": None,
    "review_minutes": 6,
    "reviewer_hourly_cost": 50,
}
BARE: Mapping[str, object] = {
    "input_tokens": 1000,
    "output_tokens": 100,
    "input_price": 1,
    "output_price": 5,
    "units_per_month": 10,
}
NO_LINES: Mapping[str, object] = {
    **BARE,
    **ZEROS,
    "vector_db_monthly": 0,
    "observability_monthly": 0,
    "integrations_monthly": 0,
    "review_rate": 0,
}
"""Tokens at 0.0015 dollars per unit, and every other line said to be zero."""
NOBODY = {"na": "nobody reviews"}
EVERY_INPUT: Mapping[str, object] = {
    **BY_THE_MINUTE,
    "unit_name": "query",
    "calls_per_unit": 2,
    "cache_read_share": "0.4",
    "cache_write_share": "0.1",
    "batch_share": "0.25",
    "batch_cache_factor": "0.4",
    "cache_read_price": "0.3",
    "routed_share": "0.2",
    "routed_input_price": "0.5",
    "routed_output_price": 2,
    "retry_rate": "0.075",
    "max_retries": 3,
    "vector_db_per_unit": "0.01",
    "tools_monthly": 120,
    "infrastructure_step_units": 1000,
    "infrastructure_step_monthly": 40,
    "upkeep_monthly": 300,
    "build_cost": 6000,
    "acceptance_rate": "0.9",
    "value_per_unit": 4,
    "human_cost_per_unit": 7,
}


SECTIONS: Mapping[str, Callable[[Reading, Mapping[str, str]], Any]] = {
    "summary": lambda reading, _: summarize(reading),
    "maturity": lambda reading, _: reading.assessment and describe_maturity(reading, reading.assessment),
    "answers": lambda reading, _: reading.assessment and describe_answers(reading, reading.assessment),
    "cost": lambda reading, _: reading.scenario and describe_cost(reading.scenario),
    "scale": lambda reading, _: reading.scenario and describe_scale(reading.scenario),
    "recommendations": lambda reading, _: reading.assessment and recommend(reading, reading.assessment),
    "method": lambda reading, versions: describe_method(reading, versions=versions),
}


def costed(inputs: Mapping[str, object], **others: Any) -> Costed:
    """A scenario with all that may stand beside its workload."""
    return Costed(workload(inputs), "Desk", "Support desk", **others)


def team_of(raters: int, **spreads: tuple[int, int]) -> Assessed:
    """A round whose answers lie apart."""
    answered = sheet(3, q4=2, q5=1, q9="dk", q14=4, evidence={"q1": "the dashboard of last week", "q14": " "})
    return Assessed(answered, "Claims", "Care team", date(2026, 2, 3), Team(raters, spreads))


CASES: Mapping[str, tuple[Source, str]] = {
    "both": (article(SMALL), ALL),
    "assessment": (
        source(sheet(2, q1="dk", q2="dk", q7=0, q14=4, evidence={"q14": "the runbook, tested in May"})),
        f"{ALL} charts",
    ),
    "scenario": (source(None, workload(BY_THE_MINUTE, value_per_unit=8)), f"{ALL} charts"),
    "every input": (
        Source(
            DAY,
            None,
            costed(
                EVERY_INPUT,
                origins={"input_price": "the list of 24 November 2026", "output_price": ""},
                saved_on=date(2026, 5, 6),
                notes=(Note("input_price", "Standard price; other prices exist for: flex."),),
                guessed=Guessed(
                    {
                        "review_rate": (Decimal("0.05"), Decimal("0.2")),
                        "units_per_day": (Decimal(80), Decimal(150)),
                    },
                    7,
                    Decimal("0.3"),
                ),
                exchange=Exchange("EUR", Decimal("0.92"), date(2026, 11, 1)),
            ),
            paper="Letter",
            example=True,
        ),
        "frame summary cost scale method",
    ),
    "team": (
        Source(
            DAY,
            team_of(7, q1=(3, 3), q5=(0, 4), q9=(1, 2)),
            costed({**LARGE, "retry_rate": 0}),
            {("q8", "tokens"): tuple(Fraction(each, 10) for each in (30, 20, 15, 12, 10))},
            Decimal("0.008"),
            Decimal(450),
            imported=True,
        ),
        "frame summary maturity answers recommendations method",
    ),
    "at the top": (
        source(sheet(4, q10=NOBODY), workload(SMALL)),
        "summary maturity answers recommendations method",
    ),
    "at the top, all backed": (
        source(sheet(4, evidence={f"q{number}": "here in the October report" for number in range(1, 16)})),
        "summary maturity answers recommendations",
    ),
    "nobody knows": (source(sheet("dk")), "summary maturity answers recommendations"),
    "nobody knows, costed": (source(sheet("dk"), workload(SMALL)), "summary recommendations"),
    "too much unknown": (
        source(sheet(4, q2="dk", q5="dk", q8="dk", q11="dk", q14="dk")),
        "summary maturity recommendations",
    ),
    "one unknown too many": (
        source(sheet(4, q2="dk", q5="dk", q8="dk", q11="dk")),
        "summary maturity",
    ),
    "no step with a figure": (source(sheet(4, q1=2), workload(SMALL)), "summary recommendations"),
    "held back": (
        source(sheet(4, q1="dk", q4=1, q8="dk", q11="dk", q12="dk", q13=0, q14=0, q15=0)),
        "summary maturity answers recommendations",
    ),
    "contradicted": (
        source(
            sheet(4, q1=3, q2=3, q3=3),
            workload(
                BY_THE_MINUTE,
                review_rate=1,
                reviewer_hourly_cost=0,
                vector_db_monthly=0,
                observability_monthly=0,
            ),
        ),
        "summary answers recommendations scale",
    ),
    "small": (
        source(sheet(1, q13=2), workload(BARE, units_per_month=1, unit_name="analysis")),
        "summary cost scale recommendations charts",
    ),
    "nothing paid": (
        source(None, workload({**BARE, **ZEROS, "input_price": 0, "output_price": 0})),
        "frame summary cost scale charts",
    ),
    "nothing done": (
        source(sheet(0), workload({**SMALL, "units_per_day": 0})),
        "frame summary cost scale recommendations",
    ),
    "losing": (
        source(
            sheet(2, q6=3),
            workload(BY_THE_MINUTE, value_per_unit=1, human_cost_per_unit="0.5", acceptance_rate="0.5"),
            minimum_review_rate=Decimal("0.2"),
        ),
        "summary recommendations method",
    ),
    "free": (
        source(None, workload(NO_LINES, input_price=0, output_price=0)),
        "frame summary cost scale",
    ),
    "even": (
        source(None, workload(NO_LINES, value_per_unit="0.0015", human_cost_per_unit="0.0015")),
        "summary cost",
    ),
    "from the first unit": (
        source(None, workload(NO_LINES, value_per_unit=1, units_per_month=100_000)),
        "summary cost scale",
    ),
    "one line missing": (
        source(None, workload(NO_LINES, build_cost=None, retry_rate="0.5", unit_name="claim")),
        "summary cost",
    ),
    "one step": (
        source(sheet(4, q12=1), workload(BY_THE_MINUTE, value_per_unit=100, upkeep_monthly=9)),
        "summary recommendations",
    ),
}


def told(name: str, part: str) -> list[str]:
    """One part of one report, told by the section that knows it; the rest is told by `compose`."""
    given, versions = CASES[name][0], {"Template": "12"}
    if part not in SECTIONS:
        content = asdict(compose(given, versions=versions))
        names = FRAME if part == "frame" else (part,)
        return [line for each in names for line in flat(content[each], f"{part}.{each}")]
    value = SECTIONS[part](read(given), versions)
    return list(flat(value if value is None else asdict(value), part))


def kept(name: str) -> dict[str, list[str]]:
    """The same part by part, as it was written down."""
    found: dict[str, list[str]] = {part: [] for part in CASES[name][1].split()}
    for line in file_of(name).read_text("utf-8").splitlines():
        found[re.split(r"[ .\[]", line, maxsplit=1)[0]].append(line)
    return found


def file_of(name: str) -> Path:
    """Where a report is kept word for word."""
    return FOLDER / f"{name.replace(',', '').replace(' ', '_')}.txt"


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for each in CASES:
        lines = [line for part in CASES[each][1].split() for line in told(each, part)]
        file_of(each).write_text("\n".join(lines) + "\n", "utf-8")
