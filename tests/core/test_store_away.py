"""Why a file could not be stored, said to the person whose file it is."""

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError

from runrate.core.store_away import NOT_STORED, STORE_AWAY, why_not_stored

AWAY = "The file could not be stored: the store does not answer"


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(28, "No space left on device"), "The file could not be stored: No space left on device"),
        (OSError(), "The file could not be stored: OSError"),
        (EndpointConnectionError(endpoint_url="http://store"), AWAY),
        (ClientError({"Error": {"Code": "503"}}, "PutObject"), AWAY),
    ],
)
def test_the_reason_is_that_of_the_disk_or_that_the_store_is_away(error: Exception, said: str) -> None:
    assert why_not_stored(error) == said
    assert isinstance(error, NOT_STORED)


def test_a_file_that_is_missing_says_nothing_about_the_store() -> None:
    assert not isinstance(FileNotFoundError(2, "No such file"), STORE_AWAY)
