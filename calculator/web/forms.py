"""From what was typed, or stands in an address, to a workload with its prices."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Final
from urllib.parse import urlencode
from uuid import UUID

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from calculator.domain.fields import BY_NAME, NESTED, REPLACED_BY_STEPS
from calculator.domain.labels import label_of
from calculator.domain.presets import BY_KEY as PRESETS
from calculator.domain.presets import FIRST as FIRST_PRESET
from calculator.domain.prices.brought_notes import renumbered_notes
from calculator.domain.prices.carried_notes import NOTES
from calculator.domain.prices.examples import example_notes
from calculator.domain.prices.moved_rows import NOT_TOLD, Told
from calculator.domain.typed_numbers.inputs import (
    LAST_INVOICE,
    read_of,
    refusal_of,
    said_back,
    spelled_input,
)
from calculator.domain.what_if.measured_ranges import ranges_sent
from calculator.domain.workload import Workload
from calculator.domain.workload_input import (
    WorkloadErrors,
    lists_from,
    parse_workload,
)
from calculator.models import Scenario
from calculator.prices.plausibility import doubts
from calculator.prices.pricing import PRICED_BY_A_MODEL, Priced, price_inputs
from calculator.prices.recognised import with_brought
from calculator.prices.replaced import UNTYPED, without_replaced
from calculator.scenarios.moved_ranges import mark_of
from calculator.web.form_rows import (
    ADD,
    FOR,
    MOST,
    NAMES,
    NO_ROWS,
    ROWS_OF,
    UNIT,
    Rows,
    as_steps,
    asked_step,
    batch_factor,
    known_cells,
    place_of,
    typed_again,
    were_flat,
)
from calculator.web.long_addresses import LONGEST, PACKED, short_query, shortened, unpacked
from calculator.web.scenario_forms import refusal_of_invoice
from runrate.core.text import one_name

SCRATCH: Final = "none"
"""In place of an example's key: start with nothing filled in."""
BILL: Final = "bill"  # the upload that inputs were measured by
WORKLOAD_NAME: Final = "workload_name"
"""The name by which an assessment and a scenario are about the same thing; it costs nothing."""
LONGEST_SCENARIO_NAME: Final = 120
LISTS: Final = {"steps": _("Model steps"), "other_lines": _("Your own lines")}
"""What the lists of a workload are called, for people."""


class WorkloadForm:
    """A workload as a person types it; an address without any input shows an example."""

    workload: Workload
    priced: Priced

    def __init__(self, sent: Mapping[str, str], *, today: date | None = None) -> None:
        sent = unpacked(sent) if PACKED in sent else sent
        sent = without_replaced(sent, today) if UNTYPED in sent else sent
        self.today = today
        preset = sent.get("preset", "")
        self.invoice_typed = sent.get(LAST_INVOICE, "").strip()
        self.preset = preset if preset in PRESETS else ""
        self.from_scratch = preset == SCRATCH
        self.scenario_id = _uuid(sent.get("scenario", ""))
        self.bill_id = _uuid(sent.get(BILL, ""))
        self.workload_name = one_name(sent.get(WORKLOAD_NAME, ""))[:LONGEST_SCENARIO_NAME]
        self.ranges = ranges_sent(sent) if sent.get(BILL) else {}
        self.rows_of = sent.get(ROWS_OF, "")[:8]
        """Which version of the saved scenario the rows were those of."""
        self.notes_brought = sent.get(NOTES, "")
        """What a file said of its prices, as an address carries it."""
        self.adds = sent.get(ADD, "") if sent.get(ADD, "") in MOST else ""
        self.shows_first_example = False
        """Whether nobody asked for what it holds: the example that an empty address shows."""
        asked = asked_step(sent) if FOR in sent else ""
        in_rows = bool(asked) or any("." in name for name in sent)
        self.rows = Rows.read(sent, asked) if in_rows else NO_ROWS
        if self.notes_brought and (self.rows.as_sent or self.rows.removed_from):
            self.notes_brought = renumbered_notes(self.notes_brought, self.rows.sent)
        self.looks_for = self.rows.asked or (UNIT if sent.get(FOR) else "")
        """What a model is looked up for: a step of these, or the inputs of a unit."""
        flat = {name: sent[name] for name in NAMES if name in sent}
        cells = list(known_cells(sent)) if in_rows else []
        if not flat and not cells and not asked and not self.from_scratch:
            self.shows_first_example = not self.preset
            self.preset = self.preset or FIRST_PRESET.key
            example = PRESETS[self.preset].workload
            flat = example.as_form()
            if example.steps or example.other_lines:
                self.rows = Rows.read(flat)
                flat = {name: text for name, text in flat.items() if name in BY_NAME}
        self.moved = self.adds == "steps" and not self.rows.counts["steps"] and self._to_steps(flat)
        """Whether the inputs of one model call have just become the first model step."""
        self.has_blanks = any(not spelled_input(name, sent[name]) for name in (*flat, *cells) if name in sent)
        """Whether the address carries empty inputs, as a browser sends them."""
        self.typed = flat | self.rows.texts
        self.measured: Mapping[str, str] = {}
        """Where inputs that are still as a bill measured them come from, in words; set by the page."""

    def _to_steps(self, flat: dict[str, str]) -> bool:
        """Puts what prices one call of a model into the first step; not while it cannot be read."""
        spelled = {name: text for name, raw in flat.items() if (text := spelled_input(name, raw))}
        found = as_steps(spelled, batch_factor(spelled, self.today))
        if found is None:
            self.adds = ""
            return False
        self.rows = Rows.read({**self.rows.texts, **self.rows.told, **were_flat(typed_again(found, flat))})
        for name in REPLACED_BY_STEPS:
            flat.pop(name, None)
        return bool(found)

    @cached_property
    def stepped(self) -> bool:
        """Whether the models of a unit are entered as steps."""
        return bool(self.rows.counts["steps"]) or self.adds == "steps"

    @property
    def empty_steps(self) -> int:
        """Steps beside others with nothing in them: they stand on the page and in no figure."""
        there = self.rows.counts["steps"]
        if not there:
            return 0
        return max(self.rows.empty.get("steps", 0), self.row_count("steps") - there)

    def row_count(self, group: str) -> int:
        """How many rows of a list the page shows: one more where one is added, and one to begin with."""
        there = self.rows.counts[group]
        if self.adds != group:
            return there or 1
        return max(there + 1, 2) if group == "steps" or there else 1

    @cached_property
    def inputs(self) -> dict[str, str]:
        """What was typed, in the contract's spelling; empty means absent."""
        return {name: text for name, raw in self.typed.items() if (text := spelled_input(name, raw))}

    @cached_property
    def refusals(self) -> dict[str, str]:
        """What is no number, and why, by field."""
        return {name: said for name, raw in self.typed.items() if (said := refusal_of(name, raw))}

    @cached_property
    def doubts(self) -> dict[str, str]:
        """What is a number, but hardly the one that was meant, by field."""
        rows = {each.prefix: each.row for each in self.priced.copies} if self.is_valid() else {}
        return doubts(self.typed, rows)

    def said_back(self, name: str) -> str:
        """What was understood of one box, or the question whether that is meant; empty for the plain case."""
        if name == LAST_INVOICE:
            return said_back(name, self.invoice_typed)
        said = self.doubts.get(name, "") or said_back(name, self.typed.get(name, ""))
        return " · ".join(filter(None, (said, self.measured.get(name, ""))))

    def all_said_back(self) -> list[tuple[str, str]]:
        """The same of every box that is not the plain case, each called as it was sent."""
        spoken = [name for name, text in self.typed.items() if text or name in self.measured]
        found = ((name, self.said_back(name)) for name in (*spoken, LAST_INVOICE))
        wrong = self.mistakes
        return [(self.rows.sent_name(name), said) for name, said in found if said and name not in wrong]

    @cached_property
    def last_invoice(self) -> Decimal | None:
        """What the vendor billed last month; it explains an estimate and is no input of it."""
        number = read_of(LAST_INVOICE, self.invoice_typed).number
        return None if number is None or refusal_of_invoice(number) else round(number, 2)

    @cached_property
    def errors(self) -> dict[str, list[str]]:
        """What is wrong, by field; empty when there is a workload."""
        # Whatever a program may write and a person may not has to be refused by the model's reader too.
        inputs = self.inputs | dict.fromkeys(self.refusals, "?")
        try:
            self.priced = price_inputs(lists_from(inputs), self.today)
            self.workload = parse_workload(self.priced.inputs)
            self.priced = replace(self.priced, brought=example_notes(self.preset, self.workload))
            if self.notes_brought:
                self.priced = with_brought(self.priced, self.workload, self.notes_brought, self.today)
        except WorkloadErrors as found:
            refused = {name: [said] for name, said in self.refusals.items() if name in found.errors}
            return found.errors | refused | self._invoice_errors
        return self._invoice_errors

    @property
    def _invoice_errors(self) -> dict[str, list[str]]:
        if not self.invoice_typed or self.last_invoice is not None:
            return {}
        number, refusal = read_of(LAST_INVOICE, self.invoice_typed)
        return {LAST_INVOICE: [refusal if number is None else refusal_of_invoice(number)]}

    def is_valid(self) -> bool:
        """Whether `workload` and `priced` are there to be used."""
        return not self.errors

    @property
    def waits(self) -> bool:
        """Whether somebody who started empty has got nothing wrong and only not everything yet."""
        return self.from_scratch and not any(map(self._was_typed, self.errors))

    def _was_typed(self, name: str) -> bool:
        """Whether something stands in an input; in a list as a whole, where rows are too many."""
        return name in self.inputs or name in NESTED

    @cached_property
    def mistakes(self) -> dict[str, list[str]]:
        """The errors to be shown at their fields."""
        return {} if self.waits else self.errors

    def summary(self, *, as_sent: bool = False) -> list[tuple[str, str, list[str], bool]]:
        """Every error with the input it belongs to, in the order of the page, and whether that was typed.

        `as_sent` calls the inputs of rows by the numbers that the sender's page has for them.
        """
        found = []
        for name in sorted(self.errors, key=place_of):
            called = self.rows.sent_name(name) if as_sent else name
            label = gettext(LISTS[name]) if name in LISTS else label_of(called)
            found.append((called, label, self.errors[name], self._was_typed(name)))
        return found

    @property
    def has_changed(self) -> bool:
        """Whether a row was taken away or numbered anew, or the first step made, since it was sent."""
        return bool(self.moved or self.rows.removed_from or self.rows.as_sent)

    @property
    def start(self) -> str:
        """What it was started from: an example's key, nothing filled in, or an address."""
        return SCRATCH if self.from_scratch else self.preset

    @property
    def kept(self) -> dict[str, str]:
        """All that an address or another form has to carry of it, and nothing that says nothing."""
        beside = {
            "preset": self.start,
            "scenario": str(self.scenario_id or ""),
            BILL: str(self.bill_id or ""),
            WORKLOAD_NAME: self.workload_name,
            LAST_INVOICE: self.invoice_typed,
            NOTES: self.notes_brought,
        }
        were = {**self.rows.told, ROWS_OF: self.rows_of} if self.scenario_id and self.rows.moved else {}
        return {name: text for name, text in (beside | were).items() if text} | self.ranges | self.inputs

    def told(self, saved: Scenario | None) -> Told:
        """Which row of the saved scenario each row is, of the lists in which rows were moved."""
        known = saved is not None and self.rows_of in {"", mark_of(saved)}
        return self.rows.moved if known else NOT_TOLD

    @cached_property
    def address(self) -> str:
        """The query string that is this scenario."""
        query = urlencode(self.kept)
        return query if len(query) <= LONGEST else short_query(self.kept)

    @property
    def carried(self) -> dict[str, str]:
        """The same for a form that leads on to another page."""
        return shortened(self.kept)

    def address_with_model(self, reference: str, day: date, row: str = "") -> str:
        """The same scenario priced by a model of the table on a day, instead of by typed prices.

        `row` is the model step that it is for, `steps.2`; without one, the flat fields.
        """
        prefix = f"{row}." if row else ""
        replaced = {prefix + name for name in PRICED_BY_A_MODEL}
        kept = {name: text for name, text in self.kept.items() if name not in replaced}
        return short_query({**kept, f"{prefix}model": reference, f"{prefix}priced_on": day.isoformat()})


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text[:64])
    except ValueError:
        return None
