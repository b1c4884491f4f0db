"""The labels of the inputs: what each is called, and in which unit it is typed, everywhere on the site.

The words stand here in English, marked for the catalogues, and are translated where they are shown.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from calculator.domain.fields import BY_NAME
from calculator.domain.typed_numbers.measures import measure_of
from runrate.core.number_input.reading_back import as_typed
from runrate.core.translation import gettext
from runrate.core.translation import gettext_noop as _


@dataclass(frozen=True, slots=True)
class Label:
    """The words around one input: `english` ones as they stand in the catalogues."""

    english: str
    english_hint: str = ""
    before: str = ""
    english_after: str = ""
    default_of: str = ""
    """An input whose default the hint ends with."""
    english_term: str = ""
    """What it is called inside a formula, where the name itself would not fit."""

    @property
    def text(self) -> str:
        return gettext(self.english)

    @property
    def hint(self) -> str:
        said = [gettext(self.english_hint)] if self.english_hint else []
        if self.default_of:
            field = BY_NAME[self.default_of]
            default = as_typed(field.default or Decimal(0), measure_of(field))
            said.append(gettext("{default} unless you say otherwise.").format(default=default))
        return " ".join(said)

    @property
    def after(self) -> str:
        return gettext(self.english_after) if self.english_after else ""

    @property
    def inside(self) -> str:
        """The name as it stands inside a sentence."""
        return self.text[:1].lower() + self.text[1:]

    @property
    def term(self) -> str:
        return gettext(self.english_term) if self.english_term else self.inside


_PER_MILLION: Final = _("per million tokens")
_PER_MONTH: Final = _("per month")
_PER_UNIT: Final = _("per unit")
_SHARE: Final = _("0 to 1")
"""As a program sends it; people read and type percentages."""
_OF_LIST: Final = _("of list price")

LABELS: Final[Mapping[str, Label]] = {
    "unit_name": Label(_("Unit (what you count)"), _("One of them: ticket, not tickets.")),
    "units_per_month": Label(_("Units per month")),
    "units_per_day": Label(_("Units per day"), _("Instead of units per month.")),
    "days_per_month": Label(_("Working days per month"), default_of="days_per_month"),
    "input_tokens": Label(
        _("Input tokens per unit"),
        _("Prompt and context, cached tokens included."),
        english_term=_("input tokens"),
    ),
    "output_tokens": Label(
        _("Output tokens per unit"),
        _("Reasoning tokens included: they are billed."),
        english_term=_("output tokens"),
    ),
    "model": Label(
        _("Model"), _("As provider/model. It brings its own dated prices; leave the prices empty.")
    ),
    "priced_on": Label(_("Prices as of"), _("A date, year-month-day. Today unless you say otherwise.")),
    "input_price": Label(_("Input price"), "", "$", _PER_MILLION),
    "output_price": Label(_("Output price"), "", "$", _PER_MILLION),
    "review_rate": Label(_("Human review rate"), _("10% for one unit in ten."), "", _SHARE),
    "value_per_unit": Label(
        _("Value per accepted unit"), _("What one finished unit is worth to you."), "$", _PER_UNIT
    ),
    "calls_per_unit": Label(
        _("Model calls per unit"), _("They share the tokens above; it decides long-context prices.")
    ),
    "cache_read_share": Label(_("Cached input (read)"), "", "", _SHARE, english_term=_("cache read share")),
    "cache_write_share": Label(_("Cache writes"), "", "", _SHARE, english_term=_("cache write share")),
    "cache_write_1h_share": Label(
        _("Cache writes (1 hour)"), "", "", _SHARE, english_term=_("one-hour cache write share")
    ),
    "cache_read_price": Label(_("Cache read price"), "", "$", _PER_MILLION),
    "cache_write_price": Label(_("Cache write price"), "", "$", _PER_MILLION),
    "cache_write_1h_price": Label(_("Cache write price (1 hour)"), "", "$", _PER_MILLION),
    "batch_share": Label(_("Batch share"), "", "", _SHARE),
    "batch_factor": Label(
        _("Batch price as a share of the price"),
        "",
        "",
        _SHARE,
        default_of="batch_factor",
        english_term=_("batch factor"),
    ),
    "batch_cache_factor": Label(
        _("Batch price of cached tokens, as a share of their price"),
        _("The batch share of the price unless you say otherwise; 100% where a vendor gives no discount."),
        "",
        _SHARE,
        english_term=_("batch factor of cached tokens"),
    ),
    "long_context_threshold": Label(
        _("Long-context threshold"),
        _("Calls above it are priced entirely at the long-context prices."),
        "",
        _("tokens per call"),
    ),
    "long_context_input_price": Label(_("Long-context input price"), "", "$", _PER_MILLION),
    "long_context_output_price": Label(_("Long-context output price"), "", "$", _PER_MILLION),
    "long_context_cache_read_price": Label(_("Long-context cache read price"), "", "$", _PER_MILLION),
    "long_context_cache_write_price": Label(_("Long-context cache write price"), "", "$", _PER_MILLION),
    "price_factor": Label(
        _("Your price as a share of list price"),
        _("0.78 or 78% for 22% off; 1.1 for a surcharge of 10%."),
        "",
        _OF_LIST,
    ),
    "call_fee": Label(_("Fee per 1,000 calls"), "", "$", _("per 1,000 calls"), english_term=_("call fee")),
    "searches_per_unit": Label(_("Searches per unit"), _("Web or file searches that the vendor bills.")),
    "search_price": Label(
        _("Price per 1,000 searches"), "", "$", _("per 1,000 searches"), english_term=_("search price")
    ),
    "routed_share": Label(_("Routed to a cheaper model"), "", "", _SHARE, english_term=_("routed share")),
    "routed_input_price": Label(
        _("Cheaper model, input price"),
        "",
        "$",
        _PER_MILLION,
        english_term=_("cheaper model's input price"),
    ),
    "routed_output_price": Label(
        _("Cheaper model, output price"),
        "",
        "$",
        _PER_MILLION,
        english_term=_("cheaper model's output price"),
    ),
    "retry_rate": Label(
        _("Retry rate"), _("Attempts that fail: each is tried again and billed again."), "", _SHARE
    ),
    "max_retries": Label(_("Maximum retries"), default_of="max_retries"),
    "seats": Label(_("Seats"), _("Licenses that are paid per person, used or not.")),
    "seat_monthly": Label(_("Price per seat"), "", "$", _("per seat per month")),
    "capacity_instances": Label(
        _("Instances kept"), _("Reserved throughput or GPUs of your own, paid by the hour.")
    ),
    "capacity_hourly": Label(_("Price per instance-hour"), "", "$", _("per hour")),
    "capacity_hours": Label(_("Hours per month"), default_of="capacity_hours"),
    "capacity_units_per_instance": Label(
        _("Units one instance can do per month"), _("More volume than that starts another instance.")
    ),
    "capacity_tokens_per_second": Label(
        _("Tokens per second of one instance"), _("The sustained rate: it shows how full the instances are.")
    ),
    "vector_db_monthly": Label(_("Vector database"), "", "$", _PER_MONTH),
    "vector_db_per_unit": Label(_("Vector database per unit"), "", "$", _PER_UNIT),
    "observability_monthly": Label(
        _("Observability"), _("Traces, logs and evaluation runs."), "$", _PER_MONTH
    ),
    "observability_per_unit": Label(_("Observability per unit"), "", "$", _PER_UNIT),
    "tools_monthly": Label(
        _("Tools and guardrails"),
        _("Embeddings, guardrails, calls to judge models, third-party services."),
        "$",
        _PER_MONTH,
    ),
    "tools_per_unit": Label(_("Tools and guardrails per unit"), "", "$", _PER_UNIT),
    "integrations_monthly": Label(_("Integrations"), _("Connectors and their maintenance."), "$", _PER_MONTH),
    "integrations_per_unit": Label(_("Integrations per unit"), "", "$", _PER_UNIT),
    "infrastructure_monthly": Label(_("Infrastructure"), _("Always on."), "$", _PER_MONTH),
    "infrastructure_step_units": Label(
        _("Units per block of capacity"),
        _("How many units one block covers; a started block is paid in full."),
        "",
        _("units per month"),
    ),
    "infrastructure_step_monthly": Label(_("Cost per block of capacity"), "", "$", _PER_MONTH),
    "review_minutes": Label(_("Minutes per review"), _("Review paid by the minute.")),
    "reviewer_hourly_cost": Label(
        _("Reviewer cost per hour (loaded)"),
        "",
        "$",
        _("per hour"),
        english_term=_("reviewer cost per hour"),
    ),
    "reviews_per_reviewer": Label(
        _("Reviews per reviewer per month"),
        _("For review staffed with whole reviewers: leave the minutes empty."),
    ),
    "reviewer_monthly_cost": Label(_("Reviewer cost per month"), "", "$", _PER_MONTH),
    "error_rate": Label(
        _("Error rate of accepted units"), _("Accepted units that turn out to be wrong."), "", _SHARE
    ),
    "error_cost": Label(
        _("Cost per error"), _("What one wrong unit costs that nobody caught."), "$", _("per error")
    ),
    "review_catch_rate": Label(
        _("Share of errors that review catches"), "", "", _SHARE, default_of="review_catch_rate"
    ),
    "upkeep_monthly": Label(
        _("Maintenance (people)"), "", "$", _PER_MONTH, english_term=_("maintenance per month")
    ),
    "build_cost": Label(_("Build cost (one-off)"), "", "$", english_term=_("build cost")),
    "build_months": Label(_("Amortised over (months)"), default_of="build_months", english_term=_("months")),
    "acceptance_rate": Label(
        _("Acceptance rate (not redone by a person)"),
        "",
        "",
        _SHARE,
        default_of="acceptance_rate",
        english_term=_("acceptance rate"),
    ),
    "last_invoice": Label(
        _("The vendor's last invoice"),
        _("The result says which share of it the estimate explains."),
        "$",
        _PER_MONTH,
    ),
    "human_cost_per_unit": Label(_("Cost per unit without AI"), "", "$", _PER_UNIT),
}
STEP_LABELS: Final[Mapping[str, Label]] = {
    "name": Label(_("Step"), _("Plan, search, write: the name you give it.")),
    "calls": Label(_("Calls per unit"), _("0.3 for three units in ten.")),
    "input_tokens": Label(_("Input tokens per call"), _("Cached tokens included.")),
    "output_tokens": Label(_("Output tokens per call"), _("Reasoning tokens included.")),
    "input_growth": Label(
        _("Input growth per call"), _("Tokens by which each further call's input grows, as in an agent.")
    ),
    "searches": Label(_("Searches per call")),
}
"""What a step has instead of a unit; its other inputs are called as those of a unit."""
OTHER_LINE_LABELS: Final[Mapping[str, Label]] = {
    "name": Label(_("Name of the line")),
    "monthly": Label(_("Amount per month"), "", "$", _PER_MONTH),
    "per_unit": Label(_("Amount per unit"), "", "$", _PER_UNIT),
    "step_units": Label(
        _("Units per block"),
        _("How many units one block covers; a started block is paid in full."),
        "",
        _("units per month"),
    ),
    "step_monthly": Label(_("Cost per block"), "", "$", _PER_MONTH),
    "visible": Label(_("Billed by an AI vendor"), _("Then it counts as visible.")),
}

OWNERS_LABELS: Final[Mapping[str, str]] = {
    "agent_owner": _("Person responsible"),
    "productivity_target": _("Target: accepted units per month"),
    "last_invoice": _("The vendor's last invoice"),
    "retire_cost_above": _("Retire when an accepted unit costs more than"),
    "retire_margin_below": _("Retire when the margin of the next unit is below"),
    "retire_review_above": _("Retire when the human review rate is above"),
}
"""What an owner types beside the inputs; nothing is calculated with it."""
