"""Tables of one's own on the pages: columns by hand, months with units, titles that stand twice."""

from typing import Any

import pytest
from django.test import Client

from calculator.models import ColumnMapping, UploadState, UsageUpload
from calculator.uploads.job import read_upload
from calculator.web.usage.columns_form import MappingForm, initial_of
from runrate.accounts.models import User
from tests.calculator.web.usage.conftest import Send, text_of

MONTHS = "month;billed_usd;units\n2025-09;$420.00;10,000\n10/2025;448.5;10,700\nNov 2025;(1.50);5\n"
CHOSEN = {
    "column_date": "month",
    "column_billed": "billed_usd",
    "column_units": "units",
    "tokens_each": "1",
    "cached": "inside",
    "money_in": "units",
    "decimals": "point",
    "dates": "months",
    "currency": "USD",
}


def mapped(client: Client, upload: UsageUpload, commits: Any, **more: str) -> UsageUpload:
    """Chooses the columns on the page, and lets a worker read the file with them."""
    with commits(execute=True):
        client.post(upload.get_absolute_url(), CHOSEN | more)
        read_upload.func(str(upload.pk))
    upload.refresh_from_db()
    return upload


def test_a_table_of_months_gives_each_months_money_and_units(
    client: Client, send: Send, django_capture_on_commit_callbacks: Any
) -> None:
    upload = send(client, "months.csv", MONTHS)
    assert (upload.state, upload.header) == (UploadState.COLUMNS, ["month", "billed_usd", "units"])

    upload = mapped(client, upload, django_capture_on_commit_callbacks)
    page = text_of(client.get(upload.get_absolute_url(), {"source": "own-columns"}))

    assert upload.state == UploadState.READ
    export = upload.exports.get()
    assert [(each["month"], each["billed"]) for each in export.lines] == [
        ("2025-09", "420"),
        ("2025-10", "448.5"),
        ("2025-11", "-1.5"),
    ]
    assert "as many as the table says" in page


def test_units_of_the_table_follow_the_month_that_is_chosen(
    client: Client, send: Send, django_capture_on_commit_callbacks: Any
) -> None:
    upload = send(client, "months.csv", MONTHS.replace("(1.50);5", "500;11,400"))
    upload = mapped(client, upload, django_capture_on_commit_callbacks)
    form = client.get(upload.get_absolute_url()).context["form"]

    client.post(upload.get_absolute_url(), {"month": "2025-10", "units_by": form["units_by"].value()})
    page = text_of(client.get(f"/usage/{upload.pk}/inputs/"))

    assert (form["month"].value(), form["units_by"].value()) == ("2025-11", "seen")
    assert ("10,700" in page, "11,400" in page) == (True, False)


def test_a_table_of_the_same_columns_is_read_with_what_was_chosen_before(
    alice_client: Client, alice: User, send: Send, django_capture_on_commit_callbacks: Any
) -> None:
    upload = send(alice_client, "months.csv", MONTHS)
    mapped(alice_client, upload, django_capture_on_commit_callbacks)

    again = send(alice_client, "more.csv", "month;billed_usd;units\nDec 2025;7;3\n")

    months = [each["month"] for each in again.exports.get().lines]
    assert (again.state, months) == (UploadState.READ, ["2025-12"])
    assert ColumnMapping.objects.get(owner=alice).mapping["dates"] == "months"


def test_titles_that_stand_twice_are_said_and_told_apart_before_a_choice(
    client: Client, send: Send, django_capture_on_commit_callbacks: Any
) -> None:
    upload = send(client, "twice.csv", "Date,Cost,Date\nx,5,2025-09\n")

    answer = client.get(upload.get_absolute_url())
    boxes = [title for title, _name in answer.context["form"].fields["column_date"].choices]
    upload = mapped(
        client,
        upload,
        django_capture_on_commit_callbacks,
        column_date="Date (2)",
        column_billed="Cost",
        column_units="",
    )

    said = "Titles that stand twice in this file have a number behind their second place: Date (2)."
    assert said in text_of(answer)
    assert boxes == ["", "Date", "Cost", "Date (2)"]
    assert upload.exports.get().summary["money"] == {"billed": {"USD": "5"}}


@pytest.mark.parametrize(
    ("wrong", "errors"),
    [
        ({"column_billed": ""}, {"__all__": ["Choose a column of tokens or of money."]}),
        ({"column_billed": "month"}, {"column_billed": ["This column has another meaning already."]}),
        ({"currency": "EURO"}, {"currency": ["Enter a currency as three letters, such as USD."]}),
        ({"column_date": ""}, {"column_date": ["Choose the column that holds the date."]}),
    ],
)
def test_columns_that_are_refused_are_told_what_is_wrong_and_nothing_else(
    client: Client, send: Send, wrong: dict[str, str], errors: dict[str, list[str]]
) -> None:
    upload = send(client, "months.csv", MONTHS)

    client.post(upload.get_absolute_url(), CHOSEN | {"column_units": "", "tokens_each": "1000"} | wrong)
    form = client.get(upload.get_absolute_url()).context["form"]

    assert form.errors == errors
    assert form["tokens_each"].value() == "1000"


@pytest.mark.parametrize("name", ["column_date", "column_billed"])
def test_a_column_that_is_not_there_is_not_called_missing_too(name: str) -> None:
    form = MappingForm(CHOSEN | {name: "gone"}, header=["month", "billed_usd", "units"])

    said = "Select a valid choice. gone is not one of the available choices."
    assert form.errors == {name: [said]}


def test_only_what_may_be_left_out_is_called_optional(client: Client, send: Send) -> None:
    upload = send(client, "months.csv", MONTHS)

    shown = text_of(client.get(upload.get_absolute_url()))

    assert "Day or month (optional)" not in shown
    assert "Input tokens (optional)" in shown


def test_a_table_without_money_needs_no_currency_and_one_with_money_does() -> None:
    header = ["month", "billed_usd", "units"]
    money, tokens = (
        MappingForm(CHOSEN | {"currency": "", **columns}, header=header)
        for columns in ({}, {"column_billed": "", "column_input": "billed_usd"})
    )

    assert money.errors == {"currency": ["Enter a currency as three letters, such as USD."]}
    assert tokens.errors == {}
    assert tokens.mapping["currency"] == "USD"


def test_columns_by_which_no_row_could_be_read_are_not_remembered(
    alice_client: Client, send: Send, django_capture_on_commit_callbacks: Any
) -> None:
    upload = send(alice_client, "months.csv", MONTHS)
    tokens = {"column_billed": "", "column_input": "billed_usd", "dates": "month_first"}

    mapped(alice_client, upload, django_capture_on_commit_callbacks, **tokens)

    upload.refresh_from_db()
    [export] = upload.exports.all()
    assert (export.rows_taken, ColumnMapping.objects.count()) == (0, 0)
    shown = text_of(alice_client.get(upload.get_absolute_url()))
    assert "More than 1% of the tokens or the rows in this file was refused" in shown


@pytest.mark.parametrize(
    ("title", "currency"), [("Amount ¥", ""), ("Amount (EUR)", "EUR"), ("Amount $", None), ("Amount", None)]
)
def test_a_currency_is_suggested_and_asked_where_a_sign_has_several(title: str, currency: str | None) -> None:
    assert initial_of(None, ["Date", title]).get("currency") == currency
