"""What is kept of a file's own words: known currencies, and no address of a person or machine in any."""

import json
from typing import Any

import pytest

from calculator.usage.cells import without_people
from tests.calculator.usage.conftest import Read
from tests.calculator.usage.expected import SAMPLES
from tests.calculator.usage.formats.tables_of import json_lines, line, table

PRIVATE = ("jane.doe@corp.example", "srv_10.77.88.99", "fe80::7788")
CURRENCIES = {
    "focus-1.3-saas-eur.csv": "BillingCurrency",
    "aws-cur2-bedrock.csv": "line_item_currency_code",
    "azure-cost-details-mca.csv": "billingCurrency",
    "openai-dashboard-cost.csv": "amount_currency",
}


def without_marks(found: dict[str, Any]) -> str:
    """All that is said of a file but the values of refused rows, which are shown by other rules."""
    return json.dumps(found).lower()


@pytest.mark.parametrize("text", [*PRIVATE, "What is my balance?", "", "XYZ"])
@pytest.mark.parametrize("name", CURRENCIES)
def test_a_currency_that_is_none_refuses_its_row_and_is_kept_nowhere(
    read: Read, name: str, text: str
) -> None:
    row = 1 if name == "openai-dashboard-cost.csv" else 0  # a day without spend comes first
    found = read(table(name, {}, {CURRENCIES[name]: text}, row=row), by=None)

    assert (found["rows"]["refused"], found["usable"]) == (1, False)
    assert found["refused"][0]["column"] == CURRENCIES[name]
    assert not text or len(text) == 3 or text.lower() not in without_marks(found)


def test_a_currency_that_is_none_refuses_lines_of_json_too(read: Read) -> None:
    name = "gcp-billing-export.jsonl"
    first = line(name)

    found = read(json_lines(first, first | {"currency": PRIVATE[0]}), by=None)

    assert found["rows"]["refused"] == 1
    assert PRIVATE[0] not in without_marks(found)


def test_the_command_lines_answer_may_name_known_currencies_alone(read: Read) -> None:
    answer = read((SAMPLES / "anthropic-console-cost.csv").read_bytes())
    answer["lines"][0]["currency"] = PRIVATE[0]

    with pytest.raises(ValueError, match="Line 1 is not as the command line writes it"):
        read(json.dumps(answer))


@pytest.mark.parametrize("private", PRIVATE)
@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("litellm-spend-logs.jsonl", "request_id"),
        ("langfuse-observations.jsonl", "id"),
    ],
)
def test_a_note_on_a_duplicate_names_no_address(read: Read, name: str, id: str, private: str) -> None:
    first = line(name, 1) | {id: private}

    found = read(json_lines(first, first), by=None)

    assert found["set_aside"] == {"duplicate": 1}
    assert private not in without_marks(found)


@pytest.mark.parametrize("private", PRIVATE)
def test_a_reason_to_set_a_row_aside_names_no_address(read: Read, private: str) -> None:
    found = read(
        table(
            "azure-cost-details-mca.csv",
            {},
            {"meterCategory": private, "meterSubCategory": "", "meterName": "x"},
        ),
        by=None,
    )

    assert found["rows"]["set_aside"] == 1
    assert private not in without_marks(found)


@pytest.mark.parametrize(
    "text",
    ["srv_10.77.88.99", "v10.77.88.99x", "fe80::7788", "key_fe80::7788", "::1", "2001:db8::", "fe80::1:2:3"],
)
def test_an_address_is_marked_wherever_it_stands_in_a_word(text: str) -> None:
    assert "(" in without_people(text)


@pytest.mark.parametrize(
    "text",
    ["arn:aws:bedrock:us-east-1::foundation-model/x", "std::vector", "claude-3.5.1", "12:30:45", "::"],
)
def test_what_only_looks_like_an_address_stays(text: str) -> None:
    assert without_people(text) == text
