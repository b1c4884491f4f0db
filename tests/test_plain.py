"""Which tests the run on PostgreSQL leaves out: none that asks for a database."""

from pathlib import Path

import pytest

from tests.plain import FILES, FOLDERS, READS_FORMS, is_plain

HERE = Path(__file__).parent


@pytest.mark.parametrize(
    ("folder", "fixtures", "marks", "plain"),
    [
        ("calculator/domain", (), (), True),
        ("calculator/domain", ("tmp_path",), (), True),
        ("calculator/domain", ("alice", "db"), (), False),
        ("reports/rendering", (), ("django_db",), False),
        ("reports/rendering", (), ("postgresql",), False),
        ("ops", (), (), False),
    ],
)
def test_only_what_asks_for_no_database_is_tried_once(
    folder: str,
    fixtures: tuple[str, ...],
    marks: tuple[str, ...],
    plain: bool,
    request: pytest.FixtureRequest,
) -> None:
    test = pytest.Function.from_parent(
        pytest.Module.from_parent(request.session, path=HERE / folder / "test_x.py"),
        name="test_x",
        callobj=lambda: None,
    )
    test.fixturenames[:] = fixtures
    for mark in marks:
        test.add_marker(mark)

    assert is_plain(test) is plain


def test_each_folder_of_plain_tests_is_there() -> None:
    there = {path.name for path in HERE.rglob("*") if path.is_dir()}

    assert FOLDERS - there == set()


def test_each_file_of_plain_tests_is_there_once_and_asks_for_a_database_by_its_fixtures(
    request: pytest.FixtureRequest,
) -> None:
    for name in FILES:
        (path,) = HERE.rglob(name)
        module = pytest.Module.from_parent(request.session, path=path)
        test = pytest.Function.from_parent(module, name="test_x", callobj=lambda: None)

        assert is_plain(test)
        test.add_marker("django_db")
        assert not is_plain(test)


def test_what_reads_every_spelling_in_every_box_is_there_and_tried_once(
    request: pytest.FixtureRequest,
) -> None:
    path = HERE / READS_FORMS
    module = pytest.Module.from_parent(request.session, path=path)

    assert path.exists()
    assert is_plain(pytest.Function.from_parent(module, name="test_x", callobj=lambda: None))
