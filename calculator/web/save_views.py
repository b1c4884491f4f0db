"""Saving what a calculator page shows: as a new scenario, or over the one it came from."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from calculator.models import Scenario
from calculator.scenarios import services
from calculator.scenarios.saving import Outcome, Saved, save_once
from calculator.web.calculator_page import CalculatorPage, address_of
from calculator.web.calculator_views import own_scenario
from calculator.web.forms import WorkloadForm
from calculator.web.save_form import TYPED_NAME, SaveForm
from calculator.web.scenario_messages import (
    say_left_behind,
    say_no_room,
    say_ranges_ended,
    say_replaced,
    say_repriced,
    say_saved,
)
from calculator.web.usage.carried import with_measured
from runrate.core import visitor_cookie
from runrate.limits.web import limited_by_address


@require_POST
@limited_by_address("save", 120, 3600)
def save(request: HttpRequest) -> HttpResponse:
    """Save a scenario; without an account it waits, unowned, until its visitor has signed in."""
    form = SaveForm(request.POST)
    if not form.is_valid():
        return _back(request, form)
    if form.changes_saved_one and not request.user.is_authenticated:
        # The session ended: the way back leads to the same numbers and the same button.
        return redirect(_account(form.workload_form, "account_login"))
    current = own_scenario(request, form.workload_form)
    say_repriced(request, form.repriced(CalculatorPage(form.as_sent(), current).shown))
    form.workload_form = with_measured(request, form.workload_form)
    if form.changes_saved_one and current is not None:
        return _update(request, form, current)
    return _save_new(request, form, current)


def _update(request: HttpRequest, form: SaveForm, current: Scenario) -> HttpResponseRedirect:
    ranges, ended = form.ranges_over(current)
    scenario, before = services.update_scenario(
        scenario=current,
        workload=form.workload_form.workload,
        priced=form.workload_form.priced,
        preset=form.workload_form.preset,
        last_invoice=form.workload_form.last_invoice,
        exploration=ranges,
        told=form.workload_form.told(current),
    )
    say_replaced(request, scenario, before, seen=form.seen)
    say_ranges_ended(request, ended)
    form.workload_form.rows = form.workload_form.rows.as_saved
    return redirect(address_of(form.workload_form))


def _save_new(request: HttpRequest, form: SaveForm, current: Scenario | None) -> HttpResponseRedirect:
    deleted = _deleted(request, form.workload_form) if form.changes_saved_one else None
    begun = visitor_cookie.ids(request, services.VISITOR_KIND)
    wanted, ended = form.wanted(before=current, deleted=deleted)
    try:
        saved = save_once(id=form.id, user=request.user, wanted=wanted, begun=begun)
    except services.TooManyError:
        say_no_room(request)
        return redirect(_with_name(form))
    say_saved(request, saved, deleted)
    say_left_behind(request, saved, wanted.before, ended)
    return _on_to(request, form.workload_form, saved)


def _on_to(request: HttpRequest, form: WorkloadForm, saved: Saved) -> HttpResponseRedirect:
    if saved.outcome is Outcome.DELETED:
        return redirect(saved.scenario)
    form.scenario_id = saved.scenario.pk  # further changes go back to it
    form.rows = form.rows.as_saved
    if request.user.is_authenticated:
        return redirect(address_of(form))
    response = redirect(_account(form, "account_signup"))
    visitor_cookie.remember(response, request, services.VISITOR_KIND, saved.scenario.pk)
    return response


def _back(request: HttpRequest, form: SaveForm) -> HttpResponseRedirect:
    if form.mistake:
        messages.error(request, form.mistake)
    return redirect(_with_name(form))


def _account(form: WorkloadForm, door: str) -> str:
    """To sign up or in, and from there back to the same numbers."""
    return f"{reverse(door)}?{urlencode({'next': address_of(form)})}"


def _with_name(form: SaveForm) -> str:
    """Back to the page as it was, with the name that was typed."""
    name = f"&{urlencode({TYPED_NAME: form.name})}" if form.name else ""
    return f"{address_of(form.workload_form)}{name}"


def _deleted(request: HttpRequest, form: WorkloadForm) -> Scenario | None:
    """The scenario these changes were meant for, if its owner has deleted it meanwhile."""
    if form.scenario_id is None:
        return None
    return Scenario.objects.deleted_by(request.user).filter(pk=form.scenario_id).first()
