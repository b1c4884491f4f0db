"""The worked examples as pages show them: the finding in a sentence, at least where lines are missing."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_home_opens_with_a_computed_finding_and_two_doors(client: Client) -> None:
    page = client.get("/").content.decode()

    assert "Each claim costs $8.75, and 0.8% of it is tokens" in page
    assert "See where your team sits" in page
    assert "Cost a deployment" in page


def test_framework_draws_the_chosen_example(client: Client) -> None:
    page = client.get("/framework/?example=loan-applications").content.decode()

    assert "Each application costs $40.39, and 0.2% of it is tokens" in page


def test_framework_says_at_least_where_lines_are_missing(client: Client) -> None:
    page = client.get("/framework/?example=article-small").content.decode()

    assert "Each ticket costs at least $6.18, with 5 cost lines still to be entered" in page
    assert "not entered" in page
