"""gunicorn's threaded worker with a way past the queue for probes.

When a frozen database holds every thread, the process is alive all the same and must be able to say so. A
probe is known by its first bytes and has threads of its own: two for readiness, which may wait for a part
that is away, and one that liveness shares with nobody. No thread at all waits for a client that has not
spoken yet.
"""

import socket
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from selectors import EVENT_READ
from typing import Any, Final

from gunicorn.workers.gthread import ThreadWorker

from runrate.ops.probes import LIVENESS, READINESS, heads

_ALIVE: Final = heads(LIVENESS)
_READY: Final = heads(READINESS)
_LONGEST_HEAD: Final = max(map(len, _ALIVE + _READY))
_WHO_MAY_WAIT: Final = 2


class ProbedWorker(ThreadWorker):  # type: ignore[misc]  # gunicorn ships no types
    """Each connection is looked at in the main loop, without waiting, before a thread is given to it."""

    def init_process(self) -> None:
        self.alive_pool = ThreadPoolExecutor(1, thread_name_prefix="alive")
        self.ready_pool = ThreadPoolExecutor(_WHO_MAY_WAIT, thread_name_prefix="ready")
        super().init_process()

    def enqueue_req(self, conn: Any) -> None:
        head = _begin(conn.sock)
        if head is None and not conn.initialized:
            self._wait_for_the_first_byte(conn)
            return
        conn.data_ready = True
        done = self._pool_for(head or b"").submit(self.handle, conn)
        done.add_done_callback(lambda future: self.method_queue.defer(self.finish_request, conn, future))

    def _pool_for(self, head: bytes) -> Any:
        if head.startswith(_ALIVE):
            return self.alive_pool
        return self.ready_pool if head.startswith(_READY) else self.tpool

    def _wait_for_the_first_byte(self, conn: Any) -> None:
        """As gunicorn does with a client that was silent for some seconds, only at once."""
        conn.sock.setblocking(False)
        conn.timeout = time.monotonic() + self.cfg.keepalive
        self.pending_conns.append(conn)
        self.poller.register(conn.sock, EVENT_READ, partial(self.on_pending_socket_readable, conn))


def _begin(sock: socket.socket) -> bytes | None:
    """The first bytes that are there, which stay there; None while there are none."""
    try:
        return sock.recv(_LONGEST_HEAD, socket.MSG_PEEK | socket.MSG_DONTWAIT)
    except BlockingIOError:
        return None
    except OSError:
        return b""  # gone: gunicorn's own handling finds out
