"""What a vendor's name of a meter says: kind of token, how it was called, how many make one, which model."""

import re
from decimal import Decimal
from typing import Final

_LANES: Final = ("batch", "flex", "priority")
_THOUSANDS: Final = {"k": 1_000, "m": 1_000_000, "b": 1_000_000_000, "": 1}
_UNIT = re.compile(r"([\d,]*)\s*([kmb]?)\s*(?:tokens?|units?)?", re.ASCII | re.IGNORECASE)
_WORDS = re.compile(r"[a-z]+|\d+[a-z]*", re.ASCII)
_SPLIT = re.compile(r"(?<=[a-z])(?=[A-Z])")
# AWS region codes as they begin a usage type: EUW1-, USE1-, APN1-, and so on.
_REGION = re.compile(r"^[A-Z]{2,4}\d-", re.ASCII)
_AWS_KIND = re.compile(
    r"-(?:mantle-)?(?:input|output|cache-read|cache-write|response|prompt)[-_]?(?:tokens?|input)", re.ASCII
)


def kind_of(text: str) -> str | None:
    """Which kind of token a meter counts; None where it says nothing of tokens in or out."""
    words = set(_WORDS.findall(_SPLIT.sub(" ", text).lower().replace("_", " ").replace("-", " ")))
    is_cache = bool(words & {"cache", "cached", "caching"})
    goes_out = bool(words & {"output", "outp", "opt", "completion", "response"})
    goes_in = bool(words & {"input", "inp", "prompt"})
    if is_cache and words & {"write", "creation", "writes"}:
        return "cache_write_1h" if words & {"1h", "1hour", "hour"} else "cache_write"
    if is_cache and (words & {"read", "hit"} or goes_in):
        return "cache_read"
    if goes_out:
        return "output"
    return "input" if goes_in else None


def is_reasoning(text: str) -> bool:
    return bool(re.search(r"thinking|reasoning", text, re.IGNORECASE))


def lane_of(text: str) -> str:
    """How a call was made, where the name of its meter says so."""
    lowered = text.lower()
    return next((lane for lane in _LANES if re.search(rf"(?:^|[-_ ]){lane}(?:$|[-_ ])", lowered)), "standard")


def tokens_in(unit: str) -> int | None:
    """How many tokens one of a unit is: `1K tokens` is 1,000; None for a unit that counts no tokens."""
    text = unit.strip()
    if not re.search(r"token|^[\d,]+\s*[km]$|^[km]$|^units?$", text, re.IGNORECASE):
        return None
    match = _UNIT.fullmatch(text)
    if match is None:
        return None
    digits, letter = match.groups()
    return int(digits.replace(",", "") or 1) * _THOUSANDS[letter.lower()]


def aws_model(usage_type: str) -> str:
    """The model in a usage type of Bedrock: EUW1-NovaPro-input-tokens-batch is NovaPro."""
    bare = _REGION.sub("", usage_type)
    match = _AWS_KIND.search(bare)
    return bare[: match.start()] if match else ""


def azure_model(meter: str) -> str:
    """The model in a meter of Azure: `gpt 4.1 cached Inp glbl Tokens` is gpt 4.1."""
    return re.split(r"\s+(?:cached\b|inp\b|outp\b|opt\b|input\b|output\b|batch\b)", meter, maxsplit=1, flags=re.I)[0]


def google_model(sku: str) -> str:
    """The model in a SKU of Google: `Gemini 2.5 Flash GA Text Input - Predictions` is Gemini 2.5 Flash."""
    words = r"GA|Thinking|Text|Image|Audio|Video|Input|Output|Batch|Cached|Caching|Preview"
    return re.split(rf"\s+(?:{words})\b", sku, maxsplit=1)[0]


def times(quantity: Decimal, unit: str) -> Decimal | None:
    """A quantity of a unit in tokens; None where the unit counts something else."""
    each = tokens_in(unit)
    return None if each is None else quantity * each
