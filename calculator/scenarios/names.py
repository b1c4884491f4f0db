"""The names of saved scenarios, told apart where two of them are alike."""

from collections.abc import Sequence

from django.utils.formats import date_format

from calculator.models import Scenario
from runrate.core.distinct import distinct


def names_apart(scenarios: Sequence[Scenario]) -> list[str]:
    """The name of each; those that look alike with the day, if need be the time, of their last change."""
    return distinct(
        [scenario.name for scenario in scenarios],
        [date_format(scenario.updated_at, "j M Y") for scenario in scenarios],
        [f"{scenario.updated_at:%H:%M} UTC" for scenario in scenarios],
    )
