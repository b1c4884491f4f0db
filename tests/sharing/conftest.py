"""A thing of each kind that can be shared, with its link."""

import pytest

from runrate.accounts.models import User
from runrate.sharing import services
from runrate.sharing.kinds import KINDS
from tests.sharing.things import THINGS, Thing


@pytest.fixture(params=sorted(KINDS))
def thing(request: pytest.FixtureRequest, alice: User) -> Thing:
    return THINGS[request.param](alice)


@pytest.fixture
def address(thing: Thing) -> str:
    return services.address(thing.link)
