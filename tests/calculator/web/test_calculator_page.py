"""The live answer is the estimate alone, and says what changed and what needs another look."""

from urllib.parse import urlencode

import pytest
from django.test import Client

from calculator.domain.costs import estimate
from calculator.domain.formulas.outcomes import outcomes
from calculator.domain.presets import BY_KEY
from tests.calculator.pages import SMALL, text

pytestmark = pytest.mark.django_db


def test_the_live_answer_is_only_the_estimate_and_announces_itself(client: Client) -> None:
    response = client.get("/calculator/", SMALL, headers={"HX-Request": "true"})

    html = response.content.decode()
    assert "<html" not in html
    announced = "Updated: at least $13,599 per month, at least $6.18 per ticket."
    assert f'hx-swap-oob="innerHTML:#announce">{announced}' in html
    assert response["HX-Replace-Url"] == f"/calculator/?{urlencode(SMALL)}"


def test_the_live_answer_names_the_inputs_that_need_another_look(client: Client) -> None:
    response = client.get("/calculator/", SMALL | {"review_rate": "7"}, headers={"HX-Request": "true"})

    assert response.status_code == 200
    said = "A share is at most 1, which is 100%. If you mean"
    assert f'data-field="review_rate" data-said="{said}' in response.content.decode()


def test_each_output_shows_its_formula_with_its_numbers_folded(client: Client) -> None:
    desk = BY_KEY["support-desk"].workload

    html = client.get("/calculator/", desk.as_form()).content.decode()

    folded = html[html.index("How these figures are calculated") :].partition("</details>")[0]
    for said in outcomes(desk, estimate(desk)):
        assert f"{said.formula} {said.substituted}: {said.printed}" in text(folded)
    assert '<details class="more"><summary>How these figures are calculated' in html
