"""A cache that is never missed: Redis where it answers, and the database's own table while it does not."""

import logging
import time
from typing import Any, ClassVar, Final

from django.core.cache.backends.db import DatabaseCache
from django.utils.module_loading import import_string

logger = logging.getLogger("runrate.cache")

PAUSE_SECONDS: Final = 15
"""After a failure nobody waits for Redis again so soon."""


class SteadyCache(DatabaseCache):
    """OPTIONS["PRIMARY"] is the configuration of the cache that is asked first."""

    _away_until: ClassVar[float] = 0.0

    def __init__(self, table: str, params: dict[str, Any]) -> None:
        options = dict(params.get("OPTIONS", {}))
        primary = dict(options.pop("PRIMARY"))
        super().__init__(table, {**params, "OPTIONS": options})
        backend = import_string(primary.pop("BACKEND"))
        self._primary = backend(primary.pop("LOCATION"), primary)

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        return self._asked("get", key, default, version)

    def set(self, key: str, value: Any, *args: Any, **kwargs: Any) -> None:
        self._asked("set", key, value, *args, **kwargs)

    def add(self, key: str, value: Any, *args: Any, **kwargs: Any) -> bool:
        return bool(self._asked("add", key, value, *args, **kwargs))

    def touch(self, key: str, *args: Any, **kwargs: Any) -> bool:
        return bool(self._asked("touch", key, *args, **kwargs))

    def delete(self, key: str, version: int | None = None) -> bool:
        return bool(self._asked("delete", key, version))

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        return int(self._asked("incr", key, delta, version))

    def clear(self) -> None:
        self._asked("clear")

    def primary_answers(self) -> bool:
        """Whether Redis is there now, asked afresh: for whoever watches the site."""
        try:
            self._primary.get("runrate:probe")
        except Exception as error:  # noqa: BLE001 - each client library has errors of its own
            self._stays_away(error)
            return False
        return True

    def _asked(self, name: str, *args: Any, **kwargs: Any) -> Any:
        if time.monotonic() >= SteadyCache._away_until:
            try:
                return getattr(self._primary, name)(*args, **kwargs)
            except ValueError:
                raise  # what `incr` says of a key that is not there
            except Exception as error:  # noqa: BLE001 - each client library has errors of its own
                self._stays_away(error)
        return getattr(super(), name)(*args, **kwargs)

    @staticmethod
    def _stays_away(error: Exception) -> None:
        SteadyCache._away_until = time.monotonic() + PAUSE_SECONDS
        logger.warning("the cache does not answer, the database stands in: %s", type(error).__name__)
