"""The site's neighbours, small: a mail server, a Redis and moto's S3, each a process that can be stopped.

`python -m tests.faults.peers mail PORT FOLDER`. SIGUSR1 makes the port refuse and cuts every line, SIGUSR2
opens it again with all that was kept; SIGSTOP makes it silent.
"""

import signal
import socket
import socketserver
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any, ClassVar, Final
from uuid import uuid4

BUCKET: Final = "faults"


class Door(socketserver.ThreadingTCPServer):
    """A port, and whoever has come in by it."""

    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 200

    def __init__(self, port: int, handler: type[socketserver.StreamRequestHandler]) -> None:
        self.inside: set[socket.socket] = set()
        super().__init__(("127.0.0.1", port), handler)

    def process_request(self, request: Any, client_address: Any) -> None:
        """Remembers the line, to cut it with the rest."""
        self.inside.add(request)
        super().process_request(request, client_address)

    def close(self) -> None:
        """Nobody gets in, and nobody stays."""
        self.shutdown()
        self.server_close()
        for line in self.inside:
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A line that was cut is no news."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)


class Mail(socketserver.StreamRequestHandler):
    """Takes every letter into a folder, a file each."""

    folder: ClassVar[Path]

    def handle(self) -> None:
        """One sender's words, until it leaves."""
        self._say(b"220 here")
        for line in iter(self.rfile.readline, b""):
            word = line[:4].upper().strip()
            if word == b"DATA":
                self._say(b"354 go on")
                self._keep(b"".join(iter(self.rfile.readline, b".\r\n")))
            self._say(b"221 bye" if word == b"QUIT" else b"250 yes")
            if word == b"QUIT":
                return

    def _keep(self, letter: bytes) -> None:
        (self.folder / f"{uuid4().hex}.eml").write_bytes(letter)

    def _say(self, words: bytes) -> None:
        self.wfile.write(words + b"\r\n")


class Redis(socketserver.StreamRequestHandler):
    """As much of Redis as Django's cache and its client ask for."""

    kept: ClassVar[dict[bytes, tuple[bytes, float]]] = {}
    lock: ClassVar = threading.Lock()

    def handle(self) -> None:
        """One client's commands in the third version of its protocol."""
        while head := self.rfile.readline():
            words = [self.rfile.read(int(self.rfile.readline()[1:]) + 2)[:-2] for _ in range(int(head[1:]))]
            with self.lock:
                self.wfile.write(self._answer(words[0].upper(), words[1:]))

    def _answer(self, name: bytes, words: list[bytes]) -> bytes:
        answer: Callable[..., bytes] | None = getattr(self, f"_{name.decode().lower()}", None)
        return answer(*words) if answer else b"-ERR unknown command\r\n"

    def _found(self, key: bytes) -> bytes | None:
        value, until = self.kept.get(key, (None, 0))
        return value if time.monotonic() < until else None

    def _hello(self, *_: bytes) -> bytes:
        return b"%1\r\n$5\r\nproto\r\n:3\r\n"

    def _get(self, key: bytes) -> bytes:
        found = self._found(key)
        return b"_\r\n" if found is None else b"$%d\r\n%s\r\n" % (len(found), found)

    def _set(self, key: bytes, value: bytes, *more: bytes) -> bytes:
        if b"NX" in more and self._found(key) is not None:
            return b"_\r\n"
        seconds = float(more[more.index(b"EX") + 1]) if b"EX" in more else float("inf")
        self.kept[key] = value, time.monotonic() + seconds
        return b"+OK\r\n"

    def _incrby(self, key: bytes, step: bytes) -> bytes:
        value, until = self.kept.get(key, (b"0", float("inf")))
        self.kept[key] = b"%d" % (int(value) + int(step)), until
        return b":%s\r\n" % self.kept[key][0]

    def _exists(self, key: bytes, *_: bytes) -> bytes:
        return b":%d\r\n" % (self._found(key) is not None)

    def _del(self, *keys: bytes) -> bytes:
        return b":%d\r\n" % sum(self.kept.pop(key, None) is not None for key in keys)

    def _dbsize(self) -> bytes:
        return b":%d\r\n" % len(self.kept)

    _expire = _exists


class Store(BaseHTTPRequestHandler):
    """moto's S3 behind a port; its own server wants a package that we do not lock."""

    def answer(self) -> None:
        """Whatever the method, moto answers."""
        from moto.moto_proxy.proxy3 import MotoRequestHandler  # slow, and of this peer alone

        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        asked = MotoRequestHandler(0).parse_request(
            self.command, "http://s3.amazonaws.com", self.path, self.headers, body
        )
        status, headers, said = asked
        said = said.encode() if isinstance(said, str) else said
        self.send_response(status)
        lengths = (
            {} if any(name.lower() == "content-length" for name in headers) else {"Content-Length": len(said)}
        )
        for name, value in {**lengths, **headers}.items():
            self.send_header(name, str(value))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(said)

    do_GET = do_HEAD = do_PUT = do_POST = do_DELETE = answer  # noqa: N815  # the names the library calls

    def log_message(self, format: str, *args: object) -> None:
        """Nothing is said."""


def _lower(headers: dict[str, Any]) -> dict[str, Any]:
    return {name.lower(): value for name, value in headers.items()}


KINDS: Final[dict[str, type[socketserver.StreamRequestHandler]]] = {
    "mail": Mail,
    "cache": Redis,
    "store": Store,
}


def serve(port: int, handler: type[socketserver.StreamRequestHandler]) -> None:
    """Opens and refuses in turn, as the signals say, until it is killed."""
    turns = {signal.SIGUSR1, signal.SIGUSR2}
    signal.pthread_sigmask(signal.SIG_BLOCK, turns)
    while True:
        door = Door(port, handler)
        threading.Thread(target=door.serve_forever, args=(0.05,), daemon=True).start()
        signal.sigwait({signal.SIGUSR1})
        door.close()
        signal.sigwait({signal.SIGUSR2})


def main(kind: str, port: str, folder: str) -> None:
    """One neighbour."""
    Mail.folder = Path(folder)
    if kind == "store":
        from moto import mock_aws  # slow, and of this peer alone

        mock_aws().start()
    serve(int(port), KINDS[kind])


if __name__ == "__main__":
    main(*sys.argv[1:])
