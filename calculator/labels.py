"""What each input is called on the page, in which unit it is typed, and where it stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from calculator.domain.workload import BY_NAME, Kind
from runrate.core.numbers import Exact, count, money, percent, plain

type Words = str | Promise


@dataclass(frozen=True, slots=True)
class Label:
    """The words around one input."""

    text: Words
    hint: Words = ""
    before: Words = ""
    after: Words = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Inputs that belong together, under a name that opens."""

    key: str
    title: Words
    names: tuple[str, ...]
    note: Words = ""


_PER_MILLION: Final = _("per million tokens")
_A_MONTH: Final = _("a month")
_A_UNIT: Final = _("a unit")
_SHARE: Final = _("0 to 1")


def _otherwise(name: str) -> Words:
    """The default of an input, said at the input."""
    default = BY_NAME[name].default
    assert default is not None  # noqa: S101  # only inputs with a default ask
    return format_lazy(_("{default} unless you say otherwise."), default=plain(default))


LABELS: Final[Mapping[str, Label]] = {
    "unit_name": Label(_("What is counted"), _("A ticket, a claim, an application.")),
    "units_per_month": Label(_("Units a month")),
    "units_per_day": Label(_("Units a day"), _("Instead of units a month.")),
    "days_per_month": Label(_("Working days a month"), _otherwise("days_per_month")),
    "input_tokens": Label(_("Input tokens a unit"), _("Prompt and context, cached tokens included.")),
    "output_tokens": Label(_("Output tokens a unit"), _("Reasoning tokens included: they are billed.")),
    "model": Label(
        _("Model"), _("As provider/model. It brings its own dated prices; leave the prices empty.")
    ),
    "priced_on": Label(_("Prices as of"), _("A date, year-month-day. Today unless you say otherwise.")),
    "input_price": Label(_("Input price"), "", "$", _PER_MILLION),
    "output_price": Label(_("Output price"), "", "$", _PER_MILLION),
    "review_rate": Label(_("Share a person reviews"), _("0.1 or 10% for one unit in ten."), "", _SHARE),
    "value_per_unit": Label(
        _("Value of an accepted unit"), _("What one finished unit is worth to you."), "$", _A_UNIT
    ),
    "calls_per_unit": Label(
        _("Model calls a unit"), _("They share the tokens above; it decides long-context prices.")
    ),
    "cache_read_share": Label(_("Input tokens read from cache"), "", "", _SHARE),
    "cache_write_share": Label(_("Input tokens written to cache"), "", "", _SHARE),
    "cache_read_price": Label(_("Cache read price"), "", "$", _PER_MILLION),
    "cache_write_price": Label(_("Cache write price"), "", "$", _PER_MILLION),
    "batch_share": Label(_("Attempts sent as batch"), "", "", _SHARE),
    "batch_factor": Label(_("Batch price as a share of the price"), _otherwise("batch_factor"), "", _SHARE),
    "batch_cache_factor": Label(
        _("Batch price of cached tokens, as a share of their price"),
        _("The batch share of the price unless you say otherwise; 1 where a vendor gives no discount."),
        "",
        _SHARE,
    ),
    "long_context_threshold": Label(
        _("Long-context threshold"), _("Above it a call is priced whole at:"), "", _("tokens a call")
    ),
    "long_context_input_price": Label(_("Long-context input price"), "", "$", _PER_MILLION),
    "long_context_output_price": Label(_("Long-context output price"), "", "$", _PER_MILLION),
    "long_context_cache_read_price": Label(_("Long-context cache read price"), "", "$", _PER_MILLION),
    "long_context_cache_write_price": Label(_("Long-context cache write price"), "", "$", _PER_MILLION),
    "routed_share": Label(_("Units answered by a second model"), "", "", _SHARE),
    "routed_input_price": Label(_("Second model, input price"), "", "$", _PER_MILLION),
    "routed_output_price": Label(_("Second model, output price"), "", "$", _PER_MILLION),
    "retry_rate": Label(_("Attempts that fail"), _("Each is tried again and billed again."), "", _SHARE),
    "max_retries": Label(_("Most retries of a unit"), _otherwise("max_retries")),
    "vector_db_monthly": Label(_("Vector store"), "", "$", _A_MONTH),
    "vector_db_per_unit": Label(_("Vector store, a unit"), "", "$", _A_UNIT),
    "observability_monthly": Label(_("Observability"), _("Traces, logs, evaluation runs."), "$", _A_MONTH),
    "observability_per_unit": Label(_("Observability, a unit"), "", "$", _A_UNIT),
    "tools_monthly": Label(
        _("Tools"), _("Embeddings, guardrails, judge calls, third parties."), "$", _A_MONTH
    ),
    "tools_per_unit": Label(_("Tools, a unit"), "", "$", _A_UNIT),
    "integrations_monthly": Label(_("Integrations"), _("Connectors and their upkeep."), "$", _A_MONTH),
    "integrations_per_unit": Label(_("Integrations, a unit"), "", "$", _A_UNIT),
    "infrastructure_monthly": Label(_("Infrastructure, always on"), "", "$", _A_MONTH),
    "infrastructure_step_units": Label(_("A further step for every started"), "", "", _("units a month")),
    "infrastructure_step_monthly": Label(_("Cost of a step"), "", "$", _A_MONTH),
    "review_minutes": Label(_("Minutes a review"), _("Review paid by the minute.")),
    "reviewer_hourly_cost": Label(_("Reviewer, loaded hourly cost"), "", "$", _("an hour")),
    "reviews_per_reviewer": Label(
        _("Reviews one reviewer does a month"),
        _("Or review staffed in whole people: leave the minutes empty."),
    ),
    "reviewer_monthly_cost": Label(_("Reviewer, cost a month"), "", "$", _A_MONTH),
    "upkeep_monthly": Label(_("People who keep it running"), "", "$", _A_MONTH),
    "build_cost": Label(_("Build, one-off"), "", "$"),
    "build_months": Label(_("Spread over"), _otherwise("build_months"), "", _("months")),
    "acceptance_rate": Label(
        _("Units resolved without a person taking over"), _otherwise("acceptance_rate"), "", _SHARE
    ),
    "last_invoice": Label(
        _("The vendor's last invoice"),
        _("The page says which share of it the estimate explains."),
        "$",
        _A_MONTH,
    ),
    "human_cost_per_unit": Label(_("A unit done by a person costs"), "", "$", _A_UNIT),
}

FIRST: Final = ("units_per_month", "input_tokens", "output_tokens", "review_rate", "value_per_unit")
PRICES: Final = ("model", "priced_on", "input_price", "output_price")
GROUPS: Final = (
    Group("volume", _("The unit and its volume"), ("unit_name", "units_per_day", "days_per_month")),
    Group(
        "review",
        _("Human review"),
        ("review_minutes", "reviewer_hourly_cost", "reviews_per_reviewer", "reviewer_monthly_cost"),
        _("By the minute, or staffed in whole people."),
    ),
    Group("retries", _("Retries"), ("retry_rate", "max_retries")),
    Group("vector_db", _("Vector store"), ("vector_db_monthly", "vector_db_per_unit")),
    Group("observability", _("Observability"), ("observability_monthly", "observability_per_unit")),
    Group("tools", _("Tools and guardrails"), ("tools_monthly", "tools_per_unit")),
    Group("integrations", _("Integrations"), ("integrations_monthly", "integrations_per_unit")),
    Group(
        "infrastructure",
        _("Infrastructure"),
        ("infrastructure_monthly", "infrastructure_step_units", "infrastructure_step_monthly"),
    ),
    Group("people", _("Upkeep and build"), ("upkeep_monthly", "build_cost", "build_months")),
    Group(
        "worth",
        _("What a unit is worth, and the invoice"),
        ("acceptance_rate", "human_cost_per_unit", "last_invoice"),
    ),
    Group(
        "cache",
        _("Prompt cache and batch"),
        (
            "cache_read_share",
            "cache_write_share",
            "cache_read_price",
            "cache_write_price",
            "batch_share",
            "batch_factor",
            "batch_cache_factor",
        ),
    ),
    Group(
        "long_context",
        _("Long context"),
        (
            "calls_per_unit",
            "long_context_threshold",
            "long_context_input_price",
            "long_context_output_price",
            "long_context_cache_read_price",
            "long_context_cache_write_price",
        ),
    ),
    Group(
        "routing",
        _("A second, cheaper model"),
        ("routed_share", "routed_input_price", "routed_output_price"),
    ),
)


def worded(name: str, value: Exact | str) -> str:
    """What was entered for an input, with every digit and its unit: `$0.30`, `7.5%`, `18,000`."""
    kind = BY_NAME[name].kind
    if isinstance(value, str):
        return value if kind is Kind.TEXT else worded(name, Decimal(value))
    if kind is Kind.SHARE:
        return percent(value, places=_places(Fraction(value) * 100))
    if kind in {Kind.MONEY, Kind.PRICE}:
        return money(value, places=max(2, _places(value)))
    return count(value, places=_places(value))


def unit_of(name: str) -> Words:
    """What a value is counted by, such as `per million tokens`; empty where value or label say it."""
    label = LABELS[name]
    return "" if BY_NAME[name].kind is Kind.SHARE or str(label.after) in str(label.text) else label.after


def _places(value: Exact) -> int:
    return len(plain(value).partition(".")[2])
