"""Parts that a bill can be chosen by."""

from fractions import Fraction

import pytest

from calculator.uploads.bills import Bill, bills_of
from calculator.uploads.slices import Slice, UnknownSliceError, models_of, named_in, slices_of
from runrate.accounts.models import User
from tests.calculator.uploads.conftest import Give


def bill_of(name: str, give: Give, alice: User) -> Bill:
    [found] = bills_of(give(name), user=alice)
    return found


def test_slices_stand_with_their_share_the_largest_first(alice: User, give: Give) -> None:
    found = slices_of(bill_of("openai-dashboard-usage.csv", give, alice))

    assert [(each.name, each.share) for each in found] == [
        ("project=proj_syn", 1),
        ("key=key_syn1", Fraction(7900, 11500)),
        ("key=key_syn2", Fraction(3600, 11500)),
    ]


def test_models_are_those_of_what_was_used(alice: User, give: Give) -> None:
    assert models_of(bill_of("focus-1.3-saas-eur.csv", give, alice)) == ["syn-large", "syn-small"]


def slice_of(key: str, value: str) -> Slice:
    return Slice(key, value, None)


MANY = [
    slice_of("project", "Desk"),
    slice_of("key", "desk"),
    slice_of("key", "alpha"),
    slice_of("key", "beta"),
]


@pytest.mark.parametrize("typed", ["alpha", " Alpha ", "key: alpha", "key=alpha"])
def test_a_part_is_found_by_its_name(typed: str) -> None:
    assert named_in(MANY, typed) == slice_of("key", "alpha")


@pytest.mark.parametrize(
    ("typed", "like"), [("desk", MANY[:2]), ("a", [MANY[2], MANY[3]]), ("gamma", []), ("project: alpha", [])]
)
def test_a_name_of_none_or_of_several_finds_those_that_may_be_meant(typed: str, like: list[Slice]) -> None:
    with pytest.raises(UnknownSliceError) as found:
        named_in(MANY, typed)

    assert found.value.like == like


def test_parts_of_which_lines_are_missing_are_not_offered(alice: User, give: Give) -> None:
    bill = bill_of("openai-dashboard-usage.csv", give, alice)
    bill.usage[0].notes = ["more than 20000 lines: further slices are not kept apart"]

    assert slices_of(bill) == []
