"""`make mutate FILES=calculator/domain/costs.py`: breaks modules on purpose, and counts what the tests see.

mutmut changes one thing at a time (a sign, a number, a word, an argument) and runs the tests that reach it.
A change that no test sees has survived: a sentence or figure that could be wrong without anybody noticing.
"""

import argparse
import os
import re
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

from tests.mutation.outcome import Outcome, Survivor, last, note, read
from tests.mutation.workspace import ROOT, held_by, modules_of, prepare

LEAST = 90.0  # per cent of the breaks that tests have to see


def say(text: str) -> None:
    """A line at once, for whoever waits."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def score(seen: int, made: int) -> float:
    """Per cent of the breaks that tests saw; a module in which nothing could be broken has nothing to see."""
    return 100 * seen / made if made else 100.0


def row(name: str, outcomes: list[Outcome], seconds: float) -> str:
    """One line of the table."""
    made, killed, late, survived = (
        sum(getattr(outcome, column) for outcome in outcomes)
        for column in ("made", "killed", "timeouts", "survived")
    )
    share = score(killed + late, made)
    return f"{name:52} {made:7} {killed:7} {late:8} {survived:8} {share:6.1f} % {seconds:6.0f} s"


def broken(module: Path, *, processes: int, again: bool, one_in: int) -> Outcome:
    """What became of each break of one module.

    Raises:
        SystemExit: mutmut did not come through, most often because a test fails on the code as it is.
    """
    tests = held_by(module)
    if not tests:
        raise SystemExit(f"{module} has no test file in the mirrored place.")
    # What a test saw it still sees, as long as the module is the same.
    before = last(module) if again else None
    names = [survivor.name for survivor in before.survivors] if before else endings(one_in)
    if before and not names:
        return before
    folder = prepare(module, tests)
    command = [str(Path(sys.executable).with_name("mutmut")), "run", "--max-children", str(processes), *names]
    # Plugins that these tests do not need would be started again for each break.
    alone = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    done = subprocess.run(command, cwd=folder, env=alone, capture_output=True, text=True, check=False)
    if done.returncode:
        turning = re.compile(r"^\S? ?(Generating|Running|Listing).*\n|\r", re.MULTILINE)
        raise SystemExit(turning.sub("", done.stdout + done.stderr)[-6000:])
    found = read(folder, module)
    if before:
        found = replace(found, killed=found.killed + before.killed, timeouts=found.timeouts + before.timeouts)
    note(module, found)
    return found


def endings(one_in: int) -> list[str]:
    """Patterns of mutmut's numbers, which begin at 1 in each function, for one break in so many."""
    return [] if one_in == 1 else [f"*__mutmut_*{digit}" for digit in range(1, 11, one_in)]


def main() -> int:
    """1 when a break too many went unseen."""
    parser = argparse.ArgumentParser(prog="make mutate", description=__doc__)
    parser.add_argument("files", nargs="+", help="modules, or folders of modules")
    parser.add_argument("--processes", type=int, default=1, help="how many breaks are tried at the same time")
    parser.add_argument("--again", action="store_true", help="only what survived the last run")
    parser.add_argument(
        "--one-in", type=int, choices=(1, 2, 5, 10), default=1, help="a sample: one break in so many"
    )
    parser.add_argument("--brief", action="store_true", help="the table without the breaks that survived")
    chosen = parser.parse_args()
    modules = modules_of(chosen.files)
    say(f"{'module':52} {'breaks':>7} {'killed':>7} {'timeouts':>8} {'survived':>8} {'score':>8} {'time':>8}")
    outcomes: list[Outcome] = []
    survivors: list[Survivor] = []
    began = time.monotonic()
    for module in modules:
        started = time.monotonic()
        outcome = broken(module, processes=chosen.processes, again=chosen.again, one_in=chosen.one_in)
        outcomes.append(outcome)
        survivors += outcome.survivors
        say(row(str(module), [outcome], time.monotonic() - started))
        if not chosen.brief:
            for survivor in outcome.survivors:
                say(f"\n{survivor.name}: {survivor.why}\n{survivor.diff}")
    say(row("all of them", outcomes, time.monotonic() - began))
    seen = sum(outcome.killed + outcome.timeouts for outcome in outcomes)
    made = sum(outcome.made for outcome in outcomes)
    if score(seen, made) >= LEAST:
        return 0
    say(f"Fewer than {LEAST:.0f} % of the breaks were seen: {len(survivors)} survived in {ROOT.name}.")
    return 1


if __name__ == "__main__":
    sys.exit(main())
