"""What a losing workload comes to with the steps asked for has its formula, from printed figures."""

from runrate.reports.domain.evaluation import read
from runrate.reports.domain.formulas.stopping import of_losses
from tests.reports.readers import BY_THE_MINUTE, sheet, source, workload


def test_the_net_with_the_steps_asked_for_follows_from_what_they_give_back() -> None:
    losing = workload(BY_THE_MINUTE, value_per_unit=1, acceptance_rate="0.5")
    told = {level: list(of_losses(read(source(sheet(level), losing)))) for level in (1, 4)}

    assert [(row.substituted, row.monthly) for row in told[1]] == [("$500.00 − $3,599.00", "−$3,099")]
    assert told[4] == []
