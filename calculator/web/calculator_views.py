"""The calculator page: inputs, what they come to, what moves it, models to choose from."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.views.decorators.http import require_http_methods, require_safe

from calculator.domain.what_if.guesses import Exploration
from calculator.models import Scenario
from calculator.scenarios.moved_ranges import mark_of, ranges_now, renumbered
from calculator.web import explore_page
from calculator.web.calculator_page import CalculatorPage, address_after, address_back, address_of
from calculator.web.form_rows import FOR
from calculator.web.forms import SCRATCH, WorkloadForm
from calculator.web.model_list import model_list
from calculator.web.save_form import TYPED_NAME, save_card
from calculator.web.usage.carried import measured_in_words
from runrate.core.private import personal
from runrate.core.rendering.compression import compressed
from runrate.core.requests import HtmxRequest
from runrate.limits.web import limited_by_address

LONGEST_ADDRESS = 8_000
"""About what the server reads."""


@require_http_methods(["GET", "HEAD", "POST"])
@compressed
def page(request: HtmxRequest) -> HttpResponse:
    """Inputs and estimate; the address is the scenario. A POST keeps nothing; that of steps leads to it."""
    posted = request.method == "POST"
    form = _form(request)
    shown = CalculatorPage(form, own_scenario(request, form))
    if request.htmx:
        live = shown.estimate(live=True)
        response = render(request, "calculator/estimate.html", live)
        response["HX-Replace-Url"] = str(live["address"])
        return response
    if _leads_on(form, posted=posted):
        return redirect(address_after(form))
    context = shown.context()
    context["keep"] = _save_card(request, shown, query=form.address, takes="workload")
    return render(request, "calculator/page.html", context, status=shown.status)


def _form(request: HttpRequest) -> WorkloadForm:
    """What was sent, with the bill it was measured by; who came without one asks for none."""
    form = WorkloadForm(request.POST if request.method == "POST" else request.GET)
    if form.bill_id and form.is_valid():
        form.measured = measured_in_words(request, form)
    return form


def _leads_on(form: WorkloadForm, *, posted: bool) -> bool:
    """Whether the page is read at another address than it was asked for."""
    if len(form.address) > LONGEST_ADDRESS:
        return False  # more than a server reads: better no way back than none at all
    if form.looks_for:
        return True
    if posted and not form.stepped:
        return form.has_changed
    return posted or form.has_changed or (form.has_blanks and form.is_valid())


@require_safe
@limited_by_address("models", 120, 60)
def models(request: HtmxRequest) -> HttpResponse:
    """Models and their prices in force today, searched by words; each is a way back to the inputs."""
    form = WorkloadForm(request.GET)
    if form.shows_first_example:
        form = WorkloadForm({"preset": SCRATCH})  # a model put into an example nobody chose tells nothing
    step = form.rows.asked
    found = model_list(form, _words(request, form, step), timezone.now().date(), step)
    template = "calculator/model_options.html" if request.htmx else "calculator/models.html"
    carried = form.carried | ({FOR: step} if step else {})
    return render(request, template, {"found": found, "carried": carried, "here": address_back(form)})


def _words(request: HtmxRequest, form: WorkloadForm, step: str) -> str:
    """What is searched for: on the page of models, or what stands in the box of a model."""
    there = form.typed.get(f"{step}.model" if step else "model", "")
    if request.htmx:
        there = next((str(text) for name, text in request.GET.items() if name.split(".")[-1] == "model"), "")
    return request.GET.get("q", there)[:100]


@require_safe
@limited_by_address("explore", 60, 60)
def explore(request: HtmxRequest) -> HttpResponse:
    """Behind the estimate: what moves it, how far, and what could be done. All of it from the address."""
    form = WorkloadForm(request.GET)
    saved = own_scenario(request, form)
    if not form.is_valid():
        return redirect(address_of(form))
    guesses = _guesses(request, form, saved)
    query = f"{form.address}&{urlencode(guesses.kept())}"
    estimated = CalculatorPage(form, saved)
    card = _save_card(request, estimated, query=query, takes="guesses")
    found = explore_page.explore(guesses, estimated.models_in_use, notes=estimated.notes)
    asked = explore_page.settings(guesses, found)
    shown = {"form": form, "guesses": guesses, "found": found, "settings": asked, "keep": card}
    return render(request, "calculator/explore.html", shown)


def _guesses(request: HttpRequest, form: WorkloadForm, saved: Scenario | None) -> Exploration:
    """Those of the address, and those kept with the scenario, each at its row by the number it has now."""
    sent = renumbered({**form.ranges, **request.GET.dict()}, form.rows.sent)
    kept = ranges_now(saved, form.workload, form.told(saved))[0] if saved else None
    return Exploration(sent, form.workload, kept)


def _save_card(request: HttpRequest, page: CalculatorPage, *, query: str, takes: str) -> SafeString:
    """Rendered once with the page and by no later answer, so that nobody's typing in it is ever replaced."""
    name = request.GET.get(TYPED_NAME, "")
    card = save_card(page.form, page.saved, query=query, shown=page.shown, takes=takes, name=name)
    return SafeString(render_to_string("calculator/keep.html", card, request))


def own_scenario(request: HttpRequest, form: WorkloadForm) -> Scenario | None:
    """The saved scenario that the address says it started from."""
    if form.scenario_id is None:
        return None
    own = Scenario.objects.visible_to(request.user).filter(pk=form.scenario_id).first()
    if own is not None:
        personal(request)
        form.rows_of = form.rows_of or mark_of(own)
    return own
