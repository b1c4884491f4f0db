"""Where a measured input comes from, in words: "measured: OpenAI usage, October 2026"."""

from typing import Final

from runrate.core.translation import gettext
from runrate.core.translation import gettext_noop as _

SOURCES: Final = {
    "focus": _("FOCUS bill"),
    "openai-usage": _("OpenAI usage"),
    "openai-costs": _("OpenAI cost"),
    "openai-dashboard-usage": _("OpenAI usage"),
    "openai-dashboard-empty": _("OpenAI usage"),
    "openai-dashboard-cost": _("OpenAI cost"),
    "anthropic-usage-report": _("Anthropic usage"),
    "anthropic-cost-report": _("Anthropic cost"),
    "anthropic-console-tokens": _("Anthropic usage"),
    "anthropic-console-cost": _("Anthropic cost"),
    "aws-cur2": _("AWS cost and usage report"),
    "bedrock-invocation-log": _("Bedrock invocation log"),
    "azure-cost-details": _("Azure cost details"),
    "gcp-billing-export": _("Google Cloud billing export"),
    "openrouter-activity": _("OpenRouter activity"),
    "openrouter-daily": _("OpenRouter activity"),
    "openrouter-activity-api": _("OpenRouter activity"),
    "litellm-spend-logs": _("LiteLLM spend log"),
    "litellm-daily": _("LiteLLM daily activity"),
    "langfuse-observations": _("Langfuse observations"),
    "helicone-requests": _("Helicone requests"),
    "otel-genai-traces": _("OpenTelemetry traces"),
    "github-copilot-ai-usage": _("GitHub Copilot usage"),
    "cursor-usage-events": _("Cursor usage events"),
    "cursor-usage-events-api": _("Cursor usage events"),
    "deepseek-amount": _("DeepSeek usage"),
    "own-columns": _("own table"),
    "empty-report": _("empty report"),
}
FILLED: Final = "filled"
PAGE: Final = "page"
"""Marks in an origin: what was multiplied, and what other pages hold the rest of."""
MONTHS: Final = (
    _("January"), _("February"), _("March"), _("April"), _("May"), _("June"), _("July"), _("August"),
    _("September"), _("October"), _("November"), _("December"),
)  # fmt: skip


def source_name(format: str) -> str:
    """What people call the export of a format; a format that is not known by its own name."""
    return gettext(SOURCES[format]) if format in SOURCES else format


def month_name(month: str) -> str:
    """`2026-10` as October 2026."""
    year, _dash, number = month.partition("-")
    return f"{gettext(MONTHS[int(number) - 1])} {year}"


def measured(format: str, month: str) -> str:
    """The origin of an input that was read out of an export."""
    said = gettext("measured: {source}, {month}")
    return said.format(source=source_name(format), month=month_name(month))


def measured_part(format: str, month: str, filled: tuple[str, str] | None, is_page: bool) -> str:
    """The same of a month of which the export has so many of its days, or of one page of several."""
    said = measured(format, month)
    if filled is not None:
        words = {"said": said, "days": filled[0], "of": filled[1]}
        said = gettext("{said}, filled up from {days} of {of} days").format(**words)
    return on_one_page(said) if is_page else said


def on_one_page(said: str) -> str:
    """The same of an input of which other pages of the export hold the rest."""
    return gettext("{said}, one page of several").format(said=said)


def typed_for_days(format: str, month: str, days: str, of: str) -> str:
    """The origin of units that somebody typed for the days of an export, and that were then filled up."""
    said = gettext("entered for {days} of {of} days of {source}, {month}, and filled up")
    return said.format(days=days, of=of, source=source_name(format), month=month_name(month))


def inside_tokens(format: str, month: str) -> str:
    """The origin of retries that an export does not tell apart from other tokens."""
    said = gettext("inside the measured tokens: {source}, {month}")
    return said.format(source=source_name(format), month=month_name(month))
