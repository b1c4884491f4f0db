"""An address too long for servers and mail programs: its inputs in one short one, and back."""

import binascii
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from typing import Final
from urllib.parse import urlencode

from django.core.exceptions import BadRequest
from django.http import QueryDict

PACKED: Final = "packed"
"""In an address, the name of all inputs in one."""
LONGEST: Final = 3500
"""Letters of a query string; a server reads 8,190, and links in letters and chats are cut sooner."""
MOST_LETTERS: Final = 60_000
"""Of the inputs of one address: twenty steps and ten lines with everything in them have about 20,000."""

_NOT_WHOLE: Final = "A packed address that is not whole."


def short_query(pairs: Mapping[str, str]) -> str:
    """The query string of these inputs; where it would be long, packed."""
    return urlencode(shortened(pairs))


def shortened(pairs: Mapping[str, str]) -> dict[str, str]:
    """The inputs themselves, or where they are many one that holds them all."""
    query = urlencode(pairs)
    if len(query) <= LONGEST or len(query) > MOST_LETTERS:
        return dict(pairs)
    return {PACKED: urlsafe_b64encode(zlib.compress(query.encode(), 9)).decode().rstrip("=")}


def unpacked(sent: Mapping[str, str]) -> Mapping[str, str]:
    """What an address holds, packed or not; what stands beside the packed inputs comes on top of them.

    Raises BadRequest for what cannot be unpacked, or comes to more than a workload can: a link that was cut
    on its way shows nobody the figures of an example.
    """
    packed = sent.get(PACKED, "")
    if not packed:
        return sent
    beside = {name: sent[name] for name in sent if name != PACKED}
    return QueryDict(_unpack(packed)).dict() | beside


def _unpack(packed: str) -> str:
    reader = zlib.decompressobj()
    try:
        content = urlsafe_b64decode(packed[:MOST_LETTERS] + "=" * (-len(packed) % 4))
        query = reader.decompress(content, MOST_LETTERS).decode("ascii")
    except (binascii.Error, zlib.error, ValueError) as error:
        raise BadRequest(_NOT_WHOLE) from error
    if not reader.eof or len(packed) > MOST_LETTERS:
        raise BadRequest(_NOT_WHOLE)
    return query
