"""Forty reports over ordinary and extreme inputs: what is said of length, pages and formulas holds for each.

Half of them are what people make; the others have the longest names, the largest amounts, every line or none.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from calculator.domain.presets import PRESETS
from runrate.reports.domain.cover import Cover
from runrate.reports.domain.currency import Exchange
from runrate.reports.domain.guesses import Guessed
from runrate.reports.domain.inputs import Assessed, Costed, Source, Team
from tests.reports.readers import (
    BY_THE_MINUTE,
    DAY,
    FREE,
    LARGE,
    SMALL,
    ZEROS,
    article,
    sheet,
    source,
    workload,
)
from tests.reports.whole import BARE, EVERY_INPUT, NO_LINES

STEP: Mapping[str, object] = {
    "name": "plan", "calls": 3, "input_tokens": 4000, "output_tokens": 600, "input_growth": 900,
    "input_price": 3, "output_price": 15, "cache_read_share": "0.5", "cache_read_price": "0.3",
}  # fmt: skip
AGENT: Mapping[str, object] = {
    name: value for name, value in BY_THE_MINUTE.items() if name not in
    {"input_tokens", "output_tokens", "input_price", "output_price"}
} | {
    "unit_name": "case", "value_per_unit": 9, "acceptance_rate": "0.85", "human_cost_per_unit": 12,
    "error_rate": "0.04", "error_cost": 30, "review_catch_rate": "0.7",
    "steps": [
        STEP, {**STEP, "name": "look things up", "calls": 8}, {**STEP, "name": "answer", "calls": 1},
        {**STEP, "name": "check", "calls": 2},
    ],
}  # fmt: skip
OWN_LINES = [
    {"name": f"Line of one's own number {number}", "monthly": 100 * number, "per_unit": "0.01"}
    for number in range(1, 11)
]
EVERY_AMOUNT = (
    "calls_per_unit", "input_tokens", "output_tokens", "input_price", "output_price", "tools_monthly",
    "upkeep_monthly", "build_cost", "human_cost_per_unit", "error_cost", "review_minutes",
)  # fmt: skip
THIRTY_DIGITS = ("units_per_day", "value_per_unit", "vector_db_monthly", "infrastructure_monthly")
ALL_OF_THIRTY_DIGITS = {
    **BY_THE_MINUTE,
    **dict.fromkeys((*THIRTY_DIGITS, *EVERY_AMOUNT), "9" * 30),
    "unit_name": "W" * 40,
    "error_rate": "0.04",
}
LONG_UNIT = ("a considerably complicated cross-border insurance claim with all of its appendices, " * 2)[:100]
LONG_NAME = ("Claims handling of the northern regions, second line, night shift and bank holidays " * 2)[:120]
UNBROKEN = "W" * 120
EVIDENCE = {
    f"q{number}": "Dashboard of unit costs, https://wiki.example.com/ai/costs " * 2 for number in range(1, 16)
}
SPREADS = {f"q{number}": (number % 3, 2 + number % 3) for number in range(1, 16)}
FULL_COVER = Cover("Example company", "Finance, Dana", "The board of directors", "Confidential")
LONGEST_COVER = Cover(*[LONG_NAME] * 4)
UNBROKEN_COVER = Cover(*[UNBROKEN] * 4)
MIXED = sheet(2, q1=3, q2=1, q3=4, q7=0, q9="dk", q10=1, q11={"na": "Nothing is stored"}, q13=3, q15=2)
EUROS = Exchange("EUR", Decimal("0.92"), date(2026, 11, 1))
GUESSED = Guessed({"review_rate": (Decimal("0.05"), Decimal("0.2"))}, 7, Decimal("0.3"))


def named(made_from: Source, name: str, **others: Any) -> Source:
    """The same report with this name wherever a name can stand."""
    assessed, costed = made_from.assessed, made_from.costed
    return replace(
        made_from,
        assessed=replace(assessed, workload_name=name, team_name=name) if assessed else None,
        costed=replace(costed, name=name, workload_name=name) if costed else None,
        **others,
    )


def of_team(made_from: Source, raters: int = 7) -> Source:
    assert made_from.assessed is not None
    return replace(made_from, assessed=replace(made_from.assessed, team=Team(raters, SPREADS)))


def costed_with(inputs: Mapping[str, object], answered: Any = None, **others: Any) -> Source:
    """A scenario with all that its owner may have put beside it."""
    costed = Costed(workload(inputs), "Desk", "Support desk", saved_on=DAY, **others)
    assessed = Assessed(answered, "Support desk", "Care team", DAY) if answered else None
    return Source(DAY, assessed, costed)


def preset(key: str, answered: Any) -> Source:
    found = PRESETS_BY_KEY[key]
    return Source(
        DAY,
        Assessed(answered, "Desk", "Care team", DAY) if answered else None,
        Costed(found.workload, found.title, "Desk", saved_on=DAY),
    )


PRESETS_BY_KEY = {each.key: each for each in PRESETS}
ILLUSTRATED = [*PRESETS_BY_KEY][:4]

COMPOSED: Mapping[str, Source] = {
    # What people make.
    "small company": article(SMALL),
    "small company, complete": source(sheet(1, q12=2), workload(SMALL, **ZEROS)),
    "large company": article(LARGE),
    "large company, letter": article(LARGE, paper="Letter", example=True),
    "assessment alone": source(sheet(2, q1="dk", q7=0, q14=4)),
    "assessment alone, strong": source(sheet(4, evidence=EVIDENCE)),
    "assessment alone, nobody knows": source(sheet("dk")),
    "assessment alone, with cover": source(MIXED, cover=FULL_COVER),
    "scenario alone": source(None, workload(SMALL, **ZEROS)),
    "scenario alone, with value": source(None, workload(BY_THE_MINUTE, value_per_unit=8)),
    "scenario alone, with cover": source(None, workload(LARGE, **ZEROS), cover=FULL_COVER, paper="Letter"),
    "scenario alone, incomplete": source(None, workload(BARE)),
    "team": of_team(article(SMALL)),
    "team, with cover": of_team(source(MIXED, workload(BY_THE_MINUTE), cover=FULL_COVER)),
    "by the minute": source(MIXED, workload(BY_THE_MINUTE, value_per_unit=8, human_cost_per_unit=7)),
    "several steps": source(MIXED, workload(AGENT)),
    "several steps, alone": source(None, workload(AGENT)),
    **{f"example {key}": preset(key, sheet(2, q3=1, q9="dk", q14=3)) for key in ILLUSTRATED},
    # What is unusual.
    "every input": costed_with(EVERY_INPUT, MIXED, guessed=GUESSED, exchange=EUROS),
    "every input, alone": costed_with(EVERY_INPUT, guessed=GUESSED, exchange=EUROS),
    "lines of one's own": source(MIXED, workload({**AGENT, "other_lines": OWN_LINES})),
    "lines of one's own, alone": source(None, workload({**AGENT, "other_lines": OWN_LINES})),
    "twenty steps": source(MIXED, workload({**AGENT, "steps": [STEP] * 20})),
    "tokens alone": source(sheet(1), workload(NO_LINES)),
    "nothing entered": source(sheet(3, q2="dk"), workload(BARE, units_per_month=1, unit_name="analysis")),
    "nothing paid": source(sheet(2), workload(FREE, input_price=0, output_price=0)),
    "no volume": source(sheet(0), workload({**SMALL, "units_per_day": 0})),
    "losing": source(
        sheet(2, q6=3),
        workload(BY_THE_MINUTE, value_per_unit=1, human_cost_per_unit="0.5", acceptance_rate="0.5"),
        minimum_review_rate=Decimal("0.2"),
    ),
    "nothing left to do": source(sheet(4, evidence=EVIDENCE), workload(LARGE)),
    "work that costs nothing": article(LARGE, day_cost=Decimal(0)),
    "own planning figures": article(
        LARGE, worth_changes={("q8", "tokens"): tuple(Fraction(each, 10) for each in (30, 20, 15, 12, 10))}
    ),
    "imported": replace(of_team(article(SMALL)), imported=True),
    "longest names": named(
        of_team(source(sheet(1, evidence=EVIDENCE), workload(AGENT, unit_name=LONG_UNIT))),
        LONG_NAME,
        cover=LONGEST_COVER,
    ),
    "longest names, alone": named(
        source(None, workload(LARGE, unit_name=LONG_UNIT)), LONG_NAME, cover=LONGEST_COVER, paper="Letter"
    ),
    "names that never break": named(article(SMALL), UNBROKEN, cover=UNBROKEN_COVER),
    "largest amounts": source(
        MIXED, workload(BY_THE_MINUTE, units_per_day=10**9, value_per_unit=10**9, vector_db_monthly=10**12)
    ),
    "smallest amounts": source(
        MIXED, workload(NO_LINES, input_price="0.0001", output_price="0.0001", value_per_unit="0.00001")
    ),
}  # fmt: skip

BEYOND: Mapping[str, Source] = {
    "numbers of thirty digits": source(
        MIXED, workload(BY_THE_MINUTE, **dict.fromkeys(THIRTY_DIGITS, "9" * 30)), cover=FULL_COVER
    ),
    "all numbers of thirty digits": source(MIXED, workload(ALL_OF_THIRTY_DIGITS)),
    "all numbers of thirty digits, alone": source(None, workload(ALL_OF_THIRTY_DIGITS), paper="Letter"),
    "wide letters, eleven steps and a line": named(
        source(
            None,
            workload(
                {**AGENT, "unit_name": "W" * 40, "steps": [STEP] * 11}
                | {"other_lines": [{"name": "W" * 60, "monthly": 10**6}]}
            ),
            cover=Cover(("W" * 50 + "ארגון" * 6 + "🏢" * 20)[:100], "W" * 100, "漢" * 100, "Confidential"),
        ),
        "漢" * 120,
    ),
}
"""Held to one board page alone; their formulas are not evaluated."""
