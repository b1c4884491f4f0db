"""What stands beside a line of the workbook: not entered, none, or at least; as formulas that follow its
inputs."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from calculator.domain.cost_lines import LINE_FIELDS, LINES, NOT_ENTERED, OPTIONAL_LINES, Estimate, Line
from calculator.domain.fields import AMOUNTS_OF_A_LINE, REPLACED_BY_STEPS
from calculator.domain.formulas.bounds import is_least
from calculator.domain.formulas.lines import within_tokens
from calculator.domain.prices.telling_notes import TELL_OF_A_MODEL
from calculator.domain.workload import Workload
from calculator.files.sheet_bounds import bound_of_review, least_as_exported
from calculator.files.sheet_formulas import Cell, without_tokens
from runrate.core.translation import known_as

_APART = ("cache_read_share", "cache_write_share", "cache_write_1h_share", "routed_share")
"""Inputs that pay some tokens at prices of their own."""


def remark(
    line: Line, found: Estimate, workload: Workload, at: Cell, to: Cell, origins: Mapping[str, str]
) -> tuple[str, str]:
    """The remark of a line as a formula, and what it says now."""
    key, missing = line.key, line in found.missing
    paid_otherwise = without_tokens(at, to, len(workload.other_lines))
    if key == "tokens":
        half = _half_of_tokens(found, workload, at)
        least = _least_of_tokens(found, workload)
        said = least if found.tokens_too_low else "" if line in found.listed else _("none")
        return f'IF({half},{_quoted(least)},IF({paid_otherwise},{_quoted(_("none"))},""))', said
    now = _("at least") if line.entered and is_least(line, found) else ""
    if key == "retries" and now:
        now = _least_of_tokens(found, workload)
    otherwise = absent(key)
    bound = '""'
    if key == "human_review":
        bound = bound_of_review(at)
    elif key == "retries":
        half = _half_of_tokens(found, workload, at)
        least = _least_of_tokens(found, workload)
        bound = f'IF(AND({half},{at("retry_rate")}>0),{_quoted(least)},"")'
        if within := within_tokens(key, workload, origins):
            bound, now = f"IF({at('retry_rate')}=0,{_quoted(within)},{bound})", within
    following = f"IF(COUNT({_given(key, workload, at)})=0,{_quoted(otherwise)},{bound})"
    if key != "retries":
        return following, now if line.entered else _(NOT_ENTERED) if missing else absent(key)
    said = now if line.entered else _(NOT_ENTERED)
    said = said if line in found.listed else _("none")
    return f"IF({paid_otherwise},{_quoted(_('none'))},{following})", said


def absent(key: str) -> str:
    """The remark of a line of which nothing was entered: errors are in no total, and no zero either."""
    if key == "errors":
        return _("not counted")
    return _("none") if key in OPTIONAL_LINES else _(NOT_ENTERED)


def _given(key: str, workload: Workload, at: Cell) -> str:
    """The cells of a line, of which one is enough."""
    if key not in LINES:
        own = f"other_lines.{key.removeprefix('other_')}."
        return ",".join(at(f"{own}{name}") for name in AMOUNTS_OF_A_LINE)
    elsewhere = REPLACED_BY_STEPS if workload.steps else frozenset()
    return ",".join(map(at, sorted(LINE_FIELDS[key] - elsewhere)))


def _half_of_tokens(found: Estimate, workload: Workload, at: Cell) -> str:
    """Whether more is paid for tokens than is counted.

    What a model bills beside text has no cell, and stays. Of plain tokens it follows the four cells: one kind
    has no price where the other has one, or a price and nothing to multiply it with.
    """
    if _as_exported(found, workload):
        return "TRUE" if found.tokens_too_low else "FALSE"
    sides = [(at(f"{side}_tokens"), at(f"{side}_price")) for side in ("input", "output")]
    found_wrong = []
    for (tokens, price), (other, its_price) in (sides, sides[::-1]):
        unpriced = f"AND({tokens}>0,NOT(ISNUMBER({price})),ISNUMBER({its_price}))"
        beside = f"AND(NOT(ISNUMBER({price})),ISNUMBER({its_price}),{other}>0)"
        uncounted = f"AND(NOT(ISNUMBER({tokens})),OR({price}>0,{beside}))"
        found_wrong += [unpriced, uncounted]
    return f"OR({','.join(found_wrong)})"


def _as_exported(found: Estimate, workload: Workload) -> bool:
    """Whether no formula tells if more is paid for tokens than is counted."""
    by_notes = not known_as(*TELL_OF_A_MODEL).isdisjoint(note.message for note in found.notes)
    apart = any(workload.get(name) for name in (*_APART, "long_context_threshold"))
    return by_notes or apart or bool(workload.steps)


def _least_of_tokens(found: Estimate, workload: Workload) -> str:
    """What stands beside tokens of which more is paid than is counted."""
    return least_as_exported() if _as_exported(found, workload) else _("at least")


def _quoted(text: str) -> str:
    return f'"{text}"'
