"""The article's published figures beside what its own inputs come to, each worked out by the engine."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import cache
from math import log
from typing import Final

from calculator.costs import Estimate, estimate
from calculator.presets import BY_KEY
from calculator.workload import Workload
from runrate.kit.numbers import count, half_up, money, percent, price

DAYS_OF_MONTH: Final = 30
DAYS_OF_YEAR: Final = 365
CENTRE_PER_DAY: Final = 1000
AGENTS: Final = 50


@dataclass(frozen=True, slots=True)
class Figure:
    """One published figure; `preset` names the example it belongs to, or is empty for the text around."""

    claim: str
    published: str
    recomputed: str
    why: str
    preset: str = ""


@cache
def figures() -> tuple[Figure, ...]:
    """The whole audit, in the order of the article."""
    return (*_conversation(), *_examples(), *_claims())


def figures_of(preset: str) -> tuple[Figure, ...]:
    """The rows that belong to one of the two examples."""
    return tuple(figure for figure in figures() if figure.preset == preset)


def _both() -> tuple[tuple[Workload, Estimate], tuple[Workload, Estimate]]:
    small, large = BY_KEY["article-small"].workload, BY_KEY["article-large"].workload
    return (small, estimate(small)), (large, estimate(large))


def _attempt(workload: Workload) -> Fraction:
    return estimate(workload).token_cost_per_unit


def _conversation() -> Iterator[Figure]:
    claude = BY_KEY["article-small"].workload
    turbo = replace(claude, input_price=Decimal(10), output_price=Decimal(30))
    swapped = replace(claude, input_tokens=claude.output_tokens, output_tokens=claude.input_tokens)
    low, high = _attempt(claude), _attempt(turbo)

    def between(factor: int) -> str:
        return f"{money(low * factor, places=0)} to {money(high * factor, places=0)}"

    tokens = f"{count(claude.input_tokens)} tokens in and {count(claude.output_tokens)} out"
    yield Figure(
        f"{tokens} at $3 and $15 per million",
        "about $0.08",
        price(low),
        f"With input and output swapped it would be {price(_attempt(swapped))}.",
    )
    yield Figure(f"{tokens} at $10 and $30 per million", "$0.20", price(high), "Follows from the same slip.")
    follows = "Multiplied from the two figures above."
    yield Figure("1,000 conversations a day, tokens a day", "$80 to $200", between(CENTRE_PER_DAY), follows)
    yield Figure(
        "The same for a month",
        "$2,400 to $6,000",
        between(CENTRE_PER_DAY * DAYS_OF_MONTH),
        f"{follows} It counts {DAYS_OF_MONTH} days; the examples count {count(claude.days_per_month or 0)}.",
    )
    yield Figure("The same for a year", "$29,000 to $72,000", between(CENTRE_PER_DAY * DAYS_OF_YEAR), follows)
    yield Figure(
        "A company with 50 agents, a year",
        "$1.5M to $3.6M",
        between(CENTRE_PER_DAY * DAYS_OF_YEAR * AGENTS),
        "It multiplies a whole centre of 1,000 conversations a day by 50, rather than its agents.",
    )
    yield Figure(
        "The price of GPT-4", "$10 and $30", "$30 and $60", "$10 and $30 was the price of GPT-4 Turbo."
    )


def _examples() -> Iterator[Figure]:
    (small, small_cost), (large, large_cost) = _both()
    units = count(small_cost.units_per_month)
    each = price(small_cost.token_cost_per_unit)
    both_prices = [
        money(
            found.units_per_month
            * Fraction(work.input_tokens + work.output_tokens)
            * Fraction(work.input_price + work.output_price)
            / 10**6,
        )
        for work, found in ((small, small_cost), (large, large_cost))
    ]
    yield Figure(
        "Small company: tokens a month",
        "$100,100",
        money(small_cost.line("tokens").monthly),
        f"{units} tickets at {each}. A decimal point was read as a thousands separator; the printed formula "
        f"also prices all tokens at both prices: {both_prices[0]} ({both_prices[1]} for the large one).",
        "article-small",
    )
    yield Figure(
        "Small company: total a month",
        "$13,600",
        money(small_cost.total_monthly),
        "Right to the dollar's rounding, so the token line above contradicts its own total.",
        "article-small",
    )
    yield Figure(
        "Small company: tokens as a share of the cost",
        "32 %",
        percent(small_cost.visible_share or 0),
        "Not derivable from any of the numbers given.",
        "article-small",
    )
    yield _review("Small company", "$10,000", small, small_cost, "article-small")
    yield Figure(
        "Large company: tokens a month",
        "$5M",
        money(large_cost.line("tokens").monthly),
        f"{count(large_cost.units_per_month)} tickets at {each}; the published one is line one, times 50.",
        "article-large",
    )
    yield Figure(
        "Large company: total a month",
        "$5.7M",
        money(large_cost.total_monthly),
        "Carries the token line along.",
        "article-large",
    )
    yield Figure(
        "Large company: tokens as a share of the cost",
        "88 %",
        percent(large_cost.visible_share or 0),
        "Carries the token line along.",
        "article-large",
    )
    yield _review("Large company", "$500,000", large, large_cost, "article-large")
    per_ticket = [small_cost.cost_per_unit or Fraction(0), large_cost.cost_per_unit or Fraction(0)]
    yield Figure(
        "Cost of a ticket",
        "not stated",
        f"{price(per_ticket[0])} small, {price(per_ticket[1])} large",
        f"The real story: {half_up(per_ticket[0] / per_ticket[1], 0)} times cheaper per ticket at scale.",
    )


def _review(who: str, published: str, workload: Workload, found: Estimate, preset: str) -> Figure:
    reviews = found.units_per_month * Fraction(workload.review_rate or 0)
    line = found.line("human_review").monthly
    reviewers = line / Fraction(workload.reviewer_monthly_cost or 1)
    people = "one reviewer" if reviewers == 1 else f"{count(reviewers)} such reviewers"
    return Figure(
        f"{who}: human review a month",
        published,
        money(line, places=0),
        f"{count(reviews)} reviews at {price(line / reviews)} each: {people} at "
        f"{money(workload.reviewer_monthly_cost or 0, places=0)} a month. The same policy in both examples.",
        preset,
    )


def _claims() -> Iterator[Figure]:
    (small, small_cost), (_, large_cost) = _both()
    yield Figure(
        "A system at $0.19 a ticket",
        "$0.19",
        f"{price(small_cost.cost_per_unit or 0)} and {price(large_cost.cost_per_unit or 0)}",
        "Illustrative: it follows from nothing in the article.",
    )
    shares = [found.visible_share or Fraction(0) for found in (small_cost, large_cost)]
    yield Figure(
        "Visible and hidden share of the cost",
        "10 % and 90 %",
        " and ".join(f"{percent(share)} / {percent(1 - share)}" for share in shares),
        "The recomputed examples support “at least 90 % hidden”; the published ones contradict it.",
    )
    yield Figure(
        "AWS charges for Claude, per token",
        "$0.01",
        f"{_per_token(small.input_price)} in, {_per_token(small.output_price)} out",
        "A price per 1,000 tokens was taken for one per token.",
    )
    yield Figure(
        "Human review “scales sublinearly”",
        "no size stated",
        f"exponent {_exponent(small_cost, large_cost, 'human_review')}",
        "The direction is right. Between the two examples the vector store grows with exponent "
        f"{_exponent(small_cost, large_cost, 'vector_db')}, observability "
        f"{_exponent(small_cost, large_cost, 'observability')}, integrations "
        f"{_exponent(small_cost, large_cost, 'integrations')} and tokens "
        f"{_exponent(small_cost, large_cost, 'tokens')}; infrastructure is a step from "
        f"{money(small_cost.line('infrastructure').monthly, places=0)} to "
        f"{money(large_cost.line('infrastructure').monthly, places=0)}.",
    )


def _per_token(per_million: Decimal) -> str:
    return f"${per_million / 10**6:f}"


def _exponent(small: Estimate, large: Estimate, key: str) -> str:
    """How fast a line grows with volume between the examples: 1 is in proportion, 0 not at all."""
    growth = log(large.line(key).monthly / small.line(key).monthly)
    return f"{growth / log(large.units_per_month / small.units_per_month):.3f}"
