"""The volume from which it pays for good, with its figures."""

from fractions import Fraction

from calculator.domain.costs import estimate
from calculator.domain.formulas.break_even import pays_for_good
from calculator.domain.workload_input import parse_workload
from tests.calculator.domain.formulas.test_outcomes import EVERY


def test_the_volume_times_the_margin_covers_what_is_fixed() -> None:
    found = estimate(parse_workload(EVERY))

    assert found.margin_per_unit is not None
    assert pays_for_good(found, found.margin_per_unit, "claim") == (
        "Break-even volume",
        "the volume from which units × margin covers what is fixed, steps included",
        "2,679 × $2.9157 ≥ $7,808.5714",
        "2,679 claims",
    )
    assert pays_for_good(found, Fraction(0), "claim")[0] == "Break-even volume"


def test_what_the_instances_can_do_is_said_beside_it() -> None:
    found = estimate(parse_workload(EVERY))

    assert pays_for_good(found, Fraction("2.9157"), "claim", most=9000)[1] == (
        "the volume from which units × margin covers what is fixed, steps included; the instances can do "
        "9,000 claims per month at most"
    )
