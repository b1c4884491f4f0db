"""Three people use the site for a while, and nothing is lost, nobody gets in, nothing falls over."""

import pytest
from django.core.management import call_command
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.journeys import machine
from tests.journeys.arriving import arrivals

# A few of the steps that are drawn find nothing to do and are not counted.
EXAMPLES, STEPS, AT_LEAST = (540, 50, 20_000) if settings().max_examples > 1000 else (20, 50, 600)


@pytest.mark.django_db(transaction=True)
def test_whatever_people_do_nothing_is_lost_nobody_gets_in_nothing_falls_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    call_command("import_prices", verbosity=0)
    with arrivals() as starts:
        monkeypatch.setattr(machine, "starts", starts)
        _run()

    assert machine.Journeys.steps >= AT_LEAST


def _run() -> None:
    run_state_machine_as_test(
        machine.Journeys,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.explicit, Phase.generate, Phase.shrink],
            report_multiple_bugs=False,
        ),
    )
