"""Crash reports to a Sentry-compatible service, only where a DSN is set, and without anybody's data."""

from typing import Any, cast

from runrate.ops.logs import request_id, without_personal_data


def start(dsn: str) -> None:
    """Begins to report unhandled errors; needs the `production` set of packages."""
    # Local: an optional package that takes 0.2 s to import.
    import sentry_sdk

    sentry_sdk.init(
        dsn=dsn,
        send_default_pii=False,
        # A frame's variables may hold answers, addresses or tokens.
        include_local_variables=False,
        max_request_body_size="never",
        max_breadcrumbs=0,
        traces_sample_rate=0.0,
        before_send=cast("Any", stripped),  # its own event type is private
    )


def stripped(event: dict[str, Any], hint: dict[str, Any]) -> dict[str, Any]:
    """The event with nothing of the person in it: no address, cookie, header, query string or body."""
    asked = event.pop("request", {})
    event["request"] = {"method": asked.get("method", "")}
    # Where a message came from a log line, its arguments and extras; and how the process was called.
    for named in ("user", "breadcrumbs", "extra"):
        event.pop(named, None)
    if said := event.get("logentry"):
        event["logentry"] = {"message": without_personal_data(str(said.get("message", "")))}
    event.setdefault("tags", {})["request_id"] = request_id.get()
    for raised in event.get("exception", {}).get("values", []):
        raised["value"] = without_personal_data(str(raised.get("value", "")))
    return event
