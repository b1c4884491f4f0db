"""What a losing workload comes to with the steps asked for has its formula, from printed figures."""

from runrate.reports.domain.evaluation import read
from runrate.reports.domain.formulas.stopping import of_losses
from tests.reports.readers import BY_THE_MINUTE, sheet, source, workload


def test_the_net_with_the_steps_asked_for_follows_from_what_they_give_back() -> None:
    losing = workload(BY_THE_MINUTE, value_per_unit=1, acceptance_rate="0.5")
    told = {level: list(of_losses(read(source(sheet(level), losing)))) for level in (1, 4)}

    assert [(row.substituted, row.monthly) for row in told[1]] == [("$500.00 − $3,599.00", "−$3,099")]
    assert told[4] == []


def test_a_loss_with_a_build_has_what_is_left_once_it_is_written_off() -> None:
    """$12,000 over a year: $1,000 per month of a loss that is larger, or smaller."""
    build = {"build_cost": 12_000, "build_months": 12, "value_per_unit": 1, "acceptance_rate": "0.5"}
    found = list(of_losses(read(source(sheet(4), workload(BY_THE_MINUTE, **build)))))

    assert [(row.name, row.formula, row.substituted, row.monthly) for row in found] == [
        (
            "Net per month once the build is written off",
            "build per month − net loss per month",
            "$1,000.00 − $4,599.00",
            "−$3,599",
        )
    ]


def test_what_loses_nothing_has_none_of_these() -> None:
    assert list(of_losses(read(source(sheet(1), workload(BY_THE_MINUTE, value_per_unit=100))))) == []
    assert list(of_losses(read(source(sheet(1))))) == []
