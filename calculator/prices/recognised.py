"""What a file or an address says of prices that it brings, and whose prices of the list they still are."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final

from django.utils import timezone

from calculator.domain.cost_lines import Note
from calculator.domain.fields import TYPED_PRICES
from calculator.domain.presets import PRESETS
from calculator.domain.prices.brought_notes import from_text, invoice_told, models_in, still_true
from calculator.domain.prices.carried_notes import ORIGINS
from calculator.domain.workload import Workload
from calculator.domain.workload_input import WorkloadErrors, lists_from, read_decimal
from calculator.models import PriceRow
from calculator.prices.pricing import Priced, price_inputs
from calculator.prices.provenance import in_words

_BATCH: Final = ("batch_factor", "batch_cache_factor")
_NAMED: Final = re.compile(r"([^\s,/]+/[^\s,]+), ")
"""How an origin of a price begins: with its model, as the list names it."""


def models_named(origins: object) -> Iterator[tuple[str, str]]:
    """The steps, `steps.2.`, or the flat fields whose input price a file has from a model, and that model."""
    for origin, names in _read(origins):
        if found := _NAMED.match(origin):
            yield from ((name.removesuffix("input_price"), found[1]) for name in names if _is_main(name))


def example_named(data: Mapping[str, object]) -> tuple[str, dict[str, object]]:
    """The worked example that inputs of a file are from, or none, and the file without saying so."""
    for preset in PRESETS:
        said = in_words(f"preset:{preset.key}", {}, timezone.now().date())
        if any(origin == said for origin, _names in _read(data.get(ORIGINS))):
            given = data[ORIGINS]
            every = given if isinstance(given, list) else []
            kept = [each for each in every if not (isinstance(each, dict) and each.get("origin") == said)]
            return preset.key, {**data, ORIGINS: kept}
    return "", dict(data)


def with_brought(priced: Priced, workload: Workload, text: str, today: date | None) -> Priced:
    """With what the notes of an address say of its prices besides, as far as they still stand.

    A model that the list has at just these prices prices them as one that was chosen from it.
    """
    said, inputs, told = priced.brought, workload.as_form(), from_text(text)
    models = {}
    for prefix, model in models_in(told, inputs).items():
        if any(each.prefix == prefix for each in priced.copies):
            continue
        if (found := _of_the_list(workload, prefix, model, today)) is not None:
            models[prefix] = model
            notes, copies = priced.notes + found.notes, priced.copies + found.copies
            priced = replace(priced, notes=notes, copies=copies)
    said += tuple(note for note in still_true(told, inputs) if not _says_only(note, models))
    return replace(priced, brought=tuple(dict.fromkeys(said)), invoice_told=invoice_told(told))


def _of_the_list(workload: Workload, prefix: str, model: str, today: date | None) -> Priced | None:
    """What the model brings to a step, or to the flat fields, where its prices are all those that stand."""
    provider, _slash, name = model.partition("/")
    if not PriceRow.objects.open().of_model(provider, name).exists():
        return None
    inputs = workload.as_form()
    prices = {name: inputs.get(prefix + name) for name in (*TYPED_PRICES, *_BATCH)}
    rest = {name: text for name, text in inputs.items() if name.removeprefix(prefix) not in prices}
    own: dict[str, str] = {}
    for _turn in range(2):
        try:
            found = price_inputs(lists_from({**rest, **own, f"{prefix}model": model}), today)
        except WorkloadErrors:
            return None
        now = _part(found.inputs, prefix)
        if not all(_same(now.get(name), prices[name]) for name in TYPED_PRICES):
            return None
        typed = {name: text for name in _BATCH if (text := prices[name])}
        own = {prefix + name: text for name, text in typed.items() if not _same(now.get(name), text)}
        if not own:
            return found
    return None


def _same(one: object, other: object) -> bool:
    return read_decimal(one or "")[0] == read_decimal(other or "")[0]


def _part(inputs: Mapping[str, Any], prefix: str) -> Mapping[str, Any]:
    """A step of a workload in JSON form, or all of it."""
    part: Mapping[str, Any] = inputs["steps"][int(prefix.split(".")[1]) - 1] if prefix else inputs
    return part


def _says_only(note: Note, models: Mapping[str, str]) -> bool:
    """Whether a note says no more than where the prices of a model are from, which its row says itself."""
    prefix = note.field.removesuffix("model")
    return prefix in models and note.message.startswith(f"{models[prefix]}, ")


def _is_main(name: str) -> bool:
    return name == "input_price" or name.endswith(".input_price")


def _read(origins: object) -> Iterator[tuple[str, list[str]]]:
    """Origins of a file with the names of their inputs; nothing of what are none."""
    for each in origins if isinstance(origins, list) else ():
        origin, names = (each.get("origin"), each.get("inputs")) if isinstance(each, dict) else ("", None)
        if isinstance(origin, str) and isinstance(names, list):
            yield origin, [name for name in names if isinstance(name, str)]
