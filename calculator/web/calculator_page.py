"""What the calculator page shows: its inputs and their estimate, or for a script the estimate alone."""

from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse
from django.utils.safestring import SafeString

from calculator.models import Scenario
from calculator.web.estimate import Result, read
from calculator.web.fields import examples, inputs
from calculator.web.forms import WorkloadForm
from runrate.core.cached_parts import cached_part, part


def address_of(form: WorkloadForm) -> str:
    """The page that shows what is in the form."""
    return f"{reverse('calculator:page')}?{form.address}"


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
            notes=form.priced.notes,
            row=form.priced.row,
            preset=form.preset,
            last_invoice=form.last_invoice,
            scenario=self.saved,
        )

    @property
    def status(self) -> int:
        return 200 if self.result is not None or self.form.waits else 422

    def estimate(self) -> dict[str, object]:
        """For the estimate alone, and as much as the whole page shows of it."""
        shown: dict[str, object] = {
            "form": self.form,
            "result": self.result,
            "saved": self.saved,
            "address": address_of(self.form),
        }
        if self.result is None:
            return {**shown, "summary": self.form.summary()}
        return {**shown, **_parts(self.result)}

    def context(self) -> dict[str, object]:
        """For the whole page."""
        given = inputs(self.form)
        parts = {"first": given.first, "prices": given.prices, "groups": given.groups}
        return {**self.estimate(), **parts, **examples(self.form)}


def _parts(result: Result) -> dict[str, SafeString]:
    """The larger parts of an estimate; those of a worked example are what everybody sees first."""
    drawing = part("charts/iceberg.svg", common=result.of_example, chart=result.iceberg)
    return {
        "iceberg": drawing if result.iceberg else SafeString(),
        "lines": part("calculator/lines.html", common=result.of_example, result=result),
        "audit": cached_part("calculator/audit.html", figures=result.audit) if result.audit else SafeString(),
    }
