"""What the documents say is so: every path, command, target, setting, address and dotted name."""

import importlib
import re
from importlib.util import find_spec
from pathlib import Path

import pytest
from django.core.management import get_commands
from django.urls import Resolver404, resolve

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text("utf-8")
OPERATIONS = (ROOT / "docs/operations.md").read_text("utf-8")
DOCS = {path.name: path.read_text("utf-8") for path in [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]}
# What was once so may name what is gone.
DOCS.pop("CHANGELOG.md")
READS = ("runrate/settings.py", "runrate/env.py", "runrate/deploy/gunicorn.py")
FOLDERS = ("runrate", "assessment", "calculator", "tests")
SETTING = r"\b(RUNRATE_[A-Z0-9_]*[A-Z0-9]|DATABASE_URL|CACHE_URL)\b"
each_document = pytest.mark.parametrize("text", DOCS.values(), ids=list(DOCS))


def _settings_read() -> set[str]:
    code = "\n".join((ROOT / name).read_text("utf-8") for name in READS)
    return set(re.findall(r"\"((?:RUNRATE_|DATABASE_URL|CACHE_URL)[A-Z0-9_]*)\"", code))


def _quoted(text: str) -> list[str]:
    """What stands in backticks, outside blocks of code."""
    return re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE))


def missing_paths(text: str) -> list[str]:
    """Quoted paths that are not in the tree; a module may be called by its last name alone."""
    names = {
        path.name
        for folder in FOLDERS
        for path in (ROOT / folder).rglob("*")
        if path.suffix in {".py", ".toml"}
    }
    path = re.compile(
        r"(?:(?:runrate|assessment|calculator|tests|static|templates|docs)/[\w./@-]*"
        r"|[\w-]+\.(?:yaml|md|py|toml))"
    )
    named = [word for quoted in _quoted(text) for word in quoted.split() if path.fullmatch(word)]
    return [each for each in named if not (ROOT / each).exists() and each not in names]


def missing_links(text: str, folder: Path) -> list[str]:
    targets = re.findall(r"\]\((?!https?:)([^)#]+)", text)
    return [target for target in targets if not (folder / target).exists()]


def missing_commands(text: str) -> set[str]:
    return set(re.findall(r"(?:manage\.py |^manage |`manage )([a-z_]+)", text, re.MULTILINE)) - {
        *get_commands(),
        "help",
    }


def missing_targets(text: str) -> set[str]:
    targets = set(re.findall(r"^([a-z0-9-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    return set(re.findall(r"(?:`|^|`[A-Z]+=\S+ )make ([a-z0-9-]+)", text, re.MULTILINE)) - targets


def missing_addresses(text: str) -> list[str]:
    """Quoted addresses of the site that lead nowhere; `<id>` and the like stand for any id."""
    sample = {"id": "0190b3c2-7b1e-4c52-9d5a-2f6c0a8f3d11", "number": "1", "secret": "x", "slug": "x"}

    def leads_nowhere(address: str) -> bool:
        try:
            resolve(re.sub(r"<(\w+)>", lambda found: sample[found[1]], address.partition("?")[0]))
        except Resolver404:
            return True
        return False

    roots = (
        r"/(?:admin|api|assessment|calculator|scenarios|reports|account|privacy|healthz|readyz|metrics)\b.*"
    )
    return [each for each in _quoted(text) if re.fullmatch(roots, each) and leads_nowhere(each)]


def missing_names(text: str) -> list[str]:
    """Quoted dotted names of ours that cannot be imported."""
    ours = r"(?:runrate|assessment|calculator|tests)(?:\.\w+)+"
    names = [each for each in _quoted(text) if re.fullmatch(ours, each) and not each.endswith(".example.org")]
    return [each for each in names if not _is_there(each)]


def _is_there(name: str) -> bool:
    head, _, last = name.rpartition(".")
    try:
        return find_spec(name) is not None or hasattr(importlib.import_module(head), last)
    except ModuleNotFoundError:
        return head.partition(".")[0] != head and _attribute_of(head, last)


def _attribute_of(name: str, attribute: str) -> bool:
    """`module.Class.attribute`."""
    module, _, owner = name.rpartition(".")
    try:
        return hasattr(getattr(importlib.import_module(module), owner, None), attribute)
    except ModuleNotFoundError:
        return False


def test_every_setting_is_in_the_guide_for_operators_and_no_other() -> None:
    # The name people type belongs to compose.yaml, which makes two settings of it.
    assert set(re.findall(SETTING, OPERATIONS)) - {"RUNRATE_HOST"} == _settings_read()


def test_each_setting_has_its_own_place_in_a_table_or_the_line_below_it() -> None:
    table = OPERATIONS.partition("## Settings")[2]

    assert _settings_read() - set(re.findall(SETTING, table)) == set()


@each_document
def test_every_setting_named_is_read(text: str) -> None:
    assert set(re.findall(SETTING, text)) - {"RUNRATE_HOST"} - _settings_read() == set()


def test_compose_and_the_example_environment_know_only_settings_that_exist() -> None:
    example = (ROOT / "runrate/deploy/environment.example").read_text("utf-8")
    compose = (ROOT / "compose.yaml").read_text("utf-8")
    named = r"^\s*((?:RUNRATE_|DATABASE_URL|CACHE_URL)[A-Z0-9_]*)[=:]"
    used = set(re.findall(named, example + compose, re.MULTILINE))

    assert used - {"RUNRATE_HOST"} <= _settings_read()


@each_document
def test_every_path_named_exists(text: str) -> None:
    assert missing_paths(text) == []


@pytest.mark.parametrize("name", DOCS)
def test_every_link_leads_to_a_file(name: str) -> None:
    folder = ROOT if (ROOT / name).exists() else ROOT / "docs"

    assert missing_links(DOCS[name], folder) == []


@each_document
def test_every_command_named_exists(text: str) -> None:
    assert missing_commands(text) == set()


def test_every_command_of_ours_is_in_the_guide_for_operators() -> None:
    ours = {
        name
        for name, app in get_commands().items()
        if app.startswith(("runrate", "assessment", "calculator"))
    }

    assert {name for name in ours if f"`manage {name}`" not in OPERATIONS} == set()


@each_document
def test_every_make_target_named_exists(text: str) -> None:
    assert missing_targets(text) == set()


@each_document
def test_every_address_named_leads_somewhere(text: str) -> None:
    assert missing_addresses(text) == []


@each_document
def test_every_dotted_name_of_ours_can_be_imported(text: str) -> None:
    assert missing_names(text) == []


def test_what_does_not_exist_is_found() -> None:
    text = (
        "`calculator/domain/gone.py` and `gone.md`, [x](gone.md), `manage gone`, `make gone`,"
        " `/api/v1/gone`, `calculator.domain.costs.gone`, `calculator.domain.costs.Line.gone`"
    )

    assert missing_paths(text) == ["calculator/domain/gone.py", "gone.md"]
    assert missing_links(text, ROOT) == ["gone.md"]
    assert (missing_commands(text), missing_targets(text)) == ({"gone"}, {"gone"})
    assert missing_addresses(text) == ["/api/v1/gone"]
    assert missing_names(text) == ["calculator.domain.costs.gone", "calculator.domain.costs.Line.gone"]


def test_what_exists_is_let_pass() -> None:
    text = (
        "`calculator/domain/costs.py`, `costs.py`, [x](docs/api.md), `manage prepare`, `make test`,"
        " `/scenarios/<id>/edit/`, `calculator.domain.costs.estimate`, `calculator.domain.costs.Line.as_json`"
    )

    assert (
        missing_paths(text) + missing_links(text, ROOT) + missing_addresses(text) + missing_names(text) == []
    )
    assert missing_commands(text) | missing_targets(text) == set()


def test_the_readme_is_one_screen() -> None:
    assert len(README.splitlines()) <= 50


def test_the_readme_leads_to_every_document() -> None:
    files = {path.name for path in (ROOT / "docs").glob("*.md")}

    assert set(re.findall(r"\]\(docs/(\w+\.md)\)", README)) == files


def test_units_and_image_run_commands_that_exist() -> None:
    files = [*(ROOT / "runrate/deploy").glob("*.service"), ROOT / "compose.yaml", ROOT / "Dockerfile"]
    text = "\n".join(path.read_text("utf-8") for path in files)
    named = set(re.findall(r"manage\.py\"?,? \"?([a-z_]+)", text))

    assert named == {"db_worker", "housekeeping", "prepare", "collectstatic"}
    assert named - set(get_commands()) == set()


def test_what_the_image_copies_exists() -> None:
    image = (ROOT / "Dockerfile").read_text("utf-8")
    copied = re.findall(r"^COPY (?!--from)([\w./-]+) ", image, re.MULTILINE)

    assert [name for name in copied if not (ROOT / name).exists()] == []


def test_the_image_has_the_packages_that_the_installer_asks_for() -> None:
    needs = (ROOT / "runrate/deploy/report-packages.txt").read_text("utf-8").splitlines()
    wanted = [line.split()[-1] for line in needs if not line.startswith("#")]
    assert len(wanted) == 8
    image = (ROOT / "Dockerfile").read_text("utf-8")

    assert [name for name in wanted if name not in image or name not in README + OPERATIONS] == []
