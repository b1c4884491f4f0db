"""The scenario of an address as a file, and a file as the address that shows it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_safe

from calculator.domain.prices.brought_notes import notes_in
from calculator.domain.prices.mixed_notes import mixed_notes
from calculator.files.downloads import download
from calculator.models import Scenario
from calculator.prices.billed_invoices import with_invoice
from calculator.prices.provenance import in_words, models_of_steps, origins, prices_copied
from calculator.web.calculator_page import address_of
from calculator.web.calculator_views import own_scenario
from calculator.web.files.import_form import ImportForm
from calculator.web.forms import WorkloadForm
from calculator.web.usage.carried import with_measured
from runrate.core import form_drafts
from runrate.core.json_input import LONGEST_BODY
from runrate.limits.web import limited_by_address

IMPORT = "calculator/import.html"


@require_safe
@limited_by_address("costs", 30, 60)
def export(request: HttpRequest, format: str) -> HttpResponse:
    """Workbook, CSV or JSON; nobody needs an account for that."""
    form = WorkloadForm(request.GET)
    if not form.is_valid():
        return redirect(address_of(form))
    form = with_measured(request, form)
    saved, today = own_scenario(request, form), timezone.now().date()
    found = origins(form.workload, form.priced, preset=form.preset, before=saved, told=form.told(saved))
    found = with_invoice(found, form.priced, saved, form.last_invoice)
    copied = prices_copied(form.priced, form.workload, saved, form.told(saved))
    words = {name: in_words(origin, copied, today) for name, origin in found.items()} | models_of_steps(
        copied
    )
    notes = (*notes_in(copied, form.workload.as_form()), *mixed_notes(found, copied))
    return download(format, form.workload, words, notes=notes, last_invoice=form.last_invoice)


@require_http_methods(["GET", "HEAD", "POST"])
def import_workload(request: HttpRequest) -> HttpResponse:
    """A workload as JSON becomes the address that shows it; nothing is kept.

    Come from a saved scenario, it opens as changes to that one, to be saved over it or beside it.
    """
    sent = request.POST if request.method == "POST" else request.GET
    over = own_scenario(request, WorkloadForm({"scenario": sent.get("scenario", "")}))
    if request.method != "POST":
        return render(request, IMPORT, {"form": _refused_before(request), "over": over})
    form = _sent(request)
    if form.errors:
        here = _over(request.path, "?", over)
        back = form_drafts.refused(request, to=here, errors={ImportForm.WHOLE: form.errors})
        return back or render(request, IMPORT, {"form": form, "over": over}, status=422)
    return redirect(_over(f"{reverse('calculator:page')}?{form.address}", "&", over))


def _sent(request: HttpRequest) -> ImportForm:
    uploaded = request.FILES.get("file")
    return ImportForm(request.POST.get("workload", ""), uploaded.read(LONGEST_BODY + 1) if uploaded else None)


def _refused_before(request: HttpRequest) -> ImportForm | None:
    waiting = form_drafts.kept(request)
    return ImportForm.refused(waiting.fields.get("workload", ""), waiting.errors) if waiting else None


def _over(address: str, joint: str, scenario: Scenario | None) -> str:
    """The address, with the scenario that the file is to be saved over."""
    return f"{address}{joint}{urlencode({'scenario': str(scenario.pk)})}" if scenario else address
