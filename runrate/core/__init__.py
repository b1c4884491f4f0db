"""What every room may use; and the oldest Python, told before one that is older fails to parse a module."""

import sys

OLDEST = (3, 12)


def demand(version: "tuple[int, int]" = (sys.version_info[0], sys.version_info[1])) -> None:
    """Ends with one line where Python is too old; older ones have to be able to read this module."""
    if version < OLDEST:
        said = "This needs Python {}.{} or newer; it was started by {}.{}."
        sys.exit(said.format(*OLDEST, *version))
