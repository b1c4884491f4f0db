"""Is this machine ready to serve? Each check says what it found and, where something is wrong, what to do."""

import ctypes
import shutil
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

from django.conf import settings
from django.core import mail
from django.core.cache import cache, caches
from django.core.cache.backends.dummy import DummyCache
from django.core.cache.backends.locmem import LocMemCache
from django.core.checks import WARNING, run_checks
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage, storages
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from runrate.accounts import second_factor
from runrate.accounts.models import User
from runrate.jobs import engine
from runrate.mail.models import Letter, State
from runrate.mail.outbox import OUTGOING

_NEEDS = [
    line.split()
    for line in (Path(__file__).parents[1] / "deploy/report-packages.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]
LIBRARIES = tuple(name for kind, name, _package in _NEEDS if kind == "library")
FONTS = tuple(name for kind, name, _package in _NEEDS if kind == "font")
APT_LINE = f"apt-get install -y --no-install-recommends {' '.join(package for *_what, package in _NEEDS)}"
# The share of PostgreSQL's connections from which the next burst of people may find none.
_CROWDED = 0.8
_FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")

type Verdict = Literal["good", "note", "bad"]


@dataclass(frozen=True)
class Finding:
    """What one check found. A note is worth reading; bad has to be mended before people come."""

    part: str
    verdict: Verdict
    found: str
    todo: str = ""


def examine() -> Iterator[Finding]:
    """Every check in turn; one that breaks is itself a finding."""
    for part, check in _CHECKS.items():
        try:
            yield from check(part)
        except Exception as error:  # noqa: BLE001  # whatever it is, the person asking wants the other checks too
            yield Finding(
                part, "bad", f"{type(error).__name__}: {error}".strip().splitlines()[0], _HINTS[part]
            )


def _settings(part: str) -> Iterator[Finding]:
    messages = run_checks(include_deployment_checks=True)
    for message in messages:
        verdict: Verdict = "bad" if message.level >= WARNING else "note"
        yield Finding(part, verdict, f"{message.id}: {message.msg}".splitlines()[0], str(message.hint or ""))
    if settings.DEBUG:
        yield Finding(part, "bad", "RUNRATE_DEBUG is on", "Turn it off: it shows settings to visitors.")
    if not settings.SITE_URL.startswith("https://"):
        yield Finding(
            part,
            "bad",
            f"RUNRATE_SITE_URL is {settings.SITE_URL}",
            "Set it to the https address that people type; links in mails are built from it.",
        )
    if not settings.ALLOWED_HOSTS or "*" in settings.ALLOWED_HOSTS:
        yield Finding(part, "bad", "RUNRATE_ALLOWED_HOSTS names no host", "List the host names, by comma.")
    if not messages:
        yield Finding(part, "good", "Django's own checks for deployment find nothing")


def _database(part: str) -> Iterator[Finding]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()
    if connection.vendor == "sqlite":
        yield Finding(
            part,
            "note",
            "SQLite answers: one machine, one write at a time",
            "Fine for a team. Set DATABASE_URL to PostgreSQL for several machines or many people at once.",
        )
    else:
        yield from _server(part)
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        yield Finding(part, "bad", f"{len(waiting)} migrations are waiting", "Run manage.py prepare.")


def _server(part: str) -> Iterator[Finding]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('server_version'), current_setting('server_encoding'), "
            "current_setting('max_connections')::int, "
            "(SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend')"
        )
        version, encoding, allowed, taken = cursor.fetchone() or ("?", "?", 0, 0)
    yield Finding(part, "good", f"{connection.vendor} {version} answers")
    yield from about_server(part, encoding=encoding, allowed=allowed, taken=taken)


def about_server(part: str, *, encoding: str, allowed: int, taken: int) -> Iterator[Finding]:
    """What is wrong with a PostgreSQL that does answer."""
    if encoding != "UTF8":
        yield Finding(
            part,
            "bad",
            f"The database is written in {encoding}",
            "Make it anew: createdb --encoding UTF8 --template template0 --owner runrate runrate.",
        )
    if taken > allowed * _CROWDED:
        yield Finding(
            part,
            "bad",
            f"{taken} of {allowed} connections are taken",
            "Raise max_connections or lower RUNRATE_WEB_PROCESSES: each thread of the site keeps one.",
        )


def _cache(part: str) -> Iterator[Finding]:
    key, value = f"doctor-{uuid.uuid4().hex}", "here"
    cache.set(key, value, 30)
    came_back = cache.get(key)
    cache.delete(key)
    if came_back != value:
        yield Finding(part, "bad", "What was put in did not come back", _HINTS[part])
    elif isinstance(caches["default"], LocMemCache | DummyCache):
        yield Finding(
            part,
            "bad",
            "The cache belongs to one process, so rate limits do not add up",
            "Set CACHE_URL to Redis, or leave it out for the database.",
        )
    else:
        yield Finding(part, "good", "The shared cache answers; rate limits count for all processes")


def _storage(part: str) -> Iterator[Finding]:
    probe = f"doctor/{uuid.uuid4().hex}"
    name = default_storage.save(probe, ContentFile(b"probe"))
    try:
        with default_storage.open(name) as file:
            came_back = file.read()
    finally:
        default_storage.delete(name)
    if came_back != b"probe":
        yield Finding(part, "bad", "A file came back different", _HINTS[part])
        return
    on_disk = issubclass(storages["default"].__class__, FileSystemStorage)
    yield Finding(part, "good", f"The {'disk' if on_disk else 'store'} writes, reads and deletes")
    if on_disk:
        free = shutil.disk_usage(settings.MEDIA_ROOT).free
        if free < 1_000_000_000:
            yield Finding(
                part, "bad", f"{free // 1_000_000} MB free", "Make room: a report takes about 0.1 MB."
            )


def _mail(part: str) -> Iterator[Finding]:
    backend = mail.mailers[OUTGOING]
    kind = type(backend).__module__.rpartition(".")[2]
    if kind != "smtp":
        yield Finding(
            part,
            "bad",
            f"Mails go to {kind}, so nobody can confirm an address",
            "Set RUNRATE_SMTP_HOST and its friends; then manage.py doctor --mail-to you@example.com.",
        )
        return
    late = timezone.now() - timedelta(minutes=5)
    waiting = Letter.objects.filter(state__in=[State.WAITING, State.SENDING], created_at__lt=late).count()
    failed = Letter.objects.failed().count()
    if waiting:
        todo = "Is a worker running (manage.py db_worker), and does the mail server answer?"
        yield Finding(part, "bad", f"{waiting} letters have waited for over five minutes", todo)
    if failed:
        yield Finding(
            part, "note", f"{failed} letters were given up", "Send them again in the administration."
        )
    backend.open()
    backend.close()
    yield Finding(part, "good", "The mail server takes our sign-in")


def _fonts(part: str) -> Iterator[Finding]:
    folders = [Path(folder).expanduser() for folder in _FONT_FOLDERS]
    missing = [font for font in FONTS if not any(any(folder.rglob(f"{font}*.?t[fc]")) for folder in folders)]
    if missing:
        yield Finding(part, "bad", f"Missing: {', '.join(missing)}", APT_LINE)
    else:
        yield Finding(part, "good", f"{', '.join(FONTS)} are installed")


def _pango(part: str) -> Iterator[Finding]:
    for name in LIBRARIES:
        try:
            ctypes.CDLL(name)
        except OSError:
            yield Finding(part, "bad", f"{name} does not load", APT_LINE)
            return
    yield Finding(part, "good", "The libraries that draw reports load")


def _clock(part: str) -> Iterator[Finding]:
    if connection.vendor != "postgresql":
        sane = datetime(2026, 1, 1, tzinfo=UTC) < timezone.now()
        yield Finding(part, "good" if sane else "bad", f"It is {timezone.now():%Y-%m-%d %H:%M} UTC")
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT extract(epoch FROM clock_timestamp())")
        row = cursor.fetchone()
    apart = abs(time.time() - float(row[0] if row else 0))
    if apart > 5:
        yield Finding(
            part,
            "bad",
            f"Ours and the database's clock are {apart:.0f} s apart",
            "Start systemd-timesyncd: codes of authenticator apps are valid for 30 s only.",
        )
    else:
        yield Finding(part, "good", f"It is {timezone.now():%Y-%m-%d %H:%M} UTC, here and in the database")


def _queue(part: str) -> Iterator[Finding]:
    standing = engine.state(now=timezone.now())
    waiting = standing.oldest_waiting_seconds
    if waiting > settings.SLOW_TASK_SECONDS:
        yield Finding(
            part, "bad", f"A task has waited for {waiting:.0f} s", "Is a worker running? manage.py db_worker"
        )
    else:
        yield Finding(part, "good", f"Nothing waits longer than {settings.SLOW_TASK_SECONDS} s")


def _staff(part: str) -> Iterator[Finding]:
    staff = User.objects.filter(is_staff=True, is_active=True)
    if not staff.filter(is_superuser=True).exists():
        yield Finding(part, "bad", "There is no administrator", "manage.py first_admin you@example.com")
        return
    without = [user.pk for user in staff if not second_factor.enrolled(user)]
    if without:
        numbers = ", ".join(map(str, without))
        yield Finding(
            part,
            "note",
            f"Staff accounts without a second factor: {numbers}",
            "They set one up at their next visit to /admin/; until then their password alone stands for it.",
        )
    else:
        yield Finding(part, "good", "Every staff account has a second factor")


_CHECKS: dict[str, Callable[[str], Iterator[Finding]]] = {
    "settings": _settings,
    "database": _database,
    "cache": _cache,
    "storage": _storage,
    "mail": _mail,
    "fonts": _fonts,
    "pango": _pango,
    "clock": _clock,
    "queue": _queue,
    "staff": _staff,
}
_HINTS = {
    "settings": "Read the table of settings in docs/operations.md.",
    "database": "Is PostgreSQL running, and does DATABASE_URL say where? Then manage.py prepare.",
    "cache": "Run manage.py prepare, which makes the cache table, or set CACHE_URL to Redis.",
    "storage": "Make RUNRATE_DATA_DIR writable for the user that runs the site, or mend RUNRATE_S3_*.",
    "mail": "Check RUNRATE_SMTP_HOST, _PORT, _USER, _PASSWORD and _TLS.",
    "fonts": APT_LINE,
    "pango": APT_LINE,
    "clock": "Set the clock with systemd-timesyncd.",
    "queue": "Run manage.py prepare, then start the worker.",
    "staff": "Run manage.py prepare, then manage.py first_admin.",
}
