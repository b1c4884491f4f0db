"""Walks the README's two commands on a bare Debian 13: git, make and python3 in a tree of its own, no more.

    python3 .ci/bare_debian.py           as a plain user and as root: first start, second, offline, killed
    python3 .ci/bare_debian.py --long    and then the whole of `make test` as the plain user

Needs root, debootstrap, unshare and a Debian mirror in apt's own configuration; says "not run" where one
is missing. Mirror, proxies and package index are the machine's, read while it runs. The tree is kept as a
file in the cache folder for a week.
"""

import contextlib
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NAMED_BY_README = ("git", "make", "python3")
SUITE = "trixie"
USER = "ada"
PORT = 8765
PROGRAMS = ("debootstrap", "unshare", "chroot", "tar", "mount", "apt-get", "git")
# What is said when each part of a first start begins: the five moments at which it is killed.
MOMENTS = (
    "Preparing the installer", "Installing the installer", "Installing packages",
    "Preparing the database", "Starting the site",
)  # fmt: skip
SHORT_TESTS = "tests/core tests/ci/test_hostile.py"
KEPT_SECONDS = 7 * 24 * 3600
BUNDLE = "/etc/ssl/machine.pem"
ANSWERED, ADDRESS = "ANSWERED ", "Runrate is at http://"
WAITER = f"""
import sys, time, urllib.request
direct = urllib.request.build_opener(urllib.request.ProxyHandler({{}}))
started = time.monotonic()
while True:
    try:
        answer = direct.open("http://127.0.0.1:{PORT}/", timeout=30)
        print("ANSWERED %d %.1f" % (answer.status, time.monotonic() - started), flush=True)
        break
    except OSError:
        time.sleep(0.1)
"""
LOOPBACK_UP = (
    "import fcntl, socket, struct; "
    "fcntl.ioctl(socket.socket(), 0x8914, struct.pack('16sh14x', b'lo', 1))"  # SIOCSIFFLAGS, IFF_UP
)


def not_run(reason: str) -> None:
    """Says that nothing was proven, and why; no failure of the project."""
    print(f"bare Debian: not run: {reason}", flush=True)
    sys.exit(0)


def said(*words: str) -> str:
    """What a program of the machine prints; empty when it fails."""
    with contextlib.suppress(OSError, subprocess.SubprocessError):
        return subprocess.run(words, capture_output=True, text=True, check=True, timeout=60).stdout  # noqa: S603
    return ""


# --- the machine's own ways out ----------------------------------------------------------------------------


def mirror() -> str:
    """The Debian mirror that apt uses here."""
    for line in said("apt-get", "indextargets", "--format", "$(REPO_URI) $(RELEASE)").splitlines():
        address, _, release = line.partition(" ")
        if re.search(r"/debian/?$", address) and "-" not in release:
            return address
    return ""


def ways_out(tree: Path) -> "dict[str, str]":
    """The environment by which the tree reaches what this machine reaches."""
    carried = {
        name: value
        for name, value in os.environ.items()
        if re.fullmatch(r"(https?|no|all)_proxy", name, re.IGNORECASE)
        or name
        in ("PIP_DEFAULT_TIMEOUT", "PIP_TRUSTED_HOST", "UV_HTTP_TIMEOUT", "UV_DEFAULT_INDEX", "UV_INDEX_URL")
    }
    for name, option in (("PIP_INDEX_URL", "index-url"), ("PIP_EXTRA_INDEX_URL", "extra-index-url")):
        asked = os.environ.get(name) or said(sys.executable, "-m", "pip", "config", "get", f"global.{option}")
        # A folder of this machine is none of the tree's.
        far = [word for word in asked.split() if urllib.parse.urlsplit(word).scheme in ("http", "https")]
        if far:
            carried[name] = " ".join(far)
    bundle = Path(os.environ.get("SSL_CERT_FILE") or "/etc/ssl/certs/ca-certificates.crt")
    if bundle.is_file():
        (tree / BUNDLE.lstrip("/")).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(bundle, tree / BUNDLE.lstrip("/"))
        carried |= {"PIP_CERT": BUNDLE, "SSL_CERT_FILE": BUNDLE}
    for file in ("etc/resolv.conf", "etc/hosts"):
        if Path("/", file).exists():
            shutil.copy(Path("/", file).resolve(), tree / file)
    apt = [
        line
        for line in said("apt-config", "dump").splitlines()
        if re.match(r"Acquire::https?::[Pp]roxy", line)
    ]
    apt += [f'Acquire::https::CAInfo "{BUNDLE}";'] if bundle.is_file() else []
    (tree / "etc/apt/apt.conf.d/99machine").write_text("\n".join(apt) + "\n", "utf-8")
    return carried


def packed_tree() -> Path:
    """A bare Debian with what the README names, as one file; made again when it is a week old."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "runrate"
    cache.mkdir(parents=True, exist_ok=True)
    packed = cache / f"{SUITE}-{'-'.join(NAMED_BY_README)}.tar"
    if packed.exists() and time.time() - packed.stat().st_mtime < KEPT_SECONDS:
        return packed
    address = mirror()
    if not address:
        not_run("apt knows no Debian mirror here")
    print("Making a bare Debian 13 …", flush=True)
    with tempfile.TemporaryDirectory(prefix="runrate-bare-") as folder:
        log = Path(folder, "log")
        words = ["debootstrap", "--variant=minbase", f"--include={','.join(NAMED_BY_README)}", SUITE]
        with log.open("wb") as out:
            made = subprocess.run([*words, f"{folder}/tree", address], stdout=out, stderr=out, check=False)  # noqa: S603
        if made.returncode:
            print(log.read_text("utf-8", "replace")[-2000:])
            not_run("debootstrap could not make the tree; its last lines are above")
        for package in Path(folder, "tree/var/cache/apt/archives").glob("*.deb"):
            package.unlink()
        draft = packed.with_suffix(".new")
        subprocess.run(["tar", "-C", f"{folder}/tree", "-cf", draft, "."], check=True)  # noqa: S603, S607
        draft.replace(packed)
    return packed


# --- inside the tree ---------------------------------------------------------------------------------------


class Tree:
    """One bare machine with a clone of the project in it."""

    def __init__(self, folder: Path, packed: Path, *, home: str, clone: str) -> None:
        self.folder, self.home, self.clone = folder, home, f"{home}/{clone}"
        started = time.monotonic()
        folder.mkdir()
        subprocess.run(["tar", "-C", folder, "-xf", packed], check=True)  # noqa: S603, S607
        self.environment = {
            "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
            "PORT": str(PORT),
            **ways_out(folder),
        }
        (folder / "waiter.py").write_text(WAITER, "utf-8")
        self.shell("root", f"useradd --create-home {USER}", where="/")
        inside = folder / self.clone.lstrip("/")
        subprocess.run(["git", "clone", "--quiet", "--no-hardlinks", ROOT, inside], check=True)  # noqa: S603, S607
        listed = subprocess.run(  # what is not committed yet is walked, too
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],  # noqa: S607
            cwd=ROOT, capture_output=True, text=True, check=True,
        ).stdout  # fmt: skip
        for name in filter(None, listed.split("\0")):
            if (ROOT / name).is_file() and not (ROOT / name).is_symlink():
                (inside / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(ROOT / name, inside / name)
        owner = USER if home.endswith(USER) else "root"
        self.shell("root", f"chown -R {owner}: {shlex.quote(self.clone)}", where="/")
        report("a tree unpacked, the project cloned into it", time.monotonic() - started)

    def start(
        self, user: str, line: str, *, where: str = "", network: bool = True
    ) -> "subprocess.Popen[str]":
        """A shell line in the tree: when its first process dies, all of it does, as when the power goes."""
        at = shlex.quote(str(self.folder))
        home = "/root" if user == "root" else f"/home/{user}"
        words = shlex.quote(f"cd {shlex.quote(where or self.clone)} && {line}")
        inside = (
            f"env -i {' '.join(f'{n}={shlex.quote(v)}' for n, v in self.environment.items())} HOME={home}"
        )
        inside += f" setpriv --reuid={user} --regid={user} --init-groups sh -c {words}"
        script = f"mount -t proc proc {at}/proc && mount --rbind /dev {at}/dev && "
        script += "" if network else f"{shlex.quote(sys.executable)} -c {shlex.quote(LOOPBACK_UP)} && "
        namespaces = ["--mount", "--pid", "--fork", "--kill-child", *([] if network else ["--net"])]
        return subprocess.Popen(  # noqa: S603
            ["unshare", *namespaces, "sh", "-c", f"{script}exec chroot {at} {inside}"],  # noqa: S607
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
        )

    def shell(self, user: str, line: str, *, where: str = "", network: bool = True) -> "tuple[int, str]":
        """Runs a line to its end: exit code and what it printed."""
        process = self.start(user, line, where=where, network=network)
        printed, _ = process.communicate()
        return process.returncode, printed

    def serve(self, user: str, *, until: str, network: bool = True) -> "tuple[str, float, str]":
        """`make run` until it prints a line that matches; that line, seconds, and all that it printed."""
        started = time.monotonic()
        process = self.start(user, "(python3 /waiter.py &) ; exec make run", network=network)
        watch = threading.Timer(300, end, [process])
        watch.start()
        lines: list[str] = []
        seen, seconds = "", 0.0
        assert process.stdout is not None  # noqa: S101
        for line in process.stdout:
            lines.append(line)
            if not seen and re.search(until, line):
                seen, seconds = line, time.monotonic() - started
            # The answer may come before or after the address is printed.
            if seen and (until != ANSWERED or any(ADDRESS in one for one in lines)):
                if until != ANSWERED:
                    time.sleep(0.7)  # in the middle of it, not at its edge
                end(process)
                watch.cancel()
                return seen, seconds, "".join(one for one in lines if one != seen)
        watch.cancel()
        fail(f"make run as {user} ended before '{until}'", "".join(lines))
        raise AssertionError


def end(process: "subprocess.Popen[str]") -> None:
    """Ends a tree's processes at once: with the first one in its namespace go all the others."""
    for first in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text("ascii").split():
        os.kill(int(first), signal.SIGKILL)
    process.wait()


def fail(what: str, printed: str) -> None:
    """Ends with what went wrong and what was said."""
    print(printed[-6000:])
    sys.exit(f"bare Debian: FAILED: {what}")


def report(what: str, seconds: float, note: str = "") -> None:
    """One figure of the walk."""
    print(f"bare Debian: {what:<58} {seconds:6.1f} s  {note}".rstrip(), flush=True)


# --- the walk ----------------------------------------------------------------------------------------------


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
