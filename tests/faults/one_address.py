"""Production settings for a crowd from one address: such a crowd is not limited as one person."""

from runrate.settings import *  # noqa: F403  # everything but what follows
from runrate.settings import ACCOUNT_RATE_LIMITS

_OF_ONE_ADDRESS = {
    "login_failed": "1000000/m/ip,5/300s/key",
    "signup": "1000000/m/ip",
}
ACCOUNT_RATE_LIMITS = {**ACCOUNT_RATE_LIMITS, **_OF_ONE_ADDRESS}
SIGN_IN_TRIES = {"wrong password for": (5, 300)}
ROWS_AN_HOUR = 1_000_000
