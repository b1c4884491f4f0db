"""What a log line looks like: one JSON object with the request's id, and never an address, answer or token.

The standard library does it in one formatter and one context variable: no logging package is needed.
"""

import json
import logging
import logging.config
import re
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any, Final

LONGEST: Final = 1000
"""Letters of a message, an extra or a line of a traceback."""
# What a stranger's request is refused for, each with a logger of its own that would say "error".
REFUSED: Final = (
    "BadRequest", "DisallowedHost", "DisallowedModelAdminLookup", "DisallowedModelAdminToField",
    "DisallowedRedirect", "InvalidSessionKey", "RequestDataTooBig", "SuspiciousFileOperation",
    "SuspiciousMultipartForm", "SuspiciousOperation", "SuspiciousSession", "TooManyFieldsSent",
    "TooManyFilesSent",
)  # fmt: skip

request_id: ContextVar[str] = ContextVar("request_id", default="")

# What logging puts on every record by itself; anything else was given with `extra=`.
_ORDINARY = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName", "request"}
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
# A resume, invitation or share link holds its secret as one long path part.
_TOKEN = re.compile(r"(?<![\w-])[A-Za-z0-9_-]{20,}(?::[A-Za-z0-9_-]+)*(?![\w-])")
# Shorter, without a sign of either of the others, and nothing of it can be blacked out.
_SHORTEST_TOKEN: Final = 20
_UUID = re.compile(r"^[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}$", re.IGNORECASE)
_QUERY = re.compile(r"(/[^\s?'\"]*)\?[^\s'\"]*")
_TOLD = (str, int, float, type(None))  # a bool is an int
_encode = json.JSONEncoder(ensure_ascii=False).encode


def without_personal_data(text: str) -> str:
    """The text with email addresses, query strings and long tokens blacked out; ids of rows stay.

    Cut where a word ends: what a stranger sends may stand in it, and reading it costs with its square.
    """
    if len(text) < _SHORTEST_TOKEN and "@" not in text and "?" not in text:
        return text
    if len(text) > LONGEST:
        text = f"{text[:LONGEST].rpartition(' ')[0]} …"
    text = _EMAIL.sub("[address]", text)
    text = _QUERY.sub(r"\1?[query]", text)
    return _TOKEN.sub(lambda found: found[0] if _UUID.match(found[0]) else "[token]", text)


class JsonLines(logging.Formatter):
    """One JSON object per record, for whatever collects standard error."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as a line; an exception rides inside it, so that a line is always one event."""
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": without_personal_data(record.getMessage()),
        }
        if id := request_id.get():
            line["request"] = id
        for name, extra in vars(record).items():
            if name not in _ORDINARY and isinstance(extra, _TOLD):
                line[name] = without_personal_data(extra) if isinstance(extra, str) else extra
        if record.exc_info:
            line["exception"] = _frames_only(self.formatException(record.exc_info))
        return _encode(line)


def _frames_only(traceback: str) -> str:
    """The traceback without database detail: PostgreSQL puts the refused row itself into DETAIL lines."""
    kept = [line for line in traceback.splitlines() if not line.startswith(("DETAIL:", "CONTEXT:"))]
    # File paths are long words, not tokens: only the lines that carry values are blacked out.
    return "\n".join(line if line.startswith("  ") else without_personal_data(line) for line in kept)


class Refusals(logging.Filter):
    """A refused request is one line and no error: whoever sends thousands hides no alarm behind them."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Lowers what is said of a refusal; a fault of ours, of status 500, stays what it is."""
        if getattr(record, "status_code", 400) < 500:
            record.levelno, record.levelname = logging.WARNING, "WARNING"
            record.exc_info = record.exc_text = None
        return True


def configure(asked: dict[str, Any]) -> None:
    """What Django calls with the LOGGING setting: its level, and whether lines are JSON."""
    logging.config.dictConfig(configuration(**asked))


def configuration(*, level: str, as_json: bool) -> dict[str, Any]:
    """Handlers, formats and levels: JSON in production, plain lines on one's own machine."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {"()": "runrate.ops.logs.JsonLines"},
            "line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"},
        },
        "filters": {"refusals": {"()": "runrate.ops.logs.Refusals"}},
        "handlers": {
            "console": {"class": "logging.StreamHandler", "formatter": "json" if as_json else "line"}
        },
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            # Django's own handler would print the same event again as plain text.
            "django": {"handlers": [], "level": level, "propagate": True},
            "django.server": {"handlers": ["console"], "level": level, "propagate": False},
            "django.request": {"filters": ["refusals"]},
            **{f"django.security.{name}": {"filters": ["refusals"]} for name in REFUSED},
            # Names each font it looks at; only its warnings say something about a report.
            "fontTools": {"level": "WARNING"},
            "weasyprint": {"level": "ERROR"},
        },
    }
