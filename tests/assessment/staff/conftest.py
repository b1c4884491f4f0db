"""Staff who may export: with addresses and without."""

import pytest
from django.test import Client

from tests.signing_in import SignedIn


@pytest.fixture
def analyst(signed_in: SignedIn) -> Client:
    return signed_in("Analyst")


@pytest.fixture
def administrator(signed_in: SignedIn) -> Client:
    return signed_in("Administrator")
