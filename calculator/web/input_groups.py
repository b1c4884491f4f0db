"""Where each input stands on the calculator page: six first, the rest in groups that open."""

from dataclasses import dataclass
from typing import Final

from calculator.domain.cost_lines import LINE_NAMES, PER_UNIT_LINES
from runrate.core.translation import gettext_noop as _


@dataclass(frozen=True, slots=True)
class Group:
    """Inputs that belong together, under a name that opens; title and note in English."""

    key: str
    title: str
    names: tuple[str, ...]
    note: str = ""
    billed: bool = False
    """Whether it is another way in which a vendor bills: above the waterline."""


FIRST: Final = ("units_per_month", "input_tokens", "output_tokens", "review_rate", "value_per_unit")
PRICES: Final = ("model", "priced_on", "input_price", "output_price", "price_factor")
STEP: Final = (
    "name",
    "model",
    "calls",
    "input_tokens",
    "output_tokens",
    "cache_read_share",
    "input_growth",
    "price_factor",
)
"""What is asked of a model step first; the rest of its inputs open below them."""
STEP_PRICES: Final = ("priced_on", "input_price", "output_price")
OWN_LINES: Final = "other_lines"
GROUPS: Final = (
    Group("volume", _("The unit and its volume"), ("unit_name", "units_per_day", "days_per_month")),
    Group(
        "review",
        _("Human review"),
        ("review_minutes", "reviewer_hourly_cost", "reviews_per_reviewer", "reviewer_monthly_cost"),
        _("Priced by the minute, or staffed with whole reviewers."),
    ),
    Group("retries", _("Retries"), ("retry_rate", "max_retries")),
    *(Group(key, LINE_NAMES[key], (f"{key}_monthly", f"{key}_per_unit")) for key in PER_UNIT_LINES),
    Group(
        "infrastructure",
        _("Infrastructure"),
        ("infrastructure_monthly", "infrastructure_step_units", "infrastructure_step_monthly"),
    ),
    Group(
        "seats",
        _("Seats"),
        ("seats", "seat_monthly"),
        _("Where a vendor is paid by the seat, tokens need no price."),
        billed=True,
    ),
    Group(
        "capacity",
        _("Reserved or self-hosted capacity"),
        (
            "capacity_instances",
            "capacity_hourly",
            "capacity_hours",
            "capacity_units_per_instance",
            "capacity_tokens_per_second",
        ),
        _("Where instances are paid by the hour, tokens need no price."),
        billed=True,
    ),
    Group("errors", _("Errors"), ("error_rate", "error_cost", "review_catch_rate")),
    Group(OWN_LINES, _("Your own lines"), (), _("Costs that fit nowhere above, with names you give them.")),
    Group("people", _("Maintenance and build"), ("upkeep_monthly", "build_cost", "build_months")),
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
            "cache_write_1h_share",
            "cache_read_price",
            "cache_write_price",
            "cache_write_1h_price",
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
        "fees", _("Call fees and searches"), ("call_fee", "searches_per_unit", "search_price"), billed=True
    ),
    Group(
        "routing",
        _("A cheaper model"),
        ("routed_share", "routed_input_price", "routed_output_price"),
    ),
)
