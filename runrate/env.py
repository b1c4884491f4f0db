"""What the environment says: every setting that differs between machines, read in one place."""

from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()


def secret_key(*, debug: bool) -> str:
    """`RUNRATE_SECRET_KEY`, or in development the key kept beside the database.

    Raises ImproperlyConfigured when neither exists: a site must never run on a key that others know.
    """
    given = str(env.str("RUNRATE_SECRET_KEY", default=""))
    if given:
        return given
    kept = data_dir() / "secret_key"
    if debug and kept.exists():
        return kept.read_text("utf-8").strip()
    raise ImproperlyConfigured(
        "Set RUNRATE_SECRET_KEY to 50 or more random characters. 'make run' makes one for development."
    )


def data_dir() -> Path:
    """Where the embedded database and report files live; outside the tree in production."""
    return Path(env.str("RUNRATE_DATA_DIR", default=str(BASE_DIR / ".var")))
