"""What shapes a file is part of its key, so that nobody has to remember it."""

import re
import shutil
from pathlib import Path

import pytest

from runrate.reports.rendering.document import style_sheet
from runrate.reports.rendering.fingerprint import COLOURS, FOLDERS, ROOT, digest_of, shape, versions
from tests.reports.readers import SMALL, article

HEX = re.compile(r"#[0-9a-f]{6}")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The shaping files by themselves, to be changed."""
    for name in FOLDERS:
        shutil.copytree(ROOT / name, tmp_path / name)
    (tmp_path / COLOURS).parent.mkdir(parents=True)
    shutil.copy(ROOT / COLOURS, tmp_path / COLOURS)
    return tmp_path


def test_untouched_files_have_the_digest_of_this_process(copy: Path) -> None:
    assert digest_of(copy) == shape()


@pytest.mark.parametrize(
    "name",
    [
        "templates/reports/pdf/cover.html",
        "templates/reports/parts/summary.html",
        "templates/charts/iceberg.svg",
        "static/print/report.css",
        COLOURS,
    ],
)
def test_changing_one_byte_of_a_shaping_file_changes_the_key(copy: Path, name: str) -> None:
    with (copy / name).open("a", encoding="utf-8") as file:
        file.write(" ")

    assert digest_of(copy) != shape()


def test_a_new_or_renamed_template_changes_the_key(copy: Path) -> None:
    folder = copy / "templates/reports/parts"
    (folder / "cost.html").rename(folder / "costs.html")

    assert digest_of(copy) != shape()


def test_the_key_of_a_report_holds_the_shape() -> None:
    made_from = article(SMALL)
    others = {**versions(), "Report template": "0" * 12}

    assert versions()["Report template"] == shape()
    assert made_from.digest(*versions().values()) != made_from.digest(*others.values())


def test_paper_has_the_colours_of_the_site_and_types_none_of_them_again() -> None:
    tokens = set(HEX.findall((ROOT / COLOURS).read_text().partition("}")[0]))
    typed = set(HEX.findall((ROOT / "static/print/report.css").read_text()))

    assert typed & tokens == set()
    assert "var(" not in style_sheet()
    assert set(HEX.findall(style_sheet())) <= tokens | typed
