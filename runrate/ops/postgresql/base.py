"""A connection that does not wait for ever: a server that is frozen, not dead, says nothing at all.

The server's own `statement_timeout` ends a slow statement; it ends nothing where the server itself stands
still or the network swallows what it says. Then the client gives up and the connection is closed. From then
on one thread at a time waits for the server to speak again, and the others are told at once: those who queue
behind the first do not each wait as long as it did.
"""

import select
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition
from types import ModuleType
from typing import Any, ClassVar, Final

import psycopg
from django.db.backends.postgresql import base

MOMENT_SECONDS: Final = 0.3
"""So long a thread waits for what another finds out about a silent server."""


class Silence:
    """What the threads of a process know together: was the server silent when it was last asked?"""

    def __init__(self) -> None:
        self._turn = Condition()
        self._silent = False
        self._somebody_waits = False

    def noticed(self) -> None:
        with self._turn:
            self._silent = True

    @contextmanager
    def asked(self) -> Iterator[None]:
        """Around a new connection. Raises OperationalError while another thread waits for a silent server."""
        with self._turn:
            # A server that was only slow is found to speak within this moment.
            self._turn.wait_for(lambda: not (self._silent and self._somebody_waits), MOMENT_SECONDS)
            scout = self._silent
            if scout and self._somebody_waits:
                raise psycopg.OperationalError("the database was silent a moment ago")
            self._somebody_waits = self._somebody_waits or scout
        silent = False
        try:
            yield
        except psycopg.errors.ConnectionTimeout:
            silent = True
            raise
        finally:
            # Connected or refused, it is silent no more: either is said at once.
            with self._turn:
                self._silent = silent
                self._somebody_waits = self._somebody_waits and not scout
                self._turn.notify_all()


class PatientConnection(psycopg.Connection[Any]):
    """Each round trip has `silence_seconds`; the wait itself is psycopg's."""

    silence_seconds: float | None = None
    silence: Silence | None = None

    def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
        """Raises OperationalError when the server stays silent."""
        bound = timeout if timeout is not None else self.silence_seconds
        try:
            return super().wait(gen, interval, bound)
        except psycopg.errors._WaitTimeout as error:  # noqa: SLF001  # what psycopg's own `wait` documents
            if timeout is not None:
                raise
            # Whatever arrives later belongs to a question that nobody waits for any more.
            self.pgconn.finish()
            if self.silence:
                self.silence.noticed()
            raise psycopg.OperationalError(f"the database was silent for {bound:g} s") from error


class _Driver(ModuleType):
    """psycopg, whose connections are ours."""

    def __init__(self, silence_seconds: float) -> None:
        super().__init__("psycopg")
        self.__dict__.update(psycopg.__dict__)
        kind: type[PatientConnection] = type(
            "Connection", (PatientConnection,), {"silence_seconds": silence_seconds}
        )
        self.connect = kind.connect


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's, but for who connects; `OPTIONS["silence_seconds"]` says how long it waits."""

    drivers: ClassVar[dict[float, _Driver]] = {}
    silences: ClassVar[dict[str, Silence]] = {}

    def is_usable(self) -> bool:
        """Whether a connection that was kept is still there: a server that went has said goodbye on it.

        Only where something waits to be read is the server asked, as Django does at every request: that is a
        statement more for each page. Of a peer that is gone without a word the kernel's keepalives know.
        """
        if self.connection is None:
            return False
        pgconn = self.connection.pgconn
        if pgconn.status != psycopg.pq.ConnStatus.OK:
            return False
        said = select.poll()
        said.register(pgconn.socket, select.POLLIN)
        return not said.poll(0) or super().is_usable()

    def get_connection_params(self) -> dict[str, Any]:
        params: dict[str, Any] = super().get_connection_params()
        params.pop("silence_seconds", None)
        return params

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        seconds = float(self.settings_dict["OPTIONS"].get("silence_seconds") or 0)
        if seconds > 0:
            self.Database = self.drivers.setdefault(seconds, _Driver(seconds))
        silence = self.silences.setdefault(self.alias, Silence())
        with silence.asked():
            made = super().get_new_connection(conn_params)
        made.silence = silence
        return made
