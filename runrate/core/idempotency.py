"""One press, one row: a form carries the signed id of what it begins, so that sent twice it begins once."""

from collections.abc import Mapping
from uuid import UUID, uuid4

from django.core.signing import BadSignature, TimestampSigner

FIELD = "once"
KEPT_SECONDS = 24 * 3600

_signer = TimestampSigner(salt="runrate.once")


def token() -> str:
    """For a form: a fresh id that only this site can have given out."""
    return _signer.sign(uuid4().hex)


def id_in(sent: Mapping[str, str]) -> UUID:
    """The id of the form that was sent; a fresh one for a form without."""
    return id_from(sent.get(FIELD, ""))


def id_from(token: str) -> UUID:
    """The id that a form was given; a fresh one for a form without, with an old or with a forged one."""
    try:
        return UUID(_signer.unsign(token, max_age=KEPT_SECONDS))
    except (BadSignature, ValueError):
        return uuid4()
