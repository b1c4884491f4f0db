"""A bill that measured another volume: the report's own is called estimated, never today's."""

import json
import re
from dataclasses import asdict, replace
from decimal import Decimal
from typing import Any

import pytest
from django.template.loader import render_to_string

from calculator.domain.workload import Workload
from runrate.core.numbers import count
from runrate.reports.domain.beside_a_bill.volumes import measured_volume, which_volume
from runrate.reports.domain.billed import Billed
from runrate.reports.domain.compose import compose
from runrate.reports.domain.evaluation import read
from runrate.reports.domain.inputs import Source
from runrate.reports.rendering import sample
from runrate.reports.rendering.document import context
from tests.reports.billed_sources import BILLED
from tests.reports.readers import BY_THE_MINUTE, sheet, source, workload
from tests.truth.conditions_bill import as_billed

LOSING = workload(BY_THE_MINUTE, value_per_unit=1, human_cost_per_unit="0.5")
THEIRS = "Today's volume and today's volume are what we look at"


def billed_for(estimated: Workload, **measured: Any) -> Source:
    made = source(sheet(2, evidence={"q1": THEIRS}), estimated)
    assert made.costed is not None
    bill: Billed = next(as_billed(replace(estimated, **measured)))
    return replace(made, costed=replace(made.costed, billed=bill))


def test_no_sentence_calls_the_estimates_volume_todays_beside_another_that_was_measured() -> None:
    made = billed_for(LOSING, units_per_day=200)

    said = json.dumps(compose(made).as_json())

    assert "at the estimated volume" in said
    assert said.lower().replace(THEIRS.lower(), "").count("today's volume") == 0
    assert said.count(THEIRS) == 1


def test_the_board_page_says_beside_what_the_month_costs_that_another_volume_was_measured() -> None:
    lede = compose(billed_for(LOSING, units_per_day=200)).summary.lede

    assert lede.startswith("2,200 tickets per month cost ")
    assert "That is the volume estimated, not the one measured (FOCUS bill, October 2026)." in lede
    assert "4,400" not in lede


OF_TWO_VOLUMES = {
    **{name: made for name, made in BILLED.items() if measured_volume(read(made)) is not None},
    "losing": billed_for(LOSING, units_per_day=200),
}


@pytest.mark.parametrize("made", OF_TWO_VOLUMES.values(), ids=OF_TWO_VOLUMES)
def test_the_board_page_sets_both_volumes_against_each_other_once(made: Source) -> None:
    theirs = measured_volume(read(made))
    assert theirs is not None
    summary = json.dumps(asdict(compose(made).summary), ensure_ascii=False)

    assert summary.count("The estimate is for ") == 1
    sentences = re.split(r"(?<=[.:]) ", summary)
    naming = [each for each in sentences if re.search(rf"(?<![\d.,$]){count(theirs)}(?![\d,%]|\.\d)", each)]
    assert [each.partition(" ")[0] for each in naming] == ["The", "For"]


def test_drawings_mark_it_as_estimated() -> None:
    content = compose(billed_for(replace(LOSING, value_per_unit=Decimal(9)), units_per_day=200)).as_json()

    page = render_to_string("reports/body.html", context(content))

    assert content["charts"]["paying"]["today_label"] == "estimated 2,200 tickets"
    assert (page.count("today\n"), page.count("estimated\n")) == (0, 2)


def test_with_no_bill_or_one_of_as_many_units_it_is_todays() -> None:
    for made in (source(sheet(2), LOSING), billed_for(LOSING)):
        reading = read(made)
        content = compose(made)

        assert (measured_volume(reading), [*which_volume(reading)]) == (None, [])
        assert "at today's volume" in json.dumps(content.as_json())


def test_the_sample_says_which_volume_breaks_even() -> None:
    content = sample.content()

    assert "At the estimated volume it would still leave a gain" in " ".join(content["summary"]["verdict"])
    assert "That is the volume estimated, not the one measured (" in content["summary"]["lede"]
    assert json.dumps(content["summary"]).count("and what it is set against for 57,400: ") == 1
