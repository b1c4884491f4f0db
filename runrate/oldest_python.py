"""The oldest Python that this runs on, told before a module is read that an older one cannot parse."""

import sys

OLDEST = (3, 12)


def demand(version: "tuple[int, int]" = (sys.version_info[0], sys.version_info[1])) -> None:
    """Ends with one line where Python is too old; older ones have to be able to read this module."""
    if version < OLDEST:
        said = "This needs Python {}.{} or newer; it was started by {}.{}."
        sys.exit(said.format(*OLDEST, *version))
