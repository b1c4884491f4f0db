"""Which way a figure may still move where an estimate is not complete, said once for every way out."""

from collections.abc import Callable, Mapping
from enum import Enum
from fractions import Fraction
from typing import Final

from calculator.domain.cost_lines import NOT_ENTERED, NUMBER_OUTPUTS, Estimate, Line
from runrate.core.numbers import at_least, at_most, money
from runrate.core.translation import gettext as _


class Bound(Enum):
    """What is not counted can only add to a cost, and lessen what is left after it."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    AS_ENTERED = "as_entered"
    """It may move either way, or a bound would say nothing: at most all, at least nothing."""
    OUT_OF_REACH = "out_of_reach"
    """It follows from what cannot be as entered, and is told nobody but a program."""


def _incomplete(estimate: Estimate) -> bool:
    return not estimate.complete


def _without_retries(estimate: Estimate) -> bool:
    """Whether attempts are counted once each for want of a rate; where none costs anything, too."""
    return not estimate.line("retries").entered


def _tokens_too_low(estimate: Estimate) -> bool:
    return estimate.tokens_too_low


_BOUNDS: Final[Mapping[str, tuple[Bound, Callable[[Estimate], bool]]]] = {
    "token_cost_per_unit": (Bound.AT_LEAST, _tokens_too_low),
    "attempts_per_unit": (Bound.AT_LEAST, _without_retries),
    "never_succeeds_share": (Bound.AT_LEAST, _without_retries),
    "total_monthly": (Bound.AT_LEAST, _incomplete),
    "total_yearly": (Bound.AT_LEAST, _incomplete),
    "visible_share": (Bound.AS_ENTERED, _incomplete),
    "hidden_share": (Bound.AS_ENTERED, _incomplete),
    "invoice_share": (Bound.AS_ENTERED, _incomplete),
    "hidden_per_visible_dollar": (Bound.AS_ENTERED, _incomplete),
    "line_share": (Bound.AS_ENTERED, _incomplete),
    "hidden_monthly": (Bound.AS_ENTERED, _incomplete),
    "cost_per_unit": (Bound.AT_LEAST, _incomplete),
    "cost_per_accepted_unit": (Bound.AT_LEAST, _incomplete),
    "cost_per_handled_unit": (Bound.AT_LEAST, _incomplete),
    "variable_cost_per_unit": (Bound.AT_LEAST, _incomplete),
    "fixed_monthly": (Bound.AT_LEAST, _incomplete),
    "margin_per_unit": (Bound.AT_MOST, _incomplete),
    "net_monthly": (Bound.AT_MOST, _incomplete),
    "payback_months": (Bound.AT_LEAST, _incomplete),
    "paying_volumes": (Bound.AS_ENTERED, _incomplete),
    "break_even_units": (Bound.AT_LEAST, _incomplete),
    "break_even_value_per_unit": (Bound.AT_LEAST, _incomplete),
    "break_even_review_rate": (Bound.AT_MOST, _incomplete),
    "saving_against_human_monthly": (Bound.AT_MOST, _incomplete),
    "capacity_cost_per_million_tokens": (Bound.AT_MOST, _without_retries),
    "capacity_utilisation": (Bound.AT_LEAST, _without_retries),
}
_OF_TOKENS: Final = frozenset({"tokens", "retries"})
UNKNOWN: Final = "–"
SHARES: Final = frozenset({"visible_share", "hidden_share", "invoice_share", "line_share"})
REST_ON_ACCEPTANCE: Final = frozenset(
    {
        "cost_per_accepted_unit",
        "cost_per_handled_unit",
        "margin_per_unit",
        "net_monthly",
        "payback_months",
        "break_even_units",
        "paying_volumes",
        "break_even_value_per_unit",
        "break_even_review_rate",
        "saving_against_human_monthly",
    }
)
"""What no page tells where the work cannot be done as entered, and an acceptance cannot be reached."""
_SENT: Final = frozenset({*NUMBER_OUTPUTS, "break_even_units", "paying_volumes"})
_SAYS_NOTHING: Final = {"break_even_units": 0, "break_even_review_rate": 1}
"""At least no unit and at most every review: no bound."""


def of_incomplete(name: str) -> Bound:
    """Which way an output that follows from the total is off where a line is missing."""
    return _BOUNDS[name][0]


def bound_of(name: str, estimate: Estimate) -> Bound | None:
    """The bound that an output is; None where it is exact, or not known."""
    value = getattr(estimate, name, 0)  # a share of one line, or a sum of some, is always known
    if value is not None and estimate.out_of_reach and name in REST_ON_ACCEPTANCE:
        return Bound.OUT_OF_REACH
    bound, applies = _BOUNDS.get(name, (None, _incomplete))
    if value is not None and estimate.open_ended and applies is _incomplete and bound is not None:
        return Bound.AS_ENTERED
    if value in (None, []) or bound is None or not applies(estimate):
        return None  # where no volume pays, none will with further costs
    return Bound.AS_ENTERED if _SAYS_NOTHING.get(name) == value else bound


def told(name: str, estimate: Estimate) -> Fraction | int | None:
    """A figure as people are told it: none where it follows from what cannot be as entered."""
    value: Fraction | int | None = getattr(estimate, name)
    return None if bound_of(name, estimate) is Bound.OUT_OF_REACH else value


def bounds_of(estimate: Estimate) -> dict[str, str]:
    """The bound of each output that is one, for programs."""
    found = {name: bound_of(name, estimate) for name in _BOUNDS if name in _SENT}
    least = {
        f"lines.{line.key}.monthly": Bound.AT_LEAST.value
        for line in estimate.lines
        if is_least(line, estimate)
    }
    return {name: bound.value for name, bound in found.items() if bound} | least


def bound_words(name: str, bound: Bound | None) -> str:
    """What stands beside the figure; nothing where it is exact."""
    if bound is None:
        return ""
    if bound is Bound.AT_LEAST:
        return _("at least")
    if bound is Bound.AT_MOST:
        return _("at most")
    if bound is Bound.OUT_OF_REACH:
        return _("cannot be as entered")
    return _("of what is entered") if name in SHARES else _("as far as entered")


def said_with_bound(name: str, text: str, estimate: Estimate) -> str:
    """A figure, already written, with its bound: `at least $180.00`; what is not known stays as it is."""
    bound = bound_of(name, estimate)
    if bound is Bound.AT_LEAST:
        return at_least(text, complete=False)
    if bound is Bound.AT_MOST:
        return at_most(text, complete=False)
    if bound is Bound.OUT_OF_REACH:
        return UNKNOWN
    if bound is None:
        return text
    return f"{text} {bound_words(name, bound)}"


def least(amount: str, *, complete: bool, open_ended: bool) -> str:
    """A cost, already written: what is missing can only add to it, or move it either way (`open_ended`)."""
    if open_ended:
        return _("{amount} as far as entered").format(amount=amount)
    return at_least(amount, complete=complete)


def bounded(amount: str, estimate: Estimate) -> str:
    """A cost that follows from the total, already written, with what bounds it."""
    return said_with_bound("total_monthly", amount, estimate)


def hedge(estimate: Estimate) -> str:
    """What stands behind the name of such a cost: `, at least`; nothing where it is exact."""
    return label_with_bound("total_monthly", "", estimate)


def is_least(line: Line, estimate: Estimate) -> bool:
    """Whether more is paid for a line's tokens, or its reviews, than what it counts."""
    if line.key == "human_review":
        return estimate.review_too_low
    counts = line.key in _OF_TOKENS and bool(line.entered) and estimate.tokens_too_low
    return counts and (line.key == "tokens" or estimate.attempts_per_unit > 1)


def half_entered(line: Line, estimate: Estimate) -> bool:
    """Whether it costs nothing so far because a review's share or price is missing: that is no zero."""
    return line.entered and not line.monthly and is_least(line, estimate)


def why_half(line: Line, estimate: Estimate) -> str:
    """Why a review that is half entered has no amount yet, as its remark says; nothing of any other line."""
    if line.key != "human_review" or not half_entered(line, estimate):
        return ""
    return " ".join(note.message for note in estimate.notes if note.field == "review_rate")


def open_words(line: Line, estimate: Estimate) -> str:
    """What stands for the amount of a line that has none yet; nothing where it has."""
    if not line.entered:
        return _(NOT_ENTERED)
    return _("only half entered") if half_entered(line, estimate) else ""


def line_with_bound(line: Line, estimate: Estimate) -> str:
    """What a line comes to in a month, with its bound: `at least $5.96`."""
    return at_least(money(line.monthly), complete=not is_least(line, estimate))


def label_with_bound(name: str, label: str, estimate: Estimate) -> str:
    """What a figure is called, with its bound behind it: `Cost per unit, at least`."""
    words = bound_words(name, bound_of(name, estimate))
    return f"{label}, {words}" if words else label
