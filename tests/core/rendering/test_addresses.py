"""Addresses of rows are those that Django itself gives."""

from uuid import UUID, uuid4

import pytest
from django.urls import NoReverseMatch, reverse

from runrate.core.rendering.addresses import address


@pytest.mark.parametrize(
    ("view", "numbers"),
    [("assessment:all", ()), ("assessment:question", (1,)), ("assessment:question", (15,)),
     ("scenarios:detail", ())],
)  # fmt: skip
@pytest.mark.parametrize("id", [uuid4(), UUID(int=0), UUID(int=2**128 - 1)], ids=["any", "first", "last"])
def test_it_is_the_address_of_this_row(view: str, numbers: tuple[int, ...], id: UUID) -> None:
    assert [address(view, id, *numbers) for _ in range(2)] == [reverse(view, args=[id, *numbers])] * 2


def test_a_view_that_is_not_there_has_none() -> None:
    with pytest.raises(NoReverseMatch):
        address("assessment:nowhere", uuid4())
