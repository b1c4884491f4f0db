"""What the Makefile's commands do, with the standard library alone: this runs before anything is installed.

Works under any Python from 3.9 on; the site itself gets the newest working interpreter from 3.12 on.
"""

import contextlib
import ctypes
import ctypes.util
import hashlib
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT / ".tools"
VENV = ROOT / ".venv"
VAR = ROOT / ".var"
BIN = VENV / "bin"
PYTHON = BIN / "python"
UV = TOOLS / "uv" / "bin" / "uv"
WANTED = ("3.13", "3.14", "3.12")

LIBRARIES = ("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0")
FONTS = ("Inter", "Caladea")
PANGO_LINE = (
    "apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 "
    "fonts-inter fonts-crosextra-caladea"
)
CHROMIUM_LINE = "apt-get install -y --no-install-recommends chromium"


def stop(message: str) -> None:
    """Ends with a sentence instead of a traceback."""
    sys.exit(f"\n{message}")


def run(*command: object, **environment: str) -> None:
    """Runs a command in the project's folder; stops with its exit code when it fails."""
    words = [str(word) for word in command]
    finished = subprocess.run(words, cwd=ROOT, env={**os.environ, **environment}, check=False)  # noqa: S603
    if finished.returncode:
        sys.exit(finished.returncode)


def quietly(*command: object) -> str:
    """The output of a command that may fail or not exist; empty then."""
    try:
        words = [str(word) for word in command]
        return subprocess.run(words, capture_output=True, text=True, check=True, timeout=30).stdout.strip()  # noqa: S603
    except (OSError, subprocess.SubprocessError):
        return ""


# --- the interpreter ---------------------------------------------------------------------------------------


def interpreters() -> list[str]:
    """Places a Python may be, best first. A pyenv shim may be on PATH and not work, so each gets tried."""
    # HOME may be a fresh folder while the interpreters sit in the account's own one.
    homes = [Path.home(), Path(pwd.getpwuid(os.getuid()).pw_dir)]
    shims = [Path(part) for part in os.environ.get("PATH", "").split(os.pathsep) if part.endswith("shims")]
    roots = [Path(os.environ.get("PYENV_ROOT", "/nonexistent")), *(home / ".pyenv" for home in homes)]
    roots += [folder.parent for folder in shims]
    found = [os.environ["PYTHON"]] if os.environ.get("PYTHON") else []
    for version in WANTED:
        found.append(f"python{version}")
        for root in roots:
            with contextlib.suppress(OSError):
                found += sorted(str(path) for path in root.glob(f"versions/{version}*/bin/python3"))
        found += [f"/usr/bin/python{version}", f"/usr/local/bin/python{version}"]
    return [*found, "python3", "/usr/bin/python3", sys.executable]


def interpreter() -> str:
    """The first interpreter that runs, is new enough and has what a site needs."""
    probe = (
        "import sys, ssl, sqlite3, ensurepip; print(sys.executable if sys.version_info >= (3, 12) else '')"
    )
    for candidate in interpreters():
        path = quietly(candidate, "-c", probe)
        if path:
            return path
    stop(
        "Runrate needs Python 3.12 or newer (3.13 is best). "
        "Install one, or name it: PYTHON=/path/to/python3.13 make run"
    )
    raise AssertionError


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


def install_uv() -> None:
    """A pinned, hash-checked uv of the project's own."""
    stamp = digest(".ci/uv.txt")
    if ready(TOOLS / "uv", stamp):
        return
    shutil.rmtree(TOOLS / "uv", ignore_errors=True)
    run(interpreter(), "-m", "venv", TOOLS / "uv")
    pip = ("-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    run(TOOLS / "uv/bin/python", *pip, "--require-hashes", "-r", ".ci/uv.txt")
    finish(TOOLS / "uv", stamp)


def install(*, dev: bool) -> None:
    """The locked packages, and the system libraries that the PDF needs. Does nothing when all is there."""
    full = "dev " + digest("requirements-dev.txt")
    stamp = full if dev else "run " + digest("requirements.txt")
    if not (ready(VENV, stamp) or ready(VENV, full)):
        install_uv()
        print("Installing packages …", flush=True)
        (VENV / ".finished").unlink(missing_ok=True)
        if not quietly(PYTHON, "-c", "import sys; print(sys.version)"):
            shutil.rmtree(VENV, ignore_errors=True)
            run(UV, "venv", "--quiet", "--python", interpreter(), VENV)
        lock = "requirements-dev.txt" if dev else "requirements.txt"
        run(UV, "pip", "sync", "--quiet", "--require-hashes", "--python", PYTHON, lock)
        finish(VENV, stamp)
    system_packages(PANGO_LINE, missing=not (libraries_present() and fonts_present()))


def libraries_present() -> bool:
    """Whether WeasyPrint's libraries load."""
    for name in LIBRARIES:
        try:
            ctypes.CDLL(name)
        except OSError:
            return False
    return True


def fonts_present() -> bool:
    """Whether the report's two typefaces are installed."""
    places = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".local/share/fonts")
    return all(any(any(place.rglob(f"{font}*.?tf")) for place in places) for font in FONTS)


def system_packages(line: str, *, missing: bool) -> None:
    """Installs Debian packages where that is allowed; otherwise stops with the exact line to run."""
    if not missing:
        return
    if not shutil.which("apt-get"):
        stop(f"Some system packages are missing. On Debian they come with:\n\n{line}\n")
    if os.geteuid() == 0:
        sudo = []
    elif quietly("sudo", "-n", "id", "-u") == "0":
        sudo = ["sudo", "-n"]
    else:
        stop(f"The report needs a few system packages. Run this once as root, then try again:\n\n{line}\n")
    print("Installing system packages …", flush=True)
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    run(*sudo, "apt-get", "update", "-qq", **quiet)
    run(*sudo, *line.split(), "-qq", **quiet)


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


# --- make run ----------------------------------------------------------------------------------------------


def development() -> dict[str, str]:
    """The environment of a site on one's own machine; a secret key is made once and kept."""
    VAR.mkdir(exist_ok=True)
    key = VAR / "secret_key"
    if not key.exists():
        draft = VAR / "secret_key.new"
        draft.write_text(secrets.token_urlsafe(50), "utf-8")
        draft.replace(key)
    port = os.environ.get("PORT", "8000")
    return {"RUNRATE_DEBUG": "on", "RUNRATE_SITE_URL": f"http://localhost:{port}", "PYTHONUNBUFFERED": "1"}


def die_with_parent() -> None:
    """Asks Linux to end this child when its parent dies, however that happens."""
    libc = ctypes.CDLL(None)
    if hasattr(libc, "prctl"):
        libc.prctl(1, signal.SIGTERM)


def child(*command: object, environment: "dict[str, str]") -> "subprocess.Popen[bytes]":
    """A child in a session of its own, so that Ctrl-C reaches it through us, once."""
    words = [str(word) for word in command]
    return subprocess.Popen(  # noqa: S603
        words,
        cwd=ROOT,
        env={**os.environ, **environment},
        start_new_session=True,
        preexec_fn=die_with_parent,  # noqa: PLW1509
    )


def end(children: "list[subprocess.Popen[bytes]]") -> None:
    """Ends each child's whole session: first politely, after ten seconds not."""
    for sign in (signal.SIGTERM, signal.SIGKILL):
        for process in children:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, sign)
        until = time.monotonic() + 10
        while time.monotonic() < until and any(process.poll() is None for process in children):
            time.sleep(0.05)
        if all(process.poll() is not None for process in children):
            break


def port_is_free(port: int) -> bool:
    """Whether we could listen there."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def answers(port: int) -> bool:
    """Whether the site gives its home page."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=20) as answer:
            return bool(answer.status == 200)
    except (OSError, urllib.error.URLError):
        return False


def start() -> None:
    """`make run`: install, migrate, load prices and demo data, serve until Ctrl-C."""
    text = os.environ.get("PORT", "8000")
    if not (text.isdigit() and 1 <= int(text) <= 65535):
        stop(f"PORT has to be a number from 1 to 65535, not {text!r}.")
    port = int(text)
    if not port_is_free(port):
        stop(f"Port {port} is taken by another program. Choose a free one: PORT={port + 1} make run")
    # Raised out of whatever is running, so that children end on SIGTERM as on Ctrl-C.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    install(dev=False)
    environment = development()
    logins = prepare(environment)
    children: list[subprocess.Popen[bytes]] = []
    try:
        children.append(
            child(
                PYTHON, "manage.py", "runserver", f"127.0.0.1:{port}", "--noreload", environment=environment
            )
        )
        worker = (
            "manage.py",
            "db_worker",
            "--no-reload",
            "--interval",
            "0.5",
            "--no-startup-delay",
            "--verbosity",
            "0",
        )
        children.append(child(PYTHON, *worker, environment=environment))
        until = time.monotonic() + 60
        while not answers(port):
            if time.monotonic() > until or any(process.poll() is not None for process in children):
                stop("The site did not start; the lines above say why.")
            time.sleep(0.1)
        print(
            f"\nRunrate is at http://localhost:{port}/\n{logins}\n"
            "Sign-in codes are printed here. Ctrl-C stops.\n",
            flush=True,
        )
        while all(process.poll() is None for process in children):
            time.sleep(0.3)
        stop("A part of the site ended by itself; the lines above say why.")
    except KeyboardInterrupt:
        print("\nStopping …", flush=True)
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        end(children)


def prepare(environment: "dict[str, str]") -> str:
    """Brings database, prices and demo data up to date; returns the demo logins as text."""
    print("Preparing the database …", flush=True)
    finished = subprocess.run(  # noqa: S603
        [str(PYTHON), "manage.py", "demo"],
        cwd=ROOT,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if finished.returncode:
        print(finished.stdout)
        sys.exit(finished.returncode)
    return finished.stdout


# --- make test and friends ---------------------------------------------------------------------------------


def checks() -> None:
    """Everything that reads the code without running it."""
    run(BIN / "ruff", "check", "--quiet", ".")
    run(BIN / "ruff", "format", "--check", "--quiet", ".")
    run(BIN / "mypy", ".")
    run(BIN / "lint-imports", "--no-cache")
    run(PYTHON, ".ci/find_secrets.py")
    run(
        PYTHON, "manage.py", "makemigrations", "--check", "--dry-run", DJANGO_SETTINGS_MODULE="tests.settings"
    )
    run(PYTHON, "manage.py", "lint_migrations", DJANGO_SETTINGS_MODULE="tests.settings")


def test(*, deep: bool) -> None:
    """`make test`: checks, then the suite on SQLite and again on a real PostgreSQL."""
    install(dev=True)
    checks()
    profile = {"HYPOTHESIS_PROFILE": "deep" if deep else "ci"}
    print("\nThe suite on SQLite", flush=True)
    run(BIN / "pytest", "-q", "-n", os.environ.get("TEST_PROCESSES", "2"), **profile)
    print("\nThe suite on PostgreSQL", flush=True)
    run(
        PYTHON,
        "-m",
        "tests.on_postgresql",
        BIN / "pytest",
        "-q",
        "-n",
        os.environ.get("TEST_PROCESSES", "2"),
        **profile,
    )


def browser() -> None:
    """`make e2e`: what a person does, in Debian's Chromium."""
    install(dev=True)
    system_packages(CHROMIUM_LINE, missing=not shutil.which("chromium"))
    with tempfile.TemporaryDirectory() as home:  # Chromium writes its crash and font folders there
        run(BIN / "pytest", "-q", "-m", "e2e", "tests/e2e", XDG_CONFIG_HOME=home, XDG_CACHE_HOME=home)


def load() -> None:
    """`make load`: visitors and slow clients on the production stack, nginx in front where it can be had."""
    install(dev=True)
    proxy_program()
    run(PYTHON, "-m", "tests.faults.load", **development())


def audit() -> None:
    """`make audit`: known holes in the locked packages, and risky patterns in our code."""
    install(dev=True)
    stamp = digest(".ci/audit.txt")
    if not ready(TOOLS / "audit", stamp):
        shutil.rmtree(TOOLS / "audit", ignore_errors=True)
        run(UV, "venv", "--quiet", "--python", interpreter(), TOOLS / "audit")
        target = ("--python", TOOLS / "audit/bin/python")
        run(UV, "pip", "sync", "--quiet", "--require-hashes", *target, ".ci/audit.txt")
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
    install_uv()
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
    run(PYTHON, *words, **development())


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
    # A company's own certificate authority is known to the machine, not to uv's built-in list.
    os.environ.setdefault("UV_SYSTEM_CERTS", "true")
    name, *rest = sys.argv[1:]
    if name == "python":
        manage(*rest)
    else:
        COMMANDS[name]()
