"""Which format a file is: by its columns, the most particular first, and each by its own sample alone."""

import csv
import io

import pytest

from calculator.usage.formats import Seen, documents, lowered, of_document, of_header, slice_of, tables
from tests.calculator.usage.expected import EXPECTED, SAMPLES


@pytest.mark.parametrize("name", [name for name in EXPECTED if name.endswith(".csv")])
def test_the_columns_of_a_sample_are_those_of_one_format(name: str) -> None:
    header = next(csv.reader(io.StringIO((SAMPLES / name).read_text("utf-8-sig"))))

    assert [each.name for each in of_header([title.lower() for title in header])] == [
        EXPECTED[name]["format"]
    ]


def test_no_two_formats_ask_for_the_same_columns() -> None:
    needs = [each.needs for each in tables()]

    assert len(set(needs)) == len(needs)


def test_each_format_has_a_name_of_its_own_for_tables_and_for_documents() -> None:
    for names in ([each.name for each in tables()], [each.name for each in documents()]):
        assert len(set(names)) == len(names)


@pytest.mark.parametrize("value", [None, [], "a", {}, {"data": "x"}, {"data": [1, None, {"results": 3}]}])
def test_json_of_any_other_shape_is_no_format(value: object) -> None:
    assert of_document(value) == []


def test_an_id_is_met_again_and_an_empty_one_never_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Seen, "MOST", 3)
    seen = Seen()

    assert [seen.again(id) for id in ["a", "b", "a", "", "", "c", "d", "a", "e", "f", "g", "a"]] == [
        False,
        False,
        True,
        False,
        False,
        False,
        False,
        True,
        False,
        False,
        False,
        False,
    ]


def test_a_line_is_read_by_lower_case_names_and_a_slice_holds_what_is_known() -> None:
    assert list(lowered({"requestId": 1})) == [{"requestid": 1}]
    assert slice_of(app="a", key="") == {"app": "a"}
