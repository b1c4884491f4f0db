"""The worked examples as the site's pages show them: costed once, with the finding in a sentence."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from django.utils.translation import gettext as _

from calculator.domain import charts
from calculator.domain.cost_lines import LINES, Estimate, Line, line_name
from calculator.domain.costs import estimate
from calculator.domain.presets import BY_KEY, PRESETS, Preset
from runrate.core import numbers

HOME = "insurance-claims"
FRAMEWORK = "support-desk"


@dataclass(frozen=True, slots=True)
class Row:
    """One cost line of an example; shares of all rows add up to 100.0."""

    line: Line
    share: Decimal

    @property
    def name(self) -> str:
        return line_name(self.line.key)


@dataclass(frozen=True, slots=True)
class Example:
    """A preset, what it comes to, and its lines, the largest hidden one first."""

    preset: Preset
    estimate: Estimate
    rows: tuple[Row, ...]

    @property
    def iceberg(self) -> charts.Iceberg | None:
        return charts.iceberg(self.estimate, [line_name(key) for key in LINES])

    @property
    def finding(self) -> str:
        """What the iceberg of this example shows, in one sentence with its numbers."""
        cost = numbers.price(self.estimate.cost_per_unit or 0)
        share = numbers.percent(self.estimate.invoice_share or 0)
        words = {"unit": self.preset.workload.unit_name, "cost": cost, "share": share}
        if not self.estimate.complete:
            return _("Each %(unit)s costs at least %(cost)s, as far as its lines are known") % words
        return _("Each %(unit)s costs %(cost)s, and the invoice shows %(share)s of it") % words


@cache
def example(key: str) -> Example:
    """The worked example of this key. Raises LookupError when there is none."""
    preset = BY_KEY[key]
    found = estimate(preset.workload)
    shares = numbers.breakdown([line.monthly for line in found.lines])
    rows = [Row(line, share) for line, share in zip(found.lines, shares, strict=True)]
    visible = [row for row in rows if row.line.visible]
    hidden = sorted((row for row in rows if not row.line.visible), key=lambda row: -row.line.monthly)
    return Example(preset, found, (*visible, *hidden))


def every() -> tuple[Example, ...]:
    """All worked examples, in the order in which the calculator offers them."""
    return tuple(example(preset.key) for preset in PRESETS)


def workforce() -> tuple[Example, ...]:
    """The examples that say what a unit is worth: those an AI Workforce P&L can be kept for."""
    return tuple(each for each in every() if each.preset.workload.value_per_unit is not None)
