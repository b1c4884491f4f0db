"""The site as in production, except that whoever measures may ask for more reports than a visitor."""

from runrate.settings import *  # noqa: F403
from runrate.settings import ACCOUNT_RATE_LIMITS

# Counted as always, so that counting is measured too; only never reached.
_REACHED_BY_NOBODY = {"report": "1000000/m/ip", "import": "1000000/m/ip"}
ACCOUNT_RATE_LIMITS = {**ACCOUNT_RATE_LIMITS, **_REACHED_BY_NOBODY}
ROWS_AN_HOUR = 1_000_000
