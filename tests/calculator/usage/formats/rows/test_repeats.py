"""A row that stands in an export twice, cell by cell, is counted and said: nobody doubles a bill unseen."""

import json
from decimal import Decimal

import pytest

from calculator.usage.formats.rows import repeats
from calculator.usage.formats.rows.repeats import SUMS_OF_A_TIME
from tests.calculator.usage.conftest import Read
from tests.calculator.usage.formats.tables_of import table

USAGE, COST = "openai-dashboard-usage.csv", "openai-dashboard-cost.csv"
SAMPLES = {
    "openai-dashboard-usage.csv": "",
    "openai-dashboard-cost.csv": " (USD ",
    "anthropic-console-cost.csv": " (USD ",
    "github-copilot-ai-usage.csv": "",
    "cursor-usage-events.csv": "",
}


def said(found: dict[str, object]) -> list[str]:
    notes = found["notes"]
    assert isinstance(notes, list)
    return [each for each in notes if "exact repeat" in each]


@pytest.mark.parametrize("name", SAMPLES)
def test_each_format_of_sums_says_its_repeats_and_counts_them(read: Read, name: str) -> None:
    row = 1 if name in {USAGE, COST} else 0  # theirs begin with a row of blanks
    once, thrice = read(table(name, {}, row=row)), read(table(name, {}, {}, {}, row=row))

    assert once["format"] in SUMS_OF_A_TIME
    assert said(once) == []
    assert len(said(thrice)) == 1
    assert said(thrice)[0].startswith("2 rows are exact repeats of other rows")
    assert SAMPLES[name] in said(thrice)[0]
    assert thrice["rows"]["taken"] == 3
    for kind, amounts in once["money"].items():
        for code, amount in amounts.items():
            assert Decimal(thrice["money"][kind][code]) == 3 * Decimal(amount)


def test_their_money_is_said_as_it_is_in_the_file(read: Read) -> None:
    row = {"amount_value": "1.50", "amount_currency": "usd"}

    found = read(table(COST, row, row, row | {"project_id": "other"}, row=1))

    assert said(found) == ["1 row is an exact repeat of another row (USD 1.5): it is counted"]


def test_a_row_of_somebody_else_is_no_repeat_and_nobody_is_kept(read: Read) -> None:
    rows = [{"user_id": name} for name in ("user-ada", "user-bob", "user-ada")]

    found = read(table(USAGE, *rows, row=1))

    assert said(found) == ["1 row is an exact repeat of another row: it is counted"]
    assert "user-ada" not in json.dumps(found)


def test_calls_that_have_an_id_are_told_apart_by_it(read: Read) -> None:
    assert said(read(table("openrouter-activity.csv", {}, {}))) == []


def test_more_rows_than_are_kept_are_not_looked_for(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(repeats, "MOST_KEPT", 1)
    one, other = {"project_id": "one"}, {"project_id": "other"}

    found = read(table(USAGE, one, other, other, one, row=1))

    assert said(found) == ["1 row is an exact repeat of another row: it is counted"]
