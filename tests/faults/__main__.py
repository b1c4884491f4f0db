"""`make faults`: breaks each part of a production stack on loopback and counts what got lost.

`python -m tests.faults --short` is the form for CI: the same faults, fewer times.
"""

import argparse
import sys
import time
from collections.abc import Callable

from tests.faults import base, silence, web, work
from tests.faults.outside import Outside, outside
from tests.faults.rows import HEAD, Row, line
from tests.faults.stack import Stack, stack


def faults(running: Stack, around: Outside, *, short: bool) -> list[Callable[[], Row | list[Row]]]:
    """Each fault of the table, in the long or the short form."""
    return [
        lambda: web.killed_web(running, kills=5 if short else 100),
        lambda: work.killed_worker(
            running, jobs=3 if short else 50, kills=1 if short else 25, every=0.2 if short else 2, limit=1200
        ),
        lambda: base.database_restarted(running, times=1 if short else 5, between=1.5 if short else 4),
        lambda: work.disk_full(running),
        lambda: web.double_click(running, work.someone()[1]),
        lambda: web.two_tabs(running, rounds=5 if short else 50),
        lambda: web.lost_session(running),
        lambda: work.damaged_file(running),
        lambda: base.migrated_while_serving(running, seconds=2 if short else 10),
        lambda: base.backup_under_load(running),
        lambda: silence.database_frozen(around, seconds=5 if short else 60),
        lambda: silence.database_refused(around, seconds=2 if short else 60),
        lambda: silence.neighbours_away(around, silent=False),
        lambda: silence.neighbours_away(around, silent=True),
    ]


def say(text: str) -> None:
    """A line at once, for whoever waits."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def main() -> int:
    """1 when a promise did not hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true", help="fewer times, for CI")
    parser.add_argument("--only", default="", help="faults whose name holds this")
    chosen = parser.parse_args()
    started = time.monotonic()
    broken = 0
    lease = "10" if chosen.short else "30"
    with (
        stack(DJANGO_SETTINGS_MODULE="tests.faults.one_address", RUNRATE_LEASE_SECONDS=lease) as running,
        outside(running) as around,
    ):
        running.start_web()
        say(HEAD)
        for fault in faults(running, around, short=chosen.short):
            if chosen.only and not any(chosen.only in name for name in fault.__code__.co_names):
                continue
            began = time.monotonic()
            found = fault()
            for row in found if isinstance(found, list) else [found]:
                broken += not row.kept
                say(f"{line(row)}; {time.monotonic() - began:.0f} s")
    say(f"{broken} promise(s) broken, {time.monotonic() - started:.0f} s")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
