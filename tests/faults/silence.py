"""Faults of what the site stands on: refused, and silent, which nothing but a watch tells from slow."""

import re
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from threading import Event
from typing import Any, Final
from uuid import uuid4

import redis

from tests.faults.browser import Answer, Browser
from tests.faults.outside import SILENCE, Neighbour, Notes, Outside, Timed, frozen_database, pulse
from tests.faults.rows import Row
from tests.faults.stack import Stack
from tests.faults.visitors import Crowd
from tests.faults.web import audited
from tests.faults.work import ask_for_report, someone


def crowd(stack: Stack, size: int, notes: Notes, *, pause: float = 0.0) -> Crowd:
    """Visitors whose waits are noted."""
    return Crowd(stack.address, size, pause=pause, visitor=partial(Timed, notes=notes))


def also(row: Row, **promises: bool) -> Row:
    """The row with more promises; those that did not hold are named in its note."""
    broken = [name.replace("_", " ") for name, kept in promises.items() if not kept]
    note = f"{row.note}; BROKEN: {', '.join(broken)}" if broken else row.note
    return replace(row, kept=row.kept and not broken, note=note)


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
    return also(
        row,
        alive=_alive(probes),
        answered_in_time=notes.longest <= SILENCE * 3 and not notes.statuses[0],
        ready_again=back <= 5,
    )


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
    return also(
        row,
        alive=_alive(probes),
        said=not notes.statuses[0] and notes.statuses[503] > 0,
        ready_again=back <= 5,
    )


def _alive(probes: Notes) -> bool:
    """Every look at /healthz was answered, within a second."""
    return set(probes.statuses) == {200} and probes.longest <= 1


def cache_away(around: Outside, *, silent: bool) -> Row:
    """Redis goes under visitors who sign in; five wrong passwords shut an account with it and without it."""
    cache, stack, notes = around.cache, around.begin(), Notes()
    # A process that found it away a moment ago asks it again only after a pause.
    _within(30, lambda: all(_counted_in(cache, stack) for _ in range(4)))
    used = _counted_in(cache, stack)
    with pulse(stack) as probes, crowd(stack, 6, notes) as visitors:
        away(cache, silent=silent)
        during, forgotten = tries(stack, notes), new_password(stack, notes)
        named = _noticed("cache", Browser(stack.address))
        back_again(cache, silent=silent)
        back = _within(10, lambda: '"cache": true' in Browser(stack.address).get("/readyz").body)
    row = audited(
        f"cache {said(silent)}, signing in",
        visitors.ledger,
        f"{notes}; of 7 wrong passwords {during['wrong']} looked at, a forgotten one answered {forgotten}; "
        f"/readyz {named.body}; /healthz longest {probes.longest:.2f} s of {probes}; "
        f"ready again after {back:.1f} s",
        allowed=(),
        recount=False,
    )
    return also(
        row,
        counted_in_the_cache_before=used,
        limits_kept=during == {"wrong": 5, "shut": 2} and forgotten == 302,
        named='"cache": false' in named.body,
        answered_in_time=notes.longest <= 4,
        alive=_alive(probes),
        ready_again=back <= 5,
    )


def _counted_in(cache: Neighbour, stack: Stack) -> bool:
    with redis.Redis(port=cache.port) as there:
        before = there.dbsize()
        new_password(stack, Notes())
        return bool(there.dbsize() > before)


def new_password(stack: Stack, notes: Notes) -> int:
    """Somebody has forgotten a password: how that is answered. Counted by the library, in the cache."""
    visitor = Timed(stack.address, notes=notes)
    sent = visitor.submit("/account/password/reset/", {"email": f"{uuid4().hex}@example.com"})
    visitor.close()
    return sent.status


def tries(stack: Stack, notes: Notes, *, times: int = 7) -> Counter[str]:
    """Wrong passwords for one account: what was said to them."""
    visitor, heard, address = Timed(stack.address, notes=notes), Counter[str](), f"{uuid4().hex}@example.com"
    for number in range(times):
        sent = visitor.submit("/account/login/", {"login": address, "password": f"wrong words {number}"})
        shown = visitor.get(sent.location) if sent.status in {302, 303} else sent
        known = {"Too many attempts": "shut", "do not match": "wrong"}
        heard[next((name for words, name in known.items() if words in shown.body), str(shown.status))] += 1
    visitor.close()
    return heard


def neighbours_away(around: Outside, *, silent: bool) -> list[Row]:
    """Mail, store and cache beside each other; the cache when nobody signs up any more, who would ask it."""
    around.begin_with_workers()
    signed_up = Event()
    with ThreadPoolExecutor(2) as beside:
        mail = beside.submit(_with_its_own_connection, partial(mail_away, then=signed_up.set), around, silent)
        store = beside.submit(_with_its_own_connection, store_away, around, silent)
        signed_up.wait(60)
        return [cache_away(around, silent=silent), mail.result(), store.result()]


def _with_its_own_connection(play: Callable[..., Row], around: Outside, silent: bool) -> Row:
    from django.db import connection

    try:
        return play(around, silent=silent)
    finally:
        connection.close()


LETTERS: Final = 4


def mail_away(around: Outside, *, silent: bool, then: Callable[[], object]) -> Row:
    """People sign up while the mail server is away; when it is back, each has one letter."""
    from runrate.mail.models import Letter

    began = datetime.now(UTC)
    mail, stack, notes = around.mail, around.stack, Notes()
    addresses = {f"{uuid4().hex}@example.com" for _ in range(LETTERS)}
    away(mail, silent=silent)
    with crowd(stack, 2, Notes(), pause=0.5) as visitors:
        acknowledged = sum(_signed_up(stack, address, notes) for address in addresses)
        then()
        _within(30, lambda: Letter.objects.exclude(failure="").filter(created_at__gte=began).exists())
        early = _arrived(mail, addresses).total()
        back_again(mail, silent=silent)
        took = _within(40, lambda: _arrived(mail, addresses).keys() >= addresses)
    time.sleep(1)  # for a second copy, if there is one
    arrived = _arrived(mail, addresses)
    row = audited(f"mail {said(silent)}, signing up", visitors.ledger, "", allowed=(), recount=False)
    lost, doubled = acknowledged - len(arrived), sum(n - 1 for n in arrived.values())
    return Row(
        row.fault, acknowledged, len(arrived), lost, doubled, row.partial,
        kept=row.kept and acknowledged == LETTERS and not (lost or doubled or early) and notes.longest <= 5
        and not any(status >= 500 or not status for status in notes.statuses),
        note=f"{notes}; the letters arrived {took:.1f} s after it was back{row.note}",
    )  # fmt: skip


def _signed_up(stack: Stack, address: str, notes: Notes) -> bool:
    visitor = Timed(stack.address, notes=notes)
    fields = {"email": address, "password1": "a long walk before breakfast"}
    sent = visitor.submit("/account/signup/", fields)
    visitor.close()
    return sent.status == 302


def _arrived(mail: Neighbour, addresses: set[str]) -> Counter[str]:
    """Letters to each of these."""
    found = Counter[str]()
    for path in mail.folder.glob("*.eml"):
        to = re.search(r"^To: (\S+)", path.read_text("utf-8", "replace"), re.MULTILINE)
        found.update({to[1]} & addresses if to else ())
    return found


def store_away(around: Outside, *, silent: bool) -> Row:
    """The store goes: downloads say so in time, every page goes on, and the file comes back."""
    store, stack, notes, pages = around.store, around.stack, Notes(), Notes()
    user, session = someone()
    report = ask_for_report(user)
    owner = {"__Host-session": session}
    _within(60, lambda: _ready(report))
    before = Browser(stack.address, dict(owner)).get(f"/reports/{report.pk}/download/")
    with pulse(stack) as probes, crowd(stack, 4, Notes(), pause=0.2) as visitors:
        away(store, silent=silent)
        named = _noticed("storage", Timed(stack.address, notes=pages))
        refused = Timed(stack.address, dict(owner), notes=notes).get(f"/reports/{report.pk}/download/")
        page = Timed(stack.address, dict(owner), notes=pages).get(f"/reports/{report.pk}/")
        back_again(store, silent=silent)
        back = stack.wait_until_up(path="/readyz")
        after = Browser(stack.address, dict(owner)).get(f"/reports/{report.pk}/download/")
    same = before.status == after.status == 200 and before.body == after.body
    row = audited(
        f"store {said(silent)}, downloading",
        visitors.ledger,
        f"download {notes}; report's page {page.status}; /readyz {named.status} {named.body}; "
        f"same file after: {'yes' if same else 'NO'}; ready again after {back:.1f} s",
        allowed=(),
        recount=False,
    )
    seen = named.status == 503 and '"storage": false' in named.body
    return also(
        row,
        same_file=same,
        named=seen,
        told=refused.status == 503 and page.status == 200,
        answered_in_time=notes.longest <= 19 and pages.longest <= 3,
        alive=set(probes.statuses) == {200},
        ready_again=back <= 5,
    )


def _ready(report: Any) -> bool:
    report.refresh_from_db()
    return bool(report.is_ready)


def _noticed(part: str, watcher: Browser) -> Answer:
    """What /readyz says as soon as it says that this part is away, or after five seconds.

    Each web process keeps its answer for two seconds: what one has noticed, another may not say yet.
    """
    until = time.monotonic() + 5
    while f'"{part}": false' not in (heard := watcher.get("/readyz")).body and time.monotonic() < until:
        time.sleep(0.1)
    return heard


def _within(seconds: float, there: Callable[[], bool]) -> float:
    """Waits for it, no longer than that; how long it took."""
    started = time.monotonic()
    while not there() and time.monotonic() < started + seconds:
        time.sleep(0.1)
    return time.monotonic() - started


def said(silent: bool) -> str:  # a word for each
    """How the part is away."""
    return "silent" if silent else "refused"


def away(part: Neighbour, *, silent: bool) -> None:
    """From now on."""
    if silent:
        part.freeze()
    else:
        part.refuse()


def back_again(part: Neighbour, *, silent: bool) -> None:
    """The end of it."""
    if silent:
        part.thaw()
    else:
        part.listen()
