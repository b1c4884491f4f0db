"""Packed files: read as far as allowed, and what would fill a machine is refused before it does."""

import gzip
import io
import struct
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from calculator.usage import files
from calculator.usage.exports import read_file
from calculator.usage.files import UnreadableError, beginning, opened
from tests.calculator.usage.conftest import Read, read_one
from tests.calculator.usage.expected import SAMPLES

COST = (SAMPLES / "anthropic-console-cost.csv").read_bytes()
TOO_FAR = "This file unpacks to far more than any export does."
NESTED = "This archive holds another archive: unpack it first."


def zipped(members: dict[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return held.getvalue()


@pytest.mark.parametrize("content", [gzip.compress(COST), zipped({"cost.csv": COST}), COST])
def test_a_packed_file_is_read_as_the_file_inside(read: Read, content: bytes) -> None:
    assert read(content, name="cost.csv.gz")["money"]["billed"] == {"USD": "0.9855"}


def test_a_file_is_named_without_its_packing_and_without_its_folder(read: Read) -> None:
    assert read(gzip.compress(COST), name="october.csv.gz")["file"] == "october.csv"
    assert read(zipped({"exports/october.csv": COST}))["file"] == "october.csv"


def test_each_file_of_an_archive_is_read_and_what_a_mac_adds_is_not(tmp_path: Path) -> None:
    path = tmp_path / "both.zip"
    usage = (SAMPLES / "openai-dashboard-usage.csv").read_bytes()
    path.write_bytes(zipped({"a.csv": COST, "b.csv": usage, "__MACOSX/._a.csv": b"\0\0"}))

    found = [reading.format for reading in files_of(path)]

    assert found == ["anthropic-console-cost", "openai-dashboard-usage"]


def files_of(path: Path) -> list:
    return list(read_file(path))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (zipped({"inner.zip": zipped({"a.csv": COST})}), NESTED),
        (zipped({"inner.csv": zipped({"a.csv": COST})}), NESTED),
        (zipped({"inner.gz": gzip.compress(COST)}), NESTED),
        (gzip.compress(zipped({"a.csv": COST})), NESTED),
        (gzip.compress(gzip.compress(COST)), NESTED),
        (zipped({}), "This archive is empty."),
        (
            zipped({f"{n}.csv": b"a" for n in range(101)}),
            ("This archive holds more than 100 files: send those of one export."),
        ),
        (gzip.compress(COST)[:-9], "This file is damaged: it cannot be unpacked to its end."),
        (b"\x1f\x8b" + b"\x00" * 40, "This file is damaged: it cannot be unpacked to its end."),
        (b"PK\x03\x04" + b"\x00" * 40, "This archive is damaged."),
    ],
)
def test_what_is_no_packed_export_is_refused_in_words(read: Read, content: bytes, said: str) -> None:
    with pytest.raises(UnreadableError) as refused:
        read(content)

    assert str(refused.value) == said


def test_a_bomb_is_refused_before_much_of_it_is_unpacked(read: Read, tmp_path: Path) -> None:
    rows = b"a" * 1_000_000 + b"\n"
    bomb = gzip.compress(COST + b"".join([rows] * 40), compresslevel=9)

    tracemalloc.start()
    with pytest.raises(UnreadableError) as refused:
        read(bomb)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert str(refused.value) == TOO_FAR
    assert peak < 16 * 1024**2


def test_all_files_of_an_archive_share_what_may_be_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "MOST_UNPACKED", 2 * len(COST) - 1)
    two, one = tmp_path / "two.zip", tmp_path / "one.zip"
    two.write_bytes(zipped({"a.csv": COST, "b.csv": COST}))
    one.write_bytes(zipped({"a.csv": COST}))

    with pytest.raises(UnreadableError) as refused:
        files_of(two)
    assert str(refused.value) == "This file unpacks to more than 2 GB: export fewer days at once."
    assert len(files_of(one)) == 1


def test_a_file_that_lies_about_its_size_is_damaged_and_not_read_beyond(tmp_path: Path) -> None:
    honest = zipped({"a.csv": COST * 50})
    at = honest.rfind(b"PK\x01\x02")
    lying = honest[: at + 24] + struct.pack("<I", len(COST)) + honest[at + 28 :]
    path = tmp_path / "lie.zip"
    path.write_bytes(lying)

    with pytest.raises(UnreadableError) as refused:
        files_of(path)

    assert str(refused.value) == "This file is damaged: it cannot be unpacked to its end."


def test_an_archive_whose_list_of_files_is_long_is_refused_before_the_list_is_read(tmp_path: Path) -> None:
    honest = zipped({"a.csv": COST})
    end = honest.rfind(b"PK\x05\x06")
    lying = honest[: end + 12] + struct.pack("<I", 2**31) + honest[end + 16 :]
    path = tmp_path / "list.zip"
    path.write_bytes(lying)

    with pytest.raises(UnreadableError) as refused:
        files_of(path)

    assert str(refused.value).startswith("This archive holds more than 100 files")


def test_an_archive_under_a_password_is_refused(tmp_path: Path) -> None:
    content = bytearray(zipped({"a.csv": COST}))
    content[6] |= 1
    content[content.rfind(b"PK\x01\x02") + 8] |= 1
    path = tmp_path / "locked.zip"
    path.write_bytes(content)

    with pytest.raises(UnreadableError) as refused:
        files_of(path)

    assert str(refused.value) == "This archive is locked or damaged."


def test_progress_is_told_in_bytes_of_the_file_as_it_lies(tmp_path: Path) -> None:
    path, seen = tmp_path / "cost.csv.gz", list[int]()
    path.write_bytes(gzip.compress(COST * 3))

    list(read_file(path, watch=seen.append))

    assert seen == sorted(seen)
    assert seen[-1] == path.stat().st_size


def test_a_mark_of_utf8_is_taken_off_and_the_rest_is_left_to_be_read(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"\xef\xbb\xbfab")

    with opened(path) as found:
        [file] = found
        assert beginning(file.stream) == b"ab"
        assert file.stream.read() == b"ab"


def test_the_sample_that_is_packed_is_read_from_where_it_lies() -> None:
    assert read_one(SAMPLES / "bedrock-invocation-log.json.gz").file == "bedrock-invocation-log.json"


def said_of(path: Path, members: dict[str, bytes]) -> str:
    path.write_bytes(zipped(members))
    with pytest.raises(UnreadableError) as refused:
        files_of(path)
    return str(refused.value)


AZURE = b"""{
  "manifestVersion": "2024-04-01", "blobCount": 1, "dataRowCount": 5,
  "runInfo": {"startDate": "2026-10-01T00:00:00"},
  "blobs": [{"blobName": "part_0_0001.csv", "byteCount": 2433, "dataRowCount": 5}]
}"""
AWS = (
    b'{"assemblyId": "a", "account": "1", "columns": [], "reportKeys": ["a-1.csv.gz"], "contentType": "CSV"}'
)
DEEPSEEK = b"\xef\xbb\xbfuser_id,utc_date,model,wallet_type,cost,currency\r\nu,2026-10-01,m,w,1.5,USD\r\n"
MANIFEST = "This is the manifest of an export: a list of its files, which holds none of its rows."
NOTE = "This is a note that lies beside an export, and holds none of its rows."
UNKNOWN = "The columns of this file are those of no export that is known here: a, b."
NO_TEXT = "This is an image or another file that is no text, and holds no rows."
BESIDE = {
    "notes.csv": (b"a,b\n1,2\n", UNKNOWN),
    "other.json": (b'{"a": 1}', "This is JSON of no export that is known here."),
    "cut.json": (b'[{"a": 1', "This file is not JSON to its end."),
    "empty.csv": (b"", "This file is empty."),
    "letter.csv": (b'"a" b,c\n', "This is no CSV, in line 1: ',' expected after '\"'."),
    "old.csv": ("a,b".encode("utf-16"), "This text is UTF-16: save it as “CSV UTF-8”."),
    "latin.csv": (b"caf\xe9,b\n", "This text is not UTF-8: save it as “CSV UTF-8”."),
    "picture.csv": (b"\x89PNG\r\n\x1a\n\0\0", NO_TEXT),
    "photo.jpg": (b"\xff\xd8\xff\xe0caf\xe9", NO_TEXT),
    "program.bin": (b"\x7fELF\x02\x01\0\0\0\xe9", NO_TEXT),
    "unmarked.csv": ("a,b\n1,2".encode("utf-16-le"), "This text is UTF-16: save it as “CSV UTF-8”."),
    "inner.zip": (b"PK", NESTED),
    "table.parquet": (b"PAR1", "This archive holds a Parquet file: unpack it first, or export CSV."),
    "README.txt": (b"Hello there.", NOTE),
    "LICENSE": (b"MIT", NOTE),
    "create-table.sql": (b"CREATE TABLE a", NOTE),
    "october-Manifest.json": (b'{"anything": 1}', MANIFEST),
    "list.json": (AZURE, MANIFEST),
    "report.json": (AWS, MANIFEST),
    "cost-2026-10.csv": (
        DEEPSEEK,
        "This is DeepSeek's cost by wallet: the money of its amounts once more, not counted twice.",
    ),
}
"""What may lie beside an export, and what is said of it."""


@pytest.mark.parametrize("first", [True, False])
def test_what_is_no_export_in_an_archive_is_named_and_the_others_are_read(
    tmp_path: Path, first: bool
) -> None:
    path = tmp_path / "a.zip"
    beside = {f"in/{name}": content for name, (content, _said) in BESIDE.items()}
    path.write_bytes(zipped(beside | {"cost.csv": COST} if first else {"cost.csv": COST} | beside))

    [reading] = read_file(path)

    assert (reading.format, reading.taken) == ("anthropic-console-cost", 6)
    assert [(each.file, each.reason) for each in reading.not_read] == [
        (name, said) for name, (_content, said) in BESIDE.items()
    ]


@pytest.mark.parametrize("name", BESIDE)
def test_an_archive_of_nothing_that_can_be_read_is_refused(tmp_path: Path, name: str) -> None:
    content, reason = BESIDE[name]

    assert said_of(tmp_path / "a.zip", {name: content, "NOTICE": b"x"}) == f"{name}: {reason}"


def test_a_table_whose_columns_may_be_chosen_is_asked_for_before_all_else(tmp_path: Path) -> None:
    said = said_of(
        tmp_path / "a.zip", {"README.txt": b"x", "other.json": b'{"a": 1}', "n.csv": b"a,b\n1,2\n"}
    )

    assert said == f"n.csv: {UNKNOWN}"


def test_an_export_that_breaks_in_the_middle_refuses_its_archive(tmp_path: Path) -> None:
    """Part of a bill is no bill: nobody knows how much of it is missing."""
    broken = COST + b'"2026-10-01'
    said = said_of(tmp_path / "a.zip", {"broken.csv": broken, "cost.csv": COST})

    assert said == "broken.csv: This file ends inside a quoted cell: a quote is missing, or its end is."


def test_a_bomb_beside_an_export_refuses_its_archive(tmp_path: Path) -> None:
    said = said_of(tmp_path / "a.zip", {"cost.csv": COST, "b.csv": COST + (b"a" * 1_000_000 + b"\n") * 40})

    assert said == f"b.csv: {TOO_FAR}"


def test_a_manifest_given_alone_says_what_it_is(read: Read) -> None:
    for content in (AZURE, AWS):
        with pytest.raises(UnreadableError) as refused:
            read(content, name="manifest.json")
        assert str(refused.value) == MANIFEST


def test_the_same_note_in_two_folders_is_no_export_twice(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(zipped({"a/README.md": b"x", "b/README.md": b"x", "cost.csv": COST}))

    [reading] = read_file(path)

    assert [each.file for each in reading.not_read] == ["README.md", "README.md"]


def test_the_same_file_twice_in_an_archive_is_refused_by_both_its_names(tmp_path: Path) -> None:
    said = said_of(tmp_path / "a.zip", {"a/cost.csv": COST, "b/again.csv": COST})

    assert said == "This archive holds the same file twice (cost.csv, again.csv): send it once."


def test_hidden_files_in_an_archive_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(zipped({".DS_Store": b"\0\1", "in/cost.csv": COST, "in/.hidden": b"x"}))

    assert [reading.file for reading in files_of(path)] == ["cost.csv"]
