"""The check for secrets finds some, and does not cry at the environment."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

CHECK = Path(__file__).resolve().parent.parent.parent / ".ci" / "find_secrets.py"


@pytest.fixture(scope="module")
def check() -> ModuleType:
    """The script as a module."""
    spec = importlib.util.spec_from_file_location("secrets_check", CHECK)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    "line",
    [
        "-----BEGIN " + "PRIVATE KEY-----",
        "id = 'AKIA" + "ABCDEFGHIJKLMNOP'",
        "url = 'postgres://runrate:" + "hunter2@db/runrate'",
        "SECRET_KEY = 'a8s7df6a8s7d" + "f6a8s7df6as8df'",
    ],
)
def test_what_looks_like_a_secret_is_found(check: ModuleType, line: str) -> None:
    assert [number for number, _ in check.secrets_in(line)] == [1]


@pytest.mark.parametrize(
    "line",
    [
        "DATABASE_URL: postgres://runrate:${POSTGRES_PASSWORD:?}@database/runrate",
        "SECRET_KEY = secret_key(debug=DEBUG)",
        '"password": env.str("RUNRATE_SMTP_PASSWORD", default="")',
    ],
)
def test_what_comes_from_the_environment_is_fine(check: ModuleType, line: str) -> None:
    assert check.secrets_in(line) == []


def test_the_tree_holds_none(check: ModuleType) -> None:
    assert check.main() == 0
