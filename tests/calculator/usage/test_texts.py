"""Rows and values out of text, with no more of it in memory than one may have."""

import io
import json
import tracemalloc
from typing import Any

import pytest

from calculator.usage import texts
from calculator.usage.cells import RefusedError
from calculator.usage.files import UnreadableError

LONG_LINE = "A line of this file is longer than 4 MB: it is no export of usage."
NO_END = "This file is not JSON to its end."


def stream(content: bytes | str) -> io.BufferedReader:
    raw = io.BytesIO(content.encode() if isinstance(content, str) else content)
    return io.BufferedReader(raw)


def rows(content: bytes | str) -> list[list[str]]:
    return list(texts.Table(stream(content)))


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_rows_end_with_either_sign_and_the_last_may_have_none(end: str) -> None:
    assert rows(f'a,b{end}1,"x, ""y"""{end}2,z') == [["a", "b"], ["1", 'x, "y"'], ["2", "z"]]


def test_a_cell_may_hold_lines_of_its_own_and_signs_that_only_look_like_them() -> None:
    assert rows('a,"one\ntwo\r\nthree"\nb,x\u2028y\x0cz\n') == [
        ["a", "one\ntwo\r\nthree"],
        ["b", "x\u2028y\x0cz"],
    ]


def test_rows_are_the_same_wherever_the_pieces_are_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    content = "größe,b\n" + "".join(f'{n},"é\n{n}"\n' for n in range(50))
    whole = rows(content)

    for size in range(1, 40):
        monkeypatch.setattr(texts, "PIECE", size)
        assert rows(content) == whole


def peak_of(content: bytes) -> tuple[str, int]:
    tracemalloc.start()
    with pytest.raises(UnreadableError) as refused:
        for _row in texts.Table(stream(content)):
            pass
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return str(refused.value), peak


def test_a_line_without_end_is_refused_at_four_megabytes() -> None:
    said, peak = peak_of(b"a,b\n" + b"x" * 30_000_000)

    assert said == LONG_LINE
    assert peak < 16 * 1024**2


def test_a_row_that_goes_on_over_lines_is_refused_as_a_long_line_is() -> None:
    said, peak = peak_of(b"a,b\n" + b'"x\n",' * 2_000_000)

    assert said == LONG_LINE
    assert peak < 96 * 1024**2


def test_a_cell_of_more_than_a_megabyte_is_refused() -> None:
    said, _peak = peak_of(b"a,b\n" + b"x" * 1_100_000 + b",1\n")

    assert said == "This is no CSV, in line 2: field larger than field limit (1048576)."


@pytest.mark.parametrize("rest", ['b,"oops\nc,1\nd,2\n', 'b,"oops', 'b,"x\ny\n'])
def test_a_quote_that_nothing_closes_refuses_the_table_instead_of_taking_its_rows(rest: str) -> None:
    said, _peak = peak_of(f"a,1\n{rest}".encode())

    assert said == "This file ends inside a quoted cell: a quote is missing, or its end is."


def test_a_quote_that_the_next_quoted_cell_closes_refuses_the_table_at_its_line() -> None:
    said, _peak = peak_of(b'a,1\nb,"oops\nc,2\nd,"3"\n')

    assert said == "This is no CSV, in line 4: ',' expected after '\"'."


@pytest.mark.parametrize("size", range(1, 12))
def test_lines_may_end_with_a_carriage_return_alone(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(texts, "PIECE", size)

    assert rows('a,"b\rc"\r1,2\r3,4\r') == [["a", "b\rc"], ["1", "2"], ["3", "4"]]
    assert rows("a,b\r\n1,2\r\n") == [["a", "b"], ["1", "2"]]


def test_more_rows_than_any_export_has_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(texts, "MOST_ROWS", 10)
    monkeypatch.setattr(texts, "PIECE", 16)

    assert peak_of(b"1,2\n" * 100)[0] == "This file has more than 20 million rows: export fewer days at once."


def test_bytes_that_are_no_utf8_are_refused_with_how_to_save_them() -> None:
    assert peak_of(b"a\nb\xff\n")[0] == "This text is not UTF-8: save it as “CSV UTF-8”."


def values(content: str) -> list[Any]:
    return list(texts.json_values(stream(content)))


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ('[{"a": 1}, {"a": 2.50}]', [{"a": "1"}, {"a": "2.50"}]),
        ("[]", []),
        ("{}", []),
        (
            '{"data": [{"a": 1}, {"b": [2]}], "has_more": true}',
            [{"data": [{"a": "1"}]}, {"data": [{"b": ["2"]}]}, {"has_more": True}],
        ),
        ('{"data": []}', []),
        (' {"n": 12345678901234567890.1e-3} \n', [{"n": "12345678901234567890.1e-3"}]),
        ('{"x": NaN, "y": -Infinity}', [{"x": "NaN", "y": "-Infinity"}]),
    ],
)
def test_a_document_comes_in_pieces_and_its_numbers_as_they_are_written(
    content: str, found: list[Any]
) -> None:
    assert values(content) == found


def test_values_are_the_same_wherever_the_pieces_are_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    content = json.dumps({"a": 12345, "data": [{"größe": "é\\n", "n": [1, 23, 456]}] * 5, "z": "w"})
    whole = values(content)

    for size in range(1, 30):
        monkeypatch.setattr(texts, "PIECE", size)
        assert values(content) == whole


@pytest.mark.parametrize(
    "content",
    [
        '{"data": [1, 2',
        '{"a": 1} x',
        "[1] 2",
        '{"a" 1}',
        "{1: 2}",
        "[1 2]",
        '{"a": 1',
        "[" * 100_000,
        '{"a": tru}',
    ],
)
def test_what_is_no_json_to_its_end_is_refused(content: str) -> None:
    with pytest.raises(UnreadableError) as refused:
        values(content)

    assert str(refused.value) == NO_END


def test_one_value_of_a_document_has_four_megabytes_at_most() -> None:
    with pytest.raises(UnreadableError) as refused:
        values('[{"a": "' + "x" * 9_000_000 + '"}]')

    assert str(refused.value) == LONG_LINE


def test_a_document_of_any_length_takes_no_more_memory_than_its_largest_value() -> None:
    content = b'{"data": [' + b",".join([b'{"a": 1, "b": "xxxxxxxxxxxxxxxxxxxxx"}'] * 30_000) + b"]}"
    given = stream(content)

    tracemalloc.start()
    count = sum(1 for _value in texts.json_values(given))
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert count == 30_000
    assert peak < 3 * 1024**2


def test_a_bad_line_of_json_is_refused_alone() -> None:
    found = list(texts.json_lines(stream('{"a": 1}\n\nnonsense\n{"b": 2}')))

    assert [place for place, _parse in found] == [1, 3, 4]
    assert found[2][1]() == {"b": "2"}
    with pytest.raises(RefusedError) as refused:
        found[1][1]()
    assert refused.value.reason == "not JSON"


@pytest.mark.parametrize("body", [b"[" * 100_000, b'{"a":' * 50_000, b"\xff"])
def test_a_line_that_is_deep_or_no_text_is_no_json(body: bytes) -> None:
    with pytest.raises(RefusedError):
        texts.document(body)
