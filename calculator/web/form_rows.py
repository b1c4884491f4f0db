"""The rows of a form, model steps and lines of one's own: as typed, added, taken away, numbered anew."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Final

from calculator.domain.fields import (
    BY_NAME,
    MOST_OTHER_LINES,
    MOST_STEPS,
    NESTED,
    PRICE_TABLE_FIELDS,
    REPLACED_BY_STEPS,
)
from calculator.domain.prices.moved_rows import NEW, WAS, WAS_FLAT
from calculator.domain.typed_numbers.inputs import is_asked_about, spelled_input
from calculator.domain.workload_input import WorkloadErrors, read_decimal
from calculator.prices.pricing import price_inputs
from calculator.web.input_groups import STEP, STEP_PRICES
from runrate.core.decimals import plain
from runrate.core.translation import gettext
from runrate.core.translation import gettext_noop as _

NAMES: Final = (*BY_NAME, *PRICE_TABLE_FIELDS)
"""The inputs that are in no row."""
ADD: Final = "add"
REMOVE: Final = "remove"
FOR: Final = "for"
"""What a model is looked up for: `steps.2`, or the inputs of a unit."""
UNIT: Final = "unit"
ROWS_OF: Final = "rows_of"
"""The mark of the saved version whose rows a page tells of."""
MOST: Final[Mapping[str, int]] = {"steps": MOST_STEPS, "other_lines": MOST_OTHER_LINES}
ROW_NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "steps": tuple(dict.fromkeys((*STEP, *STEP_PRICES, *NESTED["steps"]))),
    "other_lines": tuple(NESTED["other_lines"]),
}
"""What may be typed into a row, in the order of the page."""
MOST_ROWS_SHOWN: Final = 40
"""Of a form; far more than there may be, so that nobody who pasted too many loses them."""
PLACES: Final = 12
"""Of a token or a search of one call, where a unit's do not divide: far below what a price can tell."""
OF_ONE_CALL: Final = ("input_tokens", "output_tokens")
ROUTED: Final = _("Cheaper model")
_CELL: Final = re.compile(r"(steps|other_lines)\.([1-9]\d{0,2})\.([a-z0-9_]{1,40})", re.ASCII)
_WAS: Final = re.compile(r"\d{1,3}|new", re.ASCII)
_STEP: Final = re.compile(r"steps\.[1-9]\d?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a form that say something, numbered without gaps."""

    texts: dict[str, str]
    """What was typed, by its name: `steps.1.calls`."""
    counts: dict[str, int]
    """How many rows there are, by list."""
    as_sent: dict[str, str] = field(default_factory=dict)
    """What a row was called when it was sent, where that was another number: `steps.2` by `steps.1`."""
    removed_from: str = ""
    """The list that one was taken from."""
    empty: dict[str, int] = field(default_factory=dict)
    """How many rows were sent with nothing in them, by list."""
    asked: str = ""
    """The step that a model is looked up for, by its number here; it may be blank."""
    were: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Which row of the saved scenario each row is, by list: `2`, or one that is new."""

    @classmethod
    def read(cls, sent: Mapping[str, str], asked: str = "") -> "Rows":
        """The rows among what was sent; blank ones are left out, and so is the one to be removed.

        `asked` is the step that a model is looked up for, which keeps its place while it is blank.
        """
        found: dict[tuple[str, int], dict[str, str]] = {_place(asked): {}} if asked else {}
        gone, asked_here = sent.get(REMOVE, ""), ""
        removed_from, sent_empty = "", set()
        told: dict[str, dict[int, str]] = {group: {} for group in MOST}
        for name in sent:
            cell = _CELL.fullmatch(name)
            if cell is None or cell[3] not in ROW_NAMES[cell[1]]:
                if cell and cell[3] == WAS and _WAS.fullmatch(sent[name]):
                    told[cell[1]][int(cell[2])] = sent[name]
                continue
            if gone == f"{cell[1]}.{cell[2]}":
                removed_from = cell[1]
            elif sent[name].strip():
                found.setdefault((cell[1], int(cell[2])), {})[cell[3]] = sent[name]
            else:
                sent_empty.add((cell[1], int(cell[2])))
        blank = sorted(group for group, _number in sent_empty - found.keys())
        texts: dict[str, str] = {}
        counts, as_sent, empty = dict.fromkeys(MOST, 0), {}, {group: blank.count(group) for group in MOST}
        were: dict[str, tuple[str, ...]] = dict.fromkeys(MOST, ())
        for (group, number), typed in sorted(found.items()):
            counts[group] += 1
            if counts[group] > MOST_ROWS_SHOWN:
                continue
            row = f"{group}.{counts[group]}"
            were[group] += (told[group].get(number, NEW) if told[group] else str(number),)
            if number != counts[group]:
                as_sent[row] = f"{group}.{number}"
            asked_here = row if asked == f"{group}.{number}" else asked_here
            texts |= {f"{row}.{part}": typed[part] for part in ROW_NAMES[group] if part in typed}
        return cls(texts, counts, as_sent, removed_from, empty, asked_here, were)

    @property
    def moved(self) -> dict[str, tuple[str, ...]]:
        """Which row of the saved scenario each row is, of lists in which that is another one or none."""
        return {
            group: were
            for group, were in self.were.items()
            if were != tuple(str(number) for number in range(1, len(were) + 1))
        }

    @property
    def told(self) -> dict[str, str]:
        """The same as an address says it."""
        return {
            f"{group}.{number}.{WAS}": was
            for group, were in self.moved.items()
            for number, was in enumerate(were, start=1)
        }

    def was(self, group: str, number: int) -> str:
        """Which row of the saved scenario this one is."""
        were = self.were.get(group, ())
        return were[number - 1] if number <= len(were) else NEW

    @property
    def as_saved(self) -> "Rows":
        """The same once they are the rows of the saved scenario."""
        return replace(self, were={})

    @property
    def sent(self) -> dict[str, str]:
        """What each row was called when it was sent."""
        rows = [f"{group}.{number}" for group, there in self.counts.items() for number in range(1, there + 1)]
        return {row: self.as_sent.get(row, row) for row in rows}

    def sent_name(self, name: str) -> str:
        """What an input of this name was called when it was sent."""
        row, _dot, part = name.rpartition(".")
        return f"{self.as_sent[row]}.{part}" if row in self.as_sent else name


def _place(row: str) -> tuple[str, int]:
    """The list of `steps.2`, and its number."""
    group, _dot, number = row.partition(".")
    return group, int(number)


NO_ROWS: Final = Rows({}, dict.fromkeys(MOST, 0))
"""Of a form without any, as most are."""


def asked_step(sent: Mapping[str, str]) -> str:
    """The step that a model is looked up for, `steps.2`; empty where it is for the inputs of a unit."""
    asked = sent.get(FOR, "")
    if not _STEP.fullmatch(asked) or any(sent.get(name, "").strip() for name in REPLACED_BY_STEPS):
        return ""
    return asked


def known_cells(sent: Mapping[str, str]) -> Iterator[str]:
    """The names that belong to a row, whatever is in them."""
    for name in sent:
        cell = _CELL.fullmatch(name)
        if cell and cell[3] in ROW_NAMES[cell[1]]:
            yield name


def as_steps(flat: Mapping[str, str], batch_factor: str = "") -> dict[str, str] | None:
    """The flat inputs of a unit as its first model step, at the same cost; None where that cannot be.

    Tokens of all calls become those of one call; where they do not divide, some calls have one more, in a
    step of their own. Units routed to a cheaper model become a step of their own, in whose calls their share
    is; `batch_factor` is that of the model, by which they go too where nobody typed one.
    """
    given = {name: text for name, text in flat.items() if name in REPLACED_BY_STEPS}
    counted = ("calls_per_unit", "routed_share", "searches_per_unit", *OF_ONE_CALL)
    numbers = {name: read_decimal(given[name])[0] for name in counted if name in given}
    if None in numbers.values():
        return None
    known = {name: Fraction(number) for name, number in numbers.items() if number is not None}
    calls, routed = known.get("calls_per_unit", Fraction(1)), known.get("routed_share", Fraction(0))
    if calls <= 0 or not 0 <= routed <= 1:
        return None
    step = {name: text for name, text in given.items() if name in ROW_NAMES["steps"]}
    of_all: dict[str, Fraction] = {name: known[name] for name in OF_ONE_CALL if name in known and calls != 1}
    if "searches_per_unit" in known:
        of_all["searches"] = known["searches_per_unit"]
    rows = []
    for alike, of_one in _alike(of_all, calls):
        if step and routed < 1:
            rows.append(step | of_one | {"calls": plain(alike * (1 - routed))})
    for alike, of_one in _alike(of_all, calls) if routed else ():
        rows.append(_routed(given, step | of_one, batch_factor) | {"calls": plain(alike * routed)})
    if any(read_decimal(row["calls"])[0] is None for row in rows):
        return None
    named = enumerate(rows, start=1)
    return {f"steps.{number}.{name}": text for number, row in named for name, text in row.items()}


def typed_again(steps: Mapping[str, str], flat: Mapping[str, str]) -> dict[str, str]:
    """Steps that were the inputs of a unit, and of these as it was typed what has to be said back."""
    again = dict(steps)
    for place, text in steps.items():
        name = place.rpartition(".")[2]
        raw = flat.get(name, "")
        if is_asked_about(name, raw) and spelled_input(name, raw) == text:
            again[place] = raw
    return again


def batch_factor(flat: dict[str, str], today: date | None) -> str:
    """That of the model, where units routed past it go by it too."""
    if not {"model", "routed_share", "batch_share"} <= flat.keys():
        return ""
    try:
        priced = price_inputs(flat, today).inputs
    except WorkloadErrors:
        return ""
    return str(priced["batch_factor"])


def were_flat(steps: Mapping[str, str]) -> dict[str, str]:
    """Steps that say of themselves that they were the inputs of a unit."""
    rows = {name.rpartition(".")[0] for name in steps}
    return {**steps, **{f"{row}.{WAS}": WAS_FLAT for row in rows}}


def _alike(of_all: Mapping[str, Fraction], calls: Fraction) -> list[tuple[Fraction, dict[str, str]]]:
    """How many calls are alike, and what one of them has of what all have together.

    What does not divide stays whole, of 1.5 calls too: the first calls, or a part of one, have one more than
    the others.
    """
    uneven = {name for name, number in of_all.items() if _repeats(number / calls)}
    more = {name: of_all[name] % calls for name in uneven}
    ends = sorted({*more.values(), calls} - {Fraction(0)})
    found = []
    for first, end in pairwise([Fraction(0), *ends]):
        of_one = {
            name: Fraction(number // calls + (first < more[name])) if name in more else number / calls
            for name, number in of_all.items()
        }
        found.append((end - first, {name: _rounded(number) for name, number in of_one.items()}))
    return found


def _repeats(number: Fraction) -> bool:
    """Whether its decimals do not end within those of a box."""
    return round(number, PLACES) != number


def _routed(given: Mapping[str, str], step: Mapping[str, str], batch_factor: str) -> dict[str, str]:
    """The step of the cheaper model: its two prices, no cache, the same batch."""
    kept = {"batch_factor": batch_factor} if batch_factor else {}
    kept |= {name: step[name] for name in (*OF_ONE_CALL, "batch_share", "batch_factor") if name in step}
    prices = {name: f"routed_{name}" for name in ("input_price", "output_price")}
    cheaper = {name: given[routed] for name, routed in prices.items() if routed in given}
    return {"name": gettext(ROUTED)} | kept | cheaper


def _rounded(number: Fraction) -> str:
    return plain(round(number, PLACES))


def place_of(name: str) -> tuple[int, str, int, int]:
    """Where an input stands on the page: those of a unit, then model steps, then lines of one's own."""
    if name in NAMES:
        return (0, "", 0, NAMES.index(name))
    group, _dot, rest = name.partition(".")
    number, _dot, part = rest.partition(".")
    if group not in ROW_NAMES:
        return (0, "", 0, -1)
    listed = ROW_NAMES[group]
    return (
        1 if group == "steps" else 2,
        group,
        int(number or 0),
        listed.index(part) if part in listed else 0,
    )
