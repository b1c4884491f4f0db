"""OpenTelemetry GenAI spans: calls of models only, not the agents around them that repeat their sums."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from calculator.usage.cells import amount, epoch, word
from calculator.usage.formats import Document, Outcome, Reader
from calculator.usage.lines import Item, SetAside
from runrate.kit.language import gettext as _

SAMPLED: Final = _("spans may be sampled: then sums are too low by the sampling rate")
_CALLS: Final = frozenset({"chat", "generate_content", "text_completion", "embeddings"})
_NANO: Final = 10**9


def _reader() -> Reader:
    return _row


def _row(cells: Mapping[str, Any]) -> Outcome:
    """Input includes cached tokens of both ways, output includes reasoning."""
    operation = word(cells, "gen_ai.operation.name")
    if operation not in _CALLS:
        return SetAside(_("no call of a model: {type}").format(type=operation or "–"))
    read = amount(cells, "gen_ai.usage.cache_read.input_tokens")
    write = amount(cells, "gen_ai.usage.cache_creation.input_tokens")
    total = amount(cells, "gen_ai.usage.input_tokens") or amount(cells, "gen_ai.usage.prompt_tokens")
    output = amount(cells, "gen_ai.usage.output_tokens") or amount(cells, "gen_ai.usage.completion_tokens")
    return Item(
        epoch(cells.get("start"), "startTimeUnixNano", per_second=_NANO),
        model=word(cells, "gen_ai.response.model") or word(cells, "gen_ai.request.model"),
        kinds={"input": total - read - write, "cache_read": read, "cache_write": write, "output": output},
        reasoning=amount(cells, "gen_ai.usage.reasoning.output_tokens"),
        calls=1,
        failed=int(bool(word(cells, "error.type"))),
        unit=word(cells, "gen_ai.conversation.id") or word(cells, "trace"),
        slice={"service": service} if (service := word(cells, "service.name")) else {},
    )


def _spans(document: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for resource in document.get("resourceSpans") or ():
        around = _attributes(resource.get("resource") or {})
        for scope in resource.get("scopeSpans") or ():
            for span in scope.get("spans") or ():
                yield {
                    **around,
                    **_attributes(span),
                    "start": span.get("startTimeUnixNano"),
                    "trace": span.get("traceId"),
                }


def _attributes(holder: Mapping[str, Any]) -> dict[str, Any]:
    found = {}
    for each in holder.get("attributes") or ():
        if isinstance(each, dict) and isinstance(each.get("value"), dict):
            found[str(each.get("key"))] = next(iter(each["value"].values()), None)
    return found


DOCUMENTS: Final = [
    Document("otel-genai-traces", lambda document: "resourceSpans" in document, _spans, _reader, notes=(SAMPLED,))
]
