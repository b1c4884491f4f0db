"""What the Makefile's commands do, with the standard library alone: this runs before anything is installed.

Works under any Python from 3.9 on; the site itself gets the newest working interpreter from 3.12 on.
"""

import contextlib
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import serving
from machine import (
    TOOLS,
    VENV,
    Found,
    best_interpreter,
    missing_packages,
    reach,
    roomy,
    settle,
    settle_index,
    system_packages,
    writable,
)
from speaking import ROOT, Alive, attempt, quietly, run, speak_anywhere, stop

BIN = VENV / "bin"
PYTHON = BIN / "python"
UV = TOOLS / "uv" / "bin" / "uv"


# --- installing --------------------------------------------------------------------------------------------


def ready(folder: Path, stamp: str) -> bool:
    """Whether an installation was finished with exactly this stamp; a killed one was not."""
    mark = folder / ".finished"
    return mark.exists() and mark.read_text("utf-8") == stamp


def finish(folder: Path, stamp: str) -> None:
    """Writes the stamp as the very last step, whole or not at all."""
    draft = folder / ".finished.new"
    draft.write_text(stamp, "utf-8")
    draft.replace(folder / ".finished")


def digest(*names: str) -> str:
    """A fingerprint of the lock files that an installation came from."""
    return hashlib.sha256(b"\n".join((ROOT / name).read_bytes() for name in names)).hexdigest()


def install_uv(found: Found) -> None:
    """A pinned, hash-checked uv of the project's own."""
    stamp = digest(".ci/uv.txt")
    made = ready(TOOLS / "uv", stamp) and bool(quietly(TOOLS / "uv/bin/python", "-c", "print(1)"))
    if not made:
        shutil.rmtree(TOOLS / "uv", ignore_errors=True)
        with Alive("Preparing the installer"):
            run(found.path, "-m", "venv", TOOLS / "uv")
    index = settle_index(TOOLS / "uv/bin/python")
    reach(index)
    if not made:
        pip = ("-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--retries", "1")
        fetch("the installer", TOOLS / "uv/bin/python", *pip, "--require-hashes", "-r", ".ci/uv.txt")
        finish(TOOLS / "uv", stamp)


def fetch(what: str, *command: object) -> None:
    """Runs an installer; when it fails, its own words are followed by what can be done."""
    with Alive(f"Installing {what}"):
        done, _ = attempt(*command)
    if not done:
        stop(
            f"Could not install {what}; the lines above say why. What was fetched is kept: "
            "try again when the network or the package index answers."
        )


def runs_here(folder: Path) -> bool:
    """Whether a virtual environment's interpreter runs, and its programs look for it in this folder."""
    if not quietly(folder / "bin/python", "-c", "import sys; print(sys.version)"):
        return False
    with contextlib.suppress(OSError):
        text = (folder / "bin/activate").read_text("utf-8")
        written = re.search(r"^ *VIRTUAL_ENV='([^'\n]+)'$", text, re.MULTILINE)
        return not written or Path(written[1]) == folder.resolve()
    return True


def sync(folder: Path, lock: str, what: str, found: Found) -> None:
    """Makes a virtual environment equal to a lock file; one that was left half made is made anew."""
    if not (folder / ".finished").exists() or not runs_here(folder):
        shutil.rmtree(folder, ignore_errors=True)
        run(UV, "venv", "--quiet", "--python", found.path, folder)
    (folder / ".finished").unlink(missing_ok=True)
    python = folder / "bin/python"
    fetch(what, UV, "pip", "sync", "--quiet", "--require-hashes", "--python", python, lock)


def install(*, dev: bool) -> None:
    """The locked packages, and the system libraries that the PDF needs. Does nothing when all is there.

    What only root can mend is asked for first, in one line, before anything is fetched.
    """
    full = "dev " + digest("requirements-dev.txt")
    stamp = full if dev else "run " + digest("requirements.txt")
    wanted = missing_packages()
    if (ready(VENV, stamp) or ready(VENV, full)) and runs_here(VENV):
        system_packages(wanted)
        return
    roomy()
    found = best_interpreter()
    # The installer's own folder, once made, needs nothing more of the interpreter.
    if found.missing and not ready(TOOLS / "uv", digest(".ci/uv.txt")):
        wanted.insert(0, found.package)
    system_packages(wanted)
    install_uv(found)
    sync(VENV, "requirements-dev.txt" if dev else "requirements.txt", "packages", found)
    finish(VENV, stamp)


def proxy_program() -> None:
    """nginx's program, unpacked from Debian's package beside our tools; nothing is installed or started."""
    folder = TOOLS / "nginx"
    if shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin") or ready(folder, "nginx"):
        return
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    if shutil.which("apt-get") and shutil.which("dpkg-deb"):
        if os.geteuid() == 0 and not quietly("apt-cache", "show", "nginx"):
            run("apt-get", "update", "-qq")
        with contextlib.suppress(OSError):
            asked = ["apt-get", "download", "-qq", "nginx"]
            subprocess.run(asked, cwd=folder, check=False, stderr=subprocess.DEVNULL)  # noqa: S603
    for package in folder.glob("nginx_*.deb"):
        run("dpkg-deb", "-x", package, folder)
        if (folder / "usr/sbin/nginx").exists():
            finish(folder, "nginx")
            return
    print("nginx could not be had: gunicorn takes slow clients itself, which it is not made for.", flush=True)


def start() -> None:
    """`make run`: install, migrate, load prices and demo data, serve until Ctrl-C."""
    host, port = serving.asked_host(), serving.asked_port()
    serving.check_address(host, port)
    install(dev=False)
    serving.serve(host, port)


# --- make test and friends ---------------------------------------------------------------------------------


def checks() -> None:
    """Everything that reads the code without running it."""
    run(BIN / "ruff", "check", "--quiet", ".")
    run(BIN / "ruff", "format", "--check", "--quiet", ".")
    run(BIN / "djade", "--check", "--target-version", "6.1", *sorted(ROOT.glob("templates/**/*.html")))
    run(BIN / "mypy", ".")
    run(BIN / "lint-imports", "--no-cache")
    run(PYTHON, ".ci/find_secrets.py")
    run(
        PYTHON, "manage.py", "makemigrations", "--check", "--dry-run", DJANGO_SETTINGS_MODULE="tests.settings"
    )
    run(PYTHON, "manage.py", "lint_migrations", DJANGO_SETTINGS_MODULE="tests.settings")


def test(*, deep: bool) -> None:
    """`make test`: checks, then the suite, or what TESTS= chooses of it, on SQLite and PostgreSQL."""
    install(dev=True)
    chosen = os.environ.get("TESTS", "").split()
    if not chosen:
        checks()
    suite = (BIN / "pytest", "-q", "-n", os.environ.get("TEST_PROCESSES", "2"), *chosen)
    profile = {"HYPOTHESIS_PROFILE": "deep" if deep else "ci"}
    print("\nThe suite on SQLite", flush=True)
    run(*suite, **profile)
    print("\nThe suite on PostgreSQL", flush=True)
    run(PYTHON, "-m", "tests.on_postgresql", *suite, **profile)


def browser() -> None:
    """`make e2e`: what a person does, in Debian's Chromium."""
    install(dev=True)
    system_packages([] if shutil.which("chromium") else ["chromium"])
    with tempfile.TemporaryDirectory() as home:  # Chromium writes its crash and font folders there
        run(BIN / "pytest", "-q", "-m", "e2e", "tests/e2e", XDG_CONFIG_HOME=home, XDG_CACHE_HOME=home)


def load() -> None:
    """`make load`: visitors and slow clients on the production stack, nginx in front where it can be had."""
    install(dev=True)
    proxy_program()
    run(PYTHON, "-m", "tests.faults.load", **serving.development())


def audit() -> None:
    """`make audit`: known holes in the locked packages, and risky patterns in our code."""
    install(dev=True)
    stamp = digest(".ci/audit.txt")
    if not ready(TOOLS / "audit", stamp):
        found = best_interpreter()
        install_uv(found)
        sync(TOOLS / "audit", ".ci/audit.txt", "the auditor", found)
        finish(TOOLS / "audit", stamp)
    # Left to ruff's S108, S308 and S608 in `make test`, where each exception has its reason on the line.
    elsewhere = ("--skip", "B108,B308,B608,B703")
    run(BIN / "bandit", "-q", "-r", "-ll", *elsewhere, "assessment", "calculator", "runrate")
    print("bandit: no finding of medium severity or above", flush=True)
    asked = (TOOLS / "audit/bin/pip-audit", "--require-hashes", "--disable-pip", "--progress-spinner", "off")
    words = [str(word) for word in (*asked, "-r", "requirements.txt")]
    finished = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603
    said = finished.stdout + finished.stderr
    print(said, flush=True)
    if "Fix Versions" in said:
        stop("Holes found: renew the packages above (make lock).")
    # Without an answer from the advisory service nothing is known, and that is never called clean.
    if finished.returncode or "could not be audited" in said or "No known vulnerabilities" not in said:
        stop("NOT CHECKED: the advisory service did not answer for the packages above.")


def lock() -> None:
    """`make lock`: newest versions that pyproject.toml allows, with hashes and without download addresses."""
    install_uv(best_interpreter())
    compile_ = (
        UV,
        "pip",
        "compile",
        "--universal",
        "--generate-hashes",
        "--quiet",
        "--no-header",
        "--no-emit-index-url",
    )
    compile_ += ("--python-version", "3.12", "--all-extras", "--upgrade", "pyproject.toml")
    run(*compile_, "-o", "requirements.txt")
    run(*compile_, "--group", "dev", "-c", "requirements.txt", "-o", "requirements-dev.txt")


def manage(*words: str) -> None:
    """A module or management command in the development environment."""
    install(dev=True)
    run(PYTHON, *words, **serving.development())


COMMANDS = {
    "run": start,
    "test": lambda: test(deep=False),
    "test-deep": lambda: test(deep=True),
    "e2e": browser,
    "install": lambda: install(dev=True),
    "lock": lock,
    "audit": audit,
    "load": load,
}

if __name__ == "__main__":
    os.chdir(ROOT)
    speak_anywhere()
    settle()
    serving.end_on_signals()
    name, *rest = sys.argv[1:]
    try:
        writable()
        if name == "python":
            manage(*rest)
        else:
            COMMANDS[name]()
    except KeyboardInterrupt:
        sys.exit(130)
