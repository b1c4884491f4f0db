"""Inside the site the probes say what they say in front of it."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_inside_the_site_the_probes_say_the_same(client: Client) -> None:
    assert client.get("/healthz").content == b"ok\n"
    assert client.get("/readyz").json() == {"database": True, "storage": True, "cache": True}
