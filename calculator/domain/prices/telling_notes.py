"""Notes that decide what an estimate may say: they travel as text, and are known by their words.

Files and reports carry them as they are; wherever one arrives, its estimate is too low, or cannot be.
"""

import re
from typing import Final

from runrate.core.translation import gettext_noop as _
from runrate.core.translation import known_as

TOO_LOW: Final = _("This model is not billed by text tokens alone: its estimate is too low.")
HOUR_ABOVE: Final = "one-hour cache writes above"
"""So a price row's note names the price that such a write has in a long call, which no field holds."""
TOO_LOW_IN_LONG_CALLS: Final = _(
    "One-hour cache writes of its long calls cost more than is counted here: the estimate is too low."
)
FURTHER_ABOVE: Final = "a further price of calls above"
"""So a price row's note names a second long-context threshold, which no field holds."""
TOO_LOW_ABOVE_FURTHER: Final = _("Its longest calls cost more than is counted here: the estimate is too low.")
NO_PRICE_BESIDE: Final = _(
    "Not given, so these tokens cost $0 here although others have a price: the estimate is too low."
)
NO_TOKENS_BESIDE: Final = _(
    "Not given, so none are counted here although they have a price: the estimate is too low."
)
NO_OTHER_TOKENS: Final = _(
    "Not given, so none are counted although calls have both: the estimate is too low."
)
"""Tokens half entered, where seats or hours are paid for and none of it is asked for."""
NO_LONG_CACHE_PRICE: Final = _(
    "Not given, so cached tokens of long calls cost what short calls' do: the estimate is too low."
)
SHORT_PRICE_OF_AN_HOUR: Final = _(
    "An hour in the cache costs long calls what it costs short ones here: the estimate is too low."
)
"""Prices that were typed; those of a model's row say so in its own notes."""
NO_PAY_OF_REVIEWERS: Final = _(
    "No reviewer's time has a price yet: enter minutes and an hourly cost, or whole people."
)
NOTHING_REVIEWED: Final = _(
    "Reviewers were entered, but not which share of the units they check: until then review costs $0."
)
TELL_OF_A_MODEL: Final = (TOO_LOW, TOO_LOW_IN_LONG_CALLS, TOO_LOW_ABOVE_FURTHER)
TELL_TOO_LOW: Final = (
    *TELL_OF_A_MODEL,
    NO_PRICE_BESIDE,
    NO_TOKENS_BESIDE,
    NO_OTHER_TOKENS,
    NO_LONG_CACHE_PRICE,
    SHORT_PRICE_OF_AN_HOUR,
)
TELL_HALF_A_REVIEW: Final = (NO_PAY_OF_REVIEWERS, NOTHING_REVIEWED)
TOO_LONG_A_CALL: Final = _(
    "A call of %(tokens)s tokens does not fit this model: it takes %(window)s at most."
)


def window_of(message: str) -> int:
    """How many tokens the model of such a note takes: its last number."""
    return int(re.sub(r"\D", "", re.findall(r"\d[\d\W]*", message)[-1]))


def tells_of_a_call_too_long(message: str) -> bool:
    """Whether a note says that a model cannot take one of its calls, in the reader's language or ours."""
    patterns = {
        r"[^a-zA-Z]+".join(map(re.escape, re.split(r"%\(\w+\)s", said))) for said in known_as(TOO_LONG_A_CALL)
    }
    return any(re.fullmatch(pattern, message) for pattern in patterns)
