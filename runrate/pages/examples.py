"""The worked examples as the site's pages show them: costed once, with the finding in a sentence."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from calculator.domain import charts
from calculator.domain.cost_lines import Estimate, Line
from calculator.domain.costs import estimate
from calculator.domain.presets import BY_KEY, PRESETS, Preset
from calculator.domain.shares import line_percentages, visible_percent
from calculator.domain.verdict import headline, retries_billed, visible_label

HOME = "insurance-claims"
FRAMEWORK = "support-desk"


@dataclass(frozen=True, slots=True)
class Row:
    """One cost line of an example; shares of all rows add up to 100.0."""

    line: Line
    share: Decimal

    @property
    def name(self) -> str:
        return self.line.name


@dataclass(frozen=True, slots=True)
class Example:
    """A preset, what it comes to, and its lines, the largest hidden one first."""

    preset: Preset
    estimate: Estimate
    rows: tuple[Row, ...]

    @property
    def iceberg(self) -> charts.Iceberg | None:
        return charts.iceberg(self.estimate)

    @property
    def visible_share(self) -> str:
        return visible_percent(self.estimate)

    @property
    def visible_label(self) -> str:
        return visible_label(self.estimate)

    @property
    def retries_billed(self) -> str:
        return retries_billed(self.estimate)

    @property
    def finding(self) -> str:
        """What the iceberg of this example shows, in one sentence with its numbers."""
        return headline(self.preset.workload.unit_name, self.estimate)


@cache
def example(key: str) -> Example:
    """The worked example of this key. Raises LookupError when there is none."""
    preset = BY_KEY[key]
    found = estimate(preset.workload)
    shares = line_percentages(found)
    rows = [Row(line, share) for line, share in zip(found.listed, shares, strict=True)]
    visible = [row for row in rows if row.line.visible]
    hidden = sorted((row for row in rows if not row.line.visible), key=lambda row: -row.line.monthly)
    return Example(preset, found, (*visible, *hidden))


def every() -> tuple[Example, ...]:
    """All worked examples, in the order in which the calculator offers them."""
    return tuple(example(preset.key) for preset in PRESETS)


def workforce() -> tuple[Example, ...]:
    """The examples that say what a unit is worth: those an AI Workforce P&L can be kept for."""
    return tuple(each for each in every() if each.preset.workload.value_per_unit is not None)
