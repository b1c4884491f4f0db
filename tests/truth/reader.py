"""A reader whose inputs and answers are known, calculated a second time in exact fractions."""

import re
from collections.abc import Mapping
from fractions import Fraction
from functools import cached_property
from typing import Any, Final

from assessment.domain.answer_sheet import NotApplicable, Sheet
from assessment.domain.questionnaire import load
from calculator.domain.workload_input import parse_workload
from runrate.reports.domain.inputs import Source
from tests.calculator.by_hand import ByHand
from tests.reports.readers import source

INSTRUMENT: Final = load("1")
ENTERED: Final[Mapping[str, tuple[str, ...]]] = {
    "retries": ("retry_rate",),
    "seats": ("seats", "seat_monthly"),
    "capacity": ("capacity_instances", "capacity_hourly", "capacity_units_per_instance"),
    **{key: (f"{key}_monthly", f"{key}_per_unit") for key in ("vector_db", "observability", "tools")},
    "integrations": ("integrations_monthly", "integrations_per_unit"),
    "human_review": (
        "review_rate",
        "review_minutes",
        "reviewer_hourly_cost",
        "reviews_per_reviewer",
        "reviewer_monthly_cost",
    ),
    "errors": ("error_rate", "error_cost"),
    "infrastructure": (
        "infrastructure_monthly",
        "infrastructure_step_units",
        "infrastructure_step_monthly",
    ),
    "upkeep": ("upkeep_monthly",),
    "build": ("build_cost",),
}
"""By which inputs somebody has entered a line; tokens always are."""
OPTIONAL: Final = {"seats", "capacity", "errors"}
_NUMBER: Final = re.compile(r"[-−]?\d[\d,]*(?:\.\d+)?")


def number_in(text: str) -> tuple[Fraction, int]:
    """The first number of a text, and its decimals."""
    found = _NUMBER.search(text.replace("$", ""))
    if found is None:
        raise ValueError(f"no number in {text!r}")
    digits = found.group().replace(",", "").replace("−", "-")
    return Fraction(digits), len(digits.partition(".")[2])


def shows(text: object, amount: Fraction | int, *, unit: int = 1) -> bool:
    """Whether the number that a text shows is this amount to its last digit, or what it says it is under;
    a share is counted by 100."""
    shown, places = number_in(str(text))
    if str(text).startswith("under $"):
        return 0 < Fraction(amount) * unit < shown
    return abs(shown - Fraction(amount) * unit) <= Fraction(1, 2 * 10**places)


def shows_share(text: object, share: Fraction | int | None) -> bool:
    """The same for a percentage; a dash for what is no share of anything."""
    if share is None:
        return text == "–"
    if str(text) == "under 0.1%":
        return 0 < share < Fraction(1, 2000)
    if str(text) == "over 99.9%":
        return Fraction(1999, 2000) <= share < 1
    return str(text).endswith("%") and shows(text, share, unit=100)


class Costs:
    """The costed half: lines by hand, what was entered, what it comes to at any volume."""

    def __init__(self, inputs: Mapping[str, Any]) -> None:
        self.inputs = inputs
        self.hand = ByHand(inputs)
        self.lines = self.hand.lines()

    def given(self, name: str) -> bool:
        return name in self.hand.given

    def value(self, name: str) -> Fraction:
        return self.hand.get(name)

    @cached_property
    def entered(self) -> set[str]:
        own = enumerate(self.inputs.get("other_lines", ()), 1)
        return (
            {"tokens"}
            | {key for key, names in ENTERED.items() if any(map(self.given, names))}
            | {f"other_{number}" for number, line in own if set(line) - {"name", "visible"}}
        )

    @cached_property
    def listed(self) -> list[str]:
        otherwise = bool({"seats", "capacity"} & self.entered) or self.billed_by_own
        free = otherwise and not self.hand.attempt()
        left_out = (OPTIONAL - self.entered) | ({"tokens", "retries"} if free else set())
        return [key for key in self.lines if key not in left_out]

    @property
    def billed_by_own(self) -> bool:
        """Whether a line of one's own with an amount is a bill of a vendor of AI."""
        own = enumerate(self.inputs.get("other_lines", ()), 1)
        return any(line.get("visible") and f"other_{n}" in self.entered for n, line in own)

    @cached_property
    def missing(self) -> list[str]:
        return [key for key in self.listed if key not in self.entered]

    @cached_property
    def by_name(self) -> dict[str, Fraction]:
        """The lines that stand in the table with an amount: ours by key, one's own by name and turn."""
        rows: dict[str, Fraction] = {}
        own = [str(line["name"]) for line in self.inputs.get("other_lines", ())]
        for key in self.listed:
            place = int(key.removeprefix("other_")) - 1 if key.startswith("other_") else None
            name = key if place is None else f"own {own[place]} {own[:place].count(own[place])}"
            if key in self.entered and not (key == "human_review" and self.half_reviewed):
                rows[name] = self.lines[key]
        return rows

    @property
    def complete(self) -> bool:
        return not self.missing and not self.half_reviewed

    @cached_property
    def half_reviewed(self) -> bool:
        return self.hand.half_reviewed()

    @cached_property
    def total(self) -> Fraction:
        return self.hand.total()

    @property
    def units(self) -> Fraction:
        return self.hand.units

    @property
    def each(self) -> Fraction | None:
        return self.total / self.units if self.units else None

    @property
    def accepted(self) -> Fraction | None:
        return self.total / self.hand.accepted() if self.hand.accepted() else None

    @property
    def visible(self) -> Fraction:
        return self.hand.visible()

    @property
    def billed(self) -> Fraction:
        return self.visible + self.lines["retries"]

    @property
    def complete_bill(self) -> bool:
        """Whether every line that vendors of AI bill was entered."""
        own = enumerate(self.inputs.get("other_lines", ()), 1)
        billed = {"tokens", "retries", "seats", "capacity"} | {
            f"other_{n}" for n, line in own if line.get("visible")
        }
        return billed.isdisjoint(self.missing)

    @property
    def net(self) -> Fraction | None:
        return self.hand.net()

    @property
    def never(self) -> Fraction:
        return self.value("retry_rate") ** (int(self.value("max_retries")) + 1)

    @property
    def out_of_reach(self) -> bool:
        return self.never_accepted or self.overloaded

    @property
    def open_ended(self) -> bool:
        """Whether reviews would spare errors, and nobody said how many there are, nor that they are free."""
        v = self.value
        spared = v("acceptance_rate") * v("error_rate") * v("review_catch_rate") * v("error_cost")
        free = any(
            self.given(name) and not v(name)
            for name in ("review_minutes", "reviewer_hourly_cost", "reviewer_monthly_cost")
        )
        return spared > 0 and not self.given("review_rate") and not free

    @property
    def untold(self) -> bool:
        return self.out_of_reach or self.open_ended

    @property
    def overloaded(self) -> bool:
        """Whether its capacity would have to sustain more tokens than it does."""
        if not self.given("capacity_tokens_per_second"):
            return False
        seconds = self.hand.instances() * self.value("capacity_hours") * 3600
        sustained = seconds * self.value("capacity_tokens_per_second")
        return bool(sustained) and self.hand.run_on_capacity() * self.hand.attempts() * self.units > sustained

    @property
    def never_accepted(self) -> bool:
        if not self.given("acceptance_rate"):
            return self.never >= Fraction(1, 100)
        return self.never > 1 - self.value("acceptance_rate")

    @property
    def fixed(self) -> Fraction:
        """What today's volume costs besides what each unit adds."""
        return self.total - self.hand.variable() * self.units

    def changed(self, **others: object) -> "Costs":
        """The same with other inputs; the volume is entered by the month."""
        inputs = {name: value for name, value in self.inputs.items() if name not in others}
        if "units_per_month" in others:
            inputs = {k: v for k, v in inputs.items() if k not in {"units_per_day", "days_per_month"}}
        return Costs({**inputs, **others})

    def sustains(self, volume: Fraction | int) -> bool:
        """Whether capacity does the work of so many units."""
        return not self.changed(units_per_month=volume).overloaded

    def net_at(self, volume: int) -> Fraction:
        net = self.changed(units_per_month=volume).net
        assert net is not None
        return net

    def net_at_review(self, rate: Fraction | int) -> Fraction:
        net = self.changed(review_rate=rate).net
        assert net is not None
        return net

    @property
    def margin(self) -> Fraction:
        """What is left of one more unit, blocks and reviewers on the payroll apart."""
        return self.value("value_per_unit") * self.value("acceptance_rate") - self.hand.variable()

    @property
    def blocks(self) -> dict[str, tuple[Fraction, Fraction]]:
        """What starts with volume: after so many units each, at what cost."""
        v, found = self.value, {}
        if self.given("infrastructure_step_units"):
            found["infrastructure"] = (v("infrastructure_step_units"), v("infrastructure_step_monthly"))
        if self.given("reviews_per_reviewer") and v("review_rate"):
            found["human_review"] = (v("reviews_per_reviewer") / v("review_rate"), v("reviewer_monthly_cost"))
        if self.given("capacity_units_per_instance"):
            hourly = v("capacity_hourly") * v("capacity_hours")
            found["capacity"] = (v("capacity_units_per_instance"), hourly)
        for number, (line, _visible) in enumerate(self.hand.own, 1):
            if "step_units" in line.given:
                found[f"other_{number}"] = (line.get("step_units"), line.get("step_monthly"))
        return {line: block for line, block in found.items() if block[1]}

    @property
    def margin_of_blocks(self) -> Fraction:
        """What is left of one more unit when its part of every full block is paid."""
        return self.margin - sum((cost / every for every, cost in self.blocks.values()), Fraction(0))


class Answers:
    """The assessed half: scores as the instrument words them."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet

    def level(self, key: str, unknown: int = 0) -> int | None:
        answer = self.sheet.answers[key]
        if isinstance(answer, NotApplicable):
            return None
        return unknown if answer == "dk" else int(answer)

    def dimension(self, key: str, unknown: int = 0, *, backed: bool = False) -> Fraction:
        levels = []
        for question in INSTRUMENT.dimension(key).questions:
            level = self.level(question, unknown)
            if level is not None:
                levels.append(min(level, 2) if backed and not self.sheet.backs(question) else level)
        return Fraction(25 * sum(levels), len(levels))

    def score(self, unknown: int = 0, *, backed: bool = False) -> Fraction:
        dimensions = [self.dimension(each.key, unknown, backed=backed) for each in INSTRUMENT.dimensions]
        return sum(dimensions, Fraction(0)) / 5

    @property
    def dimensions(self) -> dict[str, Fraction]:
        return {each.name: self.dimension(each.key) for each in INSTRUMENT.dimensions}

    @property
    def unknown(self) -> list[str]:
        return [key for key, answer in self.sheet.answers.items() if answer == "dk"]


class Reader:
    """One or both halves; a condition that asks for the half that is not there fails loudly.

    `other` are the inputs that the reader's own are set against; without them it is a copy of their own.
    """

    def __init__(
        self,
        inputs: Mapping[str, Any] | None,
        sheet: Sheet | None,
        other: Mapping[str, Any] | None = None,
        models: tuple[str, str] = ("", ""),
        made_from: Source | None = None,
    ) -> None:
        self._source, self._told = made_from, (sheet, inputs)
        self._costs = Costs(inputs) if inputs is not None else None
        self._other = Costs(other) if other is not None else self._costs
        self.models = models
        self._answers = Answers(sheet) if sheet is not None else None

    @property
    def costed(self) -> bool:
        return self._costs is not None

    @property
    def answered(self) -> bool:
        return self._answers is not None

    @property
    def made_from(self) -> Source:
        """What a report is made from; of inputs and answers alone, as if nothing else had been said."""
        sheet, inputs = self._told
        return self._source or source(sheet, parse_workload(inputs) if inputs is not None else None)

    @property
    def costs(self) -> Costs:
        assert self._costs is not None
        return self._costs

    @property
    def other(self) -> Costs:
        assert self._other is not None
        return self._other

    @property
    def answers(self) -> Answers:
        assert self._answers is not None
        return self._answers
