"""The copies of the project that mutmut breaks: one a module under `.mutants/`, which git does not see."""

import shutil
import tomllib
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDER = ROOT / ".mutants"
SOURCES = ("assessment", "calculator", "runrate")
# What tests read beside the code; nothing writes there.
BESIDE = ("docs", "static", "templates", "README.md", "manage.py")


def modules_of(names: Iterable[str]) -> list[Path]:
    """The modules that were named, folders taken apart; paths are relative to the project.

    Raises:
        SystemExit: a name is no module or folder of ours.
    """
    found: list[Path] = []
    for name in names:
        path = (ROOT / name).resolve()
        if (
            not path.is_relative_to(ROOT)
            or path.relative_to(ROOT).parts[0] not in SOURCES
            or not path.exists()
        ):
            raise SystemExit(f"{name} is no module or folder of {', '.join(SOURCES)}.")
        inside = sorted(path.rglob("*.py")) if path.is_dir() else [path]
        found += [module.relative_to(ROOT) for module in inside if module.stat().st_size]
    return list(dict.fromkeys(found))


def held_by(module: Path, *, root: Path = ROOT) -> list[str]:
    """The test files of a module: the mirrored ones, and what `[tool.mutation.also]` names for its folder.

    `calculator/domain/costs.py` is held by `tests/calculator/domain/test_costs.py` and, where that one grew
    too long, by `test_costs_<part>.py` beside it.
    """
    parts = module.parts[1:] if module.parts[0] == "runrate" else module.parts
    mirrored = root.joinpath("tests", *parts[:-1])
    files = [*mirrored.glob(f"test_{module.stem}.py"), *mirrored.glob(f"test_{module.stem}_*.py")]
    settings = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))
    also: dict[str, list[str]] = settings.get("tool", {}).get("mutation", {}).get("also", {})
    for pattern, names in also.items():
        if module.full_match(pattern):
            files += [path for name in names for path in sorted(root.glob(name))]
    return list(dict.fromkeys(str(path.relative_to(root)) for path in files))


def file_of(module: Path) -> Path:
    """Where the outcome of the last run of a module is noted."""
    return FOLDER / f"{'.'.join(module.with_suffix('').parts)}.json"


def prepare(module: Path, tests: Iterable[str]) -> Path:
    """Lays a copy out as mutmut expects it: the sources, and `mutants/` with the tests beside them."""
    folder = FOLDER / ".".join(module.with_suffix("").parts)
    shutil.rmtree(folder, ignore_errors=True)
    mutants = folder / "mutants"
    mutants.mkdir(parents=True)
    for name in SOURCES:
        (folder / name).symlink_to(ROOT / name)
    shutil.copytree(ROOT / "tests", mutants / "tests", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "tests" / "mutation" / "quick.py", mutants / "tests" / "conftest.py")
    for name in BESIDE:
        if (ROOT / name).exists():
            (mutants / name).symlink_to(ROOT / name)
    (folder / "pyproject.toml").write_text(configuration(module, tests), "utf-8")
    return folder


def configuration(module: Path, tests: Iterable[str]) -> str:
    """What mutmut and pytest are told, in the words of `pyproject.toml`."""
    return f"""
[tool.pytest.ini_options]
addopts = "-p no:cacheprovider -p no:django -p no:unraisableexception -p no:threadexception"
markers = ["django_db", "postgresql", "e2e", "audit", "bench"]

[tool.mutmut]
source_paths = {list(SOURCES)}
only_mutate = {[str(module)]}
pytest_add_cli_args_test_selection = {list(tests)}
# Forked from a process that has run no test yet, so that nothing that was remembered hides a break.
process_isolation = "forkserver"
use_git_change_detection = false
track_dependencies = false
timeout_multiplier = 5.0
timeout_constant = 2.0
"""
