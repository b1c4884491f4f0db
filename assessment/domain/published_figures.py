"""Knows published figures about how others fare with AI cost: shown until there is a benchmark of our own.

Each was read where `read_at` says, on the day that `checked_on` says. None is a percentile of anything here.
"""

from dataclasses import dataclass
from datetime import date

from runrate.core.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Anchor:
    """One figure of one survey: how many per cent of how many asked."""

    question: str
    """The question of ours that asks for the same; nothing where none does."""
    percent: int
    n: int
    says: str
    source: str
    published_on: date
    by_month: bool
    """Whether more than the year is known."""
    read_at: str
    checked_on: date


def published() -> tuple[Anchor, ...]:
    """What a question of ours asks as well comes first."""
    return (
        Anchor(
            question="q13",
            percent=15,
            n=372,
            says=_("forecast their AI cost within 10%; 24% missed it by more than 50%"),
            source=_("Mavvrik and Benchmarkit, 2025 State of AI Cost Management"),
            published_on=date(2025, 1, 1),
            by_month=False,
            read_at="https://www.prnewswire.com/news-releases/2025-state-of-ai-cost-management-research-finds-"
            "85-of-companies-miss-ai-forecasts-by-10-302551947.html",
            checked_on=date(2026, 11, 28),
        ),
        Anchor(
            question="",
            percent=79,
            n=500,
            says=_("saw AI cost more than planned within a year; finance leaders of large companies"),
            source=_("DoiT and Sapio Research, AI Spending Survey"),
            published_on=date(2026, 2, 1),
            by_month=True,
            read_at="https://kostkompass.com/ai-budget-overrun-finops-paradox/",
            checked_on=date(2026, 11, 28),
        ),
        Anchor(
            question="",
            percent=98,
            n=1192,
            says=_("manage AI spend, up from 63% a year earlier"),
            source=_("FinOps Foundation, State of FinOps 2026"),
            published_on=date(2026, 2, 1),
            by_month=True,
            read_at="https://data.finops.org/",
            checked_on=date(2026, 11, 28),
        ),
    )
