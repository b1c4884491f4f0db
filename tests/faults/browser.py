"""A visitor without a browser: keeps cookies, reads forms, posts them, and says what came back."""

import gzip
import http.client
import urllib.parse
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookies import SimpleCookie

FORM = "application/x-www-form-urlencoded"
LOST = 0
"""The status of a request whose connection broke: nothing was acknowledged."""


@dataclass(frozen=True)
class Answer:
    """What came back, if anything did."""

    status: int
    location: str = ""
    body: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)


class _Form(HTMLParser):
    """The hidden fields of a page's forms, and every link on it."""

    def __init__(self) -> None:
        super().__init__()
        self.hidden: dict[str, str] = {}
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes hidden inputs."""
        named = dict(attrs)
        if tag == "input" and named.get("type") == "hidden" and named.get("name"):
            self.hidden[str(named["name"])] = named.get("value") or ""


def hidden_fields(body: str) -> dict[str, str]:
    """Names and values of the hidden inputs of a page."""
    parser = _Form()
    parser.feed(body)
    return parser.hidden


@dataclass
class Browser:
    """One visitor on one connection; a broken connection is opened again at the next request."""

    address: str
    cookies: dict[str, str] = field(default_factory=dict)
    timeout: float = 30
    headers: dict[str, str] = field(default_factory=dict)
    """What is sent with every request beside the cookies."""
    _connection: http.client.HTTPConnection | None = None

    def get(self, path: str, **headers: str) -> Answer:
        """Asks for a page; `hx_request="true"` is sent as HX-Request."""
        return self._ask("GET", path, also={name.replace("_", "-"): text for name, text in headers.items()})

    def post(self, path: str, fields: dict[str, str]) -> Answer:
        """Sends a form; the protection token comes from the cookie that an earlier page set."""
        filled = {"csrfmiddlewaretoken": self.cookies.get("__Host-csrf", ""), **fields}
        return self._ask("POST", path, urllib.parse.urlencode(filled))

    def post_json(self, path: str, text: str) -> Answer:
        """Sends a body as a program does."""
        return self._ask("POST", path, text, "application/json")

    def post_form(self, path: str, text: str) -> Answer:
        """Sends a form's text as it is, well formed or not."""
        return self._ask("POST", path, text, "application/x-www-form-urlencoded")

    def post_file(self, path: str, name: str, content: bytes) -> Answer:
        """Sends a form with one file in it."""
        edge = "edge-of-a-part"
        token = self.cookies.get("__Host-csrf", "")
        parts = (
            f'--{edge}\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{token}\r\n'
            f'--{edge}\r\nContent-Disposition: form-data; name="{name}"; filename="file"\r\n\r\n'
        )
        body = parts.encode() + content + f"\r\n--{edge}--\r\n".encode()
        return self._ask("POST", path, body, f"multipart/form-data; boundary={edge}")

    def submit(self, page: str, fields: dict[str, str], *, to: str = "") -> Answer:
        """Opens a page and sends its form back with these fields filled in."""
        shown = self.get(page)
        if shown.status != 200:
            return shown
        return self.post(to or page, {**hidden_fields(shown.body), **fields})

    def close(self) -> None:
        """Gives the connection back."""
        if self._connection:
            self._connection.close()
        self._connection = None

    def _ask(
        self,
        method: str,
        path: str,
        body: str | bytes | None = None,
        kind: str = FORM,
        also: Mapping[str, str] | None = None,
    ) -> Answer:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {**self.headers, **(also or {}), "Cookie": cookies}
        if body is not None:
            headers["Content-Type"] = kind
        try:
            if self._connection is None:
                self._connection = http.client.HTTPConnection(self.address, timeout=self.timeout)
            self._connection.request(method, path, body, headers)
            answer = self._connection.getresponse()
            read = answer.read()
        except (OSError, http.client.HTTPException):
            self.close()
            return Answer(LOST)
        for line in answer.headers.get_all("Set-Cookie") or []:
            self._keep(line)
        if answer.will_close:
            self.close()
        if answer.headers.get("Content-Encoding") == "gzip":
            read = gzip.decompress(read)
        text = read.decode("utf-8", "replace")
        said = dict(answer.headers.items())
        return Answer(answer.status, said.get("Location", ""), text, said)

    def _keep(self, line: str) -> None:
        for name, morsel in SimpleCookie(line).items():
            if morsel["max-age"] == "0":
                self.cookies.pop(name, None)
            else:
                self.cookies[name] = morsel.value
