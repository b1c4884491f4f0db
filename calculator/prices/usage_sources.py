"""Where a measured input comes from, in words: "measured: OpenAI usage, October 2026"."""

import re
from collections.abc import Iterable
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
    "openrouter-daily": _("OpenRouter daily activity"),
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
ONLY: Final = "only"
PAGE: Final = "page"
"""Marks in an origin: what was multiplied, and what other pages hold the rest of."""
MEASURED: Final = "measured"
"""Read out of an export: `measured:openai-usage:2026-10`; of a month of which it has 2 days with
`:filled:2:31`, by which it was multiplied; `:page` behind all of it where other pages hold the rest."""
OF_DAYS: Final = "."
"""Behind a month in an origin, before the days of which an export alone has any: `2026-10.1-15`."""
SAMPLE: Final = "sample"
"""The same of a bill that we made up."""
INSIDE: Final = "inside"
"""What is inside of other inputs that were read out of an export, as retries are inside its tokens; of our
sample with `:sample` after the month."""
TYPED_FOR_DAYS: Final = "typed"
"""Typed for the days that an export has and multiplied too: `typed:openai-usage:2026-10:filled:2:31`."""
LISTED: Final = "listed"
"""A price of the list, times what a file's total is of its tokens at list prices, because the file does not
say what each kind cost: `listed:openrouter-activity:2026-10:1.0927`, of our sample with `:sample`."""
ASSUMED: Final = "assumed"
"""Calls of which no file says how many a model had: one of it for a unit."""
NOTHING: Final = "nothing"
"""A 0 of tokens that a file has none of: `nothing:openai-usage:2026-10`; of prices of tokens that are paid in
credits and requests with `:pieces`, of our sample with `:sample`."""
PIECES: Final = "pieces"
BILLED: Final = "billed"
"""Of an invoice, which is no input: what a bill has for usage, `billed:focus:2026-10`, of our sample with
`:sample` after the month."""
FROM_A_FILE: Final = "file"
"""Of an invoice that an imported file brought: its amount and where it is from, in the words of that file,
`file:60:measured: OpenAI usage, October 2026`."""
RATE: Final = "rate"
"""Behind the month and before `:page` or `:sample`, of money in another currency: what one of it was taken
for, and of which day the rate is that somebody entered: `measured:focus:2026-10:rate:EUR:1.08:2026-10-31`."""
_RATES: Final = re.compile(rf":{RATE}:([A-Z]{{3}}):([0-9.]+):(\d{{4}}-\d\d)-(\d\d)", re.ASCII)
FROM_A_BILL: Final = frozenset(
    {MEASURED, SAMPLE, INSIDE, TYPED_FOR_DAYS, LISTED, ASSUMED, NOTHING, BILLED, FROM_A_FILE}
)
MONTHS: Final = (
    _("January"), _("February"), _("March"), _("April"), _("May"), _("June"), _("July"), _("August"),
    _("September"), _("October"), _("November"), _("December"),
)  # fmt: skip


def source_name(format: str) -> str:
    """What people call the export of a format; a format that is not known by its own name."""
    return gettext(SOURCES[format]) if format in SOURCES else format


def month_name(month: str) -> str:
    """`2026-10` as October 2026; with days behind it, `2026-10.1-15`, as 1–15 October 2026."""
    month, _dot, days = month.partition(OF_DAYS)
    year, _dash, number = month.partition("-")
    name = f"{gettext(MONTHS[int(number) - 1])} {year}"
    return f"{days.replace('-', '–').replace('+', ', ')} {name}" if days else name


def whole_month(month: str) -> str:
    """The month of an origin, without the days that are named of it."""
    return month.partition(OF_DAYS)[0]


def with_days(month: str, days: str) -> str:
    """A month of which an export has these days alone: `1-15`; of all of them none are named."""
    return f"{month}{OF_DAYS}{days}" if days else month


def measured(format: str, month: str) -> str:
    """The origin of an input that was read out of an export."""
    said = gettext("measured: {source}, {month}")
    return said.format(source=source_name(format), month=month_name(month))


def measured_part(
    format: str, month: str, filled: tuple[str, str] | None, is_page: bool, *, only: bool = False
) -> str:
    """The same of a month of which the export has so many of its days, or of one page of several."""
    said = measured(format, month)
    if filled is not None:
        words = {"said": said, "days": filled[0], "of": filled[1]}
        part = gettext("{said}, scaled up from {days} of {of} days")
        if only:
            part = gettext("{said}, {days} of {of} days taken as the month")
        said = part.format(**words)
    return on_one_page(said) if is_page else said


def on_one_page(said: str) -> str:
    """The same of an input of which other pages of the export hold the rest."""
    return gettext("{said}, one page of several").format(said=said)


def with_rates(origin: str, rates: Iterable[tuple[str, str, str]]) -> str:
    """The same of an input that is money: each currency with its rate to dollars and the day of that."""
    said = "".join(f":{RATE}:{currency}:{rate}:{day}" for currency, rate, day in rates)
    for last in (f":{PAGE}", f":{SAMPLE}"):
        if origin.endswith(last):
            return f"{origin.removesuffix(last)}{said}{last}"
    return f"{origin}{said}"


def rates_in(origins: Iterable[str]) -> list[str]:
    """The rates between currencies that measured inputs hold, each once, in words."""
    found = sorted({match.groups() for origin in origins for match in _RATES.finditer(origin)})
    return [_rate(*each) for each in found]


def _rate(currency: str, rate: str, month: str, day: str) -> str:
    said = gettext("one {currency} taken as ${rate}, the rate entered for {day}")
    return said.format(currency=currency, rate=rate, day=f"{int(day)} {month_name(month)}")


def typed_for_days(format: str, month: str, days: str, of: str) -> str:
    """The origin of units that somebody typed for the days of an export, and that were then scaled up."""
    said = gettext("entered for {days} of {of} days of {source}, {month}, and scaled up")
    return said.format(days=days, of=of, source=source_name(format), month=month_name(month))


def inside_tokens(format: str, month: str) -> str:
    """The origin of retries that an export does not tell apart from other tokens."""
    said = gettext("inside the measured tokens: {source}, {month}")
    return said.format(source=source_name(format), month=month_name(month))


def listed_prices_of(format: str, month: str, factor: str) -> str:
    """The origin of a price of the list that a file's total bears out, or of so many times that price."""
    words = {"source": source_name(format), "month": month_name(month), "factor": factor}
    said = gettext("price list times {factor}, from the total of {source}, {month}")
    if factor == "1":
        said = gettext("price list, by the total of {source}, {month}")
    return said.format(**words)


def of_nothing(format: str, month: str, why: str) -> str:
    """The origin of a 0 that is no price and no number of anything."""
    said = gettext("0, as there are no such tokens: {source}, {month}")
    if why == PIECES:
        said = gettext("0, as credits and requests are paid and not tokens: {source}, {month}")
    return said.format(source=source_name(format), month=month_name(month))


def read_in_a_bill(kind: str, key: str) -> str:
    """What an input says of itself that came with a bill, one of `FROM_A_BILL`."""
    if kind == FROM_A_FILE:
        return key.partition(":")[2]
    rates, key = rates_in([key]), _RATES.sub("", key)
    format, month, of_sample, days, of = f"{key}::::".split(":")[:5]
    if kind == ASSUMED:
        return gettext("assumed: one call per unit")
    if kind == TYPED_FOR_DAYS:
        return typed_for_days(format, month, days, of)
    is_page = key.endswith(f":{PAGE}")
    filled = (days, of) if of_sample in {FILLED, ONLY} else None
    if kind == INSIDE:
        said = inside_tokens(format, month)
    elif kind == NOTHING:
        said = of_nothing(format, month, of_sample)
    elif kind == LISTED:
        said = listed_prices_of(format, month, of_sample)
    else:
        said = measured_part(format, month, filled, is_page, only=of_sample == ONLY)
    made_up = SAMPLE in {kind, of_sample, days}
    said = gettext("{said}, of a made-up sample").format(said=said) if made_up else said
    return ", ".join([said, *rates])


def is_filled_up(origin: str) -> bool:
    """Whether an input of a month stands for days that no export has."""
    return f":{FILLED}:" in origin


def is_measured(origin: str) -> bool:
    """Whether a file says an input itself, of all of its month."""
    return not is_filled_up(origin) and origin.partition(":")[0] not in {ASSUMED, LISTED, NOTHING}


def is_of_an_example(origin: str) -> bool:
    """Whether an input comes from an example or from our made-up bill, and is nothing of one's own."""
    return origin.startswith(("preset:", f"{SAMPLE}:")) or origin.endswith(f":{SAMPLE}")
