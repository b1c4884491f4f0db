"""A Parquet file comes to what the same rows as CSV come to; read apart, bounded, or refused with words."""

import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from calculator.usage import files, parquet
from calculator.usage.exports import read_file
from calculator.usage.files import UnreadableError
from calculator.usage.summary import as_json
from tests.calculator.usage.conftest import read_one
from tests.calculator.usage.expected import SAMPLES

duckdb = pytest.importorskip("duckdb", reason="Parquet is an extra")
FOCUS = SAMPLES / "focus-1.0-aws-bedrock.csv"

type Make = Callable[..., Path]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Writes what a query selects from the sample, as `bill`, to a Parquet file."""

    def making(query: str = "SELECT * FROM bill", name: str = "bill.parquet") -> Path:
        path = tmp_path / name
        database = duckdb.connect()
        database.execute(f"CREATE VIEW bill AS SELECT * FROM read_csv('{FOCUS}', all_varchar = true)")  # noqa: S608
        database.execute(f"COPY ({query}) TO '{path}' (FORMAT parquet)")
        return path

    return making


def answer(path: Path) -> dict[str, Any]:
    return as_json(read_one(path))


def without_name(found: dict[str, Any]) -> dict[str, Any]:
    return {**found, "file": None}


TYPED = """
SELECT * REPLACE (
    BilledCost::DECIMAL(38, 20) AS BilledCost, ListCost::DOUBLE AS ListCost,
    ChargePeriodStart::TIMESTAMP::TIMESTAMPTZ AS ChargePeriodStart,
    MAP {'app': 'x'} AS Tags
) FROM bill
"""


def test_the_same_rows_come_to_the_same(make: Make) -> None:
    assert without_name(answer(make())) == without_name(answer(FOCUS))


def test_numbers_moments_and_maps_arrive_as_a_csv_has_them(make: Make) -> None:
    found = answer(make(TYPED))

    assert found["money"] == answer(FOCUS)["money"]
    assert found["months"] == ["2026-10"]
    by_app = as_json(next(iter(read_file(make(TYPED)))))
    assert {"app": "x"}.items() <= by_app["lines"][0]["slice"].items()


def test_every_digit_of_a_decimal_is_kept(make: Make) -> None:
    exact = "12345678901234567.123456789012345678901"
    path = make(f"SELECT * REPLACE ('{exact}'::DECIMAL(38, 21) AS BilledCost) FROM bill LIMIT 1")  # noqa: S608

    assert answer(path)["money"]["billed"] == {"USD": exact}


def test_half_a_file_is_refused_and_no_row_of_it_is_taken(make: Make) -> None:
    whole = make().read_bytes()
    for cut in (whole[:-20], whole[:200], b"PAR1"):
        path = make()
        path.write_bytes(cut)
        with pytest.raises(UnreadableError, match="This Parquet file is damaged"):
            answer(path)


def test_one_inside_of_an_archive_is_refused_with_what_to_do(make: Make, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bill.zip", "w") as archive:
        archive.write(make(), "bill.parquet")

    with pytest.raises(UnreadableError, match="unpack it first"):
        answer(tmp_path / "bill.zip")


def test_without_the_extra_a_way_that_works_is_named(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "find_spec", lambda _name: None)

    with pytest.raises(UnreadableError, match=r"^This is a Parquet file: export CSV\."):
        answer(make())


def test_what_unpacks_to_too_much_is_stopped(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    path = make("SELECT bill.* FROM bill, range(20000)")
    monkeypatch.setattr(files, "MOST_UNPACKED", 1024**2)

    with pytest.raises(UnreadableError, match="unpacks to more than 2 GB"):
        answer(path)


def test_the_process_ends_with_the_reading(make: Make) -> None:
    path = make("SELECT bill.* FROM bill, range(20000)")
    with parquet.opened(path) as found:
        found.stream.read(10)
        process = found.stream.raw.inner.process  # type: ignore[attr-defined]
        assert process.poll() is None

    assert process.poll() is not None


def program(code: str) -> subprocess.CompletedProcess[str]:
    begin = f"import sys; sys.path.insert(0, {str(parquet.PROGRAM.parent)!r}); import parquet_rows\n"
    return subprocess.run(
        [sys.executable, "-I", "-c", begin + code], capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * FROM read_parquet('{other}')",
        "SELECT * FROM read_csv('/etc/passwd')",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET enable_external_access = true",
        "SET memory_limit = '9GB'",
        "COPY (SELECT 1) TO '{other}'",
    ],
)
def test_the_reading_database_opens_that_file_alone_and_loads_nothing(make: Make, query: str) -> None:
    path, other = make(), make(name="other.parquet")
    code = f"""
database = parquet_rows.opened({str(path)!r})
print(len(database.execute("SELECT * FROM read_parquet($1)", [{str(path)!r}]).fetchall()))
database.execute({query.format(other=other)!r})
"""  # noqa: S608
    done = program(code)

    assert (done.stdout, done.returncode) == ("10\n", 1)
    assert "Error" in done.stderr


def test_a_name_that_means_several_files_opens_none(make: Make) -> None:
    path = make(name="a*.parquet")
    make(name="ab.parquet")

    with pytest.raises(UnreadableError, match="damaged"):
        answer(path)
