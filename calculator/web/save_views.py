"""Keeping what stands on a calculator page: as a new scenario, or over the one it came from."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from calculator.models import Scenario
from calculator.scenarios import services
from calculator.scenarios.saving import Outcome, Saved, Wanted, save_once
from calculator.web.calculator_views import address_of, own_scenario
from calculator.web.forms import SaveForm, WorkloadForm
from calculator.web.guesses import ExploreForm
from calculator.web.keeping import TYPED_NAME
from calculator.web.notices import no_room, replaced
from runrate.core import visitor_cookie
from runrate.limits.web import limited_by_address


@require_POST
@limited_by_address("save", 120, 3600)
def save(request: HttpRequest) -> HttpResponse:
    """Keep a scenario; without an account it waits, unowned, until its visitor has signed in."""
    typed = QueryDict(request.POST.get("scenario", ""))
    form, asked = WorkloadForm(typed), SaveForm(request.POST)
    if asked.mistake:
        messages.error(request, asked.mistake)
    if asked.mistake or not form.is_valid():
        return redirect(_with_name(form, asked))
    guesses = ExploreForm(typed, form.workload)
    if asked.changes_saved_one and not request.user.is_authenticated:
        # The session ended: the way back leads to the same numbers and the same button.
        return redirect(_sign_in(form))
    current = own_scenario(request, form)
    if asked.changes_saved_one and current is not None:
        _update(request, form, guesses, current, asked.seen)
        return redirect(address_of(form))
    return _keep(request, form, guesses, current, asked)


def _update(
    request: HttpRequest, form: WorkloadForm, guesses: ExploreForm, current: Scenario, seen: str
) -> None:
    scenario, before = services.update_scenario(
        scenario=current,
        workload=form.workload,
        priced=form.priced,
        preset=form.preset,
        last_invoice=form.last_invoice,
        exploration=guesses.kept(),
    )
    replaced(request, scenario, before, seen=seen)


def _keep(
    request: HttpRequest,
    form: WorkloadForm,
    guesses: ExploreForm,
    current: Scenario | None,
    asked: SaveForm,
) -> HttpResponseRedirect:
    deleted = _deleted(request, form) if asked.changes_saved_one else None
    named = deleted.name if deleted else asked.name or form.workload_name
    begun = visitor_cookie.ids(request, services.VISITOR_KIND)
    wanted = Wanted(
        name=named or _("Costs of a %(unit)s") % {"unit": form.workload.unit_name},
        workload=form.workload,
        priced=form.priced,
        preset=form.preset,
        exploration=guesses.kept(),
        last_invoice=form.last_invoice,
        workload_name=form.workload_name,
        before=current,
    )
    try:
        saved = save_once(id=asked.id, user=request.user, wanted=wanted, begun=begun)
    except services.TooManyError:
        no_room(request)
        return redirect(_with_name(form, asked))
    return _answer(request, form, saved, deleted)


def _answer(
    request: HttpRequest, form: WorkloadForm, saved: Saved, deleted: Scenario | None
) -> HttpResponseRedirect:
    scenario = saved.scenario
    words = {"name": scenario.name, "other": saved.beside.name if saved.beside else ""}
    if saved.outcome is Outcome.DELETED:
        said = _("“%(name)s” was saved by this page before and then deleted, so nothing was saved now.")
        messages.warning(request, said % words)
        return redirect(scenario)
    if deleted is not None:
        said = _("“%(name)s” was deleted, so your changes are saved as a new scenario of that name.")
        messages.warning(request, said % words)
    elif saved.outcome is Outcome.BESIDE:
        said = _(
            "“%(name)s” is saved as a scenario of its own. This page had saved “%(other)s” before: "
            "that one stays as it was."
        )
        messages.success(request, said % words)
    elif request.user.is_authenticated:
        messages.success(request, _("“%(name)s” is saved with your scenarios.") % words)
    form.scenario_id = scenario.pk  # further changes go back to it
    if request.user.is_authenticated:
        return redirect(address_of(form))
    response = redirect(_sign_in(form))
    visitor_cookie.remember(response, request, services.VISITOR_KIND, scenario.pk)
    return response


def _sign_in(form: WorkloadForm) -> str:
    return f"{reverse('account_login')}?{urlencode({'next': address_of(form)})}"


def _with_name(form: WorkloadForm, asked: SaveForm) -> str:
    """Back to the page as it was, with the name that was typed."""
    name = f"&{urlencode({TYPED_NAME: asked.name})}" if asked.name else ""
    return f"{address_of(form)}{name}"


def _deleted(request: HttpRequest, form: WorkloadForm) -> Scenario | None:
    """The scenario these changes were meant for, if its owner has deleted it meanwhile."""
    if form.scenario_id is None:
        return None
    return Scenario.objects.deleted_by(request.user).filter(pk=form.scenario_id).first()
