"""A tiny browser: tabs with a history, forms sent as HTML says. It runs no script."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote_plus, urlsplit

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from tests.journeys.page import Button, Form, Page

type Pairs = Mapping[str, list[str]]
type Files = Mapping[str, tuple[str, bytes]]
FORM = "application/x-www-form-urlencoded"
_MOST_REDIRECTS = 8
_SITE = "http://testserver"
_WRITING = ("INSERT", "UPDATE", "DELETE", "REPLACE", "TRUNCATE")


class LostError(Exception):
    """The site sends its visitor round in circles."""


@dataclass
class Browser:
    """One browser with one set of cookies; `watch` sees every single answer as it comes."""

    watch: Callable[[str, str, Any, list[str]], None]
    client: Client = field(
        default_factory=lambda: Client(enforce_csrf_checks=True, raise_request_exception=False)
    )

    def ask(self, method: str, address: str, body: bytes = b"", kind: str = FORM, *, at: str = "") -> Any:
        """One request and its answer, redirects not followed; sent from a page, it says from which."""
        writes: list[str] = []
        known = {"Referer": _SITE + at.partition("#")[0]} | ({} if method == "GET" else {"Origin": _SITE})

        def listen(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
            if sql.lstrip().startswith(_WRITING):
                writes.append(sql)
            return execute(sql, params, many, context)

        with connection.execute_wrapper(listen):
            answer: Any = self.client.generic(method, address, body, kind, headers=known if at else {})
            answer.whole = b"".join(answer.streaming_content) if answer.streaming else answer.content
        self.watch(method, address, answer, writes)
        return answer

    def get(self, address: str) -> Page:
        """What an address shows, redirects followed."""
        return self._follow(address, self.ask("GET", address))

    def send(self, form: Form, button: Button | None, pairs: Pairs, files: Files) -> Page:
        """What comes back when a form is sent by one of its buttons (None: it has none)."""
        if button and button.name:
            pairs = {**pairs, button.name: [*pairs.get(button.name, []), button.value]}
        action, method = (button and button.action) or form.action, (button and button.method) or form.method
        at = form.page.address
        if method != "post":
            return self.get(f"{urlsplit(action).path}?{encoded(pairs)}")
        if form.multipart:
            sent: dict[str, Any] = {
                name: [_sendable(one) for one in values] for name, values in pairs.items()
            }
            sent |= {name: SimpleUploadedFile(called, content) for name, (called, content) in files.items()}
            answer = self.ask("POST", action, encode_multipart(BOUNDARY, sent), MULTIPART_CONTENT, at=at)
        else:
            answer = self.ask("POST", action, encoded(pairs).encode(), at=at)
        return self._follow(action, answer, by_post=True)

    def _follow(self, address: str, answer: Any, *, by_post: bool = False) -> Page:
        for _ in range(_MOST_REDIRECTS):
            if answer.status_code not in {301, 302, 303, 307, 308}:
                shown = "attachment" not in answer.headers.get("Content-Disposition", "")
                kind = str(answer.headers.get("Content-Type", ""))
                kind = kind if shown else kind.replace("text/html", "file")
                return Page(address, answer.status_code, kind, answer.whole, by_post=by_post)
            place = urlsplit(answer.headers["Location"])
            # A redirect may name a part of the page only, or a query only.
            address = (place.path or urlsplit(address).path) + (f"?{place.query}" if place.query else "")
            answer, by_post = self.ask("GET", address), False
        raise LostError(f"{address} leads on and on")


@dataclass
class Tab:
    """What one tab shows, and the way it came: each entry can be gone back to."""

    pages: list[Page]
    at: int = 0

    @property
    def page(self) -> Page:
        return self.pages[self.at]

    def show(self, page: Page) -> None:
        """A new entry; what lay ahead is gone. A file is saved and shows nothing."""
        if page.is_html:
            self.pages[self.at + 1 :] = [page]
            self.at = len(self.pages) - 1

    def instead(self, page: Page) -> None:
        """The same entry, asked for again."""
        self.pages[self.at] = page


def encoded(pairs: Pairs) -> str:
    """Pairs as a form sends them; half a character goes as the bytes it would have."""
    return "&".join(
        f"{quote_plus(name)}={quote_plus(_lines(value).encode('utf-8', 'surrogatepass'))}"
        for name, values in pairs.items()
        for value in values
    )


def _lines(value: str) -> str:
    return value.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\r\n")


def _sendable(value: str) -> str:
    return _lines(value).encode("utf-8", "replace").decode()
