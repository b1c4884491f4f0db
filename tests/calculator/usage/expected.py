"""What must come out of each sample, calculated by hand."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

SAMPLES: Final = Path(__file__).resolve().parents[3] / "calculator/usage/samples"
USD: Final = "USD"


def _case(
    format: str,
    rows: tuple[int, int],
    tokens: tuple[int, int | None, int | None, int] = (0, 0, 0, 0),
    shares: tuple[str | None, str | None, str] | None = None,
    models: Mapping[str, str] | None = None,
    calls: tuple[int, int, str, str, str] | None = None,
    money: Mapping[str, Mapping[str, str]] | None = None,
    notes: tuple[str, ...] = (),
    units: tuple[int, str | None, str, str] | None = None,
    reasoning: int = 0,
) -> dict[str, Any]:
    return {
        "format": format,
        "rows": rows,
        "tokens": tokens,
        "shares": shares,
        "models": models or {},
        "calls": calls,
        "money": money or {},
        "notes": notes,
        "units": units,
        "reasoning": reasoning,
    }


NO_CALLS: Final = "no request count in this format: calls unknown"
NO_CACHE: Final = "no column of cached tokens in this format: cache shares unknown"
SAMPLED: Final = "spans may be sampled: then sums are too low by the sampling rate"
GATEWAY: Final = "chatcmpl-4: answered by the gateway's own cache, no provider tokens"
MORE: Final = "has_more: more pages exist, this file is one of several"
INCLUDED: Final = "Cost is the word 'Included': inside the plan, not 0"
SEATS: Final = "units = seats seen; calls unknown (credits, not calls)"

# Rows read and set aside · uncached, read, written, output · read, write and batch share · model mix ·
# calls, failed, error rate, tokens of a successful call · money · units with calls and tokens of each.
EXPECTED: Final[Mapping[str, dict[str, Any]]] = {
    "focus-1.0-aws-bedrock.csv": _case(
        "focus",
        (10, 1),
        (79_000_000, 30_000_000, 10_000_000, 12_000_000),
        ("0.252101", "0.084034", "0.168067"),
        {"NovaPro": "1.0000"},
        money={
            "billed": {USD: "102.8"},
            "list": {USD: "102.8"},
            "credit": {USD: "-10"},
            "tax": {USD: "21.5"},
        },
    ),
    "focus-1.3-saas-eur.csv": _case(
        "focus",
        (6, 0),
        (13_000_000, 2_000_000, 0, 2_000_000),
        ("0.133333", "0.000000", "0.000000"),
        {"syn-large": "0.6765", "syn-small": "0.3235"},
        (4000, 0, "0.000000", "3750.000", "500.000"),
        {"billed": {"EUR": "43.965"}, "list": {"EUR": "43.965"}},
    ),
    "openai-usage-completions.json": _case(
        "openai-usage",
        (3, 0),
        (4_100_000, 2_000_000, 500_000, 1_060_000),
        ("0.303030", "0.075758", "0.151515"),
        {"gpt-4.1-2025-04-14": "0.9138", "gpt-4.1-mini-2025-04-14": "0.0862"},
        (3000, 0, "0.000000", "2200.000", "353.333"),
        notes=(MORE,),
    ),
    "openai-dashboard-usage.csv": _case(
        "openai-dashboard-usage",
        (3, 1),
        (8720, 1280, 0, 1500),
        ("0.128000", "0.000000", "0.000000"),
        {"gpt-4.1-2025-04-14": "1.0000"},
        (5, 0, "0.000000", "2000.000", "300.000"),
    ),
    "openai-dashboard-cost.csv": _case(
        "openai-dashboard-cost",
        (3, 1),
        # What its money was paid for; it says nothing of cached tokens, which its usage counts beside.
        (8720, None, None, 1500),
        (None, None, "0.000000"),
        {"gpt-4.1-2025-04-14": "1.0000"},
        money={"billed": {USD: "0.03064"}},
    ),
    "anthropic-usage-report.json": _case(
        "anthropic-usage-report",
        (3, 0),
        (3_500_000, 6_000_000, 1_000_000, 800_000),
        ("0.571429", "0.095238", "0.190476"),
        {"claude-sonnet-4-6": "0.9469", "claude-haiku-4-5-20251001": "0.0531"},
        notes=(NO_CALLS,),
    ),
    "anthropic-cost-report.json": _case("anthropic-cost-report", (10, 0), money={"billed": {USD: "21.75"}}),
    "anthropic-console-cost.csv": _case(
        "anthropic-console-cost", (6, 0), money={"billed": {USD: "0.9855"}, "list": {USD: "1.095"}}
    ),
    "aws-cur2-bedrock.csv": _case(
        "aws-cur2",
        (9, 1),
        (8_000_000, 7_000_000, 0, 1_100_000),
        ("0.466667", "0.000000", "0.000000"),
        {"Claude Sonnet 4.6": "0.5217", "NovaPro": "0.4783"},
        money={"billed": {USD: "24.19"}, "list": {USD: "24.19"}, "credit": {USD: "-1"}, "tax": {USD: "3.15"}},
    ),
    "bedrock-invocation-log.json.gz": _case(
        "bedrock-invocation-log",
        (5, 1),
        (7000, 8000, 4000, 750),
        ("0.421053", "0.210526", "0.000000"),
        {"claude-sonnet-4-6": "1.0000"},
        (4, 1, "0.250000", "6333.333", "250.000"),
        notes=("duplicate requestId r4",),
    ),
    "azure-cost-details-mca.csv": _case(
        "azure-cost-details",
        (5, 0),
        (6_000_000, 1_000_000, 0, 850_000),
        ("0.142857", "0.000000", "0.000000"),
        {"gpt 4.1": "0.7134", "5.4": "0.2866"},
        money={"billed": {"EUR": "19.845", USD: "22.05"}},
    ),
    "gcp-billing-export.jsonl": _case(
        "gcp-billing-export",
        (7, 1),
        (10_000_000, 4_000_000, 0, 1_200_000),
        ("0.285714", "0.000000", "0.000000"),
        {"Gemini 2.5 Flash": "1.0000"},
        reasoning=300_000,
        money={
            "billed": {"EUR": "6.408"},
            "credit": {"EUR": "-0.2"},
            "cache_storage": {"EUR": "0.9"},
            "tax": {"EUR": "1.2"},
        },
    ),
    "openrouter-activity.csv": _case(
        "openrouter-activity",
        (5, 1),
        (3300, 9000, 0, 1430),
        ("0.731707", "0.000000", "0.000000"),
        {"openai/gpt-4.1-2025-04-14": "1.0000"},
        (4, 1, "0.250000", "4100.000", "476.667"),
        {"billed": {USD: "0.02254"}},
        ("duplicate gen-4",),
        reasoning=120,
    ),
    "litellm-spend-logs.jsonl": _case(
        "litellm-spend-logs",
        (5, 1),
        (6300, 9000, 0, 1170),
        ("0.588235", "0.000000", "0.000000"),
        {"claude-sonnet-4-6": "1.0000"},
        (4, 1, "0.250000", "5100.000", "390.000"),
        {"estimated": {USD: "0.03515"}},
        (GATEWAY,),
        (2, "2.0000", "7650.00", "585.00"),
    ),
    "langfuse-observations.jsonl": _case(
        "langfuse-observations",
        (5, 1),
        (6200, 6000, 0, 1000),
        ("0.491803", "0.000000", "0.000000"),
        {"gpt-4.1": "1.0000"},
        (4, 1, "0.250000", "4066.667", "333.333"),
        {"estimated": {USD: "0.0234"}},
        units=(2, "2.0000", "6100.00", "500.00"),
        reasoning=100,
    ),
    "openrouter-daily.csv": _case(
        "openrouter-daily",
        (3, 0),
        (1_020_000, None, None, 110_000),
        (None, None, "0.000000"),
        {"openai/gpt-4.1-2025-04-14": "0.9204", "deepseek/deepseek-chat": "0.0796"},
        (200, 0, "0.000000", "5100.000", "550.000"),
        {"billed": {USD: "2.5894"}},
        (NO_CACHE,),
        reasoning=12_000,
    ),
    "litellm-daily.csv": _case(
        "litellm-daily",
        (3, 0),
        (450_000, 500_000, 50_000, 80_000),
        ("0.500000", "0.050000", "0.000000"),
        {"claude-sonnet-4-6": "0.8981", "gpt-4.1-mini": "0.1019"},
        (220, 2, "0.009091", "4587.156", "366.972"),
        {"estimated": {USD: "2.4935"}},
    ),
    "helicone-requests.jsonl": _case(
        "helicone-requests",
        (5, 1),
        (4500, 8000, 500, 1000),
        ("0.615385", "0.038462", "0.000000"),
        {"claude-sonnet-4-6": "1.0000"},
        (4, 1, "0.250000", "4333.333", "333.333"),
        {"estimated": {USD: "0.032775"}},
        ("duplicate req-4",),
        (2, "2.0000", "6500.00", "500.00"),
    ),
    "deepseek-amount.csv": _case(
        "deepseek-amount",
        (8, 0),
        (1_100_000, 4_400_000, 0, 330_000),
        ("0.800000", "0.000000", "0.000000"),
        {"deepseek-chat": "1.0000"},
        (1100, 0, "0.000000", "5000.000", "300.000"),
        {"billed": {USD: "0.5698"}},
    ),
    "otel-genai-traces.jsonl": _case(
        "otel-genai-traces",
        (6, 2),
        (4200, 8000, 4000, 1050),
        ("0.493827", "0.246914", "0.000000"),
        {"claude-sonnet-4-6": "1.0000"},
        (4, 1, "0.250000", "5400.000", "350.000"),
        notes=(SAMPLED,),
        units=(2, "2.0000", "8100.00", "525.00"),
        reasoning=100,
    ),
    "github-copilot-ai-usage.csv": _case(
        "github-copilot-ai-usage",
        (3, 0),
        (300_000, 800_000, 30_000, 50_000),
        ("0.707965", "0.026549", "0.000000"),
        {"Claude Sonnet 4.6": "1.0000", "Code Review model": "0.0000"},
        money={"gross": {USD: "2.2"}, "billed": {USD: "0.7"}},
        notes=(SEATS,),
        units=(2, None, "565000.00", "25000.00"),
    ),
    "cursor-usage-events.csv": _case(
        "cursor-usage-events",
        (3, 0),
        (3500, 50_000, 5000, 1000),
        ("0.854701", "0.085470", "0.000000"),
        {"auto": "0.5613", "claude-4.6-sonnet": "0.4387"},
        (3, 1, "0.333333", "29250.000", "500.000"),
        {"billed": {USD: "0.04"}},
        (INCLUDED,),
    ),
}
