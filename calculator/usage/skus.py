"""What a vendor's name of a meter says: kind of token, how it was called, how many make one, which model."""

import json
import re
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

from calculator.usage.cells import LONGEST_WORD, NOTHING, RefusedError, letters_of, object_in
from runrate.core.translation import gettext as _

MARKETPLACE: Final = " (Amazon Bedrock Edition)"
LONGEST_JSON: Final = 20_000
_LANES: Final = ("batch", "flex", "priority")
_THOUSANDS: Final = {"k": 1_000, "m": 1_000_000, "b": 1_000_000_000, "": 1}
_UNIT = re.compile(r"([\d,]*)\s*([kmb]?)\s*(?:tokens?|units?)?", re.ASCII | re.IGNORECASE)
_COUNTS_TOKENS = re.compile(r"token|^[\d,]+\s*[km]$|^[km]$|^units?$", re.IGNORECASE)
_WORDS = re.compile(r"[a-z]+|\d+[a-z]*", re.ASCII)
_SPLIT = re.compile(r"(?<=[a-z])(?=[A-Z\d])")
# AWS region codes as they begin a usage type: EUW1-, USE1-, APN1-, and so on.
_REGION = re.compile(r"^[A-Z]{2,4}\d-", re.ASCII)
_AWS_KIND = re.compile(
    r"-(?:mantle-)?(?:input|output|cache-read|cache-write|response|prompt)[-_]?(?:tokens?|input)", re.ASCII
)
_AZURE_MODEL = re.compile(r"\s+(?:cached|cd|inp|outp|opt|input|output|batch)\b", re.IGNORECASE)
_GOOGLE_MODEL = re.compile(
    r"\s+(?:GA|Thinking|Text|Image|Audio|Video|Input|Output|Batch|Cached|Caching|Preview|Flex|Priority)\b"
)
_TAGS: Final = ("app", "application", "user_app", "user:app", "project", "service")


@lru_cache(maxsize=1024)
def kind_of(text: str) -> str | None:
    """Which kind of token a meter counts; None where it says nothing of tokens in or out."""
    words = set(_WORDS.findall(_SPLIT.sub(" ", text).lower().replace("_", " ").replace("-", " ")))
    is_cache = bool(words & {"cache", "cached", "caching", "cd"})
    goes_out = bool(words & {"output", "outp", "opt", "completion", "response"})
    goes_in = bool(words & {"input", "inp", "prompt"})
    if "storage" in words:
        return None
    if is_cache and words & {"write", "creation", "writes"}:
        hour = words & {"1h", "1hour", "hour"}
        return "cache_write_1h" if hour else "cache_write_5m" if words & {"5m", "5min"} else "cache_write"
    if is_cache and (words & {"read", "hit"} or goes_in):
        return "cache_read"
    if goes_out:
        return "output"
    return "input" if goes_in else None


def is_reasoning(text: str) -> bool:
    return bool(re.search(r"thinking|reasoning", text, re.IGNORECASE))


@lru_cache(maxsize=1024)
def lane_of(text: str) -> str:
    """How a call was made, where the name of its meter says so."""
    lowered = text.lower()
    return next(
        (lane for lane in _LANES if re.search(rf"(?:^|[-_ ,]){lane}(?:$|[-_ ,])", lowered)), "standard"
    )


@lru_cache(maxsize=1024)
def tokens_in(unit: str) -> int | None:
    """How many tokens one of a unit is: `1K tokens` is 1,000; None for a unit that counts no tokens."""
    text = unit.strip()
    if not _COUNTS_TOKENS.search(text):
        return None
    match = _UNIT.fullmatch(text)
    if match is None:
        return None
    digits, letter = match.groups()
    return int(digits.replace(",", "") or 1) * _THOUSANDS[letter.lower()]


def unit_of(unit: str) -> str:
    """Which of the few units that are kept apart a vendor's unit is."""
    lowered = unit.lower()
    known = ("request", "image", "hour", "credit", "search")
    found = next((each for each in known if each in lowered), "other")
    return "hour" if lowered in {"h", "hrs"} else found


@lru_cache(maxsize=1024)
def aws_model(usage_type: str) -> str:
    """The model in a usage type of Bedrock: EUW1-NovaPro-input-tokens-batch is NovaPro."""
    bare = _REGION.sub("", usage_type)
    match = _AWS_KIND.search(bare)
    return bare[: match.start()] if match else ""


def azure_model(meter: str) -> str:
    """The model in a meter of Azure: `gpt 4.1 cached Inp glbl Tokens` is gpt 4.1; nothing in other texts."""
    found = _AZURE_MODEL.search(meter)
    return meter[: found.start()] if found else ""


def google_model(sku: str) -> str:
    """The model in a SKU of Google: `Gemini 2.5 Flash GA Text Input - Predictions` is Gemini 2.5 Flash."""
    return _GOOGLE_MODEL.split(sku, maxsplit=1)[0]


def times(quantity: Decimal, unit: str) -> Decimal | None:
    """A quantity of a unit in tokens; None where the unit counts something else."""
    each = tokens_in(unit)
    return None if each is None else quantity * each


def json_object(text: object) -> Mapping[str, Any]:
    """A cell that holds an object as JSON, as text or read already; nothing for anything else."""
    if isinstance(text, dict):
        return text
    if not isinstance(text, str) or not text.startswith("{") or len(text) > LONGEST_JSON:
        return {}
    return _object(text)


def object_of(cells: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """The object in a cell where amounts stand in it: nothing where the cell is empty.

    Raises RefusedError for text that is none, which may be cut off or written by another rule.
    """
    text = cells.get(name)
    if not isinstance(text, str):
        return object_in(cells, name)
    if text.strip().lower() in NOTHING:
        return {}
    try:
        found = json.loads(text, parse_float=str, parse_int=str)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise RefusedError(name, None, _("no object in JSON"))
    return found


@lru_cache(maxsize=512)
def _object(text: str) -> Mapping[str, Any]:
    try:
        found = json.loads(text, parse_float=str, parse_int=str)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def tag(tags: Mapping[str, Any]) -> str:
    """Which application a resource belongs to, by the usual names of that tag."""
    lowered = {name.lower(): value for name, value in tags.items()}
    found = next(
        (lowered[name] for name in _TAGS if isinstance(lowered.get(name), str) and lowered[name]), ""
    )
    return letters_of(str(found)[:LONGEST_WORD])
