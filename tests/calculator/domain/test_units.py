"""More than one of what is counted."""

import pytest

from calculator.domain.units import counted


@pytest.mark.parametrize(("number", "said"), [(1, "1 claim"), (0, "0 claims"), (2200, "2,200 claims")])
def test_a_number_stands_with_as_many_of_the_unit(number: int, said: str) -> None:
    assert counted(number, "claim") == said
