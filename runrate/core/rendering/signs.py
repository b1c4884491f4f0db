"""Keeps a sign with its amount where a line ends: `−$736` is one piece, and so is `$64 − $50`."""

import re
from collections.abc import Mapping
from typing import Any, Final

JOINER: Final = "\u2060"
_BEFORE_MONEY: Final = re.compile(r"(?<=[−+])(?=[$\u00a2-\u00a5\u20a0-\u20c0]|[A-Z]{1,3}[$\u00a0])")
_TAKEN_OFF: Final = re.compile(r"(?<=\S) − (?=\S)")
HELD: Final = re.compile(f"(?<=[−+]){JOINER}")
"""Where such a joiner stands: it is no letter of anybody's script."""
DRAWN: Final = "charts"
"""Drawings break no lines."""


def unbroken(value: Any) -> Any:
    """The same words with each sign held to its amount, and a subtraction in one piece."""
    if isinstance(value, str):
        if "−" not in value and "+" not in value:
            return value
        return _BEFORE_MONEY.sub(JOINER, _TAKEN_OFF.sub("\u00a0−\u00a0", value))
    if isinstance(value, Mapping):
        return {name: each if name == DRAWN else unbroken(each) for name, each in value.items()}
    return [unbroken(each) for each in value] if isinstance(value, list | tuple) else value
