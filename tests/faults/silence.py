"""Faults of what the site stands on: refused, and silent, which nothing but a watch tells from slow."""

import time
from functools import partial

from tests.faults.outside import SILENCE, Notes, Outside, Timed, frozen_database, pulse
from tests.faults.rows import Row
from tests.faults.stack import Stack
from tests.faults.visitors import Crowd
from tests.faults.web import audited


def crowd(stack: Stack, size: int, notes: Notes, *, pause: float = 0.0) -> Crowd:
    """Visitors whose waits are noted."""
    return Crowd(stack.address, size, pause=pause, visitor=partial(Timed, notes=notes))


def also(row: Row, *, kept: bool) -> Row:
    """The row, with one more promise."""
    return Row(**{**vars(row), "kept": row.kept and kept})


def database_frozen(around: Outside, *, seconds: float) -> Row:
    """SIGSTOP for the whole server while forty visitors ask."""
    from django.db import connection

    stack, notes = around.begin(), Notes()
    connection.close()
    with pulse(stack) as probes, crowd(stack, 40, notes, pause=0.2) as visitors:
        time.sleep(1)
        with frozen_database(stack):
            time.sleep(seconds)
        back = stack.wait_until_up(path="/readyz")
        time.sleep(0.5)
    row = audited(
        "database frozen, 40 visitors",
        visitors.ledger,
        f"{notes}; /healthz longest {probes.longest:.2f} s of {probes}; ready again after {back:.1f} s",
        allowed=(503,),
        recount=True,
    )
    alive = set(probes.statuses) == {200} and probes.longest <= 1
    return also(row, kept=alive and notes.longest <= SILENCE * 3 and not notes.statuses[0] and back <= 5)


def database_refused(around: Outside, *, seconds: float) -> Row:
    """The server is stopped for a while and started again."""
    from django.db import connection

    stack, notes = around.begin(), Notes()
    connection.close()
    with pulse(stack) as probes, crowd(stack, 40, notes, pause=0.2) as visitors:
        time.sleep(1)
        stack.stop_database()
        time.sleep(seconds)
        stack.start_database()
        back = stack.wait_until_up(path="/readyz")
        time.sleep(0.5)
    row = audited(
        "database refused, 40 visitors",
        visitors.ledger,
        f"{notes}; /healthz {probes}; ready again after {back:.1f} s",
        allowed=(503,),
        recount=True,
    )
    alive = set(probes.statuses) == {200} and probes.longest <= 1
    return also(row, kept=alive and not notes.statuses[0] and notes.statuses[503] > 0 and back <= 5)


WRONG, SHUT = "not right for any account", "Too many tries."


def tries(stack: Stack, address: str, times: int, notes: Notes) -> Counter[str]:
    """Wrong passwords for one account: how often it was said that they are wrong, and that it is enough."""
    visitor, said = Timed(stack.address, notes=notes), Counter[str]()
    for number in range(times):
        answer = visitor.submit("/account/login/", {"login": address, "password": f"wrong {number}"})
        said["shut" if SHUT in answer.body else "wrong" if answer.status == 200 else str(answer.status)] += 1
    visitor.close()
    return said


def cache_away(around: Outside, *, silent: bool) -> Row:
    """Redis goes under visitors who sign in; five wrong passwords shut an account there and without it."""
    cache, stack, notes = around.cache, around.begin(), Notes()
    before = tries(stack, f"{uuid4().hex}@example.com", 6, Notes())
    kept = cache.keys()
    with pulse(stack) as probes, crowd(stack, 6, notes) as visitors:
        cache.freeze() if silent else cache.refuse()
        during = tries(stack, f"{uuid4().hex}@example.com", 8, notes)
        named = Browser(stack.address).get("/readyz")
        cache.thaw() if silent else cache.listen()
        back = stack.wait_until_up(path="/readyz")
    after = tries(stack, f"{uuid4().hex}@example.com", 6, Notes())
    row = audited(
        f"cache {'silent' if silent else 'refused'}, signing in",
        visitors.ledger,
        f"{notes}; of 8 wrong passwords {during['wrong']} tried; /readyz {named.status} {named.body}",
        allowed=(),
        recount=False,
    )
    limits = all(said["wrong"] == 5 for said in (before, during, after))
    return also(
        row,
        kept=limits and named.status == 200 and '"cache": false' in named.body and kept > 0
        and notes.longest <= 3 and set(probes.statuses) == {200} and back <= 2,
    )  # fmt: skip
