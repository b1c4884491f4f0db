"""How often the page of a report that is being made asks how far it is."""

from datetime import timedelta
from typing import Final

SOON: Final = timedelta(seconds=6)
"""An idle worker has made a report by then; later it waits in a queue, or for another attempt."""
_OFTEN, _SELDOM = "300ms", "2s"


def ask_again(age: timedelta) -> str:
    """The pause before the next question, as htmx reads it, for a report asked for so long ago."""
    return _OFTEN if age < SOON else _SELDOM
