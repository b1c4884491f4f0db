"""What a link can open and for how long; every kind that the code has is tried."""

import pytest

from runrate.sharing.kinds import KINDS
from tests.sharing.things import THINGS

pytestmark = pytest.mark.django_db


def test_every_kind_of_the_code_is_tried_here() -> None:
    assert set(THINGS) == set(KINDS)


def test_the_days_that_a_link_may_live() -> None:
    chosen = [30, 365]

    assert {key: sorted(kind.days) for key, kind in KINDS.items()} == {
        "resume": [90],
        "invitation": [60],
        "result": chosen,
        "scenario": chosen,
        "report": chosen,
    }
