"""A seal says that a backup's manifest is byte for byte the one that this site wrote.

The hashes in a manifest find damage; only a secret finds somebody who changes a row and its hash with it.
"""

import hashlib
import hmac
from pathlib import Path

from django.conf import settings

SEAL = "manifest.seal"
_SALT = b"runrate.ops.backup"
_KEY, _PASSPHRASE = "key", "passphrase"


def close(manifest: Path) -> None:
    """Writes the seal beside the manifest: with RUNRATE_BACKUP_PASSPHRASE, or else with the site's key."""
    kind = _PASSPHRASE if settings.BACKUP_PASSPHRASE else _KEY
    secret = settings.BACKUP_PASSPHRASE or settings.SECRET_KEY
    text = f"{kind} {_code(manifest.read_bytes(), kind=kind, secret=secret)}\n"
    manifest.with_name(SEAL).write_text(text, "ascii")


def why_broken(manifest: Path) -> str:
    """Why the manifest is not proven to be ours, in a sentence; empty when it is."""
    try:
        sealed = manifest.with_name(SEAL).read_bytes()
    except FileNotFoundError:
        return "it has no seal: made by an older version, or the seal was taken away"
    kind = _PASSPHRASE if sealed.startswith(_PASSPHRASE.encode()) else _KEY
    if kind == _PASSPHRASE and not settings.BACKUP_PASSPHRASE:
        return "it is sealed with a passphrase; set RUNRATE_BACKUP_PASSPHRASE to the one it was made with"
    secrets = (
        [settings.BACKUP_PASSPHRASE]
        if kind == _PASSPHRASE
        else [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    )
    content = manifest.read_bytes()
    for secret in secrets:
        ours = f"{kind} {_code(content, kind=kind, secret=secret)}\n".encode("ascii")
        if hmac.compare_digest(ours, sealed):
            return ""
    return f"its seal does not fit: it was changed since it was made, or made with another {kind}"


def _code(content: bytes, *, kind: str, secret: str) -> str:
    raw = secret.encode()
    # A passphrase is guessed at by whoever holds a backup, so that each guess has to be slow.
    slow = hashlib.pbkdf2_hmac("sha256", raw, _SALT, 600_000) if kind == _PASSPHRASE else raw
    return hmac.new(hashlib.sha256(_SALT + slow).digest(), content, hashlib.sha256).hexdigest()
