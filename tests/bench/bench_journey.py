"""The whole journey: server CPU and statements of each step, and the wait from the button to the file.

Against a bare view and a plain Django questionnaire; with --against against another commit of this project.
All of them take turns in one run. ROUNDS and REPORTS say how often.
"""

import argparse
import os
import statistics
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.bench.journey import PASSWORD, Journey, Taken
from tests.bench.trees import ROOT, Server, Tree, checked_out, database
from tests.on_postgresql import postgresql

WARM_UP = 2
BARE_REQUESTS = 25
FIRST_WALK = "whole journey without PDF"


@dataclass
class Measured:
    """One tree while it is served: what each journey's steps took, and the waits for reports."""

    tree: Tree
    server: Server
    journeys: list[dict[str, Taken]] = field(default_factory=list)
    sign_ins: list[dict[str, Taken]] = field(default_factory=list)
    reports: list[dict[str, Taken]] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)
    first: float = 0.0
    people: int = 0

    def walk(self) -> None:
        """Without an account: the questions and the calculator."""
        journey = Journey(self.server)
        journey.walk()
        journey.calculator()
        self.journeys.append(journey.steps)

    def sign_in(self) -> None:
        """Somebody with nothing in hand."""
        journey = Journey(self.server)
        journey.sign_in(self._next())
        self.sign_ins.append(journey.steps)

    def report(self, worker: Server) -> float:
        """Somebody who has answered before and signs in for the report; only the report is counted."""
        before = Journey(self.server)
        submission = before.walk()
        before.sign_in(self._next())
        journey = Journey(self.server, also=(worker,))
        journey.visitor = before.visitor
        wait = journey.report(submission)
        self.reports.append(journey.steps)
        return wait

    def _next(self) -> int:
        self.people += 1
        return self.people - 1


def main(words: list[str]) -> int:
    """Prints all; raises SystemExit when something does not start, is answered wrongly or has no number."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.bench_journey", description=__doc__)
    parser.add_argument("--against", metavar="COMMIT", help="another commit of this project")
    parser.add_argument("--short", action="store_true", help="few rounds: whether it starts and counts")
    asked = parser.parse_args(words)
    rounds = int(os.environ.get("ROUNDS", "2" if asked.short else "20"))
    reports = int(os.environ.get("REPORTS", "1" if asked.short else "12"))
    with ExitStack() as open_:
        home = Path(open_.enter_context(tempfile.TemporaryDirectory(prefix="runrate-bench-")))
        home.chmod(0o755)
        server = open_.enter_context(postgresql())
        roots = {"new": ROOT}
        if asked.against:
            roots["old"] = open_.enter_context(checked_out(asked.against))
        people = 2 * (rounds + reports) + 10
        all_ = []
        for name, root in roots.items():
            tree = Tree(name, root, home / name, database(server, name))
            tree.prepare(people=people, password=PASSWORD)
            all_.append(Measured(tree, open_.enter_context(tree.served())))
        plain = Measured(*open_.enter_context(_plain(home, server)))
        bare = open_.enter_context(_bare(home, server))
        base = _walks(all_, plain, bare, rounds)
        for _ in range(reports + 1):
            for each in all_:
                with each.tree.worker() as worker:
                    first = each.report(worker)
                    each.first = max(each.first, first)
                    each.waits.append(each.report(worker))
    _say(all_, plain, base)
    return 0


@contextmanager
def _plain(home: Path, server: str) -> Iterator[tuple[Tree, Server]]:
    application = "django.core.wsgi:get_wsgi_application()"
    tree = Tree(
        "plain", ROOT, home / "plain", database(server, "plain"), "tests.bench.plain.settings", application
    )
    tree.run("-m", "django", "migrate", "--run-syncdb", "-v0")
    with tree.served() as running:
        yield tree, running


@contextmanager
def _bare(home: Path, server: str) -> Iterator[Server]:
    tree = Tree("bare", ROOT, home / "bare", server, application="tests.bench.bare:application()")
    with tree.served() as running:
        yield running


def _walks(all_: list[Measured], plain: Measured, bare: Server, rounds: int) -> float:
    """Milliseconds of one request to the bare view; what the walks took is noted in each."""
    yardstick, base = Journey(bare), list[float]()
    for number in range(WARM_UP + rounds):
        for each in all_ if number % 2 else reversed(all_):
            each.walk()
            each.sign_in()
        journey = Journey(plain.server)
        journey.walk()
        plain.journeys.append(journey.steps)
        yardstick.steps.clear()
        for _ in range(BARE_REQUESTS):
            yardstick.step("bare", lambda: yardstick.visitor.get("/"))
        base.append(yardstick.steps["bare"].cpu / BARE_REQUESTS)
    for each in (*all_, plain):
        del each.journeys[:WARM_UP], each.sign_ins[:WARM_UP]
    return statistics.median(base[WARM_UP:])


# --- what is printed ---------------------------------------------------------------------------------------


def _say(all_: list[Measured], plain: Measured, base: float) -> None:
    new, old = all_[0], all_[1] if len(all_) > 1 else None
    against = f"{'old ms':>9}{'ratio':>7}{'old SQL':>9}" if old else ""
    _line(f"{'server CPU':<28}{'times':>6}{'ms each':>9}{'of bare':>9}{'SQL':>7}{against}")
    _line(f"{'bare view':<28}{1:>6}{base:>9.2f}{1:>9.2f}{0:>7}")
    for kind in ("journeys", "sign_ins", "reports"):
        rows, before = getattr(new, kind), getattr(old, kind) if old else []
        for name in rows[0]:
            times = statistics.median(row[name].times for row in rows if name in row)
            _row(name, times, _each(rows, name), base, _each(before, name) if before else None)
        whole = _whole(rows)
        title = {
            "journeys": FIRST_WALK,
            "sign_ins": "sign-in with its pages",
            "reports": "report, web and worker",
        }
        _row(f"= {title[kind]}", 1, whole, base, _whole(before) if before else None)
    _row("= plain Django's walk", 1, _whole(plain.journeys), base, None)
    ours = _whole([_walk_only(row) for row in new.journeys])
    _row(
        "= the same walk here",
        1,
        ours,
        base,
        _whole([_walk_only(row) for row in old.journeys]) if old else None,
    )
    for each in all_:
        waits = sorted(each.waits)
        _line(
            f"button to file, {each.tree.name}: p50 {statistics.median(waits):.2f} s, worst {waits[-1]:.2f} s, "
            f"first after a start {each.first:.2f} s ({len(waits)} reports, one idle worker)"
        )


def _walk_only(row: dict[str, Taken]) -> dict[str, Taken]:
    return {name: taken for name, taken in row.items() if not name.startswith("calculator")}


def _each(rows: list[dict[str, Taken]], name: str) -> tuple[float, float]:
    """Milliseconds and statements of one such request: medians over the journeys that made one."""
    found = [row[name] for row in rows if name in row]
    if not found:
        return 0.0, 0.0
    return (
        statistics.median(each.cpu / each.times for each in found),
        statistics.median(each.statements / each.times for each in found),
    )


def _whole(rows: list[dict[str, Taken]]) -> tuple[float, float]:
    return (
        statistics.median(sum(each.cpu for each in row.values()) for row in rows),
        statistics.median(sum(each.statements for each in row.values()) for row in rows),
    )


def _row(
    name: str, times: float, new: tuple[float, float], base: float, old: tuple[float, float] | None
) -> None:
    line = f"{name:<28}{times:>6.0f}{new[0]:>9.2f}{new[0] / base:>9.1f}{new[1]:>7.1f}"
    if old is not None:
        ratio = f"{new[0] / old[0]:.2f}" if old[0] else "-"
        line += f"{old[0]:>9.2f}{ratio:>7}{old[1]:>9.1f}"
    _line(line)


def _line(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
