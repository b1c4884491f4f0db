"""Keeps a subtraction, and a minus with its amount, in one piece where a line ends: `$64 − $50`, `−$9.70`."""

import re
from collections.abc import Mapping
from typing import Any, Final

_TAKEN_OFF: Final = re.compile(r"(?<=\S) − (?=\S)")
_LOST: Final = re.compile(
    r"(?P<outside><svg\b.*?</svg>|<title\b.*?</title>|<[^>]*>)"
    r"|(?P<amount>−[^\s\d\w<&−]+\d(?:[\d,.]{0,22}\d)?)(?![\d,.]*\d)",
    re.DOTALL,
)
"""Tags and drawings, and behind them a minus that a line could end with: digits hold it by themselves.

An amount too long for a column has to break."""
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


def signs_held(html: str) -> str:
    """The same page with no line's end between a minus and its currency, by what is around them.

    >>> signs_held('<td title="−$9">it loses −$9.70</td>')
    '<td title="−$9">it loses <span class="nowrap">−$9.70</span></td>'
    """
    return _LOST.sub(_held, html) if "−" in html else html


def _held(found: re.Match[str]) -> str:
    return found["outside"] or f'<span class="nowrap">{found["amount"]}</span>'
