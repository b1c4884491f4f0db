"""Prices that nobody typed, and that a model chosen without a script takes the place of."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final
from urllib.parse import parse_qsl, urlencode

from calculator.domain.presets import BY_KEY
from calculator.domain.typed_numbers.inputs import shown
from calculator.domain.workload_input import WorkloadErrors, flat_from
from calculator.models import Scenario
from calculator.prices.pricing import PRICED_BY_A_MODEL, price_inputs
from calculator.prices.provenance import PRICE

UNTYPED: Final = "untyped"
"""In a form, the prices that stood in its boxes when it was drawn and that nobody had typed."""
_BROUGHT: Final = frozenset(PRICED_BY_A_MODEL) - {"priced_on"}
_FROM_ELSEWHERE: Final = (f"{PRICE}:", "preset:")


def untyped(typed: Mapping[str, str], preset: str, saved: Scenario | None) -> str:
    """The prices in the boxes of a form that are those of its example or of a saved row, as boxes show them.

    A place whose model is named has none: what stands beside a model was typed.
    """
    brought = dict(_brought(preset, saved))
    found = {
        name: shown(name, text)
        for name, text in typed.items()
        if name.rpartition(".")[2] in _BROUGHT
        and not typed.get(f"{_prefix_of(name)}model")
        and shown(name, text) in brought.get(name, ())
    }
    return urlencode(found)


def without_replaced(sent: Mapping[str, str], today: date | None) -> Mapping[str, str]:
    """What a form sent, without the prices that a model named in it takes the place of.

    Those somebody changed by hand stay, and all of them where the model is not known.
    """
    drawn = parse_qsl(sent[UNTYPED], max_num_fields=1000) if sent.get(UNTYPED) else []
    unchanged = [name for name, text in drawn if sent.get(name, "").strip() == text]
    known = {prefix: _is_known(sent, prefix, today) for prefix in {_prefix_of(name) for name in unchanged}}
    replaced = {name for name in unchanged if known[_prefix_of(name)]}
    return {name: sent[name] for name in sent if name not in replaced} if replaced else sent


def _brought(preset: str, saved: Scenario | None) -> Iterator[tuple[str, set[str]]]:
    """Inputs that an example or a saved scenario brought, as their boxes show them."""
    example = BY_KEY[preset].workload.as_form() if preset in BY_KEY else {}
    before = flat_from(saved.inputs) if saved else {}
    origins = saved.origins if saved else {}
    here = {name: text for name, text in before.items() if origins.get(name, "").startswith(_FROM_ELSEWHERE)}
    for name in example.keys() | here.keys():
        yield name, {shown(name, found[name]) for found in (example, here) if name in found}


def _is_known(sent: Mapping[str, str], prefix: str, today: date | None) -> bool:
    asked = {name: sent.get(prefix + name, "").strip() for name in ("model", "priced_on")}
    if not asked["model"]:
        return False
    try:
        price_inputs({name: text for name, text in asked.items() if text}, today)
    except WorkloadErrors:
        return False
    return True


def _prefix_of(name: str) -> str:
    group, dot, _part = name.rpartition(".")
    return f"{group}{dot}"
