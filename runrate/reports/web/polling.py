"""How often the page of a report that is being made asks how far it is."""

from datetime import timedelta
from typing import Final

_PAUSES: Final = (
    # An idle worker has made a report by then, and whoever sits there looks at the page.
    (timedelta(seconds=6), "300ms"),
    # A few are waiting before it, or a worker has just been started.
    (timedelta(minutes=1), "500ms"),
)
_SELDOM: Final = "2s"
"""It waits in a long queue, or for another attempt."""


def ask_again(age: timedelta) -> str:
    """The pause before the next question, as htmx reads it, for a report asked for so long ago."""
    return next((pause for until, pause in _PAUSES if age < until), _SELDOM)
