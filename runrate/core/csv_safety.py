"""Text for cells of tables that a spreadsheet may open: nothing in them starts a formula."""

from unicodedata import category, normalize

FOR_PEOPLE = "utf-8-sig"
"""How a table for people is encoded: without the mark a spreadsheet takes it for its machine's code page."""
BYTE_ORDER_MARK = "\ufeff"
# Signs that a program takes as a start, whatever their width, form or height; a minus is a sign of its own.
_STARTS = frozenset("=+-@\u2212")
# A cell that begins with one of these is split or calculated by some programs, whatever follows.
_BREAKS = frozenset("\t\r\n")
# Letters by category, and nothing to look at.
_FILLERS = frozenset("\u115f\u1160\u3164\uffa0\u2800")
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zs", "Zl", "Zp", "Mn", "Me"})


def inert(value: object) -> object:
    """The value; text that a spreadsheet would calculate gets an apostrophe before it."""
    return f"'{value}" if isinstance(value, str) and _calculates(value) else value


def _calculates(text: str) -> bool:
    """Whether the first sign that can be seen starts a formula: programs drop what cannot be seen."""
    for sign in text:
        if sign in _BREAKS:
            return True
        if sign not in _FILLERS and category(sign) not in _UNSEEN:
            return normalize("NFKC", sign) in _STARTS
    return False
