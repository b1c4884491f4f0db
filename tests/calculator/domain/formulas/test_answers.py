"""Programs are answered the same over HTTP and on the command line, with the sentences of the page."""

import json

import pytest
from django.test import Client

from calculator.__main__ import answer
from calculator.domain.costs import estimate
from calculator.domain.formulas.answers import answer_as_json
from calculator.domain.formulas.outcomes import outcomes
from calculator.domain.presets import BY_KEY
from calculator.domain.verdict import verdict
from calculator.domain.workload_input import parse_workload

AGENT = BY_KEY["claims-agent"].workload
LETTERS: dict[str, object] = {
    "unit_name": "letter", "units_per_month": 72_000, "input_tokens": 3000, "output_tokens": 500,
    "capacity_tokens_per_second": 50,
}  # fmt: skip
PRICES: dict[str, object] = {"input_price": 3, "output_price": 15}


def test_an_answer_has_the_sentences_of_the_page_and_each_formula() -> None:
    found = answer_as_json(AGENT, estimate(AGENT))

    assert found["verdict"] == list(verdict(AGENT, estimate(AGENT)))
    assert found["formulas"] == [
        {
            "key": each.key,
            "name": each.name,
            "formula": each.formula,
            "figures": each.substituted,
            "printed": each.printed,
        }
        for each in outcomes(AGENT, estimate(AGENT))
    ]
    assert found.keys() == {
        *estimate(AGENT).as_json(),
        "capacity_most_units",
        "bounds",
        "verdict",
        "not_included",
        "formulas",
    }


@pytest.mark.django_db
def test_the_command_line_answers_all_that_the_api_answers_but_rows_of_a_list(client: Client) -> None:
    body = json.dumps(AGENT.as_json())

    sent = client.post("/api/v1/estimates", body, content_type="application/json").json()

    assert json.loads(json.dumps(answer(body.encode()))) | {"prices": []} == sent


@pytest.mark.parametrize(
    ("paid", "most"), [(PRICES, None), ({"capacity_instances": 2, "capacity_hourly": 4}, "75085")]
)
def test_the_greatest_volume_is_there_where_the_instances_bound_it(
    paid: dict[str, object], most: str | None
) -> None:
    letters = parse_workload(LETTERS | paid)

    assert answer_as_json(letters, estimate(letters))["capacity_most_units"] == most
