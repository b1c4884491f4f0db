"""The readers of the tests: a weak and a strong team, the article's two companies, and what joins them."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from assessment.domain.answer_sheet import Sheet, parse_sheet
from calculator.domain.cost_lines import PER_UNIT_LINES
from calculator.domain.workload import Workload
from calculator.domain.workload_input import parse_workload
from runrate.reports.domain.inputs import Assessed, Costed, Source

DAY = date(2026, 11, 24)
SMALL: Mapping[str, object] = {
    "unit_name": "ticket",
    "units_per_day": 100,
    "days_per_month": 22,
    "input_tokens": 5000,
    "output_tokens": 2000,
    "input_price": 3,
    "output_price": 15,
    "review_rate": "0.10",
    "reviews_per_reviewer": 220,
    "reviewer_monthly_cost": 10_000,
    "vector_db_monthly": 1000,
    "observability_monthly": 2000,
    "integrations_monthly": 500,
}
LARGE: Mapping[str, object] = {
    **SMALL,
    "units_per_day": 50_000,
    "review_rate": "0.01",
    "vector_db_monthly": 20_000,
    "observability_monthly": 25_000,
    "integrations_monthly": 50_000,
    "infrastructure_monthly": 100_000,
}
ZEROS: Mapping[str, object] = {
    "retry_rate": 0,
    **{f"{key}_monthly": 0 for key in PER_UNIT_LINES if f"{key}_monthly" not in SMALL},
    "infrastructure_monthly": 0,
    "upkeep_monthly": 0,
    "build_cost": 0,
}
"""The lines that the article's companies do not pay, said to be zero rather than left out."""
FREE: Mapping[str, object] = {
    **SMALL,
    **ZEROS,
    "review_rate": 0,
    "vector_db_monthly": 0,
    "observability_monthly": 0,
    "integrations_monthly": 0,
}
"""Nothing but tokens is paid."""
BY_THE_MINUTE: Mapping[str, object] = {
    **SMALL,
    **ZEROS,
    "reviews_per_reviewer": None,
    "reviewer_monthly_cost": None,
    "review_minutes": 6,
    "reviewer_hourly_cost": 50,
}
LEVELS = st.fixed_dictionaries(
    {f"q{number}": st.one_of(st.integers(0, 4), st.just("dk")) for number in range(1, 16)}
)
AMOUNTS = st.fixed_dictionaries(
    {
        "units_per_day": st.integers(1, 10**5),
        "vector_db_monthly": st.decimals("0.01", "99999", places=2),
        "observability_monthly": st.decimals("0.01", "99999", places=2),
        "review_rate": st.decimals("0.01", "0.99", places=2),
        "input_price": st.decimals("0.10", "99", places=2),
    }
)


def answers(level: object = 1, **others: object) -> dict[str, object]:
    return {f"q{number}": level for number in range(1, 16)} | others


def sheet(level: object = 1, *, evidence: Mapping[str, str] | None = None, **others: object) -> Sheet:
    return parse_sheet(
        {"version": "1", "answers": answers(level, **others), "evidence": dict(evidence or {})}
    )


def workload(inputs: Mapping[str, object] = SMALL, **others: object) -> Workload:
    return parse_workload({**inputs, **others})


def source(answered: Sheet | None = None, costed: Workload | None = None, **others: Any) -> Source:
    return Source(
        DAY,
        Assessed(answered, "Support desk", "Care team", DAY) if answered else None,
        Costed(costed, "Support desk today", "Support desk", {}, DAY) if costed else None,
        **others,
    )


ARTICLE_ANSWERS = sheet(1, q12=2)


def article(inputs: Mapping[str, object], **others: Any) -> Source:
    """The article's company with 8 % retries added, all answers 1 except q12 = 2."""
    return source(ARTICLE_ANSWERS, workload(inputs, retry_rate=Decimal("0.08")), **others)
