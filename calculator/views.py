"""The calculator page: inputs, what they come to, what moves it, models to choose from, keeping it."""

from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from calculator import exploring, services
from calculator.drawing import drawn
from calculator.forms import SaveForm, WorkloadForm
from calculator.guesses import ExploreForm
from calculator.models import Scenario
from calculator.offers import offers
from calculator.result import Result, read
from runrate.kit import visitor
from runrate.kit.private import personal
from runrate.kit.requests import HtmxRequest

MOST_MODELS = 60


@require_http_methods(["GET", "HEAD", "POST"])
@gzip_page
def page(request: HtmxRequest) -> HttpResponse:
    """Inputs and estimate; the address is the scenario. A POST answers the same and keeps nothing."""
    form = WorkloadForm(request.POST if request.method == "POST" else request.GET)
    valid, address = form.is_valid(), address_of(form)
    saved = _own_scenario(request, form)
    if form.has_blanks and valid and request.method != "POST" and not request.htmx:
        return redirect(address)
    response = drawn(
        request,
        form,
        _read(form, saved) if valid else None,
        saved=saved,
        address=address,
        save_id=uuid4(),
    )
    if request.htmx:
        response["HX-Replace-Url"] = address
    return response


@require_GET
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
def explore(request: HtmxRequest) -> HttpResponse:
    """Behind the estimate: what moves it, how far, and what could be done. All of it from the address."""
    form = WorkloadForm(request.GET)
    if not form.is_valid():
        return redirect(address_of(form))
    saved = _own_scenario(request, form)
    guesses = ExploreForm(request.GET, form.workload, saved.exploration if saved else None)
    kept = f"{form.address}&{urlencode(guesses.kept())}"
    shown = {"form": form, "guesses": guesses, "found": exploring.explore(guesses), "saved": saved}
    return render(request, "calculator/explore.html", shown | {"save_id": uuid4(), "kept": kept})


@require_POST
def save(request: HttpRequest) -> HttpResponseRedirect:
    """Keep a scenario; without an account it waits, unowned, until its visitor has signed in."""
    typed = QueryDict(request.POST.get("scenario", ""))
    form = WorkloadForm(typed)
    if not form.is_valid():
        return redirect(address_of(form))
    scenario = _saved(request, form, ExploreForm(typed, form.workload))
    form.scenario_id = scenario.pk  # further changes go back to it
    if request.user.is_authenticated:
        messages.success(request, _("“%(name)s” is saved with your scenarios.") % {"name": scenario.name})
        return redirect(address_of(form))
    response = redirect(f"{reverse('account_login')}?{urlencode({'next': address_of(form)})}")
    visitor.remember(response, request, services.VISITOR_KIND, scenario.pk)
    return response


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


def _saved(request: HttpRequest, form: WorkloadForm, guesses: ExploreForm) -> Scenario:
    """Changes go back to the scenario they started from, if it is one's own; anything else is a new one."""
    wanted, current = SaveForm(request.POST), _own_scenario(request, form)
    if wanted.changes_saved_one and current is not None:
        return services.update_scenario(
            scenario=current,
            workload=form.workload,
            priced=form.priced,
            preset=form.preset,
            last_invoice=form.last_invoice,
            exploration=guesses.kept(),
        )
    return services.save_scenario(
        id=wanted.id,
        user=request.user,
        name=wanted.name
        or form.workload_name
        or _("Costs of a %(unit)s") % {"unit": form.workload.unit_name},
        workload=form.workload,
        priced=form.priced,
        preset=form.preset,
        exploration=guesses.kept(),
        last_invoice=form.last_invoice,
        workload_name=form.workload_name,
        before=current,
    )


def _own_scenario(request: HttpRequest, form: WorkloadForm) -> Scenario | None:
    """The saved scenario that the address says it started from."""
    if form.scenario_id is None:
        return None
    own = Scenario.objects.visible_to(request.user).filter(pk=form.scenario_id).first()
    if own is not None:
        personal(request)
    return own
