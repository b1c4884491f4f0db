"""The order of the source: what may import what, and that a file without a place in it is noticed."""

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
LINT = str(Path(sys.executable).with_name("lint-imports"))


def _contracts_hold(tree: Path) -> bool:
    finished = subprocess.run(
        [LINT, "--no-cache"],
        cwd=tree,
        env={"PYTHONPATH": str(tree), "PATH": ""},
        capture_output=True,
        check=False,
    )
    return finished.returncode == 0


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The three packages and their rules, to break."""
    for package in ("assessment", "calculator", "runrate"):
        shutil.copytree(ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_tree_keeps_its_own_rules(copy: Path) -> None:
    assert _contracts_hold(copy)


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("assessment/domain/scoring.py", "import django"),
        ("calculator/domain/costs.py", "import django.conf"),
        ("runrate/reports/domain/compose.py", "import django"),
        ("assessment/services/submissions.py", "import calculator.domain.costs"),
        ("calculator/scenarios/services.py", "import assessment.domain.scoring"),
        ("assessment/models/submission.py", "import assessment.web.take_views"),
        ("runrate/core/ownership.py", "import assessment.models"),
        ("runrate/pages/views.py", "import runrate.reports.models"),
        ("calculator/scenarios/services.py", "import weasyprint"),
        ("calculator/domain/workload.py", "import calculator.models"),
        ("assessment/models/review.py", "import assessment.services.review"),
        ("runrate/reports/rendering/pdf.py", "import runrate.reports.services.reports"),
        ("runrate/reports/tasks.py", "import django_tasks_db.models"),
        ("runrate/jobs/kinds.py", "import runrate.reports.models"),
        ("calculator/usage/texts.py", "import django.db"),
    ],
)
def test_an_import_against_the_rules_fails(copy: Path, file: str, line: str) -> None:
    path = copy / file
    path.write_text(f"{path.read_text('utf-8')}\n{line}\n", "utf-8")

    assert not _contracts_hold(copy)


@pytest.mark.parametrize("folder", ["runrate", "assessment", "calculator", "runrate/reports"])
def test_a_file_without_a_place_fails(copy: Path, folder: str) -> None:
    (copy / folder / "utils.py").write_text('"""A drawer."""\n', "utf-8")

    assert not _contracts_hold(copy)


PURE = ("assessment/domain", "calculator/domain", "calculator/usage", "runrate/reports/domain")
OPTIONAL = {"calculator/usage/workbook.py": {"openpyxl"}, "calculator/usage/parquet_rows.py": {"duckdb"}}


def _from_elsewhere(path: Path, source: str) -> set[str]:
    """Packages that are neither Python's own nor the site's, but for those a file is allowed."""
    known = sys.stdlib_module_names | {"assessment", "calculator", "runrate"}
    return _packages(source) - known - OPTIONAL.get(str(path), set())


def test_plain_python_needs_no_package_that_nobody_allowed() -> None:
    """import-linter forbids packages by name; a name that nobody thought of is found here."""
    paths = [path.relative_to(ROOT) for folder in PURE for path in sorted((ROOT / folder).rglob("*.py"))]
    found = {str(path): _from_elsewhere(path, (ROOT / path).read_text("utf-8")) for path in paths}

    assert len(found) > 150
    assert {path: packages for path, packages in found.items() if packages} == {}


@pytest.mark.parametrize("package", ["pydantic", "nh3", "tests"])
def test_a_package_of_others_is_found_in_plain_python(package: str) -> None:
    sources = (f"import {package}.part", f"from {package} import part", f"def late():\n    import {package}")

    for source in sources:
        assert _from_elsewhere(Path("calculator/domain/costs.py"), source) == {package}


def _order(settings: dict[str, Any], number: int) -> list[set[str]]:
    """The layers of a contract, the uppermost first."""
    return [set(re.split(r"\s*[:|]\s*", layer)) for layer in settings["contracts"][number]["layers"]]


def test_the_order_of_all_packages_leaves_none_out() -> None:
    """import-linter cannot ask this of a contract over several packages: it holds each by itself."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    across, within = (_order(settings, number) for number in (0, 1))
    of_ours = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests"}

    assert set(settings["root_packages"]) == of_ours
    site = [{name.removeprefix("runrate.") for name in layer} for layer in across]
    assert [layer for layer in site if layer != of_ours - {"runrate"}] == within


REMARK = "no table and no subject"


def test_the_picture_of_the_packages_shows_the_order_that_is_held() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    drawn = (
        (ROOT / "docs/structure.md").read_text("utf-8").split("```")[1].replace("no table and no subject", "")
    )
    held = [{name.removeprefix("runrate.") for name in layer} for layer in _order(settings, 0)]

    assert [set(re.findall(r"\w+", line)) for line in re.split(r"-{9,}", drawn)] == held[1:]


MOST_LINES = 300
MOST_MODULES = 20


def _modules() -> Iterator[Path]:
    for package in ("assessment", "calculator", "runrate"):
        for path in sorted((ROOT / package).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path


def test_no_module_grows_beyond_what_one_reads_at_once() -> None:
    modules = [*_modules(), *(ROOT / ".ci").glob("*.py")]
    lines = {str(path.relative_to(ROOT)): len(path.read_text("utf-8").splitlines()) for path in modules}

    assert len(lines) > 200
    assert {name: count for name, count in lines.items() if count > MOST_LINES} == {}


def test_no_folder_holds_more_modules_than_one_takes_in() -> None:
    held = Counter(str(path.parent.relative_to(ROOT)) for path in _modules() if path.name != "__init__.py")

    assert {folder: count for folder, count in held.items() if count > MOST_MODULES} == {}


MOST_LINES_OF_A_VIEW = 15


def _views_of(source: str) -> Iterator[tuple[str, int]]:
    """Each function that takes a request, and its lines from `def` to its end."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            taken = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
            if any(each.arg == "request" or _is_a_request(each.annotation) for each in taken):
                yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1


def _is_a_request(annotation: ast.expr | None) -> bool:
    return annotation is not None and ast.unparse(annotation).strip("\"'").endswith("Request")


def test_a_view_says_who_may_come_what_they_asked_one_call_and_one_answer() -> None:
    views = {
        f"{path.relative_to(ROOT)}: {name}": lines
        for path in _modules()
        for name, lines in _views_of(path.read_text("utf-8"))
    }

    assert {view: lines for view, lines in views.items() if lines > MOST_LINES_OF_A_VIEW} == {}
    assert len(views) > 200


def test_lines_of_a_view_are_counted_wherever_the_request_stands() -> None:
    source = (
        'class Pages:\n    def page(self, id: int, *, r: "HtmxRequest") -> None:\n'
        '        """Shows it."""\n        return\n\ndef other(row): ...'
    )

    assert list(_views_of(source)) == [("page", 3)]


READS = re.compile(
    r"request\.(GET|POST|FILES|body|headers|COOKIES|method)\b|\bHttpRequest\b|import form_drafts"
)
"""What a page object has no use for: the view hands it what was asked."""


def test_page_objects_do_not_parse_requests() -> None:
    pages = [path for path in _modules() if path.stem.endswith("_page")]

    assert {str(path.relative_to(ROOT)) for path in pages if READS.search(path.read_text("utf-8"))} == set()
    assert len(pages) > 5


SENT = {"GET", "POST", "FILES", "body"}
VIEWS = re.compile(r"/(\w*views|admin|\w+_admin|api|staff_site)\.py$")
READERS = "runrate/core/"
READ_ELSEWHERE = {
    "assessment/staff/submission_search.py": "the administration hands the request to its list of rows",
}


def _reads_what_was_sent(source: str) -> bool:
    """Whether it takes something out of a request: of whatever is named so, and of `.request` of anything."""
    return any(
        isinstance(node, ast.Attribute)
        and node.attr in SENT
        and ast.unparse(node.value).rpartition(".")[2] == "request"
        for node in ast.walk(ast.parse(source))
    )


def test_a_request_is_read_by_views_and_by_the_core() -> None:
    reading = {
        str(path.relative_to(ROOT)) for path in _modules() if _reads_what_was_sent(path.read_text("utf-8"))
    }

    elsewhere = {path for path in reading if not (VIEWS.search(path) or path.startswith(READERS))}

    assert elsewhere == set(READ_ELSEWHERE)
    assert len(reading) > 15


@pytest.mark.parametrize(
    ("source", "reads"),
    [
        ('request.POST["a"]', True),
        ("form(self.request.FILES)", True),
        ("request.method == 'POST'", False),
        ("listed.body(q)", False),
    ],
)
def test_what_was_sent_is_noticed_where_it_is_read(source: str, reads: bool) -> None:
    assert _reads_what_was_sent(source) is reads


def imports_of(source: str) -> set[str]:
    """What a source imports, in either way of writing it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom):
            found |= {f"{node.module}.{each.name}" for each in node.names}
        elif isinstance(node, ast.Import):
            found |= {each.name for each in node.names}
    return found


def _packages(source: str) -> set[str]:
    return {name.split(".")[0] for name in imports_of(source)}


def test_settings_import_nothing_of_the_site_but_the_environment() -> None:
    settings, environment = (
        {name for name in imports_of((ROOT / "runrate" / each).read_text("utf-8")) if _is_ours(name)}
        for each in ("settings.py", "env.py")
    )

    assert {name.rpartition(".")[0] for name in settings} == {"runrate.env"}
    assert environment == set()


def _is_ours(name: str) -> bool:
    return name.split(".", maxsplit=1)[0] in {"assessment", "calculator", "runrate"}


@pytest.mark.parametrize("written", ["import runrate.core.text", "from runrate.core import text"])
def test_an_import_is_seen_however_it_is_written(written: str) -> None:
    assert imports_of(written) == {"runrate.core.text"}
