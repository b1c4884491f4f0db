"""What a store of files raises when it is away: that says nothing about the file that was asked for."""

from typing import Final

from botocore.exceptions import BotoCoreError, ClientError
from s3transfer.exceptions import RetriesExceededError

STORE_AWAY: Final = (BotoCoreError, ClientError, RetriesExceededError)
"""Not reached or silent; answers and refuses; ends a body too soon. What is missing is an OSError."""

NOT_STORED: Final = (OSError, *STORE_AWAY)
"""What keeping a file may raise: a disk that is full, a store that is away."""


def why_not_stored(error: BaseException) -> str:
    """One of `NOT_STORED`, for the person whose file it is."""
    if isinstance(error, STORE_AWAY):
        return "The file could not be stored: the store does not answer"
    return f"The file could not be stored: {getattr(error, 'strerror', None) or type(error).__name__}"
