"""What was chosen of a bill that is restated: taken over to the file in its place where it still fits."""

from collections.abc import Sequence
from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _

from calculator.domain.labels import worded
from calculator.domain.workload_input import read_decimal
from calculator.models import UsageUpload
from calculator.prices.usage_sources import month_name
from calculator.uploads.bills import Bill
from calculator.uploads.choosing import TYPED, Chosen, chosen_of, foreign, proxies
from calculator.uploads.cover import days_held
from calculator.uploads.slices import models_of


def fits(chosen: Chosen, old: Sequence[Bill], new: Sequence[Bill]) -> bool:
    """Whether a choice means the same of the new file: its month, part, rates, and the days of its units."""
    before, bill = (next((each for each in of if each.source == chosen.source), None) for of in (old, new))
    if before is None or bill is None or chosen.month not in bill.months:
        return False
    held = [line for line in bill.usage_lines if line.month == chosen.month]
    return (
        any(all(line.slice.get(key) == value for key, value in chosen.slice.items()) for line in held)
        and {*chosen.models} <= {*models_of(bill)}
        and {*foreign(bill)} <= chosen.rates.keys()
        and days_held(before, chosen.month) == days_held(bill, chosen.month)
        and chosen.units_by in {TYPED, *(each.name for each in proxies(bill, chosen.choice))}
    )


def in_words(chosen: Chosen) -> str:
    """Such as: October 2026, project: desk, 1,000 units."""
    said = [month_name(chosen.month), *(f"{key}: {value}" for key, value in chosen.slice.items())]
    number = read_decimal(chosen.units)[0] if chosen.units_by == TYPED else None
    units = [_("%(n)s units") % {"n": worded("units_per_month", number)}] if number else []
    return ", ".join([*said, *chosen.models, *units])


@transaction.atomic
def carry_over(*, earlier: UsageUpload, upload: UsageUpload, chosen: Chosen | None) -> None:
    """Keeps with an upload what fits it of the choice of an earlier one, and always names and scenario.

    What was said of pairs was said of the earlier one alone.
    """
    held = upload.choice
    aliases = {**earlier.choice.get("aliases", {}), **held.get("aliases", {})}
    kept = {
        "partners": held.get("partners", {}),
        "parts": held.get("parts", ""),
        "joined": held.get("joined", []),
    }
    if chosen is not None and chosen_of(upload) is None:
        held = replace(chosen, together={}, **kept).as_json()
    upload.choice = {**held, "aliases": aliases} if aliases else held
    upload.scenario_id = upload.scenario_id or earlier.scenario_id
    upload.save(update_fields=["choice", "scenario"])
