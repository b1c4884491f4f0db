"""The calculator page: inputs, what they come to, what moves it, models to choose from."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_GET, require_http_methods

from calculator.domain.guesses import Exploration
from calculator.models import Scenario
from calculator.web import explore_page
from calculator.web.calculator_page import CalculatorPage, address_of
from calculator.web.forms import WorkloadForm
from calculator.web.model_offers import offers
from calculator.web.save_form import TYPED_NAME, save_card
from runrate.core.private import personal
from runrate.core.requests import HtmxRequest
from runrate.limits.web import limited_by_address

MOST_MODELS = 60


@require_http_methods(["GET", "HEAD", "POST"])
@gzip_page
def page(request: HtmxRequest) -> HttpResponse:
    """Inputs and estimate; the address is the scenario. A POST answers the same and keeps nothing."""
    form = WorkloadForm(request.POST if request.method == "POST" else request.GET)
    shown = CalculatorPage(form, own_scenario(request, form))
    if request.htmx:
        response = render(request, "calculator/estimate.html", shown.estimate())
        response["HX-Replace-Url"] = address_of(form)
        return response
    if form.has_blanks and form.is_valid() and request.method != "POST":
        return redirect(address_of(form))
    context = shown.context()
    context["keep"] = _save_card(request, form, shown.saved, query=form.address, takes="workload")
    return render(request, "calculator/page.html", context, status=shown.status)


@require_GET
@limited_by_address("models", 120, 60)
def models(request: HtmxRequest) -> HttpResponse:
    """Models and their prices in force today, searched by words; each is a way back to the inputs."""
    form, words = WorkloadForm(request.GET), request.GET.get("q", request.GET.get("model", ""))[:100]
    found = offers(form, words, timezone.now().date(), most=MOST_MODELS + 1)
    template = "calculator/model_options.html" if request.htmx else "calculator/models.html"
    listed = found[:MOST_MODELS]
    shown = {
        "form": form,
        "offers": listed,
        "current": [offer for offer in listed if not offer.aside],
        "aside": [offer for offer in listed if offer.aside],
        "more": len(found) > MOST_MODELS,
        "words": words,
    }
    return render(request, template, shown)


@require_GET
@limited_by_address("explore", 60, 60)
def explore(request: HtmxRequest) -> HttpResponse:
    """Behind the estimate: what moves it, how far, and what could be done. All of it from the address."""
    form = WorkloadForm(request.GET)
    if not form.is_valid():
        return redirect(address_of(form))
    saved = own_scenario(request, form)
    guesses = Exploration(request.GET, form.workload, saved.exploration if saved else None)
    kept = f"{form.address}&{urlencode(guesses.kept())}"
    card = _save_card(request, form, saved, query=kept, takes="guesses")
    shown = {"form": form, "guesses": guesses, "found": explore_page.explore(guesses), "saved": saved}
    return render(request, "calculator/explore.html", shown | {"keep": card})


def _save_card(
    request: HttpRequest, form: WorkloadForm, saved: Scenario | None, *, query: str, takes: str
) -> SafeString:
    """Rendered once with the page and by no later answer, so that nobody's typing in it is ever replaced."""
    shown = save_card(form, saved, query=query, takes=takes, name=request.GET.get(TYPED_NAME, ""))
    return SafeString(render_to_string("calculator/keep.html", shown, request))


def own_scenario(request: HttpRequest, form: WorkloadForm) -> Scenario | None:
    """The saved scenario that the address says it started from."""
    if form.scenario_id is None:
        return None
    own = Scenario.objects.visible_to(request.user).filter(pk=form.scenario_id).first()
    if own is not None:
        personal(request)
    return own
