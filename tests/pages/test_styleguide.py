"""The style guide is for staff."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_styleguide_is_for_staff(client: Client, alice_client: Client, staff_client: Client) -> None:
    codes = [each.get("/styleguide/").status_code for each in (client, alice_client, staff_client)]

    assert codes == [404, 404, 200]
