"""The formats that are read, most particular first, and which of them a file is: never by its name."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from calculator.usage.lines import Item, SetAside

type Outcome = Item | SetAside
type Reader = Callable[[Mapping[str, Any]], Outcome]


@dataclass(frozen=True, slots=True)
class Rows:
    """A table's format: its columns as the reader asks for them, in lower case, and what reads one row."""

    name: str
    needs: frozenset[str]
    reader: Callable[[], Reader]
    zone: str = "UTC"
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A JSON format: how a document or a line of it is known, and the rows inside with what reads each."""

    name: str
    fits: Callable[[Mapping[str, Any]], bool]
    rows: Callable[[Mapping[str, Any]], Iterable[Mapping[str, Any]]]
    reader: Callable[[], Reader]
    zone: str = "UTC"
    notes: tuple[str, ...] = ()
    said: Callable[[Mapping[str, Any]], Iterator[str]] | None = None


def tables() -> tuple[Rows, ...]:
    from calculator.usage.formats import (
        anthropic, aws, azure, copilot, cursor, deepseek, focus, helicone, langfuse, litellm, openai, openrouter,
    )  # fmt: skip

    found: list[Rows] = []
    for module in (
        focus, aws, openai, anthropic, azure, openrouter, litellm, langfuse, helicone, copilot, cursor, deepseek,
    ):  # fmt: skip
        found += module.TABLES
    return tuple(found)


def documents() -> tuple[Document, ...]:
    from calculator.usage.formats import anthropic, aws, google, helicone, langfuse, litellm, openai, openrouter, otel

    found: list[Document] = []
    for module in (openai, anthropic, aws, google, otel, langfuse, helicone, litellm, openrouter):
        found += module.DOCUMENTS
    return tuple(found)


def of_header(header: Collection[str]) -> list[Rows]:
    """The formats whose columns are all there; those that need most come first and win."""
    present = frozenset(header)
    fitting = [each for each in tables() if each.needs <= present]
    most = max((len(each.needs) for each in fitting), default=0)
    return [each for each in fitting if len(each.needs) == most]


def of_document(value: object) -> list[Document]:
    if not isinstance(value, dict):
        return []
    return [each for each in documents() if each.fits(value)]
