"""Production settings for a crowd from one address: what such a crowd begins is not limited."""

from runrate.settings import *  # noqa: F403  # everything but what follows
from runrate.settings import ACCOUNT_RATE_LIMITS

ACCOUNT_RATE_LIMITS = {**ACCOUNT_RATE_LIMITS, "begin": "1000000/h/ip"}
