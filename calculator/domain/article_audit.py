"""The article's published figures beside what its own inputs come to, each calculated by the engine."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import cache
from math import log
from typing import Final

from calculator.domain.cost_lines import Estimate
from calculator.domain.costs import estimate, numbers
from calculator.domain.fields import ZERO
from calculator.domain.presets import BY_KEY
from calculator.domain.workload import Workload
from runrate.core.numbers import count, money, percent, price
from runrate.core.translation import code
from runrate.core.translation import gettext as _

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


def figures() -> tuple[Figure, ...]:
    """The whole audit, in the order of the article."""
    return (*_conversation(), *_examples(), *_claims())


def figures_of(preset: str) -> tuple[Figure, ...]:
    """The rows that belong to one of the two examples."""
    return tuple(figure for figure in _examples_in(code()) if figure.preset == preset)


@cache
def _examples_in(_language: str) -> tuple[Figure, ...]:
    """The examples' rows in a reader's language, put together once: they stand under every estimate."""
    return tuple(_examples())


@cache
def _costed(preset: str) -> tuple[Workload, Estimate]:
    """One of the two examples; numbers are kept, words are said anew in each reader's language."""
    workload = BY_KEY[preset].workload
    return workload, estimate(workload)


def _both() -> tuple[tuple[Workload, Estimate], tuple[Workload, Estimate]]:
    return _costed("article-small"), _costed("article-large")


@cache
def _attempt(workload: Workload) -> Fraction:
    return estimate(workload).token_cost_per_unit


def _conversation() -> Iterator[Figure]:
    claude, _estimate = _costed("article-small")
    turbo = replace(claude, input_price=Decimal(10), output_price=Decimal(30))
    swapped = replace(claude, input_tokens=claude.output_tokens, output_tokens=claude.input_tokens)
    low, high = _attempt(claude), _attempt(turbo)

    def between(factor: int) -> str:
        return _range(money(low * factor, places=0), money(high * factor, places=0))

    tokens = {"into": count(claude.input_tokens or 0), "out": count(claude.output_tokens or 0)}
    claim = _("{into} tokens in and {out} out at {input_price} and {output_price} per million")
    yield Figure(
        claim.format(**tokens, input_price="$3", output_price="$15"),
        _("about {amount}").format(amount="$0.08"),
        price(low),
        _("With input and output swapped it would be {amount}.").format(amount=price(_attempt(swapped))),
    )
    yield Figure(
        claim.format(**tokens, input_price="$10", output_price="$30"),
        "$0.20",
        price(high),
        _("Follows from the same slip."),
    )
    follows = _("Multiplied from the two figures above.")
    yield Figure(
        _("1,000 conversations per day, tokens per day"),
        _range("$80", "$200"),
        between(CENTRE_PER_DAY),
        follows,
    )
    days = _("It counts {days} days; the examples count {working_days}.").format(
        days=DAYS_OF_MONTH, working_days=count(claude.days_per_month or 0)
    )
    yield Figure(
        _("The same for a month"),
        _range("$2,400", "$6,000"),
        between(CENTRE_PER_DAY * DAYS_OF_MONTH),
        f"{follows} {days}",
    )
    yield Figure(
        _("The same for a year"),
        _range("$29,000", "$72,000"),
        between(CENTRE_PER_DAY * DAYS_OF_YEAR),
        follows,
    )
    yield Figure(
        _("A company with 50 agents, per year"),
        _range("$1.5M", "$3.6M"),
        between(CENTRE_PER_DAY * DAYS_OF_YEAR * AGENTS),
        _("It multiplies a whole center of 1,000 conversations per day by 50, rather than its agents."),
    )
    yield Figure(
        _("The price of GPT-4"),
        _two("$10", "$30"),
        _two("$30", "$60"),
        _("$10 and $30 was the price of GPT-4 Turbo."),
    )


def _examples() -> Iterator[Figure]:
    (small, small_cost), (large, large_cost) = _both()
    each = price(small_cost.token_cost_per_unit)
    both_prices = [
        money(
            found.units_per_month
            * (v["input_tokens"] + v["output_tokens"])
            * (v["input_price"] + v["output_price"])
            / 10**6,
        )
        for v, found in ((numbers(small), small_cost), (numbers(large), large_cost))
    ]
    yield Figure(
        _("Small company: tokens per month"),
        "$100,100",
        money(small_cost.line("tokens").monthly, places=0),
        _(
            "{units} tickets at {each}. A decimal point was read as a thousands separator; the printed "
            "formula also prices all tokens at both prices: {small} ({large} for the large one)."
        ).format(
            units=count(small_cost.units_per_month), each=each, small=both_prices[0], large=both_prices[1]
        ),
        "article-small",
    )
    yield Figure(
        _("Small company: total per month"),
        "$13,600",
        money(small_cost.total_monthly, places=0),
        _("Right to within $1, so the token line above contradicts its own total."),
        "article-small",
    )
    yield Figure(
        _("Small company: tokens as a share of the cost"),
        "32%",
        percent(small_cost.visible_share or 0),
        _("Not derivable from any of the numbers given."),
        "article-small",
    )
    claim = _("Small company: human review per month")
    yield _review(claim, "$10,000", small, small_cost, "article-small")
    yield Figure(
        _("Large company: tokens per month"),
        "$5M",
        money(large_cost.line("tokens").monthly, places=0),
        _("{units} tickets at {each}; the published one is line one, times 50.").format(
            units=count(large_cost.units_per_month), each=each
        ),
        "article-large",
    )
    carried = _("Carries the token line along.")
    yield Figure(
        _("Large company: total per month"),
        "$5.7M",
        money(large_cost.total_monthly, places=0),
        carried,
        "article-large",
    )
    yield Figure(
        _("Large company: tokens as a share of the cost"),
        "88%",
        percent(large_cost.visible_share or 0),
        carried,
        "article-large",
    )
    claim = _("Large company: human review per month")
    yield _review(claim, "$500,000", large, large_cost, "article-large")
    per_ticket = [small_cost.cost_per_unit or Fraction(0), large_cost.cost_per_unit or Fraction(0)]
    yield Figure(
        _("Cost of a ticket"),
        _("not stated"),
        _("{small} small, {large} large").format(small=price(per_ticket[0]), large=price(per_ticket[1])),
        _("The real story: a ticket of the large company costs {share} of one of the small.").format(
            share=percent(per_ticket[1] / per_ticket[0], places=0)
        ),
    )


def _review(claim: str, published: str, workload: Workload, found: Estimate, preset: str) -> Figure:
    reviews = found.units_per_month * Fraction(workload.review_rate or 0)
    line = found.line("human_review").monthly
    reviewers = line / Fraction(workload.reviewer_monthly_cost or 1)
    people = (
        _("one reviewer") if reviewers == 1 else _("{count} such reviewers").format(count=count(reviewers))
    )
    return Figure(
        claim,
        published,
        money(line, places=0),
        _(
            "{reviews} reviews at {each} each: {people} at {pay} per month. A review costs the same in both "
            "examples; here {share} of the tickets are checked."
        ).format(
            reviews=count(reviews),
            each=price(line / reviews),
            people=people,
            pay=money(workload.reviewer_monthly_cost or 0, places=0),
            share=percent(Fraction(workload.review_rate or 0), places=0),
        ),
        preset,
    )


def _claims() -> Iterator[Figure]:
    (small, small_cost), (_large, large_cost) = _both()
    yield Figure(
        _("A system at $0.19 per ticket"),
        "$0.19",
        _two(price(small_cost.cost_per_unit or 0), price(large_cost.cost_per_unit or 0)),
        _("Illustrative: it follows from nothing in the article."),
    )
    shares = [found.visible_share or Fraction(0) for found in (small_cost, large_cost)]
    yield Figure(
        _("Visible and hidden share of the cost"),
        _two("10%", "90%"),
        _two(*(f"{percent(share)} / {percent(1 - share)}" for share in shares)),
        _("The recomputed examples support “at least 90% hidden”; the published ones contradict it."),
    )
    yield Figure(
        _("AWS charges for Claude, per token"),
        "$0.01",
        _("{into} in, {out} out").format(
            into=_per_token(small.input_price or ZERO), out=_per_token(small.output_price or ZERO)
        ),
        _("A price per 1,000 tokens was taken for one per token."),
    )
    exponents = {
        key: _exponent(small_cost, large_cost, key)
        for key in ("human_review", "vector_db", "observability", "integrations", "tokens")
    }
    yield Figure(
        _("Human review “scales sublinearly”"),
        _("no size stated"),
        _("exponent {exponent}").format(exponent=exponents["human_review"]),
        _(
            "The direction is right. Between the two examples the vector database grows with exponent "
            "{vector_db}, observability {observability}, integrations {integrations} and tokens {tokens}; "
            "infrastructure is a step from {before} to {after}."
        ).format(
            **exponents,
            before=money(small_cost.line("infrastructure").monthly, places=0),
            after=money(large_cost.line("infrastructure").monthly, places=0),
        ),
    )


def _range(low: str, high: str) -> str:
    return _("{low} to {high}").format(low=low, high=high)


def _two(first: str, second: str) -> str:
    return _("{first} and {second}").format(first=first, second=second)


def _per_token(per_million: Decimal) -> str:
    return f"${per_million / 10**6:f}"


def _exponent(small: Estimate, large: Estimate, key: str) -> str:
    """How fast a line grows with volume between the examples: 1 is in proportion, 0 not at all."""
    growth = log(large.line(key).monthly / small.line(key).monthly)
    return f"{growth / log(large.units_per_month / small.units_per_month):.3f}"
