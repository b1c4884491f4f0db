"""Which models scenarios side by side are priced by, in one row."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from calculator.domain.prices.examples import example_of, standing
from calculator.domain.what_if.side_by_side import Side
from calculator.models import Scenario
from calculator.prices.pricing import copies_in
from calculator.prices.usage_sources import LISTED, MEASURED, SAMPLE, rates_in
from calculator.scenarios.compared_rows import Compared, row_of
from runrate.core.text import listed


def models_of(scenario: Scenario) -> str:
    """The models whose prices were copied, each once; empty where prices were typed or are of an example.

    Of steps the models of an example are named too, and where somebody typed prices that there are others.
    """
    workload = scenario.workload()
    rows = {prefix: str(row.get("model", "")) for prefix, row in copies_in(scenario.prices_copied).items()}
    if workload.steps:
        rows = {place: each.model for place, each in standing(example_of(scenario.origins), workload)} | rows
    steps = [f"steps.{number}." for number in range(1, len(workload.steps) + 1)]
    models = list(dict.fromkeys(rows[place] for place in steps or rows if rows.get(place)))
    if models and not all(rows.get(place) for place in steps):
        models.append(_("models that are not named"))
    return listed(models)


def models_row(sides: Sequence[Side], scenarios: Sequence[Scenario]) -> Iterator[Compared]:
    """Which models each is priced by, or whose prices its are; no row where none has a model."""
    if any(side.models for side in sides):
        said = [
            side.models or _without_model(side, scenario)
            for side, scenario in zip(sides, scenarios, strict=True)
        ]
        yield row_of(_("Model"), said)


def rates_row(scenarios: Sequence[Scenario]) -> Iterator[Compared]:
    """At which rates money of bills in other currencies became the dollars of each; no row without any."""
    said = [listed(rates_in(scenario.origins.values())) for scenario in scenarios]
    if any(said):
        yield row_of(_("Currency of its bill"), [each or _("dollars alone") for each in said])


def _without_model(side: Side, scenario: Scenario) -> str:
    """Where the prices of no listed model are from; a scenario of seats or hours alone may have none."""
    prices = [name for name in side.workload.entered() if name.endswith(("input_price", "output_price"))]
    if not prices:
        return _("none: no tokens have a price")
    kinds = {scenario.origins.get(name, "").partition(":")[0] for name in prices}
    if kinds == {"preset"}:
        return _("prices of an example")
    if LISTED in kinds and kinds <= {LISTED, MEASURED, SAMPLE}:
        return _("prices of the list, by the total of a file")
    return _("prices of a bill") if kinds <= {MEASURED, SAMPLE} else _("prices entered by hand")
