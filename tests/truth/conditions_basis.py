"""When each sentence is true that says what a report rests on: who gave what, from where and of which day."""

from collections.abc import Mapping
from typing import Final

from tests.truth.conditions_answers import count
from tests.truth.conditions_costs import Words
from tests.truth.conditions_joined import OfBoth
from tests.truth.reader import Reader, shows

DEFAULTED: Final = {"acceptance_rate", "max_retries", "build_months", "days_per_month", "calls_per_unit"}
FINISHED: Final = "24 November 2026"
"""The day on which the readers of these tests answered and saved."""


def _owner(r: Reader) -> object:
    return r.answers.sheet.answers["q15"]


def _entered(r: Reader, w: Words) -> bool:
    """Every input they entered; the name of the unit is one, entered or not, that of an own line is none."""
    flat = {name for name in r.costs.inputs if name != "other_lines"} | {"unit_name"}
    own = [part for line in r.costs.inputs.get("other_lines", ()) for part in line if part != "name"]
    return count(w) == len(flat) + len(own)


def _ours(r: Reader, w: Words) -> bool:
    """Figures of ours that take part: never of what was entered."""
    return 1 <= count(w) <= len(DEFAULTED | {"capacity_hours", "review_catch_rate", "batch_factor"}) and any(
        not r.costs.given(name) for name in DEFAULTED
    )


def _left_out(r: Reader, w: Words) -> bool:
    """Nothing that was entered is called left out."""
    names = {
        "retry rate": "retry_rate",
        "human review rate": "review_rate",
        "maintenance (people)": "upkeep_monthly",
        "build cost": "build_cost",
    }
    said = [each.strip() for each in str(w["names"]).replace(" and ", ", ").split(", ")]
    return not any(r.costs.given(field) for name, field in names.items() if name in said)


def _both(r: Reader) -> bool:
    return r.costed and r.answered


BASIS: Final[Mapping[str, OfBoth]] = {
    "Nothing: no bill was read for this report.": lambda _r, _w: True,
    "No name was given for this report: add who answers for it before a decision is made.": lambda r, _w: (
        not r.answered or _owner(r) != 2
    ),
    "The owner's name is not in this report: add it before a decision is made.": lambda r, _w: _owner(r) == 2,
    "The answers are those of {team}.": lambda r, w: r.answered and w["team"] == "Care team",
    "{count} inputs of the scenario": _entered,
    "the fifteen answers, which nobody audited": lambda r, _w: r.answered,
    "{count} inputs left at our defaults": _ours,
    "what each step saves, from our planning table": lambda r, _w: _both(r),
    "what each step saves, from our planning table ({kinds})": lambda r, _w: _both(r),
    "the days of work of each step": lambda r, _w: _both(r),
    (
        "The answers behind this report are attached to the PDF as a JSON file. Imported into the site, they "
        "give the same report."
    ): lambda r, _w: r.answered and not r.costed,
    (
        "The scenario behind this report is attached to the PDF as a JSON file. Imported into the site, it "
        "gives the same report."
    ): lambda r, _w: r.costed and not r.answered,
    (
        "The answers and the scenario behind this report are attached to the PDF as a JSON file. Imported "
        "into the site, they give the same report."
    ): lambda r, _w: _both(r),
    "The answers are as they were finished on {day}.": lambda r, w: r.answered and w["day"] == FINISHED,
    "The scenario is as it was saved on {day}.": lambda r, w: r.costed and w["day"] == FINISHED,
    "No minimum share of reviews was entered, so nothing bounds the savings on review.": lambda r, _w: _both(
        r
    ),
    "A working day is counted at {cost}.": lambda r, w: _both(r) and shows(w["cost"], 600),
    "Not given, so that they add nothing to the sum: {names}.": _left_out,
    "Answers are self-reported and were not audited; self-ratings tend to run high.": lambda r, _w: (
        r.answered
    ),
    "{step}, for one {unit}": lambda r, w: r.costed and w["unit"] == "claim",
}
