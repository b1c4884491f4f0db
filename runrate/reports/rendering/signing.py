"""The site's signature under the data of a report: it tells what this site wrote from what anybody could."""

import json
from collections.abc import Mapping
from typing import Any, Final

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

FIELD: Final = "signature"
_SALT: Final = "runrate.reports.domain.inputs"


def signed(source: Mapping[str, Any]) -> dict[str, Any]:
    """The same data with the signature of today's key."""
    bare = _bare(source)
    return {**bare, FIELD: _signature(bare, settings.SECRET_KEY)}


def is_ours(data: Mapping[str, Any]) -> bool:
    """Whether this site wrote exactly this data, with today's key or one that still counts."""
    given, bare = data.get(FIELD), _bare(data)
    # Half a letter, say, has no bytes to compare.
    if not isinstance(given, str) or not given.isascii():
        return False
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return any(constant_time_compare(given, _signature(bare, key)) for key in keys)


def _bare(data: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if name != FIELD}


def _signature(bare: Mapping[str, Any], key: str) -> str:
    canonical = json.dumps(bare, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return salted_hmac(_SALT, canonical, secret=key, algorithm="sha256").hexdigest()
