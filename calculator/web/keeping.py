"""The card by which a calculator page is kept: over the scenario it came from, or as a new one."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from calculator.models import Scenario
from calculator.web.forms import LONGEST_ADDRESS_NAME, WorkloadForm
from calculator.web.scenario_reading import moment, monthly
from runrate.core import once

TYPED_NAME = "keep_as"
"""In an address, the name that was typed into a form which could not be saved yet."""


def keep_card(
    request: HttpRequest,
    form: WorkloadForm,
    saved: Scenario | None,
    *,
    query: str,
    takes: str,
    waits: bool = False,
) -> SafeString:
    """Drawn once with the page and by no later answer, so that nobody's typing in it is ever replaced.

    `query` is what there is to keep; with a script it is read anew from the form of the id `takes`.
    """
    shown = {
        "query": query,
        "takes": takes,
        "waits": waits,
        "explores": takes == "guesses",
        "once": once.token(),
        "name": request.GET.get(TYPED_NAME, "")[:LONGEST_ADDRESS_NAME] or form.workload_name,
        "saved": saved,
        "replaced": monthly(saved) if saved else "",
        "replaced_saved_at": moment(saved.updated_at) if saved else "",
    }
    return mark_safe(render_to_string("calculator/keep.html", shown, request))  # noqa: S308  # a template's own
