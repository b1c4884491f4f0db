"""Takes the place of `tests/conftest.py` while mutmut runs: no database, quick tests first, few examples.

A break is over at its first failing test; one that survives costs every test that reaches it. Starting
pytest-django and a dozen other plugins again for each of a thousand breaks would take most of the time.
"""

import contextlib
import functools
import gc
import os

import django
import pytest
from hypothesis import HealthCheck, Phase, settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

settings.register_profile(
    "mutation",
    max_examples=20,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],  # one failing example is enough, however large
    suppress_health_check=list(HealthCheck),
)
settings.load_profile("mutation")
# Each break has a process of its own, which is gone before it would be worth tidying.
gc.disable()
# Given by pytest-django and by the conftest whose place this takes.
DATABASE = {"db", "transactional_db", "client", "admin_client", "settings", "django_assert_num_queries"}
OURS = ("assessment.", "calculator.", "runrate.", "tests.")
DATABASE |= {f"{name}{client}" for name in ("alice", "bob", "staff") for client in ("", "_client")}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves out what needs a database, and puts plain examples before properties."""
    needy = [item for item in items if needs_database(item)]
    items[:] = sorted((item for item in items if item not in needy), key=is_property)
    config.hook.pytest_deselected(items=needy)
    if config.option.collectonly:
        warm_up(items)


def warm_up(items: list[pytest.Item]) -> None:
    """Runs the properties once in the process that all others are forked from, and forgets what they found.

    hypothesis builds its tables and strategies at their first use, which takes longer than the examples.
    """
    for item in items:
        if is_property(item) and not hasattr(item, "callspec"):
            with contextlib.suppress(Exception):
                item.obj()  # type: ignore[attr-defined]  # a function that pytest collected
    forget()


def forget() -> None:
    """Empties what our functions remember, so that the next call works it out."""
    for found in gc.get_objects():
        if isinstance(found, functools._lru_cache_wrapper) and found.__module__.startswith(OURS):
            found.cache_clear()


def pytest_runtest_setup() -> None:
    """While mutmut learns which test reaches which function, no test lives on what another one calculated."""
    if os.environ.get("MUTANT_UNDER_TEST") == "stats":
        forget()


def needs_database(item: pytest.Item) -> bool:
    """Whether a test asks for a database or for somebody who lives in one."""
    callspec = getattr(item, "callspec", None)
    # A parameter may be called like a fixture: `staff` is a word of the field.
    asked = set(getattr(item, "fixturenames", ())) - set(callspec.params if callspec else ())
    return bool(asked & DATABASE or item.get_closest_marker("django_db"))


def is_property(item: pytest.Item) -> bool:
    """Whether hypothesis brings the examples."""
    return hasattr(getattr(item, "obj", None), "hypothesis")
