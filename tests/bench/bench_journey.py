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
REPORTS_A_START = 3
WALK, SIGN_IN, READING, REPORT = PARTS = (
    "whole journey without PDF",
    "sign-in with its pages",
    "pages to read",
    "report, web and worker",
)


@dataclass
class Measured:
    """One tree while it is served: what each journey's steps took, and the waits for reports."""

    tree: Tree
    server: Server
    taken: dict[str, list[dict[str, Taken]]] = field(default_factory=lambda: {part: [] for part in PARTS})
    waits: list[float] = field(default_factory=list)
    firsts: list[float] = field(default_factory=list)
    people: int = 0

    def go(self, turn: int) -> None:
        """One visitor who reads, answers and calculates; and somebody who only signs in."""
        reader, visitor, member = (Journey(self.server, turn) for _ in range(3))
        reader.look_around()
        visitor.walk()
        visitor.calculator()
        member.sign_in(self._next())
        for part, journey in zip(PARTS, (visitor, member, reader), strict=False):
            self.taken[part].append(journey.steps)

    def report(self, worker: Server, turn: int) -> float:
        """Somebody who has answered before and signs in for the report; only the report is counted."""
        before = Journey(self.server, turn)
        submission = before.walk()
        before.sign_in(self._next())
        journey = Journey(self.server, turn, also=(worker,))
        journey.visitor = before.visitor
        wait = journey.report(submission)
        self.taken[REPORT].append(journey.steps)
        return wait

    def _next(self) -> int:
        self.people += 1
        return self.people - 1


def main(words: list[str]) -> int:
    """Prints all; raises SystemExit when something does not start, is answered wrongly or has no number."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--against", metavar="COMMIT", help="another commit of this project")
    parser.add_argument("--short", action="store_true", help="few rounds: whether it starts and counts")
    asked = parser.parse_args(words)
    rounds = int(os.environ.get("ROUNDS", "1" if asked.short else "20"))
    reports = int(os.environ.get("REPORTS", "1" if asked.short else "10"))
    with ExitStack() as open_:
        home = Path(open_.enter_context(tempfile.TemporaryDirectory(prefix="runrate-bench-")))
        home.chmod(0o755)
        server = open_.enter_context(postgresql())
        roots = {"new": ROOT}
        if asked.against:
            roots["old"] = open_.enter_context(checked_out(asked.against))
        trees = [Tree(name, root, home / name, database(server, name)) for name, root in roots.items()]
        for tree in trees:
            tree.prepare(people=WARM_UP + rounds + REPORTS_A_START * reports, password=PASSWORD)
        all_ = [Measured(tree, open_.enter_context(tree.served())) for tree in trees]
        plain = Measured(*open_.enter_context(_plain(home, server)))
        bare = open_.enter_context(_bare(home, server))
        base = _walks(all_, plain, bare, rounds)
        for turn in range(reports):
            for each in _in_turn(all_, turn):
                with each.tree.worker() as worker:
                    waits = [
                        each.report(worker, turn * REPORTS_A_START + nth) for nth in range(REPORTS_A_START)
                    ]
                each.firsts.append(waits[0])
                each.waits += waits[1:]
    _say(all_, plain, base)
    return 0


def _in_turn(all_: list[Measured], turn: int) -> list[Measured]:
    return all_ if turn % 2 else all_[::-1]


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
    for turn in range(WARM_UP + rounds):
        for each in _in_turn(all_, turn):
            each.go(turn)
        journey = Journey(plain.server, turn)
        journey.walk()
        plain.taken[WALK].append(journey.steps)
        yardstick.steps.clear()
        for _ in range(BARE_REQUESTS):
            yardstick.step("bare", lambda: yardstick.visitor.get("/"))
        base.append(yardstick.steps["bare"].cpu / BARE_REQUESTS)
    for measured in (*all_, plain):
        for rows in measured.taken.values():
            del rows[:WARM_UP]
    return statistics.median(base[WARM_UP:])


# --- what is printed ---------------------------------------------------------------------------------------


def _say(all_: list[Measured], plain: Measured, base: float) -> None:
    new, old = all_[0], all_[1] if len(all_) > 1 else None
    against = f"{'old ms':>9}{'ratio':>7}{'old SQL':>9}" if old else ""
    _line(f"{'server CPU':<28}{'times':>6}{'ms each':>9}{'of bare':>9}{'SQL':>7}{against}")
    _line(f"{'bare view':<28}{1:>6}{base:>9.2f}{1:>9.2f}{0:>7}")
    for part in PARTS:
        rows, before = new.taken[part], old.taken[part] if old else []
        for name in dict.fromkeys(name for row in rows for name in row):
            times = statistics.median(row[name].times for row in rows if name in row)
            _row(name, times, _each(rows, name), base, _each(before, name) if old else None)
        _row(f"= {part}", 1, _whole(rows), base, _whole(before) if old else None)
    ours, before = (_walk_only(each) if each else [] for each in (new, old))
    _row("= its questions alone", 1, _whole(ours), base, _whole(before) if old else None)
    _row("= a plain Django's", 1, _whole(plain.taken[WALK]), base, None)
    for each in all_:
        _line(
            f"button to file, {each.tree.name}: {_waits(each.waits)}; first of a start {_waits(each.firsts)}"
        )


def _waits(seconds: list[float]) -> str:
    return f"p50 {statistics.median(seconds):.2f} s, worst {max(seconds):.2f} s of {len(seconds)}"


def _walk_only(measured: Measured) -> list[dict[str, Taken]]:
    return [
        {name: taken for name, taken in row.items() if not name.startswith("calculator")}
        for row in measured.taken[WALK]
    ]


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
