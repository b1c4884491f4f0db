"""Every sample's own JSON passes; what cannot be true names the way to its field."""

import json

import pytest

from calculator.usage.cells import RefusedError
from calculator.usage.formats.own_json import check, may_be_of, of_field
from calculator.usage.texts import document
from tests.calculator.usage.analysis.bills import answer_of
from tests.calculator.usage.expected import EXPECTED


@pytest.mark.parametrize("name", EXPECTED)
def test_what_the_command_line_writes_of_each_sample_is_as_it_writes_it(name: str) -> None:
    data = document(json.dumps(answer_of(name)).encode())
    assert isinstance(data, dict)

    check(data)

    assert all(may_be_of(data["period"], line["month"]) for line in data["lines"] if data["period"])


def test_an_error_names_the_whole_way_to_its_field() -> None:
    with pytest.raises(RefusedError) as raised, of_field("lines", 2):
        raise RefusedError("billed", None, "not a number")

    assert (raised.value.column, raised.value.reason) == ("lines.2.billed", "not a number")


@pytest.mark.parametrize(
    ("month", "may"),
    [("2026-08", False), ("2026-09", True), ("2026-10", True), ("2026-11", True), ("2026-12", False)],
)
def test_late_rows_are_billed_in_the_month_after(month: str, may: bool) -> None:
    assert may_be_of({"first": "2026-10-01", "last": "2026-10-31"}, month) is may
