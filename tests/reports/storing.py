"""Reports whose file lies in a store."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from botocore.config import Config
from storages.backends.s3 import S3Storage

from runrate.accounts.models import User
from runrate.reports.models import Report, State


def store(port: int) -> S3Storage:
    """As the settings make it, with less patience."""
    tries = {"mode": "standard", "total_max_attempts": 2}
    patience = Config(connect_timeout=0.2, read_timeout=0.2, retries=tries)
    return S3Storage(
        bucket_name="reports",
        access_key="a",
        secret_key="b",
        region_name="us-east-1",
        endpoint_url=f"http://127.0.0.1:{port}",
        client_config=patience,
    )


def ready(owner: User) -> Report:
    return Report.objects.create(
        owner=owner, title="R", source={}, inputs_hash="1", state=State.READY, file="r.pdf", sha256="0" * 64
    )


@contextmanager
def answering(status: int, promised: int) -> Iterator[int]:
    """The port of a store that answers so, and of a body of `promised` bytes sends two."""

    class Handler(BaseHTTPRequestHandler):
        def do_HEAD(self) -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(promised))
            self.send_header("ETag", '"e"')
            self.end_headers()

        def do_GET(self) -> None:
            self.do_HEAD()
            self.wfile.write(b"%P")

        def log_message(self, format: str, *args: object) -> None:
            """Nothing is said."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1]
        server.shutdown()
