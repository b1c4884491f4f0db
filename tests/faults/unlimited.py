"""Production settings without limits of tries, for runs that come from one address on purpose."""

from runrate.settings import *  # noqa: F403  # everything but what follows

# An empty table would leave the library's own limits on.
ACCOUNT_RATE_LIMITS = False  # type: ignore[assignment]  # what the library documents
SIGN_IN_TRIES: dict[str, tuple[int, float]] = {}
ROWS_AN_HOUR = 1_000_000
