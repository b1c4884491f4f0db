"""Whatever was done to a scenario, every page, file, link and report that reads it opens afterwards."""

import pytest
from django.test import Client

from tests.calculator.lives import BEGUN, LIVED, read_everywhere

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("lived", LIVED)
@pytest.mark.parametrize("begun", BEGUN)
def test_a_scenario_opens_everywhere_however_it_came_about(
    alice_client: Client, begun: str, lived: str
) -> None:
    alice_client.raise_request_exception = False
    scenario = LIVED[lived](alice_client, BEGUN[begun](alice_client))

    assert read_everywhere(alice_client, scenario) == {}
