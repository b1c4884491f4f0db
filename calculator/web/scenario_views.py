"""Scenarios of one's own: the list, one of them, and what can be done with it."""

from uuid import UUID, uuid5

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from calculator.files.downloads import download
from calculator.models import ReplacedBy, Scenario, ScenarioVersion, named
from calculator.scenarios import services, sharing, versions
from calculator.scenarios.comparison import MOST_COMPARED, compare
from calculator.scenarios.portfolio import portfolio
from calculator.scenarios.repricing import Repricing, reprice
from calculator.web.scenario_access import ones_own
from calculator.web.scenario_forms import ScenarioForm
from calculator.web.scenario_messages import say_deleted, say_duplicated, say_no_room, say_replaced
from calculator.web.scenario_page import (
    moment,
    origins_in_words,
    read_agents,
    read_repricing,
    read_scenario,
    read_scenarios,
)
from runrate.core import form_drafts, idempotency
from runrate.core.requests import HtmxRequest, SignedInRequest
from runrate.limits.web import too_many
from runrate.sharing import web
from runrate.sharing.services import TooManyLinksError
from runrate.sharing.web import sealed

A_PAGE = 50
"""Scenarios on one page of the list and of the portfolio."""


@require_safe
@login_required
@never_cache
def index(request: SignedInRequest) -> HttpResponse:
    """All scenarios of a person, the latest change first, and what was deleted and can come back."""
    mine = Paginator(Scenario.objects.visible_to(request.user).newest_first(), A_PAGE)
    page = mine.get_page(request.GET.get("page"))
    shown = {
        "scenarios": read_scenarios(page.object_list),
        "page": page,
        "deleted": named(Scenario.objects.deleted_by(request.user).order_by("-deleted_at")),
        "most": MOST_COMPARED,
        "most_deleted": services.MOST_DELETED,
        "days": settings.KEEP_DELETED_DAYS,
    }
    return render(request, "scenarios/index.html", shown)


@require_safe
@ones_own()
def detail(request: SignedInRequest, scenario: Scenario) -> HttpResponse:
    """One scenario with its estimate, calculated from the prices it was saved with."""
    shown = {"scenario": scenario, "mine": True, **read_scenario(scenario, timezone.now().date())}
    return render(request, "scenarios/detail.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@ones_own(deleted_too=True)
def edit(request: SignedInRequest, scenario: Scenario) -> HttpResponse:
    """Name, notes, currency, invoice and the agent it stands for."""
    seen, deleted = scenario.updated_at.isoformat(), scenario.deleted_at
    form = form_drafts.bind(request, ScenarioForm, instance=scenario)
    # What was typed about a scenario that is deleted meanwhile is kept, and saved when it is brought back.
    accepted = request.method == "POST" and form.is_valid()
    wanted = accepted and (deleted is None or "restore" in request.POST)
    if wanted and (saved := _described(request, scenario, form)):
        return redirect(saved)
    shown = {"form": form, "scenario_id": scenario.pk, "seen": seen, "deleted": deleted and moment(deleted)}
    if accepted or deleted:
        return render(request, "scenarios/edit.html", shown, status=410 if deleted else 200)
    return form_drafts.answer(request, form, "scenarios/edit.html", shown)


def _described(request: SignedInRequest, scenario: Scenario, form: ScenarioForm) -> Scenario | None:
    """The scenario as saved; None where there is no room for one more."""
    try:
        saved, before = services.describe_scenario(scenario=scenario, words=form.cleaned_data)
    except services.TooManyError:
        say_no_room(request)
        return None
    say_replaced(request, saved, before, seen=request.POST.get("seen", ""))
    return saved


@require_POST
@ones_own()
def duplicate(request: SignedInRequest, scenario: Scenario) -> HttpResponse:
    press = uuid5(idempotency.id_in(request.POST), scenario.pk.hex)
    try:
        copy = services.duplicate_scenario(scenario=scenario, id=press)
    except services.TooManyError:
        say_no_room(request)
        return redirect(scenario)
    say_duplicated(request, copy)
    return redirect(copy)


@require_POST
@ones_own(deleted_too=True)
def delete(request: SignedInRequest, scenario: Scenario) -> HttpResponse:
    """Out of sight, not gone: the list offers to bring it back."""
    link_ended = scenario.deleted_at is None and services.delete_scenario(scenario=scenario)
    say_deleted(request, scenario, link_ended=link_ended)
    return redirect("scenarios:list")


@require_POST
@ones_own(deleted_too=True)
def restore(request: SignedInRequest, scenario: Scenario) -> HttpResponse:
    try:
        services.restore_scenario(scenario=scenario)
    except services.TooManyError:
        say_no_room(request)
        return redirect("scenarios:list")
    messages.success(request, _("“%(name)s” is back.") % {"name": scenario.name})
    return redirect(scenario)


@require_POST
@ones_own()
def restore_version(request: SignedInRequest, scenario: Scenario, number: int) -> HttpResponse:
    """An earlier version in place of what is there now, which becomes a version in its turn."""
    version = get_object_or_404(ScenarioVersion.objects.of(scenario), pk=number)
    say_replaced(request, *versions.restore_version(version=version))
    return redirect(scenario)


@require_POST
@ones_own()
def share(request: SignedInRequest, scenario: Scenario) -> HttpResponse:
    """Make a link, or a new one in place of the old; with `revoke`, none."""
    if "revoke" in request.POST:
        sharing.revoke_share(scenario=scenario)
        messages.success(request, _("The link no longer works."))
        return redirect(scenario)
    try:
        sharing.share_scenario(scenario=scenario, days=web.days_asked_for(request.POST, sharing.SHARE))
    except TooManyLinksError as error:
        return too_many(request, error.seconds, str(error))
    messages.success(request, _("Anyone who has the link below can read this scenario until you stop it."))
    return redirect(f"{scenario.get_absolute_url()}#sharing")


@require_safe
@sealed
def open_shared(request: HtmxRequest, secret: str) -> HttpResponse:
    """A share link is exchanged for a cookie, so that it does not stay in addresses."""
    return web.exchange(
        request, sharing.SHARE, secret, lambda link: reverse("scenarios:shared", args=[link.target])
    )


@require_safe
@sealed
def shared(request: HtmxRequest, id: UUID) -> HttpResponse:
    """A scenario of somebody who shared it; nothing in it can be changed."""
    web.held_to(request, sharing.SHARE, id)
    scenario = Scenario.objects.readable().get_or_404(id)
    if not scenario.can_be_worked_out():
        raise Http404
    shown = {"scenario": scenario, "mine": False, **read_scenario(scenario)}
    return render(request, "scenarios/detail.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@ones_own()
def new_prices(request: SignedInRequest, scenario: Scenario) -> HttpResponse:
    """What today's prices would change; a POST puts them in place."""
    found = reprice(scenario, timezone.now().date())
    if found is None:
        messages.info(request, _("Its prices are those of today."))
        return redirect(scenario)
    if request.method == "POST":
        return _repriced(request, scenario, found)
    shown = {"scenario": scenario, "repricing": read_repricing(found)}
    return render(request, "scenarios/new_prices.html", shown)


def _repriced(request: SignedInRequest, scenario: Scenario, found: Repricing) -> HttpResponse:
    saved, before = services.update_scenario(
        scenario=scenario,
        workload=found.workload,
        priced=found.priced,
        last_invoice=scenario.last_invoice,
        by=ReplacedBy.PRICES,
    )
    say_replaced(request, saved, before, seen=request.POST.get("seen", ""))
    return redirect(scenario)


@require_safe
@login_required
@never_cache
def side_by_side(request: SignedInRequest) -> HttpResponse:
    """Up to three scenarios, what differs first."""
    asked = Scenario.objects.visible_to(request.user).chosen(request.GET.getlist("id"))
    chosen = [scenario for scenario in asked if scenario.can_be_worked_out()]
    if len(chosen) < 2:
        messages.info(request, _("Choose two or three scenarios to compare."))
        return redirect("scenarios:list")
    shown = {"comparison": compare(chosen[:MOST_COMPARED]), "cut": len(chosen) > MOST_COMPARED}
    return render(request, "scenarios/compare.html", shown)


@require_safe
@login_required
@never_cache
def workforce(request: SignedInRequest) -> HttpResponse:
    """The AI Workforce P&L over all of a person's scenarios, a page of them at a time."""
    found = portfolio(Scenario.objects.visible_to(request.user))
    page = Paginator(found.agents, A_PAGE).get_page(request.GET.get("page"))
    shown = {"portfolio": found, "page": page, "agents": read_agents(page.object_list)}
    return render(request, "scenarios/portfolio.html", shown)


@require_safe
@ones_own()
def export(request: SignedInRequest, scenario: Scenario, format: str) -> HttpResponse:
    """The scenario as a file."""
    said = origins_in_words(scenario)
    notes, invoice = scenario.notes_on_prices(), scenario.last_invoice
    return download(format, scenario.workload(), said, scenario.name, notes, invoice)
