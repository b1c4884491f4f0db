"""What the environment says: every setting that differs between machines, read in one place."""

from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()

_KEEPALIVES = {
    "keepalives": 1,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
}


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


def database() -> dict[str, Any]:
    """`DATABASE_URL` with what keeps one slow statement or one lost server from stopping the site."""
    given: dict[str, Any] = env.db_url("DATABASE_URL", default=f"sqlite:///{data_dir() / 'runrate.sqlite3'}")
    options = given.setdefault("OPTIONS", {})
    if given["ENGINE"] == "django.db.backends.sqlite3":
        # IMMEDIATE: two writers queue for the lock instead of failing when a read transaction wants to write.
        options["transaction_mode"] = "IMMEDIATE"
        options["timeout"] = 20
        options["init_command"] = (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"
        )
        return given
    given["ENGINE"] = "runrate.ops.postgresql"
    given["CONN_MAX_AGE"] = env.int("RUNRATE_CONN_MAX_AGE", default=600)
    given["CONN_HEALTH_CHECKS"] = True
    options.setdefault("connect_timeout", 3)
    # Towards a network that swallows everything: the kernel gives up after so long.
    for name, value in _KEEPALIVES.items():
        options.setdefault(name, value)
    # Towards a server that stands still: the client gives up, a little after the server would have.
    statement_ms = env.int("RUNRATE_STATEMENT_TIMEOUT_MS", default=30_000)
    options["silence_seconds"] = env.int("RUNRATE_DB_SILENCE_MS", default=statement_ms + 5_000) / 1000
    # Milliseconds. A pooler in transaction mode refuses such options: set RUNRATE_DB_TIMEOUTS=off there.
    if env.bool("RUNRATE_DB_TIMEOUTS", default=True):
        limits = {
            "statement_timeout": statement_ms,
            "lock_timeout": env.int("RUNRATE_LOCK_TIMEOUT_MS", default=5_000),
            "idle_in_transaction_session_timeout": 60_000,
        }
        options["options"] = " ".join(f"-c {name}={value}" for name, value in limits.items())
    return given


def store(bucket: str) -> dict[str, Any]:
    """An S3-compatible store that is waited for, but not for long."""
    # Slow, and only for those who name a bucket.
    from boto3.s3.transfer import TransferConfig
    from botocore.config import Config

    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": bucket,
            "endpoint_url": env.str("RUNRATE_S3_ENDPOINT", default="") or None,
            "region_name": env.str("RUNRATE_S3_REGION", default="us-east-1"),
            "access_key": env.str("RUNRATE_S3_ACCESS_KEY", default="") or None,
            "secret_key": env.str("RUNRATE_S3_SECRET_KEY", default="") or None,
            # A store that says nothing holds a thread for seconds, not for minutes.
            "client_config": Config(
                connect_timeout=2,
                read_timeout=5,
                retries={"mode": "standard", "total_max_attempts": 3},
                signature_version="s3v4",
                s3={"addressing_style": "path"},
            ),
            # The three tries above are all: the library would begin a body five times, each with three tries.
            "transfer_config": TransferConfig(num_download_attempts=1),
            "default_acl": None,
            "file_overwrite": False,
        },
    }


def caches() -> dict[str, Any]:
    """The shared cache, of `CACHE_URL` or a table."""
    found: dict[str, Any] = {
        # Tries to sign in count across all processes, so the cache has to be shared by them.
        "default": {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "shared_cache",
            # Beyond it the table throws away counts that still hold; the default's 300 are a busy minute.
            "OPTIONS": {"MAX_ENTRIES": 20_000},
        },
    }
    if env.str("CACHE_URL", default=""):
        found["default"]["BACKEND"] = "runrate.core.steady_cache.SteadyCache"
        found["default"]["OPTIONS"]["PRIMARY"] = {
            **env.cache_url("CACHE_URL"),
            # Nobody waits longer for a helper than for the page.
            "OPTIONS": {"socket_connect_timeout": 0.5, "socket_timeout": 0.5},
        }
    return found


def storages(*, debug: bool) -> dict[str, Any]:
    """Where report files lie, and static files: on disk, or reports in `RUNRATE_S3_BUCKET`."""
    written = "django.contrib.staticfiles.storage.StaticFilesStorage"
    bundled = "runrate.core.staticfiles.BundledStaticFilesStorage"
    # An S3-compatible store is needed as soon as web and worker run on different machines.
    bucket = env.str("RUNRATE_S3_BUCKET", default="")
    return {
        "default": store(bucket) if bucket else {"BACKEND": "runrate.core.storage.WholeFileStorage"},
        "staticfiles": {"BACKEND": written if debug else bundled},
    }


def mailers() -> dict[str, Any]:
    """Letters are rows first where there is a mail server; a file or the terminal is written at once."""
    if host := env.str("RUNRATE_SMTP_HOST", default=""):
        outgoing: dict[str, Any] = {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {
                "host": host,
                "port": env.int("RUNRATE_SMTP_PORT", default=587),
                "username": env.str("RUNRATE_SMTP_USER", default=""),
                "password": env.str("RUNRATE_SMTP_PASSWORD", default=""),
                "use_tls": env.bool("RUNRATE_SMTP_TLS", default=True),
                "timeout": 10,
            },
        }
        # A worker sends them, so that no page waits for a mail server.
        return {"default": {"BACKEND": "runrate.mail.outbox.OutboxBackend"}, "outgoing": outgoing}
    if folder := env.str("RUNRATE_MAIL_DIR", default=""):
        outgoing = {
            "BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "OPTIONS": {"file_path": folder},
        }
    else:
        outgoing = {"BACKEND": "django.core.mail.backends.console.EmailBackend"}
    return {"default": outgoing, "outgoing": outgoing}
