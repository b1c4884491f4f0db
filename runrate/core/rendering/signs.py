"""Keeps a subtraction in one piece where a line ends: `$64 − $50`."""

import re
from collections.abc import Mapping
from typing import Any, Final

_TAKEN_OFF: Final = re.compile(r"(?<=\S) − (?=\S)")
DRAWN: Final = "charts"
"""Drawings break no lines."""


def unbroken(value: Any) -> Any:
    """The same words with no line's end inside a subtraction.

    Nothing unseen is put between a sign and its amount: who copies or looks for one would get it too.
    """
    if isinstance(value, str):
        return _TAKEN_OFF.sub("\u00a0−\u00a0", value) if "−" in value else value
    if isinstance(value, Mapping):
        return {name: each if name == DRAWN else unbroken(each) for name, each in value.items()}
    return [unbroken(each) for each in value] if isinstance(value, list | tuple) else value
