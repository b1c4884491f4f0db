"""OpenTelemetry GenAI spans: calls of models only, not the agents around them that repeat their sums."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from calculator.usage.cells import ZERO, apart, counted, epoch, number, objects_in, part, tokens, word
from calculator.usage.formats import Document, Outcome, Reader, once, slice_of
from calculator.usage.lines import Item, SetAside
from runrate.core.translation import gettext as _
from runrate.core.translation import gettext_noop

SAMPLED: Final = gettext_noop("spans may be sampled: then sums are too low by the sampling rate")
_CALLS: Final = frozenset({"chat", "generate_content", "text_completion", "embeddings"})
_VALUES: Final = ("stringValue", "intValue", "doubleValue")
_NANO: Final = 10**9
_USAGE: Final = "gen_ai.usage."
# The names in force first, then those of earlier versions.
_INPUT: Final = ("input_tokens", "prompt_tokens")
_OUTPUT: Final = ("output_tokens", "completion_tokens")
_READ: Final = ("cache_read.input_tokens", "cache_read_input_tokens")
_WRITE: Final = ("cache_creation.input_tokens", "cache_creation_input_tokens")
_USED: Final = frozenset(
    {
        "gen_ai.operation.name",
        "gen_ai.request.model",
        "gen_ai.response.model",
        "gen_ai.conversation.id",
        "error.type",
        "service.name",
        *(f"{_USAGE}{name}" for name in (*_INPUT, *_OUTPUT, *_READ, *_WRITE, "reasoning.output_tokens")),
    }
)


def _reader() -> Reader:
    return once(_row, "spanId")


def _row(cells: Mapping[str, Any]) -> Outcome:
    """Input includes cached tokens of both ways, output includes reasoning."""
    at, operation = epoch(cells, "startTimeUnixNano", per_second=_NANO), word(cells, "gen_ai.operation.name")
    if operation not in _CALLS:
        return SetAside(_("no call of a model: {type}").format(type=operation[:40] or "–"))
    read, write, output = (_first(cells, names) for names in (_READ, _WRITE, _OUTPUT))
    total = next((name for name in _INPUT if number(cells, f"{_USAGE}{name}") is not None), _INPUT[0])
    return Item(
        at,
        model=word(cells, "gen_ai.response.model") or word(cells, "gen_ai.request.model"),
        kinds={
            "input": apart(cells, f"{_USAGE}{total}", read, write),
            "cache_read": read,
            "cache_write": write,
            "output": output,
        },
        reasoning=tokens(cells, f"{_USAGE}reasoning.output_tokens"),
        calls=1,
        failed=int(bool(word(cells, "error.type"))),
        unit=word(cells, "gen_ai.conversation.id") or word(cells, "traceId"),
        slice=slice_of(service=word(cells, "service.name")),
    )


def _first(cells: Mapping[str, Any], names: tuple[str, ...]) -> Any:
    found = (counted(cells, f"{_USAGE}{name}") for name in names)
    return next((each for each in found if each is not None), ZERO)


def _spans(document: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for resource in objects_in(document, "resourceSpans"):
        around = _attributes(part(resource, "resource"))
        for scope in objects_in(resource, "scopeSpans"):
            for span in objects_in(scope, "spans"):
                times = {name: span.get(name) for name in ("startTimeUnixNano", "traceId", "spanId")}
                yield {**around, **_attributes(span), **times}


def _attributes(holder: Mapping[str, Any]) -> dict[str, Any]:
    """Attributes that are read, and no others: some hold whole conversations."""
    found = {}
    for each in objects_in(holder, "attributes"):
        name = each.get("key")
        if isinstance(name, str) and name in _USED:
            value = part(each, "value")
            found[name] = next((value[kind] for kind in _VALUES if kind in value), None)
    return found


def _is(document: Mapping[str, Any]) -> bool:
    return isinstance(document.get("resourceSpans"), list)


DOCUMENTS: Final = (Document("otel-genai-traces", _is, _spans, _reader, notes=(SAMPLED,)),)
