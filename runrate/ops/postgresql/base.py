"""A connection that does not wait for ever: a server that is frozen, not dead, says nothing at all.

The server's own `statement_timeout` ends a slow statement; it ends nothing where the server itself stands
still or the network swallows what it says. Then the client gives up, the connection is closed, and the next
request tries afresh.
"""

from types import ModuleType
from typing import Any, ClassVar

import psycopg
from django.db.backends.postgresql import base


class PatientConnection(psycopg.Connection[Any]):
    """Each round trip has `silence_seconds`; the wait itself is psycopg's."""

    silence_seconds: float | None = None

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

    def get_connection_params(self) -> dict[str, Any]:
        params: dict[str, Any] = super().get_connection_params()
        params.pop("silence_seconds", None)
        return params

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        seconds = float(self.settings_dict["OPTIONS"].get("silence_seconds") or 0)
        if seconds > 0:
            self.Database = self.drivers.setdefault(seconds, _Driver(seconds))
        return super().get_new_connection(conn_params)
