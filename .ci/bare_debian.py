"""Walks the README's two commands on a bare Debian 13: git, make and python3 in a tree of its own, no more.

    python3 .ci/bare_debian.py           as a plain user and as root: first start, second, offline, killed
    python3 .ci/bare_debian.py --long    and then the whole of `make test` as the plain user

Needs root, debootstrap, unshare and a Debian mirror in apt's own configuration; says "not run" where one
is missing. Mirror, proxies and package index are the machine's, read while it runs. The tree is kept as a
file in the cache folder for a week.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bare_tree import ADDRESS, ANSWERED, USER, Tree, fail, not_run, packed_tree, report

PROGRAMS = ("debootstrap", "unshare", "chroot", "tar", "mount", "apt-get", "git")
# What is said when each part of a first start begins: the five moments at which it is killed.
MOMENTS = (
    "Preparing the installer", "Installing the installer", "Installing packages",
    "Preparing the database", "Starting the site",
)  # fmt: skip
SHORT_TESTS = "tests/core tests/ci/test_hostile.py"


def walk_as_user(tree: Tree) -> None:
    """Refused with one line that mends it, then served; again; without network."""
    started = time.monotonic()
    code, printed = tree.shell(USER, "make run")
    seconds = time.monotonic() - started
    lines = [line for line in printed.splitlines() if line.startswith("apt-get update && apt-get install ")]
    if not code or len(lines) != 1 or seconds > 10:
        fail(f"a plain user was not told the line to run within ten seconds ({seconds:.1f} s)", printed)
    if (tree.folder / tree.clone.lstrip("/") / ".tools").exists():
        fail("something was installed before the line was printed", printed)
    report("plain user, told the line to run as root", seconds, lines[0])
    started = time.monotonic()
    code, printed = tree.shell("root", lines[0], where="/")
    if code:
        fail("the printed line does not run", printed)
    report("root, the printed line", time.monotonic() - started)
    for what, network in (("first start", True), ("second start", True), ("start without network", False)):
        line, seconds, printed = tree.serve(USER, until=ANSWERED, network=network)
        # Django's server ends its greeting with a line end of its own, which may come after our last line.
        if "ANSWERED 200" not in line or ADDRESS not in printed.rstrip().splitlines()[-1]:
            fail(f"plain user, {what}", printed)
        report(f"plain user, {what}, to 200 on /", seconds)


def walk_as_root(tree: Tree) -> None:
    """Root gets everything installed, in a folder with a space in its name."""
    line, seconds, printed = tree.serve("root", until=ANSWERED)
    if "ANSWERED 200" not in line:
        fail("root, first start", printed)
    report("root, first start with system packages, to 200 on /", seconds)


def walk_killed(tree: Tree) -> None:
    """The power goes at each of five moments of a first start; the next start goes on from there."""
    shell = "rm -rf .tools .venv .var"
    if tree.shell(USER, shell)[0]:
        fail("the first start could not be taken back", shell)
    for moment in MOMENTS:
        _, seconds, _ = tree.serve(USER, until=f"^{moment}")
        report(f"killed at: {moment}", seconds)
    line, seconds, printed = tree.serve(USER, until=ANSWERED)
    if "ANSWERED 200" not in line:
        fail("it did not recover from being killed", printed)
    report("after five kills, to 200 on /", seconds)


def walk_tests(tree: Tree, *, long: bool) -> None:
    """`make test` as a plain user; its packages are fetched first, then it runs without network."""
    started = time.monotonic()
    code, printed = tree.shell(USER, "make install")
    if code:
        fail("make install as a plain user", printed)
    report("plain user, make install", time.monotonic() - started)
    started = time.monotonic()
    chosen = "" if long else f"TESTS='{SHORT_TESTS}' "
    code, printed = tree.shell(USER, f"{chosen}make test", network=False)
    passed = re.findall(r"^\d+ passed.*$", printed, re.MULTILINE)
    if code or len(passed) != 2:
        fail("make test as a plain user, without network", printed)
    what = "make test" if long else f"{chosen}make test"
    report(f"plain user without network, {what}", time.monotonic() - started, "; ".join(passed))


def main() -> None:
    """The whole walk, or a sentence why not."""
    if os.geteuid():
        not_run("it needs root")
    missing = [name for name in PROGRAMS if not shutil.which(name)]
    if missing:
        not_run(f"{', '.join(missing)} missing here")
    if subprocess.run(["unshare", "--mount", "--pid", "--net", "--fork", "true"], check=False).returncode:  # noqa: S607
        not_run("no namespaces of its own may be made here")
    began = time.monotonic()
    packed = packed_tree()
    report("the bare tree", time.monotonic() - began)
    with tempfile.TemporaryDirectory(prefix="runrate-bare-") as folder:
        Path(folder).chmod(0o755)
        theirs = Tree(Path(folder, "user"), packed, home=f"/home/{USER}", clone="runrate")
        walk_as_user(theirs)
        walk_killed(theirs)
        walk_tests(theirs, long="--long" in sys.argv)
        shutil.rmtree(Path(folder, "user"))
        walk_as_root(Tree(Path(folder, "root"), packed, home="/root", clone="run rate"))
    report("all of it", time.monotonic() - began)


if __name__ == "__main__":
    main()
