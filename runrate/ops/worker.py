"""gunicorn's threaded worker with a way past the queue for probes.

When a frozen database holds every thread, the process is alive all the same and must be able to say so. A
probe is known by its first bytes and has two threads of its own; no thread at all waits for a client that has
not spoken yet.
"""

import socket
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from selectors import EVENT_READ
from typing import Any, Final

from gunicorn.workers.gthread import ThreadWorker

from runrate.ops.probes import HEADS

_LONGEST_HEAD: Final = max(map(len, HEADS))
_THREADS: Final = 2


class ProbedWorker(ThreadWorker):  # type: ignore[misc]  # gunicorn ships no types
    """Each connection is looked at in the main loop, without waiting, before a thread is given to it."""

    def init_process(self) -> None:
        self.probe_pool = ThreadPoolExecutor(_THREADS, thread_name_prefix="probe")
        super().init_process()

    def enqueue_req(self, conn: Any) -> None:
        head = _begin(conn.sock)
        if head is None and not conn.initialized:
            self._wait_for_the_first_byte(conn)
            return
        pool = self.probe_pool if head and head.startswith(HEADS) else self.tpool
        conn.data_ready = True
        done = pool.submit(self.handle, conn)
        done.add_done_callback(lambda future: self.method_queue.defer(self.finish_request, conn, future))

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
