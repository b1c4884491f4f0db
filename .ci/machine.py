"""What the machine under the project has and lacks: looked at before anything is fetched or installed."""

import contextlib
import ctypes
import os
import pwd
import shlex
import shutil
from pathlib import Path

from speaking import ROOT, Alive, attempt, quietly, stop

TOOLS = ROOT / ".tools"
VENV = ROOT / ".venv"
OLDEST = (3, 12)
WANTED = ("3.13", "3.14", "3.12")
ASKED = "3.12 or newer (3.13 is best)"
MODULES = ("ssl", "sqlite3", "ensurepip")
FREE_MEGABYTES = 950

# Each shared library that WeasyPrint loads and each typeface of the report, with Debian's package for it.
NEEDS = [
    line.split()
    for line in (ROOT / "runrate/deploy/report-packages.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]
LIBRARIES = {name: package for kind, name, package in NEEDS if kind == "library"}
FONTS = {name: package for kind, name, package in NEEDS if kind == "font"}
# Where Debian keeps what the machine trusts; a company's own authority among it.
CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")
OWN_MACHINE = "localhost,127.0.0.1,::1"


# --- surroundings ------------------------------------------------------------------------------------------


def user_name() -> str:
    """Who runs this; an account may have no name."""
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return str(os.getuid())


def account_home() -> "Path | None":
    """The home that the account has, whatever HOME says; none for an account without a name."""
    try:
        return Path(pwd.getpwuid(os.getuid()).pw_dir)
    except KeyError:
        return None


def settle() -> None:
    """Takes out of the environment what breaks installers and servers through no fault of the person."""
    # What another project set for its own interpreter, installer or Django.
    for name in ("PYTHONHOME", "PYTHONPATH", "PIP_TARGET", "PIP_PREFIX", "PIP_REQUIRE_VIRTUALENV"):
        os.environ.pop(name, None)
    os.environ["PIP_USER"] = "0"
    os.environ.pop("DJANGO_SETTINGS_MODULE", None)
    # In a locale without these letters a program of ours would end in a traceback about a dash.
    os.environ["PYTHONUTF8"] = "1"
    os.environ.pop("PYTHONIOENCODING", None)
    # What runs on one's own machine is never asked for through a proxy.
    for name in ("no_proxy", "NO_PROXY"):
        kept = os.environ.get(name) or os.environ.get(name.swapcase()) or ""
        os.environ[name] = ",".join(filter(None, (kept, OWN_MACHINE)))
    # A mask that takes away one's own rights makes folders that nobody can enter.
    os.umask(os.umask(0o022) & 0o077)
    # A company's own certificate authority is known to the machine, not to uv's built-in list.
    if CERTIFICATES.exists():
        os.environ.setdefault("UV_SYSTEM_CERTS", "true")
    settle_home()


def settle_home() -> None:
    """Caches go into the project's folder where there is no home or nothing can be written to it."""
    home = os.environ.get("HOME", "")
    if home and Path(home).is_dir():
        cache = Path(os.environ.get("XDG_CACHE_HOME") or Path(home) / ".cache")
        nearest = next(folder for folder in (cache, *cache.parents) if folder.exists())
        if nearest.is_dir() and os.access(nearest, os.W_OK | os.X_OK):
            return
    else:
        os.environ["HOME"] = str(TOOLS / "home")
    os.environ["XDG_CACHE_HOME"] = str(TOOLS / "cache")
    for name in ("UV_CACHE_DIR", "PIP_CACHE_DIR"):
        os.environ.setdefault(name, str(TOOLS / "cache" / name.partition("_")[0].lower()))


def writable() -> None:
    """Stops unless packages and data can be kept in the project's folder."""
    for folder in (ROOT, TOOLS, VENV, ROOT / ".var"):
        if folder.exists() and not os.access(folder, os.W_OK | os.X_OK):
            stop(
                f"{user_name()} cannot write to {folder}, where packages and data are kept. "
                "Clone into a folder of your own, or, where the disk allows it, run this once as root:\n\n"
                f"chown -R {user_name()} {shlex.quote(str(ROOT))}\n"
            )


def roomy() -> None:
    """Stops before a disk is scaled up half way through."""
    free = shutil.disk_usage(ROOT).free // 1_000_000
    if free < FREE_MEGABYTES:
        stop(f"{free} MB are free at {ROOT}; the packages need {FREE_MEGABYTES} MB. Make room, try again.")


# --- the interpreter ---------------------------------------------------------------------------------------


class Found:
    """An interpreter that runs."""

    def __init__(self, path: str, version: "tuple[int, ...]", missing: "list[str]") -> None:
        self.path, self.version, self.missing = path, version, missing

    @property
    def name(self) -> str:
        """Version and place, as people say them."""
        return f"Python {'.'.join(map(str, self.version))} at {self.path}"

    @property
    def is_new_enough(self) -> bool:
        """Whether the site runs on it."""
        return self.version[:2] >= OLDEST

    @property
    def package(self) -> str:
        """The Debian package that completes it; empty when none can."""
        if self.missing != ["ensurepip"] or Path(self.path).parent != Path("/usr/bin"):
            return ""
        main = judge("/usr/bin/python3")
        if main and main.version[:2] == self.version[:2]:
            return "python3-venv"
        return f"python{self.version[0]}.{self.version[1]}-venv"


def judge(candidate: str) -> "Found | None":
    """What an interpreter is good for; None when it does not run."""
    probe = (
        "import sys\nmissing = []\n"
        f"for name in {MODULES!r}:\n"
        "    try:\n        __import__(name)\n"
        "    except ImportError:\n        missing.append(name)\n"
        "print('%s|%d.%d.%d|%s' % ((sys.executable,) + tuple(sys.version_info[:3]) + (' '.join(missing),)))"
    )
    path, _, rest = quietly(candidate, "-c", probe).partition("|")
    version, _, missing = rest.partition("|")
    if not path or not version:
        return None
    return Found(path, tuple(int(part) for part in version.split(".")), missing.split())


def interpreters() -> "list[str]":
    """Places a Python may be, best first. A pyenv shim may be on PATH and not work, so each gets tried."""
    # HOME may be a fresh folder while the interpreters sit in the account's own one.
    homes = [Path(os.environ.get("HOME", "/nonexistent")), account_home() or Path("/nonexistent")]
    shims = [Path(part) for part in os.environ.get("PATH", "").split(os.pathsep) if part.endswith("shims")]
    roots = [Path(os.environ.get("PYENV_ROOT", "/nonexistent")), *(home / ".pyenv" for home in homes)]
    roots += [folder.parent for folder in shims]
    found = []
    for version in WANTED:
        found.append(f"python{version}")
        for root in roots:
            with contextlib.suppress(OSError):
                found += sorted(str(path) for path in root.glob(f"versions/{version}*/bin/python3"))
        found += [f"/usr/bin/python{version}", f"/usr/local/bin/python{version}"]
    return list(dict.fromkeys([*found, "python3", "/usr/bin/python3"]))


def named_interpreter(named: str) -> Found:
    """The one that PYTHON= names; refused, never passed over, when it will not do."""
    found = judge(named)
    if found is None:
        stop(f"PYTHON={named} is no Python that runs. Name one that does, or leave PYTHON out.")
        raise AssertionError
    if not found.is_new_enough:
        stop(f"PYTHON={named} is {found.name}, which is too old: Runrate needs Python {ASKED}.")
    if found.missing and not found.package:
        stop(f"PYTHON={named} lacks {', '.join(found.missing)}. Name another, or leave PYTHON out.")
    return found


def best_interpreter() -> Found:
    """The first interpreter that is new enough and has what a site needs, or lacks one package for it."""
    if os.environ.get("PYTHON"):
        return named_interpreter(os.environ["PYTHON"])
    seen = []
    for candidate in interpreters():
        found = judge(candidate)
        if found and found.is_new_enough and not found.missing:
            return found
        if found:
            seen.append(found)
    for found in seen:
        if found.is_new_enough and found.package:
            return found
    said = {found.path: found for found in seen}
    for found in said.values():
        if found.is_new_enough:
            stop(
                f"{found.name} lacks {', '.join(found.missing)}. "
                "Install a whole one, or name it: PYTHON=/path/to/python3.13 make run"
            )
    old = ", ".join(found.name for found in said.values())
    stop(
        f"Runrate needs Python {ASKED}"
        + (f"; here is only {old}, which is too old. " if old else ", and none was found. ")
        + "Install one, or name it: PYTHON=/path/to/python3.13 make run"
    )
    raise AssertionError


# --- system packages ---------------------------------------------------------------------------------------


def loads(library: str) -> bool:
    """Whether a shared library is there for programs like ours."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def font_present(name: str) -> bool:
    """Whether a typeface is installed."""
    home = Path(os.environ.get("HOME", "/nonexistent"))
    places = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), home / ".local/share/fonts")
    return any(any(place.rglob(f"{name}*.?t[fc]")) for place in places)


def missing_packages() -> "list[str]":
    """Debian's names of what the report needs and is not there."""
    return [package for library, package in LIBRARIES.items() if not loads(library)] + [
        package for font, package in FONTS.items() if not font_present(font)
    ]


def line_for(packages: "list[str]") -> str:
    """One line for root that works as it is on a machine just made."""
    return f"apt-get update && apt-get install -y --no-install-recommends {' '.join(packages)}"


def system_packages(packages: "list[str]") -> None:
    """Installs Debian packages where that is allowed; otherwise stops with the exact line to run."""
    if not packages:
        return
    line = line_for(packages)
    if not shutil.which("apt-get"):
        stop(f"Some system packages are missing. On Debian they come with:\n\n{line}\n")
    if os.geteuid() == 0:
        sudo = []
    elif quietly("sudo", "-n", "id", "-u") == "0":
        sudo = ["sudo", "-n"]
    else:
        stop(f"A few system packages are missing. Run this once as root, then try again:\n\n{line}\n")
    apt = [*sudo, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    impatient = ("-o", "Acquire::Retries=0", "-o", "Acquire::http::Timeout=8")
    with Alive(f"Installing system packages ({' '.join(packages)})"):
        attempt(*apt, *impatient, "update")
        install = ("-o", "DPkg::Lock::Timeout=120", "install", "-y", "--no-install-recommends", *packages)
        done, said = attempt(*apt, *install, APT_LISTCHANGES_FRONTEND="none")
    if not done:
        unreachable = ("Unable to locate package", "has no installation candidate", "Failed to fetch")
        stop(
            ("Debian's packages could not be fetched: is this machine on the network? "
             if any(words in said for words in unreachable)
             else "The system packages could not be installed; the lines above say why. ")
            + f"The line was:\n\n{line}\n"
        )  # fmt: skip
