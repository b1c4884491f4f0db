"""Each module has its tests in the mirrored place, or stands here with a reason and who tests it.

`calculator/files/workbook.py` is held by `tests/calculator/files/test_workbook.py`, a module of the site by
the same path without `runrate`. Tests that cross several modules stand beside them under their own names.
"""

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("assessment", "calculator", "runrate")
MOST_LINES = 400


@dataclass(frozen=True)
class Elsewhere:
    """Why modules have no tests of their own, and whose tests fail where they break.

    The tests import each of them, directly or through what they import; where Django does that for them (a
    command by its name, a table of addresses, a signal), `through` is how: a word of the file of tests.
    """

    reason: str
    by: str
    through: str = ""


DECLARED = "declares columns; what asks them is tested with the service that does"
THIN = "reads its arguments and calls one service"
CONNECTED = "connects a signal with one call"

ELSEWHERE: Mapping[str, Elsewhere] = {
    "*/apps.py": Elsewhere(
        "names an app; without it no address is found", "tests/test_addresses.py", "get_resolver"
    ),
    "runrate/accounts/staff_app.py": Elsewhere(
        "names the class of the administration", "tests/accounts/test_staff_site.py", "/admin/"
    ),
    "*urls.py": Elsewhere("a table of addresses", "tests/test_addresses.py", "get_resolver"),
    "runrate/api.py": Elsewhere(
        "puts three routers under one address", "tests/calculator/test_openapi.py", "/api/v1/"
    ),
    "runrate/settings.py": Elsewhere(
        "values; those that promise something are tested there", "tests/test_promised_edges.py"
    ),
    "runrate/staff/views.py": Elsewhere(
        "one view that hands the overview to its template", "tests/staff/test_overview.py", "/admin/overview/"
    ),
    "runrate/accounts/sessions_app.py": Elsewhere(
        "with the list of sessions that it notes", "tests/accounts/test_sessions.py", "UserSession"
    ),
    "assessment/models/benchmark.py": Elsewhere(DECLARED, "tests/assessment/services/test_benchmark.py"),
    "assessment/models/export.py": Elsewhere(DECLARED, "tests/assessment/staff/test_export_job.py"),
    "assessment/models/link.py": Elsewhere(
        "a table that nothing reads, kept for one release", "tests/sharing/test_moving.py"
    ),
    "assessment/models/review.py": Elsewhere(DECLARED, "tests/assessment/services/test_review.py"),
    "assessment/models/weekly_stats.py": Elsewhere(
        DECLARED, "tests/assessment/services/test_weekly_stats.py"
    ),
    "calculator/uploads/rates.py": Elsewhere(
        "what origins say of rates", "tests/calculator/web/usage/test_rates_on_every_door.py", ":rate:EUR:"
    ),
    "calculator/api_usage_answer.py": Elsewhere(
        "the shapes of answers", "tests/calculator/test_openapi.py", "/api/v1/"
    ),
    "runrate/limits/models.py": Elsewhere(DECLARED, "tests/limits/test_counting.py"),
    "assessment/tasks.py": Elsewhere(
        "the old names of two jobs, kept for one release",
        "tests/assessment/staff/test_export_job.py",
        "assessment.tasks.",
    ),
    "runrate/jobs/models.py": Elsewhere(
        "an abstract table; its states are tested with every kind of job", "tests/jobs/test_kinds.py"
    ),
    "runrate/jobs/signals.py": Elsewhere(
        "one signal", "tests/jobs/management/commands/test_db_worker.py", "worker_starting"
    ),
    "runrate/mail/models.py": Elsewhere(DECLARED, "tests/mail/test_tasks.py"),
    "assessment/receivers.py": Elsewhere(CONNECTED, "tests/assessment/web/test_access.py", "sign_in("),
    "calculator/api_usage_schema.py": Elsewhere(
        "the shape of a bill that the API takes", "tests/calculator/test_api_usage.py", "api_usage_schema"
    ),
    "calculator/usage/parquet_rows.py": Elsewhere(
        "a program that the reader starts", "tests/calculator/usage/test_parquet.py", "parquet_rows"
    ),
    "calculator/usage/analysis/bill_input.py": Elsewhere(
        "a bill as the API takes it", "tests/calculator/test_api_usage.py", "usage_of"
    ),
    "calculator/api_schema.py": Elsewhere(
        "the description of the API's workload", "tests/calculator/test_openapi.py", "/api/v1/openapi.json"
    ),
    "calculator/domain/fields.py": Elsewhere("a table of inputs", "tests/calculator/domain/test_workload.py"),
    "calculator/domain/label_table.py": Elsewhere(
        "a table of words", "tests/calculator/domain/test_labels_words.py"
    ),
    "calculator/domain/formulas/rounded.py": Elsewhere(
        "rounds the operands of outputs", "tests/calculator/domain/formulas/test_outcomes.py"
    ),
    "calculator/domain/formulas/terms.py": Elsewhere(
        "pieces of the formulas of lines", "tests/calculator/domain/formulas/test_lines.py"
    ),
    "calculator/files/sheet_*.py": Elsewhere(
        "pieces of the workbook", "tests/calculator/files/test_workbook.py"
    ),
    "calculator/models/usage.py": Elsewhere(DECLARED, "tests/calculator/uploads/test_job.py"),
    "calculator/uploads/columns.py": Elsewhere(
        THIN, "tests/calculator/web/usage/test_columns_views.py", "months.csv"
    ),
    "calculator/uploads/samples.py": Elsewhere(
        "made-up files; each is downloaded and the bill is read",
        "tests/calculator/web/usage/test_views.py",
        "try_sample",
    ),
    "calculator/usage/workbook_parts.py": Elsewhere(
        "the parts of a workbook", "tests/calculator/usage/test_workbook.py", "workbook_parts"
    ),
    "calculator/web/usage/columns_page.py": Elsewhere(
        "what a page says of chosen columns", "tests/calculator/web/usage/test_columns_views.py", "Read with"
    ),
    "calculator/web/usage/sizes.py": Elsewhere(
        "how much a request may state", "tests/calculator/web/usage/test_views.py", "too_large"
    ),
    "calculator/web/usage/pages.py": Elsewhere(
        "what the pages show", "tests/calculator/web/usage/test_take_views.py", "usage:inputs"
    ),
    "calculator/receivers.py": Elsewhere(
        CONNECTED, "tests/calculator/scenarios/test_services.py", "/account/login/"
    ),
    "runrate/reports/receivers.py": Elsewhere(CONNECTED, "tests/mydata/test_leftovers.py", "delete()"),
    "assessment/management/commands/rebuild_benchmark.py": Elsewhere(
        THIN, "tests/assessment/services/test_benchmark.py", '"rebuild_benchmark"'
    ),
    "assessment/management/commands/recount_figures.py": Elsewhere(
        THIN, "tests/assessment/services/test_benchmark.py", '"recount_figures"'
    ),
    "assessment/management/commands/seed_submissions.py": Elsewhere(
        THIN, "tests/assessment/services/test_seeding.py", '"seed_submissions"'
    ),
    "runrate/management/commands/housekeeping.py": Elsewhere(
        THIN, "tests/ops/test_housekeeping.py", '"housekeeping"'
    ),
    "runrate/management/commands/restore.py": Elsewhere(THIN, "tests/ops/test_seal.py", '"restore"'),
    "runrate/reports/management/commands/reap_reports.py": Elsewhere(
        THIN, "tests/reports/test_tasks.py", '"reap_reports"'
    ),
    "runrate/reports/web/report_page.py": Elsewhere(
        "what the view of a report shows", "tests/reports/web/test_views.py", "alice_client.get("
    ),
    "runrate/reports/domain/contradictions/facts.py": Elsewhere(
        "what a scenario says, as the rules ask it", "tests/reports/domain/contradictions/test_rules.py"
    ),
    "runrate/reports/domain/appendix.py": Elsewhere(
        "declares what the appendix holds", "tests/reports/domain/sections/test_method.py"
    ),
}


def modules(root: Path) -> Iterator[str]:
    """Every module of ours that holds more than words about itself and imports."""
    for package in PACKAGES:
        for path in sorted((root / package).rglob("*.py")):
            if "migrations" not in path.parts and not _only_imports(path):
                yield str(path.relative_to(root))


def _only_imports(path: Path) -> bool:
    """A package that says what it is for, and names what stands in it."""
    body = ast.parse(path.read_text("utf-8")).body
    return path.name == "__init__.py" and all(
        isinstance(node, ast.Import | ast.ImportFrom | ast.Expr)
        or (isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__")
        for node in body
    )


def mirrored(module: str) -> str:
    """Where the tests of a module stand: `runrate/core/text.py` in `tests/core/test_text.py`."""
    path = Path(module.removeprefix("runrate/"))
    return str(Path("tests") / path.with_name(f"test_{path.stem.strip('_')}.py"))


def faults(root: Path, elsewhere: Mapping[str, Elsewhere]) -> list[str]:
    """What does not hold: a module without tests, and an entry that is not needed or not true."""
    found, used = [], set()
    for module in modules(root):
        has_tests = (root / mirrored(module)).exists()
        listed = next((each for each in elsewhere if fnmatch(module, each)), None)
        if listed is not None and not (has_tests and "*" in listed):
            used.add(listed)
        if not has_tests and listed is None:
            found.append(f"{module} has no {mirrored(module)}")
        elif has_tests and listed is not None and "*" not in listed:
            found.append(f"{module} is listed and has {mirrored(module)}")
        elif not has_tests and listed is not None:
            found += _untrue(root, module, elsewhere[listed])
    return found + [f"{each} is listed and not there" for each in elsewhere if each not in used]


def _untrue(root: Path, module: str, entry: Elsewhere) -> list[str]:
    tests = root / entry.by
    if not tests.exists():
        return [f"{module}: {entry.by} is not there"]
    if entry.through:
        reached = entry.through in tests.read_text("utf-8")
    else:
        reached = module in reached_from(root, entry.by)
    return [] if reached else [f"{module} is not reached from {entry.by}"]


def reached_from(root: Path, start: str) -> set[str]:
    """All that a file imports, and what that imports, as paths of ours."""
    found, waiting = set(), [start]
    while waiting:
        path = waiting.pop()
        if path not in found:
            found.add(path)
            waiting += _imported(root, path)
    return found


@cache
def _imported(root: Path, path: str) -> tuple[str, ...]:
    names = set()
    for node in ast.walk(ast.parse((root / path).read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return tuple(_files(root, names))


def _files(root: Path, names: Iterable[str]) -> Iterator[str]:
    for name in sorted(names):
        if name.partition(".")[0] in {*PACKAGES, "tests"}:
            path = Path(*name.split("."))
            for candidate in (path.with_suffix(".py"), path / "__init__.py"):
                if (root / candidate).exists():
                    yield str(candidate)


def test_each_module_has_its_tests_or_says_who_tests_it() -> None:
    assert faults(ROOT, ELSEWHERE) == []


def test_no_file_of_tests_is_longer_than_one_reads() -> None:
    lines = {
        str(path.relative_to(ROOT)): len(path.read_text("utf-8").splitlines())
        for path in sorted((ROOT / "tests").rglob("*.py"))
    }

    assert {path: count for path, count in lines.items() if count > MOST_LINES} == {}


LISTED = Elsewhere("thin", "tests/test_other.py")


@pytest.mark.parametrize(
    ("files", "entries", "said"),
    [
        ({"runrate/core/text.py": "A = 1", "tests/core/test_text.py": ""}, {}, []),
        ({"runrate/core/__init__.py": '"""Shared."""'}, {}, []),
        ({"calculator/new.py": "A = 1"}, {}, ["calculator/new.py has no tests/calculator/test_new.py"]),
        (
            {
                "calculator/new.py": "A = 1",
                "tests/test_other.py": "import calculator.between",
                "calculator/between.py": "import calculator.new",
                "tests/calculator/test_between.py": "",
            },
            {"calculator/new.py": LISTED},
            [],
        ),
        (
            {"calculator/new.py": "A = 1", "tests/test_other.py": "import calculator"},
            {"calculator/new.py": LISTED},
            ["calculator/new.py is not reached from tests/test_other.py"],
        ),
        (
            {"calculator/new.py": "A = 1"},
            {"calculator/new.py": LISTED},
            ["calculator/new.py: tests/test_other.py is not there"],
        ),
        (
            {"calculator/new.py": "A = 1", "tests/test_other.py": "call('old')"},
            {"calculator/new.py": Elsewhere("thin", "tests/test_other.py", "'new'")},
            ["calculator/new.py is not reached from tests/test_other.py"],
        ),
        (
            {"calculator/new.py": "A = 1", "tests/calculator/test_new.py": ""},
            {"calculator/new.py": LISTED},
            ["calculator/new.py is listed and has tests/calculator/test_new.py"],
        ),
        ({}, {"calculator/gone.py": LISTED}, ["calculator/gone.py is listed and not there"]),
        ({}, {"*/apps.py": LISTED}, ["*/apps.py is listed and not there"]),
    ],
)
def test_what_does_not_mirror_is_named(
    tmp_path: Path, files: Mapping[str, str], entries: Mapping[str, Elsewhere], said: list[str]
) -> None:
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")

    assert faults(tmp_path, entries) == said
