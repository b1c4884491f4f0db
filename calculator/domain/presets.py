"""The worked examples: complete workloads to start from, each input with where it comes from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from calculator.domain.cost_lines import LINE_FIELDS, PER_UNIT_LINES
from calculator.domain.prices.example_models import HAIKU, SONNET, ExampleModel
from calculator.domain.workload import Workload
from calculator.domain.workload_input import parse_workload
from runrate.core.translation import gettext
from runrate.core.translation import gettext_noop as _


@dataclass(frozen=True, slots=True)
class Source:
    """Where a number comes from; without an address it is an assumption of ours."""

    english: str
    day: date
    """Of the list, of the article or of our assumption; nobody's check."""
    url: str = ""
    model: str = ""  # of a price the model that it is of, as the list names it

    @property
    def text(self) -> str:
        return gettext(self.english)


@dataclass(frozen=True, slots=True)
class Preset:
    """A workload with a name, a story in a sentence, and a source for every input."""

    key: str
    english_title: str
    english_summary: str
    illustrative: bool
    workload: Workload
    sources: Mapping[str, Source]

    @property
    def title(self) -> str:
        return gettext(self.english_title)

    @property
    def summary(self) -> str:
        return gettext(self.english_summary)


_ARTICLE: Final = Source(
    _("Stated in the framework's article, worked example of customer support"), date(2026, 5, 2)
)
_ARTICLE_STAFFING: Final = Source(
    _(
        "Our reading of the article: one reviewer at $10,000 per month does 10 reviews on each of 22 days, "
        "which reproduces both of its review lines exactly"
    ),
    date(2026, 11, 24),
)
_LIST_PRICE: Final = Source(
    _("Anthropic list price of Claude Sonnet 5.5, as genai-prices 0.2.3 lists it"),
    date(2026, 11, 10),
    "https://www.anthropic.com/pricing#api",
    SONNET.reference,
)
_SMALL_LIST_PRICE: Final = Source(
    _("Anthropic list price of Claude Haiku 5.5, as genai-prices 0.2.3 lists it"),
    date(2026, 11, 10),
    "https://www.anthropic.com/pricing#api",
    HAIKU.reference,
)
_OURS: Final = Source(_("Our assumption"), date(2026, 11, 24))


def _preset(
    key: str,
    title: str,
    summary: str,
    inputs: Mapping[str, object],
    sources: Mapping[str, Source],
    otherwise: Source = _OURS,
) -> Preset:
    """An example of ours pays nothing on a plain cost line that it does not name; the article's stay open."""
    if otherwise is _OURS:
        open_lines = (key for key in PER_UNIT_LINES if LINE_FIELDS[key].isdisjoint(inputs))
        inputs = {**inputs, **{f"{key}_monthly": 0 for key in open_lines}}
    workload = parse_workload(inputs)
    numbers = (name for name, value in workload.entered().items() if not isinstance(value, str))
    every = {name: sources.get(name, otherwise) for name in numbers}
    return Preset(key, title, summary, otherwise is _OURS, workload, every)


_CONVERSATION: Final = {
    "unit_name": "ticket",
    "days_per_month": 22,
    "input_tokens": 5000,
    "output_tokens": 2000,
    "input_price": 3,
    "output_price": 15,
    "reviews_per_reviewer": 220,
    "reviewer_monthly_cost": 10_000,
}
_STAFFING: Final = {
    "reviews_per_reviewer": _ARTICLE_STAFFING,
    "reviewer_monthly_cost": _ARTICLE_STAFFING,
}
_UNUSED: Final = {"cache_write_1h_share": 0, "searches_per_unit": 0}
_SONNET: Final[Mapping[str, object]] = {**SONNET.prices, **_UNUSED}
_PRICED: Final = dict.fromkeys(SONNET.prices, _LIST_PRICE)
_FIRST_ASKED: Final = ("name", "calls", "input_tokens", "output_tokens")
_ASKED: Final[tuple[tuple[ExampleModel, dict[str, object], tuple[object, ...]], ...]] = (
    (HAIKU, {}, ("Sort the claim", 1, 3000, 200)),
    (HAIKU, {"input_growth": 4000, "cache_read_share": "0.30"}, ("Read the file", 2, 12_000, 600)),
    (SONNET, {"cache_read_share": "0.40", "cache_write_share": "0.10"}, ("Assess cover", 1, 16_000, 1200)),
    (HAIKU, {}, ("Check the assessment", 1, 9000, 300)),
    (SONNET, {}, ("Write to the customer", 1, 8000, 900)),
)
_UNUSED_IN_A_STEP: Final = {"cache_write_1h_share": 0, "searches": 0}
_CLAIMS_STEPS: Final = [
    {**dict(zip(_FIRST_ASKED, asked, strict=True)), **model.prices, **_UNUSED_IN_A_STEP, **more}
    for model, more, asked in _ASKED
]
"""Six calls of one claim: four of a small model, two of a large one."""
_OF_A_MODEL: Final = {HAIKU.reference: _SMALL_LIST_PRICE, SONNET.reference: _LIST_PRICE}
_STEPS_PRICED: Final = {
    f"steps.{number}.{name}": _OF_A_MODEL[model.reference]
    for number, (model, _more, _asked) in enumerate(_ASKED, start=1)
    for name in model.prices
}

PRESETS: Final[tuple[Preset, ...]] = (
    _preset(
        "article-small",
        _("Small support team"),
        _("100 tickets per day: the smaller company of the framework's article, recomputed."),
        _CONVERSATION
        | {
            "units_per_day": 100,
            "review_rate": "0.10",
            "vector_db_monthly": 1000,
            "observability_monthly": 2000,
            "integrations_monthly": 500,
        },
        _STAFFING,
        otherwise=_ARTICLE,
    ),
    _preset(
        "article-large",
        _("Large support operation"),
        _("50,000 tickets per day: the larger company of the framework's article, recomputed."),
        _CONVERSATION
        | {
            "units_per_day": 50_000,
            "review_rate": "0.01",
            "vector_db_monthly": 20_000,
            "observability_monthly": 25_000,
            "infrastructure_monthly": 100_000,
            "integrations_monthly": 50_000,
        },
        _STAFFING,
        otherwise=_ARTICLE,
    ),
    _preset(
        "support-desk",
        _("Support desk"),
        _("18,000 tickets per month, answered with a cached prompt and a person checking 7% of them."),
        {
            **_SONNET,
            "unit_name": "ticket",
            "units_per_month": 18_000,
            "input_tokens": 5000,
            "output_tokens": 2000,
            "cache_read_share": "0.40",
            "cache_write_share": "0.05",
            "batch_share": 0,
            "retry_rate": "0.05",
            "vector_db_monthly": 350,
            "vector_db_per_unit": "0.003",
            "observability_monthly": 250,
            "observability_per_unit": "0.004",
            "tools_per_unit": "0.012",
            "integrations_monthly": 800,
            "infrastructure_monthly": 0,
            "infrastructure_step_units": 40_000,
            "infrastructure_step_monthly": 1100,
            "review_rate": "0.07",
            "review_minutes": 4,
            "reviewer_hourly_cost": 45,
            "upkeep_monthly": 2500,
            "build_cost": 48_000,
            "build_months": 24,
            "acceptance_rate": "0.75",
            "value_per_unit": "2.20",
            "human_cost_per_unit": "6.20",
        },
        _PRICED,
    ),
    _preset(
        "insurance-claims",
        _("Insurance claims"),
        _("4,000 claims per month read from long files, a third of them checked by an adjuster."),
        {
            **_SONNET,
            "unit_name": "claim",
            "units_per_month": 4000,
            "input_tokens": 38_000,
            "output_tokens": 3500,
            "calls_per_unit": 6,
            "cache_read_share": "0.55",
            "cache_write_share": "0.10",
            "retry_rate": "0.06",
            "vector_db_monthly": 600,
            "observability_monthly": 700,
            "observability_per_unit": "0.01",
            "tools_per_unit": "0.08",
            "integrations_monthly": 2500,
            "infrastructure_monthly": 900,
            "review_rate": "0.35",
            "review_minutes": 12,
            "reviewer_hourly_cost": 62,
            "upkeep_monthly": 6000,
            "build_cost": 150_000,
            "build_months": 24,
            "acceptance_rate": "0.82",
            "value_per_unit": 14,
            "human_cost_per_unit": 31,
        },
        _PRICED,
    ),
    _preset(
        "loan-applications",
        _("Loan applications"),
        _("1,500 applications per month, half routed to a smaller model, every decision signed by a person."),
        {
            **_SONNET,
            "unit_name": "application",
            "units_per_month": 1500,
            "input_tokens": 60_000,
            "output_tokens": 6000,
            "calls_per_unit": 8,
            "cache_read_share": "0.30",
            "cache_write_share": "0.10",
            "routed_share": "0.50",
            "routed_input_price": "0.10",
            "routed_output_price": "0.50",
            "retry_rate": "0.04",
            "vector_db_monthly": 500,
            "observability_monthly": 900,
            "tools_per_unit": "1.20",
            "integrations_monthly": 3200,
            "infrastructure_monthly": 1400,
            "review_rate": 1,
            "reviews_per_reviewer": 400,
            "reviewer_monthly_cost": 9500,
            "upkeep_monthly": 8000,
            "build_cost": 240_000,
            "build_months": 36,
            "acceptance_rate": "0.90",
            "value_per_unit": 55,
            "human_cost_per_unit": 78,
        },
        _PRICED | {"routed_input_price": _SMALL_LIST_PRICE, "routed_output_price": _SMALL_LIST_PRICE},
    ),
    _preset(
        "claims-agent",
        _("Claims agent"),
        _(
            "Claims agent, six calls in five steps on Claude Haiku 5.5 and Claude Sonnet 5.5, 4,000 claims "
            "per month. Rules ask an adjuster to check a fifth, although that costs more than it saves."
        ),
        {
            "unit_name": "claim",
            "units_per_month": 4000,
            "steps": _CLAIMS_STEPS,
            "retry_rate": "0.04",
            "vector_db_monthly": 600,
            "observability_monthly": 700,
            "observability_per_unit": "0.01",
            "tools_per_unit": "0.06",
            "integrations_monthly": 2500,
            "infrastructure_monthly": 900,
            "review_rate": "0.20",
            "review_minutes": 10,
            "reviewer_hourly_cost": 62,
            "error_rate": "0.02",
            "error_cost": 90,
            "review_catch_rate": "0.70",
            "upkeep_monthly": 6000,
            "build_cost": 180_000,
            "build_months": 24,
            "acceptance_rate": "0.82",
            "value_per_unit": 14,
            "human_cost_per_unit": 31,
        },
        _STEPS_PRICED,
    ),
)
BY_KEY: Final[Mapping[str, Preset]] = {preset.key: preset for preset in PRESETS}
FIRST: Final = BY_KEY["support-desk"]
