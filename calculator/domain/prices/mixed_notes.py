"""A total of one vendor's tokens at another's prices: said beside it, because no bill could ever look so."""

from collections.abc import Mapping
from typing import Any, Final

from calculator.domain.cost_lines import Note
from calculator.domain.presets import BY_KEY
from runrate.core.translation import gettext as _

_BILLED: Final = frozenset({"measured", "sample"})
_VENDORS: Final = {"openai": "OpenAI", "anthropic": "Anthropic", "deepseek": "DeepSeek"}
"""Whose own exports can be of no other vendor's models, by the first word of a format."""
_TOKENS: Final = ("input_tokens", "output_tokens")
_PRICES: Final = ("input_price", "output_price")


def mixed_notes(origins: Mapping[str, str], copied: Mapping[str, Any]) -> tuple[Note, ...]:
    """What has to be said of a workload whose tokens were measured and whose prices are somebody else's.

    `origins` are those of its inputs, `copied` the rows that its prices were copied from; each once.
    """
    prefixes = dict.fromkeys(name.rpartition(".")[0] for name in origins if name.endswith(_TOKENS))
    found = (_mixed(f"{prefix}." if prefix else "", origins, copied) for prefix in prefixes)
    return tuple(note for note in found if note is not None)[:1]


def _mixed(prefix: str, origins: Mapping[str, str], copied: Mapping[str, Any]) -> Note | None:
    formats = [_format(origins.get(prefix + name, "")) for name in _TOKENS]
    format = next((each for each in formats if each), "")
    if not format:
        return None
    vendor = _vendor(format)
    for name in _PRICES:
        kind, _colon, key = origins.get(prefix + name, "").partition(":")
        whose = _whose(kind, key, prefix, copied)
        of = whose.partition("/")[0] if kind == "price" else _vendor(key)
        if whose and (kind == "preset" or (vendor and of and of != vendor)):
            said = _(
                "The tokens were measured, the prices were not: {prices}. The total is of neither; take "
                "the measured prices too, or choose the model that was billed."
            )
            return Note(prefix + name, said.format(prices=_said(kind, whose)))
    return None


def _format(origin: str) -> str:
    kind, _colon, key = origin.partition(":")
    return key.partition(":")[0] if kind in _BILLED else ""


def _vendor(format: str) -> str:
    first = format.partition("-")[0]
    return first if first in _VENDORS else ""


def _whose(kind: str, key: str, prefix: str, copied: Mapping[str, Any]) -> str:
    """A model of the list, a bill's vendor, or an example; nothing where it was typed or is not known."""
    if kind == "price":
        rows = copied.get("steps")
        row = rows.get(prefix.split(".")[1], {}) if isinstance(rows, dict) and prefix else copied
        return str(row.get("model", ""))
    if kind in _BILLED and (vendor := _vendor(key)):
        return _VENDORS[vendor]
    return BY_KEY[key].title if kind == "preset" and key in BY_KEY else ""


def _said(kind: str, whose: str) -> str:
    if kind == "price":
        return _("they are list prices of {model}").format(model=whose)
    if kind == "preset":
        return _("they are those of the example “{title}”").format(title=whose)
    return _("they are those of a bill of {vendor}").format(vendor=whose)
