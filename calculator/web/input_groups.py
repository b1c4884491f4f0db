"""Where each input stands on the calculator page: six first, the rest in groups that open."""

from dataclasses import dataclass
from typing import Final

from calculator.domain.cost_lines import LINE_NAMES, PER_UNIT_LINES
from runrate.core.translation import gettext
from runrate.core.translation import gettext_noop as _


@dataclass(frozen=True, slots=True)
class Group:
    """Inputs that belong together, under a name that opens."""

    key: str
    english_title: str
    names: tuple[str, ...]
    english_note: str = ""

    @property
    def title(self) -> str:
        return gettext(self.english_title)

    @property
    def note(self) -> str:
        return gettext(self.english_note) if self.english_note else ""


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
    *(Group(key, LINE_NAMES[key], (f"{key}_monthly", f"{key}_per_unit")) for key in PER_UNIT_LINES),
    Group(
        "infrastructure",
        _("Infrastructure"),
        ("infrastructure_monthly", "infrastructure_step_units", "infrastructure_step_monthly"),
    ),
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
        _("A cheaper model"),
        ("routed_share", "routed_input_price", "routed_output_price"),
    ),
)
