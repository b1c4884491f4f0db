"""Text for cells of tables that a spreadsheet may open: nothing in them starts a formula."""

STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def inert(value: object) -> object:
    """The value; text that a spreadsheet would calculate gets an apostrophe before it."""
    if isinstance(value, str) and value.startswith(STARTS_A_FORMULA):
        return f"'{value}"
    return value
