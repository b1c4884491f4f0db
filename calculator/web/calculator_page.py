"""What the calculator page shows: its inputs and their estimate, or for a script the estimate alone."""

from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from calculator.domain.cost_lines import Note
from calculator.domain.formulas.lines import RETRY_RATE
from calculator.domain.prices.brought_notes import notes_in
from calculator.domain.prices.examples import example_of
from calculator.domain.typed_numbers.inputs import LAST_INVOICE, is_asked_about
from calculator.models import Scenario
from calculator.prices.billed_invoices import read_in, with_invoice
from calculator.prices.provenance import (
    ListPrices,
    example_prices,
    list_prices,
    prices_copied,
    untyped,
)
from calculator.web.estimate import Result, read
from calculator.web.fields import OpenRow, examples, inputs
from calculator.web.form_rows import ADD, FOR, MOST
from calculator.web.forms import WorkloadForm
from calculator.web.long_addresses import LONGEST
from runrate.core.rendering.cached_parts import cached_part, part


def address_of(form: WorkloadForm) -> str:
    """The page that shows what is in the form."""
    return f"{reverse('calculator:page')}?{form.address}"


def address_back(form: WorkloadForm) -> str:
    """From the list of models back to the inputs, with a blank step that one is looked up for."""
    blank = form.rows.asked and not any(name.startswith(f"{form.rows.asked}.") for name in form.inputs)
    return f"{address_of(form)}&{ADD}=steps" if blank else address_of(form)


def address_after(form: WorkloadForm) -> str:
    """The same after a button was pressed: with the row that was asked for, and at its place.

    Who looks for a model takes everything along to the list of models.
    """
    if form.looks_for:
        return f"{reverse('calculator:models')}?{form.address}&{urlencode({FOR: form.looks_for})}"
    here = _address_typed(form)
    if form.adds:
        return f"{here}&{ADD}={form.adds}#{form.adds}.{form.row_count(form.adds)}"
    if form.empty_steps and not form.rows.removed_from:
        # An empty step waits for its numbers where it stood.
        return f"{here}&{ADD}=steps#answer"
    return f"{here}#{form.rows.removed_from}" if form.rows.removed_from else here


def _address_typed(form: WorkloadForm) -> str:
    """The page, on which what may be another number, `1.200`, stands as it was typed and is said back."""
    typed = {name: raw for name, raw in form.typed.items() if is_asked_about(name, raw)}
    query = urlencode(form.kept | typed) if typed else form.address
    return f"{reverse('calculator:page')}?{query}" if len(query) <= LONGEST else address_of(form)


@dataclass(frozen=True)
class CalculatorPage:
    """The inputs of an address, and the saved scenario that it started from."""

    form: WorkloadForm
    saved: Scenario | None

    @cached_property
    def result(self) -> Result | None:
        """The estimate; None while something is wrong or missing."""
        form = self.form
        if not form.is_valid():
            return None
        return read(
            form.workload,
            notes=self.notes,
            row=form.priced.row,
            models=self._models,
            preset=form.preset,
            last_invoice=form.last_invoice,
            billed_in=self._billed_in,
            origins=self._of_retries,
            scenario=self.saved,
        )

    @property
    def _billed_in(self) -> str:
        """The bill that the last invoice was read in: of this page, of a file, or of the saved scenario."""
        if self.form.last_invoice is None:
            return ""
        if said := self.form.measured.get(LAST_INVOICE, ""):
            return said
        return read_in(with_invoice({}, self.form.priced, self.saved, self.form.last_invoice))

    @property
    def _of_retries(self) -> dict[str, str]:
        """Where the retry rate is from: the bill of this page, an imported file, or the saved scenario."""
        said = [self.form.measured.get(RETRY_RATE, "")]
        said += [note.message for note in self.form.priced.brought if note.field == RETRY_RATE]
        said += [self.saved.origins.get(RETRY_RATE, "")] if self.saved else []
        return {RETRY_RATE: found} if (found := next(filter(None, said), "")) else {}

    @cached_property
    def models_in_use(self) -> dict[str, str]:
        """The models whose prices stand, those of an example too, by what they price: `steps.2.`."""
        found = {**example_prices(self.form.preset, self.form.workload), **self._models}
        return {prefix: listed.model for prefix, listed in found.items()}

    @cached_property
    def _models(self) -> dict[str, ListPrices]:
        """Those just looked up; of a saved scenario those whose prices still stand, an example's too."""
        workload = self.form.workload
        example = example_of(self.saved.origins) if self.saved else ""
        of_rows = list_prices(self.copied, workload.as_form(), timezone.now().date()) if self.copied else {}
        return {**example_prices(example, workload), **of_rows}

    @cached_property
    def copied(self) -> dict[str, object]:
        """What is known of the prices, and said of them; of a saved scenario as far as they still stand."""
        return prices_copied(self.form.priced, self.form.workload, self.saved, self.form.told(self.saved))

    @property
    def notes(self) -> tuple[Note, ...]:
        """What has to be said of the prices."""
        return notes_in(self.copied, self.form.workload.as_form())

    @property
    def shown(self) -> str:
        """Which inputs come to which total here, so that a save can tell that prices changed meanwhile."""
        if self.result is None:
            return ""
        return f"{sha256(self.form.address.encode()).hexdigest()[:16]} {self.result.total}"

    @property
    def status(self) -> int:
        return 200 if self.result is not None or self.form.waits else 422

    def estimate(self, *, live: bool = False) -> dict[str, object]:
        """For the estimate alone, and as much as the whole page shows of it.

        `live` is for a script, whose page may have blank rows between those that say something.
        """
        shown: dict[str, object] = {
            "form": self.form,
            "result": self.result,
            "saved": self.saved,
            "address": address_of(self.form),
            "shown": self.shown,
        }
        if live:
            shown["said_back"] = self.form.all_said_back()
        if self.result is None:
            return {**shown, "summary": self.form.summary(as_sent=live)}
        return {**shown, **_parts(self.result)}

    def context(self) -> dict[str, object]:
        """For the whole page."""
        given = inputs(self.form)
        parts = {
            "first": given.first,
            "prices": given.prices,
            "groups": [group for group in given.groups if not group.billed],
            "billed": [group for group in given.groups if group.billed],
            "steps": self._with_costs(given.steps),
            "own_lines": given.own_lines,
            "most": MOST,
            "untyped": untyped(self.form.typed, self.form.preset, self.saved, self.form.told(self.saved)),
        }
        return {**self.estimate(), **parts, **examples(self.form)}

    def _with_costs(self, rows: list[OpenRow]) -> list[tuple[OpenRow, str]]:
        """Each step with what it costs, to stand beside its name."""
        steps = self.result.steps if self.result else ()
        costs = {step.number: f"{step.cost} · {step.share}" for step in steps}
        there = self.form.rows.counts["steps"]
        return [
            (row, costs.get(row.number, "") if row.number <= there or not there else _("empty, not counted"))
            for row in rows
        ]


def _parts(result: Result) -> dict[str, SafeString]:
    """The larger parts of an estimate; those of a worked example are what everybody sees first."""
    drawing = part("charts/iceberg.svg", common=result.of_example, chart=result.iceberg)
    return {
        "iceberg": drawing if result.iceberg else SafeString(),
        "lines": part("calculator/lines.html", common=result.of_example, result=result),
        "audit": cached_part("calculator/audit.html", figures=result.audit) if result.audit else SafeString(),
    }
