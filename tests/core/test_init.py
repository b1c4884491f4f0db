"""A command that is started by a Python that is too old says so in a line, where it was a syntax error."""

import ast
from pathlib import Path

import pytest

from runrate.core import OLDEST, demand

ROOT = Path(__file__).resolve().parents[2]
READ_FIRST = ("runrate/__init__.py", "runrate/core/__init__.py")


def test_an_older_python_is_named_with_what_is_needed() -> None:
    with pytest.raises(SystemExit) as ended:
        demand((3, 11))

    assert ended.value.code == "This needs Python 3.12 or newer; it was started by 3.11."


@pytest.mark.parametrize("version", [OLDEST, (3, 13), (4, 0)])
def test_others_are_let_on(version: tuple[int, int]) -> None:
    demand(version)


@pytest.mark.parametrize("package", ["calculator", "assessment"])
def test_old_ones_can_read_all_that_is_read_before(package: str) -> None:
    first = ROOT / package / "__init__.py"
    tree = ast.parse(first.read_text("utf-8"), feature_version=(3, 8))

    for name in READ_FIRST:
        ast.parse((ROOT / name).read_text("utf-8"), feature_version=(3, 8))
    imported = [ast.unparse(each) for each in tree.body if isinstance(each, ast.Import | ast.ImportFrom)]
    assert imported == ["from runrate.core import demand"]
    assert ast.unparse(tree.body[-1]) == "demand()"
