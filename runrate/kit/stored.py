"""What a store of files raises when it is away: that says nothing about the file that was asked for."""

from typing import Final

from botocore.exceptions import BotoCoreError, ClientError
from s3transfer.exceptions import RetriesExceededError

STORE_AWAY: Final = (BotoCoreError, ClientError, RetriesExceededError)
"""Not reached or silent; answers and refuses; ends a body too soon. What is missing is an OSError."""
