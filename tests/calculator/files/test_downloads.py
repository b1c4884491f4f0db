"""An estimate as a downloaded file says where its inputs come from."""

import csv
from io import StringIO

import pytest
from django.test import Client

from tests.calculator.pages import SMALL


@pytest.mark.django_db
def test_the_table_of_an_address_says_where_each_input_comes_from(client: Client) -> None:
    query = SMALL | {"preset": "article-small", "vector_db_monthly": "900"}

    rows = list(csv.reader(StringIO(client.get("/calculator/costs.csv", query).content.decode())))

    assert ["vector_db_monthly", "Vector database", "900", "entered"] in rows
    assert ["input_price", "Input price", "3", "example: Small support team"] in rows
    assert ["acceptance_rate", "Acceptance rate (resolved without a person)", "1", "our default"] in rows


@pytest.mark.parametrize(
    ("format", "kind"),
    [
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("csv", "text/csv; charset=utf-8"),
        ("json", "application/json"),
    ],
)
@pytest.mark.django_db
def test_the_scenario_of_an_address_is_downloaded(client: Client, format: str, kind: str) -> None:
    response = client.get(f"/calculator/costs.{format}", SMALL)

    assert response["Content-Type"] == kind
    assert response["Content-Disposition"].startswith('attachment; filename="runrate-ticket-')
    assert response["Content-Disposition"].endswith(f'.{format}"')
