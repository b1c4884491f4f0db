"""What the price list says of a model and the cost model does not charge, in words for its row."""

from collections.abc import Iterable, Mapping
from datetime import time
from decimal import Decimal
from typing import Any, Final

from calculator.domain.prices.telling_notes import FURTHER_ABOVE, HOUR_ABOVE

IMPORTED: Final = frozenset(
    {
        "input_mtok",
        "output_mtok",
        "cache_read_mtok",
        "cache_write_mtok",
        "cache_write_1h_mtok",
        "requests_kcount",
        "web_searches_kcount",
    }
)
"""Prices of the list that a row of ours has a place for; every other one stands in a note."""
_HOUR: Final = "cache_write_1h_mtok"
_REASONING: Final = "output_reasoning_mtok"
"""Reasoning tokens are inside the output of a workload, and charged at its price."""
_CITATIONS: Final = "output_citation_mtok"

_NAMES: Final[Mapping[str, str]] = {
    "input_audio_mtok": "audio input",
    "output_audio_mtok": "audio output",
    "cache_audio_read_mtok": "cached audio input",
    "input_image_mtok": "image input",
    "output_image_mtok": "image output",
    "cache_image_read_mtok": "cached image input",
    "input_video_mtok": "video input",
    "output_video_mtok": "video output",
    "output_reasoning_mtok": "reasoning tokens",
    "output_citation_mtok": "citation tokens",
    "storage_searches_kcount": "file searches",
    "audio_hours": "audio",
    "input_audio_hours": "audio input",
    "input_document_kpages": "document pages",
    "input_annotated_document_kpages": "annotated document pages",
    "input_mchars": "input characters",
    "input_text_messages_kcount": "input messages",
}
_PER: Final[Mapping[str, str]] = {
    "mtok": "per million tokens",
    "mchars": "per million characters",
    "kcount": "per 1,000",
    "kpages": "per 1,000 pages",
    "hours": "per hour",
    "gpixels": "per billion pixels",
}
_OTHER_METERS: Final = ("audio", "image", "video")
# Models that the list prices by text tokens although they hear, speak or draw.
_OTHER_NAMES: Final = (
    "audio", "image", "realtime", "transcribe", "tts", "live", "speech", "voice", "video", "whisper", "sonic",
    "embed", "ocr", "rerank", "moderation", "lyria", "veo", "imagen",
)  # fmt: skip


def not_charged(prices: Any) -> str:
    """The prices of a model that no estimate uses, each with its unit; empty when there are none.

    Where their tokens are on every bill of the model, it says which way the estimate may be wrong.
    """
    found = {name: price for name, price in sorted(vars(prices).items()) if price is not None}
    left = _left_out({name: price for name, price in found.items() if name != _REASONING})
    if left and _CITATIONS in found:
        left += " Its citations are on each bill: the estimate may be too low."
    return " ".join(filter(None, (left, _as_output(found))))


def _left_out(found: Mapping[str, Any]) -> str:
    by_unit: dict[str, list[str]] = {}
    for name, price in found.items():
        if name not in IMPORTED:
            by_unit.setdefault(_unit_of(name), []).append(f"{_name_of(name)} {_amount(price)}")
    for tier in getattr(found.get(_HOUR), "tiers", ()):
        said = f"{HOUR_ABOVE} {tier.start:,} tokens ${_dollars(tier.price)}"
        by_unit.setdefault(_unit_of(_HOUR), []).append(said)
    if not by_unit:
        return ""
    said = "; ".join(f"{', '.join(parts)} {unit}".strip() for unit, parts in by_unit.items())
    return f"Also in the price list and not charged here: {said}."


def _as_output(found: Mapping[str, Any]) -> str:
    """What is charged for reasoning tokens in place of their own price; nothing where that is the same."""
    own, output = found.get(_REASONING), found.get("output_mtok")
    if own is None or output is None or _base_of(own) == _base_of(output):
        return ""
    way = "high" if _base_of(own) < _base_of(output) else "low"
    return (
        f"The list prices {_name_of(_REASONING)} apart, at {_amount(own)} {_PER['mtok']}; here they are "
        f"charged like other output, at {_amount(output)}: the estimate may be too {way}."
    )


def further_price(start: int, into: Decimal, out: Decimal) -> str:
    """What calls above a second threshold cost, in dollars per million tokens."""
    both = f"${_dollars(into)} in and ${_dollars(out)} out"
    return f"Not charged here: {FURTHER_ABOVE} {start:,} tokens, {both} per million tokens."


def other_ways(variants: Iterable[Any]) -> str:
    """The ways of calling a model that have prices of their own and are not offered here."""
    found: dict[str, set[str]] = {}
    for variant in variants:
        if variant.when == {"processing": "batch"} or not any(
            price is not None for price in vars(variant.prices).values()
        ):
            continue
        for way, value in variant.when.items():
            found.setdefault(way.replace("_", " "), set()).add(value)
    if not found:
        return ""
    said = "; ".join(f"{way} {', '.join(sorted(values))}" for way, values in sorted(found.items()))
    return f"Standard price; other prices exist for: {said}."


def cheap_hours(windows: Iterable[tuple[time, time]], otherwise: Any) -> str:
    """When the price is not the one of the row, which is the dearest of the day."""
    spans = " and ".join(f"{start:%H:%M} to {end:%H:%M}" for start, end in sorted(windows))
    cached = getattr(otherwise, "cache_read_mtok", None)
    between = "" if cached is None else f", {_amount(cached)} from the cache"
    return (
        f"Priced by the hour: this is the highest price, {spans} UTC; at other hours "
        f"{_amount(otherwise.input_mtok)} in{between} and {_amount(otherwise.output_mtok)} out "
        "per million tokens."
    )


def for_text(model: Any, prices: Any) -> bool:
    """Whether text tokens are what the model is mainly billed by."""
    for name, price in vars(prices).items():
        if price is None:
            continue
        if name.startswith("output_") and any(meter in name for meter in _OTHER_METERS):
            return False
        if name.endswith(("hours", "kpages", "mchars", "gpixels")):
            return False
    called = f"{model.id} {model.name or ''}".lower().replace("_", "-").replace(" ", "-")
    words = called.replace("/", "-").replace(".", "-").split("-")
    return not any(word in _OTHER_NAMES for word in words)


def _name_of(name: str) -> str:
    return _NAMES.get(name, name.rpartition("_")[0].replace("_", " "))


def _unit_of(name: str) -> str:
    return _PER.get(name.rpartition("_")[2], "")


def _amount(price: Any) -> str:
    """A price in dollars; of several by length of a call, the first and from where another begins."""
    tiers = getattr(price, "tiers", ())
    said = f"${_dollars(_base_of(price))}"
    if tiers:
        said += f" (${_dollars(tiers[0].price)} above {tiers[0].start:,} tokens)"
    return said


def _base_of(price: Any) -> Decimal:
    found: Decimal = getattr(price, "base", price)
    return found


def _dollars(price: Decimal) -> str:
    text = format(price.normalize(), "f")
    whole, _point, part = text.partition(".")
    return f"{whole}.{part.ljust(2, '0')}"
