"""`make mutate FILES="calculator/domain/costs.py ..."`: breaks modules on purpose and counts which breaks the tests see.

mutmut changes one thing at a time (a sign, a number, a word, an argument) and runs the tests that reach it.
A change that no test sees has survived: a sentence or figure that could be wrong without anybody noticing.
"""

import argparse
import os
import re
import subprocess
import sys
import time
from pathlib import Path

from tests.mutation.outcome import Outcome, Survivor, read
from tests.mutation.workspace import ROOT, modules_of, prepare, tests_of

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


def broken(module: Path, *, processes: int) -> Outcome:
    """What became of each break of one module.

    Raises:
        SystemExit: mutmut did not come through, most often because a test fails on the code as it is.
    """
    tests = tests_of(module)
    if not tests:
        raise SystemExit(f"{module} has no test file in the mirrored place.")
    folder = prepare(module, tests)
    command = [Path(sys.executable).with_name("mutmut"), "run", "--max-children", str(processes)]
    # Plugins that these tests do not need would be started again for each break.
    alone = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    done = subprocess.run(command, cwd=folder, env=alone, capture_output=True, text=True, check=False)
    if done.returncode:
        turning = re.compile(r"^\S? ?(Generating|Running|Listing).*\n|\r", re.MULTILINE)
        raise SystemExit(turning.sub("", done.stdout + done.stderr)[-6000:])
    return read(folder, module)


def main() -> int:
    """1 when a break too many went unseen."""
    parser = argparse.ArgumentParser(prog="make mutate", description=__doc__)
    parser.add_argument("files", nargs="+", help="modules, or folders of modules")
    parser.add_argument("--processes", type=int, default=1, help="how many breaks are tried at the same time")
    parser.add_argument("--brief", action="store_true", help="the table without the breaks that survived")
    chosen = parser.parse_args()
    modules = modules_of(chosen.files)
    say(f"{'module':52} {'breaks':>7} {'killed':>7} {'timeouts':>8} {'survived':>8} {'score':>8} {'time':>8}")
    outcomes: list[Outcome] = []
    survivors: list[Survivor] = []
    began = time.monotonic()
    for module in modules:
        started = time.monotonic()
        outcome = broken(module, processes=chosen.processes)
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
