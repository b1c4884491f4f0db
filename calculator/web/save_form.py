"""The card by which a calculator page is saved: over the scenario it came from, or as a new one."""

from collections.abc import Mapping
from functools import cached_property

from django.http import QueryDict
from django.utils.translation import gettext as _

from calculator.domain.what_if.guesses import Exploration
from calculator.models import Scenario
from calculator.scenarios.moved_ranges import ranges_now, renumbered
from calculator.scenarios.saving import Wanted
from calculator.web.forms import LONGEST_SCENARIO_NAME, WorkloadForm
from calculator.web.scenario_page import moment, monthly
from runrate.core import idempotency
from runrate.core.text import one_name

TYPED_NAME = "keep_as"
"""In an address, the name that was typed into a form which could not be saved yet."""
LONGEST_SHOWN = 100
LONGEST_ADDRESS_NAME = 1000
"""Letters of a name that is too long and goes back to its box all the same."""


class SaveForm:
    """The scenario that was computed, the name it is saved under, and the id that makes two presses one."""

    def __init__(self, sent: Mapping[str, str]) -> None:
        self._address = QueryDict(sent.get("scenario", ""))
        self.workload_form = WorkloadForm(self._address)
        self.name = one_name(sent.get("name", "")[:LONGEST_ADDRESS_NAME])
        self.id = idempotency.id_in(sent)
        self.changes_saved_one = "update" in sent
        self.seen = sent.get("seen", "")
        """When the version was saved that the page said it would replace."""
        self.shown = sent.get("shown", "")[:LONGEST_SHOWN]
        """Which inputs came to which total on the page."""

    @property
    def mistake(self) -> str:
        """What is wrong with the name; nothing where it fits."""
        if len(self.name) <= LONGEST_SCENARIO_NAME:
            return ""
        said = _("Enter a name of at most %(most)s characters; this one has %(there)s.")
        return said % {"most": LONGEST_SCENARIO_NAME, "there": len(self.name)}

    def is_valid(self) -> bool:
        """Whether there is a workload, and a name that fits."""
        return self.workload_form.is_valid() and not self.mistake

    @cached_property
    def exploration(self) -> dict[str, str]:
        """What was typed around the estimate; only of a workload that is valid."""
        form = self.workload_form
        sent = renumbered({**form.ranges, **self._address.dict()}, form.rows.sent)
        return Exploration(sent, form.workload).kept()

    def ranges_over(self, current: Scenario) -> tuple[dict[str, str], tuple[str, ...]]:
        """What is kept around the scenario that is changed, and the inputs whose ranges end with that."""
        if self.exploration:
            return self.exploration, ()
        form = self.workload_form
        return ranges_now(current, form.workload, form.told(current))

    def as_sent(self) -> WorkloadForm:
        """The inputs once more, as the page had them: before exact digits of a bill come back."""
        return WorkloadForm(self._address)

    def repriced(self, now: str) -> tuple[str, str] | None:
        """The total that the page showed and that of the same inputs now, where prices made them differ.

        None too where the page showed the total of other inputs: a script had not caught up.
        """
        (inputs, _space, then), (same, _space, total) = self.shown.partition(" "), now.partition(" ")
        return (then, total) if then and inputs == same and then != total else None

    def wanted(self, *, before: Scenario | None, deleted: Scenario | None) -> tuple[Wanted, tuple[str, ...]]:
        """What is to be saved as a new scenario, perhaps for one that was deleted meanwhile.

        With it the inputs of that whose ranges end.
        """
        form, source = self.workload_form, before or deleted
        named = deleted.name if deleted else self.name or form.workload_name
        ranges, ended = (self.exploration, ()) if source is None else self.ranges_over(source)
        return Wanted(
            name=named or _("Costs of a %(unit)s") % {"unit": form.workload.unit_name},
            workload=form.workload,
            priced=form.priced,
            preset=form.preset,
            exploration=ranges,
            last_invoice=form.last_invoice,
            workload_name=form.workload_name,
            before=source,
            told=form.told(source),
        ), ended


def save_card(
    form: WorkloadForm,
    saved: Scenario | None,
    *,
    query: str,
    shown: str,
    takes: str,
    name: str,
) -> dict[str, object]:
    """What the card shows. `query` is what there is to save; a script reads it anew from the form `takes`.

    `name` is one that was typed and could not be saved yet.
    """
    return {
        "query": query,
        "shown": shown,
        "takes": takes,
        "waits": not form.is_valid(),
        "explores": takes == "guesses",
        "once": idempotency.token(),
        "name": name[:LONGEST_ADDRESS_NAME] or form.workload_name,
        "saved": saved,
        "replaced": monthly(saved) if saved else "",
        "replaced_saved_at": moment(saved.updated_at) if saved else "",
    }
