"""Parts that a bill can be chosen by."""

from fractions import Fraction

from calculator.uploads.bills import Bill, bills_of
from calculator.uploads.slices import models_of, slices_of
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
