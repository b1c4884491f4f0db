"""The calculator page: its inputs, what they come to, the models to choose from, and keeping the result."""

from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from calculator import exploring, services
from calculator.fields import inputs
from calculator.forms import SaveForm, WorkloadForm
from calculator.guesses import ExploreForm
from calculator.offers import offers
from calculator.result import Result, read
from runrate.kit import visitor
from runrate.kit.requests import HtmxRequest

MOST_MODELS = 60


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HtmxRequest) -> HttpResponse:
    """Inputs and estimate; the address is the scenario. A POST answers the same and keeps nothing."""
    form = WorkloadForm(request.POST if request.method == "POST" else request.GET)
    valid, address = form.is_valid(), _address(form)
    if form.has_blanks and valid and request.method != "POST" and not request.htmx:
        return redirect(address)
    shown = {"form": form, "address": address, "save_id": uuid4(), "summary": form.summary()}
    shown["result"] = _read(form) if valid else None
    if request.htmx:
        response = render(request, "calculator/estimate.html", shown)
        response["HX-Replace-Url"] = address
        return response
    return render(request, "calculator/page.html", shown | inputs(form), status=200 if valid else 422)


@require_GET
def models(request: HtmxRequest) -> HttpResponse:
    """Models and their prices in force today, searched by words; each is a way back to the inputs."""
    form, words = WorkloadForm(request.GET), request.GET.get("q", request.GET.get("model", ""))[:100]
    found = offers(form, words, timezone.now().date(), most=MOST_MODELS)
    template = "calculator/model_options.html" if request.htmx else "calculator/models.html"
    return render(request, template, {"form": form, "offers": found, "words": words})


@require_POST
def save(request: HttpRequest) -> HttpResponseRedirect:
    """Keep a scenario; without an account it waits, unowned, until its visitor has signed in."""
    typed = QueryDict(request.POST.get("scenario", ""))
    form, wanted = WorkloadForm(typed), SaveForm(request.POST)
    if not form.is_valid():
        return redirect(_address(form))
    scenario = services.save_scenario(
        id=wanted.id,
        user=request.user,
        name=wanted.name or _("Costs of a %(unit)s") % {"unit": form.workload.unit_name},
        workload=form.workload,
        priced=form.priced,
        preset=form.preset,
        exploration=ExploreForm(typed, form.workload).kept(),
    )
    if request.user.is_authenticated:
        messages.success(request, _("“%(name)s” is saved with your scenarios.") % {"name": scenario.name})
        return redirect(_address(form))
    response = redirect(f"{reverse('account_login')}?{urlencode({'next': _address(form)})}")
    visitor.remember(response, request, services.VISITOR_KIND, scenario.pk)
    return response


def _read(form: WorkloadForm) -> Result:
    return read(form.workload, notes=form.priced.notes, row=form.priced.row, preset=form.preset)


@require_GET
def explore(request: HtmxRequest) -> HttpResponse:
    """Behind the estimate: what moves it, how far, and what could be done. All of it from the address."""
    form = WorkloadForm(request.GET)
    if not form.is_valid():
        return redirect(_address(form))
    guesses = ExploreForm(request.GET, form.workload)
    kept = f"{form.address}&{urlencode(guesses.kept())}"
    shown = {
        "form": form,
        "guesses": guesses,
        "found": exploring.explore(guesses),
        "save_id": uuid4(),
        "kept": kept,
    }
    return render(request, "calculator/explore.html", shown)


def _address(form: WorkloadForm) -> str:
    return f"{reverse('calculator:page')}?{form.address}"
