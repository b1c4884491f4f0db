"""The ASGI door, for hosts that insist on one, opens the same site."""

import asyncio
from typing import Any

from runrate.asgi import application


async def asked(path: str) -> list[dict[str, Any]]:
    """What the door sends for a GET of this path."""
    sent: list[dict[str, Any]] = []
    scope: dict[str, Any] = {
        "type": "http",
        "method": "GET",
        "path": path,
        "headers": [(b"host", b"testserver")],
    }
    scope |= {"query_string": b""}
    waiting = [{"type": "http.request", "body": b"", "more_body": False}]

    async def receive() -> dict[str, Any]:
        if waiting:
            return waiting.pop()
        await asyncio.sleep(60)  # the browser stays
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        sent.append(message)

    await application(scope, receive, send)
    return sent


def test_a_page_is_answered_as_through_the_other_door() -> None:
    head, *body = asyncio.run(asked("/healthz"))

    assert (head["status"], b"".join(part.get("body", b"") for part in body)) == (200, b"ok\n")
