"""The lines of a cost, what each is called and made from, and the estimate that they make up."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, NamedTuple

from runrate.core.decimals import plain
from runrate.core.translation import gettext
from runrate.core.translation import gettext_noop as _

PER_UNIT_LINES: Final[Mapping[str, str]] = {
    "vector_db": _("Vector database"),
    "observability": _("Observability"),
    "tools": _("Tools and guardrails"),
    "integrations": _("Integrations"),
}
"""The plainest lines, each an amount per month and one per unit: `<key>_monthly`, `<key>_per_unit`."""
LINE_NAMES: Final[Mapping[str, str]] = {
    "tokens": _("Tokens"),
    "retries": _("Retries"),
    **PER_UNIT_LINES,
    "human_review": _("Human review"),
    "infrastructure": _("Infrastructure"),
    "upkeep": _("Maintenance (people)"),
    "build": _("Build, amortised"),
}
LINES: Final = tuple(LINE_NAMES)
VISIBLE_LINES: Final = frozenset({"tokens"})
INVOICED_LINES: Final = frozenset({"tokens", "retries"})
_PER_UNIT_INPUTS: Final = {key: (f"{key}_monthly", f"{key}_per_unit") for key in PER_UNIT_LINES}
PER_UNIT_PAIRS: Final = tuple(_PER_UNIT_INPUTS.values())
LINE_FIELDS: Final[Mapping[str, frozenset[str]]] = {
    "tokens": frozenset({"input_tokens", "output_tokens", "input_price", "output_price"}),
    "retries": frozenset({"retry_rate"}),
    **{key: frozenset(names) for key, names in _PER_UNIT_INPUTS.items()},
    "human_review": frozenset(
        {
            "review_rate",
            "review_minutes",
            "reviewer_hourly_cost",
            "reviews_per_reviewer",
            "reviewer_monthly_cost",
        }
    ),
    "infrastructure": frozenset(
        {"infrastructure_monthly", "infrastructure_step_units", "infrastructure_step_monthly"}
    ),
    "upkeep": frozenset({"upkeep_monthly"}),
    "build": frozenset({"build_cost"}),
}


@dataclass(frozen=True, slots=True)
class Note:
    """Something the result says about one of its inputs."""

    field: str
    message: str


class Line(NamedTuple):
    """One cost line of a month: a part that does not move with volume and a part that does."""

    key: str
    visible: bool
    entered: bool
    fixed: Fraction
    per_unit: Fraction
    monthly: Fraction
    total: Fraction

    @property
    def share(self) -> Fraction | None:
        """Its part of the month's total; None when nothing costs anything."""
        return ratio(self.monthly, self.total)

    def as_json(self) -> dict[str, object]:
        return {
            "key": self.key,
            "visible": self.visible,
            "monthly": _spelled(self.monthly),
            "share": _spelled(self.share),
            "entered": self.entered,
        }


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a workload comes to in a month; None where a divisor is zero or an input is missing."""

    units_per_month: Fraction
    token_cost_per_unit: Fraction
    attempts_per_unit: Fraction
    never_succeeds_share: Fraction
    lines: tuple[Line, ...]
    notes: tuple[Note, ...]
    total_monthly: Fraction
    total_yearly: Fraction
    visible_share: Fraction | None
    hidden_share: Fraction | None
    invoice_share: Fraction | None
    hidden_per_visible_dollar: Fraction | None
    cost_per_unit: Fraction | None
    cost_per_accepted_unit: Fraction | None
    cost_per_handled_unit: Fraction | None
    variable_cost_per_unit: Fraction
    fixed_monthly: Fraction
    margin_per_unit: Fraction | None
    net_monthly: Fraction | None
    break_even_units: int | None
    break_even_value_per_unit: Fraction | None
    break_even_review_rate: Fraction | None
    saving_against_human_monthly: Fraction | None

    def line(self, key: str) -> Line:
        return self.lines[LINES.index(key)]

    @property
    def complete(self) -> bool:
        """Whether every line is a value or an explicit zero; if not, the total is "at least"."""
        return all(line.entered for line in self.lines)

    def as_json(self) -> dict[str, object]:
        """The estimate as the contract spells it: decimal strings, null for unknown."""
        numbers = {name: _spelled(getattr(self, name)) for name in NUMBER_OUTPUTS}
        return {
            **numbers,
            "lines": [line.as_json() for line in self.lines],
            "notes": [{"field": note.field, "message": note.message} for note in self.notes],
        }


NUMBER_OUTPUTS: Final = tuple(
    name for name in Estimate.__dataclass_fields__ if name not in {"lines", "notes"}
)


def line_name(key: str) -> str:
    """What a line is called, in the reader's language."""
    return gettext(LINE_NAMES[key])


def _spelled(number: Fraction | int | None) -> str | None:
    return None if number is None else plain(number)


def ratio(part: Fraction, whole: Fraction) -> Fraction | None:
    """A quotient, or None where there is nothing to divide by."""
    if not whole:
        return None
    return part / whole if part else Fraction(0)
