"""The lines of a cost, what each is called and made from, and the estimate that they make up."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Final, NamedTuple

from calculator.domain.break_even.volumes import TOO_MANY_STARTS, PayingVolumes
from calculator.domain.prices.telling_notes import (
    NOTHING_REVIEWED,
    TELL_HALF_A_REVIEW,
    TELL_TOO_LOW,
    tells_of_a_call_too_long,
)
from runrate.core.decimals import plain
from runrate.core.translation import gettext, known_as
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
    "seats": _("Seats"),
    "capacity": _("Reserved or self-hosted capacity"),
    **PER_UNIT_LINES,
    "human_review": _("Human review"),
    "errors": _("Errors that pass"),
    "infrastructure": _("Infrastructure"),
    "upkeep": _("Maintenance (people)"),
    "build": _("Build, amortised"),
}
TOKENS_AND_FEES: Final = _("Tokens and fees")
LINES: Final = tuple(LINE_NAMES)
"""Every line but those of one's own, which come after them as `other_1`, `other_2` ..."""
NOT_ENTERED: Final = _("not entered")
"""What stands for the amount of such a line; never zero."""
VISIBLE_LINES: Final = frozenset({"tokens", "seats", "capacity"})
OPTIONAL_LINES: Final = frozenset({"seats", "capacity", "errors"})
"""Lines that a workload has or has not: left out they make no total a lower bound, and are not listed."""
_PER_UNIT_INPUTS: Final = {key: (f"{key}_monthly", f"{key}_per_unit") for key in PER_UNIT_LINES}
PER_UNIT_PAIRS: Final = tuple(_PER_UNIT_INPUTS.values())
LINE_FIELDS: Final[Mapping[str, frozenset[str]]] = {
    "tokens": frozenset({"input_tokens", "output_tokens", "input_price", "output_price"}),
    "retries": frozenset({"retry_rate"}),
    "seats": frozenset({"seats", "seat_monthly"}),
    "capacity": frozenset({"capacity_instances", "capacity_hourly", "capacity_units_per_instance"}),
    **{key: frozenset(names) for key, names in _PER_UNIT_INPUTS.items()},
    "human_review": frozenset(
        {"review_rate", "review_minutes", "reviewer_hourly_cost", "reviews_per_reviewer"}
        | {"reviewer_monthly_cost"}
    ),
    "errors": frozenset({"error_rate", "error_cost"}),
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
    own_name: str = ""
    """How the reader called a line of their own."""
    with_fees: bool = False

    @property
    def name(self) -> str:
        """What the line is called, in the reader's language."""
        return self.own_name or (gettext(TOKENS_AND_FEES) if self.with_fees else line_name(self.key))

    @property
    def invoiced(self) -> bool:
        """Whether an AI vendor bills it, alone or within another line's bill."""
        return self.visible or self.key == "retries"

    @property
    def share(self) -> Fraction | None:
        """Its part of the month's total; None when nothing costs anything."""
        return ratio(self.monthly, self.total)

    def as_json(self) -> dict[str, object]:
        return {
            "key": self.key,
            "name": self.name,
            "visible": self.visible,
            "monthly": _spelled(self.monthly),
            "share": _spelled(self.share),
            "entered": self.entered,
        }


@dataclass(frozen=True)
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
    payback_months: Fraction | None
    paying: PayingVolumes | None
    """At which volumes it pays; None without the value of a unit."""
    break_even_value_per_unit: Fraction | None
    break_even_review_rate: Fraction | None
    saving_against_human_monthly: Fraction | None
    avoided_error_cost_per_review: Fraction | None
    capacity_cost_per_million_tokens: Fraction | None
    capacity_utilisation: Fraction | None
    unattainable: bool
    """Whether no such acceptance can be, or more tokens are sent than the capacity sustains."""

    @property
    def out_of_reach(self) -> bool:
        """Whether it cannot be as entered: neither what is unattainable, nor a call its model cannot take."""
        return self.unattainable or any(self.calls_too_long)

    @cached_property
    def calls_too_long(self) -> tuple[str, ...]:
        """What has to be said of calls that do not fit their models, each once."""
        said = (note.message for note in self.notes)
        return tuple(dict.fromkeys(each for each in said if tells_of_a_call_too_long(each)))

    @cached_property
    def open_ended(self) -> bool:
        """Whether nothing bounds it: nobody said how much is reviewed, and a review spares errors.

        It might save more of these than it costs, or less.
        """
        open_review = not self.line("human_review").entered or self._says_one_of((NOTHING_REVIEWED,))
        return bool(self.avoided_error_cost_per_review) and open_review

    @property
    def untold(self) -> bool:
        """Whether no verdict can be told: it cannot be as entered, or may turn out either way."""
        return self.out_of_reach or self.open_ended

    @property
    def break_even_units(self) -> int | None:
        """The volume from which it pays for good; None where there is none, or it was not calculated."""
        return self.paying.break_even_units if self.paying else None

    @property
    def paying_volumes(self) -> list[list[int | None]] | None:
        """The runs of volumes at which it pays; None without the value of a unit, or where not calculated."""
        return self.paying.as_json() if self.paying else None

    @property
    def net_of_running(self) -> Fraction | None:
        """What a month leaves once the build is written off; None without the value of a unit."""
        return None if self.net_monthly is None else self.net_monthly + self.line("build").monthly

    @property
    def attainable_cost_per_accepted_unit(self) -> Fraction | None:
        """What an accepted unit costs, as people are told it: none where it cannot be as entered."""
        return None if self.out_of_reach else self.cost_per_accepted_unit

    def line(self, key: str) -> Line:
        """The line of this key; raises StopIteration where there is none."""
        return next(line for line in self.lines if line.key == key)

    @cached_property
    def listed(self) -> tuple[Line, ...]:
        """The lines that this workload has: no optional one that was not entered, and no tokens where a
        vendor is paid by other visible lines only."""
        skipped = {line.key for line in self.lines if line.key in OPTIONAL_LINES and not line.entered}
        paid_otherwise = any(each.visible and each.entered and each.key != "tokens" for each in self.lines)
        if paid_otherwise and not self.token_cost_per_unit:
            skipped |= {"tokens", "retries"}
        return tuple(line for line in self.lines if line.key not in skipped)

    @cached_property
    def missing(self) -> tuple[Line, ...]:
        """The lines that could still cost something and were not entered."""
        return tuple(line for line in self.listed if not line.entered)

    @property
    def complete(self) -> bool:
        """Whether every line is a value or an explicit zero, and its price, or a review, the whole one.

        If not, the total is "at least".
        """
        return not self.missing and not self.too_low

    @property
    def too_low(self) -> bool:
        """Whether more is paid than what this estimate counts of the lines that were entered."""
        return self.tokens_too_low or self.review_too_low

    @cached_property
    def tokens_too_low(self) -> bool:
        """Whether a model is paid for more than what this estimate counts."""
        return self._says_one_of(TELL_TOO_LOW)

    @cached_property
    def review_too_low(self) -> bool:
        """Whether reviews were half entered: they cost nothing so far, and nobody said that they do not."""
        return self._says_one_of(TELL_HALF_A_REVIEW)

    def _says_one_of(self, told: tuple[str, ...]) -> bool:
        return bool(self.notes) and not known_as(*told).isdisjoint(note.message for note in self.notes)

    @property
    def visible_too_low(self) -> bool:
        """Whether more stands above the waterline than is counted."""
        return self.tokens_too_low or any(line.visible for line in self.missing)

    @property
    def billed_too_low(self) -> bool:
        """Whether vendors of AI bill more than is counted."""
        return self.tokens_too_low or any(line.invoiced for line in self.missing)

    @property
    def billed(self) -> Fraction:
        """What AI vendors bill in a month: the visible lines and the retries."""
        return sum((line.monthly for line in self.lines if line.invoiced), Fraction(0))

    @cached_property
    def visible(self) -> Fraction:
        """What is above the waterline in a month: tokens, seats, capacity and lines marked as visible."""
        return sum((line.monthly for line in self.lines if line.visible), Fraction(0))

    def as_json(self) -> dict[str, object]:
        """The estimate as the contract spells it: decimal strings, null for unknown."""
        numbers = {name: _spelled(getattr(self, name)) for name in NUMBER_OUTPUTS}
        return {
            **numbers,
            "break_even_units": _spelled(self.break_even_units),
            "paying_volumes": self.paying_volumes,
            "complete": self.complete,
            "not_entered": [line.key for line in self.missing],
            "lines": [line.as_json() for line in self.lines],
            "notes": [{"field": note.field, "message": note.message} for note in self._notes_to_send()],
        }

    def _notes_to_send(self) -> tuple[Note, ...]:
        """Pages say in their verdict what was not calculated; a program is told so beside its null."""
        if self.paying is None or self.paying.runs is not None:
            return self.notes
        return (*self.notes, Note("units_per_month", gettext(TOO_MANY_STARTS)))


NUMBER_OUTPUTS: Final = tuple(
    name for name in Estimate.__dataclass_fields__ if name not in {"lines", "notes", "paying", "unattainable"}
)


def line_name(key: str) -> str:
    """What a line is called, in the reader's language."""
    return gettext(LINE_NAMES[key])


def _spelled(number: Fraction | int | None) -> str | None:
    return None if number is None else plain(number)


def ratio(part: Fraction, whole: Fraction) -> Fraction | None:
    """A quotient, or None where there is nothing to divide by."""
    return (part / whole if part else Fraction(0)) if whole else None
