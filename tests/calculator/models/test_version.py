"""What a version holds: all that a person says in a scenario, and it goes with it."""

import pytest
from django.test import Client

from calculator.models import KEPT, Scenario, ScenarioVersion
from tests.calculator.overwriting import change

pytestmark = pytest.mark.django_db


def test_a_version_holds_all_that_a_person_says_in_a_scenario() -> None:
    """A column that comes later is put into one of the two lists, or this fails."""
    not_said = {"id", "owner", "share_token", "created_at", "updated_at", "deleted_at"}

    assert {field.name for field in Scenario._meta.concrete_fields} == {*KEPT, *not_said}


def test_versions_go_with_their_scenario(alice_client: Client, scenario: Scenario) -> None:
    change(alice_client, scenario, tools_monthly="300")

    Scenario.objects.filter(pk=scenario.pk).delete()

    assert ScenarioVersion.objects.count() == 0
