"""Tables of other languages: columns suggested by their titles, decimals with a comma, days with points."""

from typing import Any

import pytest
from django.test import Client

from calculator.models import UsageUpload
from calculator.uploads.job import read_upload
from tests.calculator.web.usage.conftest import Send, text_of

GERMAN = "Monat;Kosten (EUR);Anfragen\n01.10.2026;1.234,56;12.000\n01.11.2026;99,5;800\n"
SPANISH = "Fecha;Modelo;Coste;Tokens de entrada\n05/10/2026;gpt-4.1;12,50;1.000.000\n"
FRENCH = "Jour;Modèle;Coût total €;Requêtes\n05.10.2026;gpt-4.1;1 234,50 €;7\n"
ENGLISH = "Day,Model,Cost,Requests\n2026-10-05,gpt-4.1,12.50,7\n"
SUGGESTED = (
    "We chose below what the titles most likely mean, and how their language writes amounts and dates: check "
    "it before the file is read."
)


def shown(client: Client, upload: UsageUpload) -> dict[str, str]:
    """What the page suggests, as a browser would send it: the first of a list where none is chosen."""
    form = client.get(upload.get_absolute_url()).context["form"]
    first = {name: field.choices[0][0] for name, field in form.fields.items() if hasattr(field, "choices")}
    return {name: form[name].value() or first.get(name, "") for name in form.fields}


def read_so(client: Client, upload: UsageUpload, commits: Any, sent: dict[str, str]) -> UsageUpload:
    with commits(execute=True):
        client.post(upload.get_absolute_url(), sent)
        read_upload.func(str(upload.pk))
    return UsageUpload.objects.get(pk=upload.pk)


@pytest.mark.parametrize(
    ("text", "billed"),
    [
        (GERMAN, [("2026-10", "1234.56", "EUR"), ("2026-11", "99.5", "EUR")]),
        (SPANISH, [("2026-10", "12.5", "USD")]),
        (FRENCH, [("2026-10", "1234.5", "EUR")]),
        (ENGLISH, [("2026-10", "12.5", "USD")]),
    ],
    ids=["German", "Spanish", "French", "English"],
)
def test_what_is_suggested_reads_the_table(
    client: Client,
    send: Send,
    django_capture_on_commit_callbacks: Any,
    text: str,
    billed: list[tuple[str, str, str]],
) -> None:
    upload = send(client, "table.csv", text)
    assert SUGGESTED in text_of(client.get(upload.get_absolute_url()))

    upload = read_so(client, upload, django_capture_on_commit_callbacks, shown(client, upload))

    export = upload.exports.get()
    money = [each for each in export.lines if each["billed"] not in {None, "0"}]
    assert export.rows_refused == 0
    assert [(each["month"], each["billed"], each["currency"]) for each in money] == billed


@pytest.mark.parametrize(
    ("text", "changed", "said"),
    [
        (
            FRENCH,
            {"dates": "iso"},
            "not written like 2026-10-31: '05.10.2026' is written like 31/10/2026, 31.10.2026",
        ),
        (SPANISH, {"decimals": "point"}, "not written like 1,234.56: '1.000.000' is written like 1.234,56"),
        (SPANISH, {"dates": "iso"}, "not written like 2026-10-31: '05/10/2026'"),
    ],
    ids=["a day with points", "points between thousands", "a day that may be two"],
)
def test_a_cell_that_is_written_another_way_is_refused_with_how_it_should_look(
    client: Client,
    send: Send,
    django_capture_on_commit_callbacks: Any,
    text: str,
    changed: dict[str, str],
    said: str,
) -> None:
    upload = send(client, "table.csv", text)

    upload = read_so(client, upload, django_capture_on_commit_callbacks, shown(client, upload) | changed)

    assert [row["reason"] for row in upload.exports.get().refused] == [said]
    assert said in text_of(client.get(upload.get_absolute_url()))


def test_nothing_is_suggested_for_titles_that_nobody_knows(client: Client, send: Send) -> None:
    upload = send(client, "table.csv", "Foo;Bar\n1;2\n")

    assert SUGGESTED not in text_of(client.get(upload.get_absolute_url()))
    assert {value for name, value in shown(client, upload).items() if name.startswith("column_")} == {""}
