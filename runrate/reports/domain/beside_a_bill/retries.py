"""Retries that a bill holds inside its tokens: no figure of theirs is known, and $0 would be none."""

from collections.abc import Mapping

from calculator.domain.formulas.lines import in_tokens
from runrate.core.translation import gettext as _

RETRY_RATE, RETRIES = "retry_rate", "retries"


def in_the_tokens(origins: Mapping[str, str]) -> bool:
    """Whether the retry rate was set aside because the tokens of a bill hold the retries."""
    return origins.get(RETRY_RATE, "").startswith(_prefix())


def in_words() -> str:
    """In place of a formula, beside a line without an amount."""
    return in_tokens()


def without_a_bill(whence: str) -> str:
    """The origin of such a rate whose bill is not named."""
    return f"{_prefix()}{whence}"


def _prefix() -> str:
    """No figure of its own, and from no other source."""
    return _("inside the measured tokens: {source}, {month}").partition("{")[0]
