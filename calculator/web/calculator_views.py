"""The calculator page: inputs, what they come to, what moves it, models to choose from."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_GET, require_http_methods

from calculator.models import Scenario
from calculator.web import explore_page
from calculator.web.drawing import drawn
from calculator.web.estimate import Result, read
from calculator.web.forms import WorkloadForm
from calculator.web.guesses import ExploreForm
from calculator.web.keeping import keep_card
from calculator.web.model_offers import offers
from runrate.core.private import personal
from runrate.core.requests import HtmxRequest
from runrate.limits.web import limited_by_address

MOST_MODELS = 60


@require_http_methods(["GET", "HEAD", "POST"])
@gzip_page
def page(request: HtmxRequest) -> HttpResponse:
    """Inputs and estimate; the address is the scenario. A POST answers the same and keeps nothing."""
    form = WorkloadForm(request.POST if request.method == "POST" else request.GET)
    valid, address = form.is_valid(), address_of(form)
    saved = own_scenario(request, form)
    if form.has_blanks and valid and request.method != "POST" and not request.htmx:
        return redirect(address)
    keep = SafeString()
    if not request.htmx:
        keep = keep_card(request, form, saved, query=form.address, takes="workload", waits=not valid)
    result = _read(form, saved) if valid else None
    response = drawn(request, form, result, saved=saved, address=address, keep=keep)
    if request.htmx:
        response["HX-Replace-Url"] = address
    return response


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
    guesses = ExploreForm(request.GET, form.workload, saved.exploration if saved else None)
    kept = f"{form.address}&{urlencode(guesses.kept())}"
    shown = {"form": form, "guesses": guesses, "found": explore_page.explore(guesses), "saved": saved}
    keep = keep_card(request, form, saved, query=kept, takes="guesses")
    return render(request, "calculator/explore.html", shown | {"keep": keep})


def address_of(form: WorkloadForm) -> str:
    """The page that shows what is in the form."""
    return f"{reverse('calculator:page')}?{form.address}"


def _read(form: WorkloadForm, saved: Scenario | None) -> Result:
    return read(
        form.workload,
        notes=form.priced.notes,
        row=form.priced.row,
        preset=form.preset,
        last_invoice=form.last_invoice,
        scenario=saved,
    )


def own_scenario(request: HttpRequest, form: WorkloadForm) -> Scenario | None:
    """The saved scenario that the address says it started from."""
    if form.scenario_id is None:
        return None
    own = Scenario.objects.visible_to(request.user).filter(pk=form.scenario_id).first()
    if own is not None:
        personal(request)
    return own
