"""Made-up exports: one of each format to download, and a month's bill to try everything with."""

import io
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Final

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404

from calculator.prices.usage_sources import source_name

FOLDER: Final = Path(__file__).resolve().parents[1] / "usage/samples"
FORMATS: Final = {
    "openai-dashboard-usage.csv": "openai-dashboard-usage",
    "openai-dashboard-cost.csv": "openai-dashboard-cost",
    "openai-usage-completions.json": "openai-usage",
    "anthropic-console-cost.csv": "anthropic-console-cost",
    "anthropic-usage-report.json": "anthropic-usage-report",
    "anthropic-cost-report.json": "anthropic-cost-report",
    "focus-1.0-aws-bedrock.csv": "focus",
    "focus-1.3-saas-eur.csv": "focus",
    "aws-cur2-bedrock.csv": "aws-cur2",
    "bedrock-invocation-log.json.gz": "bedrock-invocation-log",
    "azure-cost-details-mca.csv": "azure-cost-details",
    "gcp-billing-export.jsonl": "gcp-billing-export",
    "openrouter-activity.csv": "openrouter-activity",
    "openrouter-daily.csv": "openrouter-daily",
    "litellm-spend-logs.jsonl": "litellm-spend-logs",
    "litellm-daily.csv": "litellm-daily",
    "langfuse-observations.jsonl": "langfuse-observations",
    "helicone-requests.jsonl": "helicone-requests",
    "otel-genai-traces.jsonl": "otel-genai-traces",
    "github-copilot-ai-usage.csv": "github-copilot-ai-usage",
    "cursor-usage-events.csv": "cursor-usage-events",
    "deepseek-amount.csv": "deepseek-amount",
}
BILL: Final = "sample-openai-october-2026.zip"
UNITS: Final = 9_000
"""How many tickets the made-up month had."""
_MODEL: Final = "gpt-4.1-2025-04-14"
_PRICES: Final = {"input": Decimal(2), "cached input": Decimal("0.5"), "output": Decimal(8)}
_FIRST: Final = datetime(2026, 10, 1, tzinfo=UTC)
_DAYS: Final = 31
_WEEKEND: Final = 5


def names() -> list[tuple[str, str]]:
    """Each sample's file with what people call its format."""
    return [(name, source_name(format)) for name, format in FORMATS.items()]


def content(name: str) -> bytes:
    """A sample's bytes. Raises Http404 for a name of none."""
    if name not in FORMATS:
        raise Http404
    return (FOLDER / name).read_bytes()


def bill() -> SimpleUploadedFile:
    """A month of one project at OpenAI, usage and cost as exported there; always the same bytes."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, lines in (("usage.csv", _usage()), ("cost.csv", _cost())):
            archive.writestr(zipfile.ZipInfo(name, (2026, 11, 1, 0, 0, 0)), "\n".join(lines) + "\n")
    return SimpleUploadedFile(BILL, held.getvalue(), content_type="application/zip")


def _days() -> Iterator[tuple[datetime, int, int, int, int]]:
    """Each day with its calls, input, cached part of it and output: fewer at weekends."""
    for number in range(_DAYS):
        day = _FIRST + timedelta(days=number)
        calls = (140 if day.weekday() >= _WEEKEND else 420) + 11 * (number * 7 % 13)
        tokens = calls * (2300 + 45 * (number * 5 % 17))
        yield (
            day,
            calls,
            tokens,
            tokens * (22 + number * 3 % 11) // 100,
            calls * (310 + 9 * (number * 3 % 14)),
        )


def _usage() -> Iterator[str]:
    yield (
        "start_time,end_time,start_time_iso,end_time_iso,project_id,num_model_requests,user_id,api_key_id,model,"
        "batch,service_tier,input_tokens,output_tokens,input_cached_tokens"
    )
    for day, calls, tokens, cached, output in _days():
        cells = ("proj_support_desk", f"{calls}.0", "", "key_made_up", _MODEL, "False", "default")
        yield ",".join((*_times(day), *cells, str(tokens), str(output), str(cached)))


def _cost() -> Iterator[str]:
    yield (
        "start_time,end_time,start_time_iso,end_time_iso,amount_value,amount_currency,quantity,quantity_unit,"
        "line_item,user_id,api_key_id,project_id,project_name"
    )
    for day, _calls, tokens, cached, output in _days():
        for kind, count in (("input", tokens - cached), ("cached input", cached), ("output", output)):
            paid = _PRICES[kind] * count / 1_000_000
            cells = (f"{paid:f}", "usd", str(count), "tokens", f'"{_MODEL}, {kind}"', "", "key_made_up")
            yield ",".join((*_times(day), *cells, "proj_support_desk", "support-desk"))


def _times(day: datetime) -> tuple[str, ...]:
    after = day + timedelta(days=1)
    moments = [str(int(each.timestamp())) for each in (day, after)]
    return (*moments, *(f"{each:%Y-%m-%dT%H:%M:%SZ}" for each in (day, after)))
