"""Scenarios of one's own: the list, one of them, and what can be done with it."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from calculator import services
from calculator.comparing import MOST_COMPARED, compare
from calculator.downloads import download
from calculator.models import Scenario
from calculator.portfolio import portfolio
from calculator.reading import origins_in_words, read_repricing, read_scenario, read_scenarios
from calculator.repricing import reprice
from calculator.scenario_forms import ScenarioForm
from runrate.kit import typed, visitor
from runrate.kit.requests import HtmxRequest, SignedInRequest

SHARED_KIND = "shared-scenario"


@require_GET
@login_required
@never_cache
def index(request: SignedInRequest) -> HttpResponse:
    """All scenarios of a person, the latest change first, and what was deleted and can come back."""
    mine = Scenario.objects.visible_to(request.user).newest_first()
    deleted = Scenario.objects.deleted_by(request.user).order_by("-deleted_at")
    shown = {"scenarios": read_scenarios(mine), "deleted": deleted[:20], "most": MOST_COMPARED}
    return render(request, "scenarios/index.html", shown)


@require_GET
@login_required
@never_cache
def detail(request: SignedInRequest, id: UUID) -> HttpResponse:
    """One scenario with its estimate, worked out from the prices it was saved with."""
    scenario = Scenario.objects.visible_to(request.user).get_or_404(id)
    shown = {"scenario": scenario, "mine": True, **read_scenario(scenario, timezone.now().date())}
    return render(request, "scenarios/detail.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def edit(request: SignedInRequest, id: UUID) -> HttpResponse:
    """Name, notes, currency, invoice and the agent it stands for."""
    scenario = Scenario.objects.visible_to(request.user).get_or_404(id)
    form = typed.bind(request, ScenarioForm, instance=scenario)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("“%(name)s” is saved.") % {"name": scenario.name})
        return redirect(scenario)
    return typed.answer(request, form, "scenarios/edit.html", {"form": form, "scenario_id": id})


@require_POST
@login_required
def duplicate(request: SignedInRequest, id: UUID) -> HttpResponse:
    copy = services.duplicate_scenario(scenario=Scenario.objects.visible_to(request.user).get_or_404(id))
    messages.success(request, _("“%(name)s” is yours to change.") % {"name": copy.name})
    return redirect(copy)


@require_POST
@login_required
def delete(request: SignedInRequest, id: UUID) -> HttpResponse:
    """Out of sight, not gone: the list offers to bring it back."""
    scenario = Scenario.objects.visible_to(request.user).get_or_404(id)
    services.delete_scenario(scenario=scenario)
    messages.success(request, _("“%(name)s” is deleted. You can undo that below.") % {"name": scenario.name})
    return redirect("scenarios:list")


@require_POST
@login_required
def restore(request: SignedInRequest, id: UUID) -> HttpResponse:
    scenario = services.restore_scenario(scenario=Scenario.objects.deleted_by(request.user).get_or_404(id))
    messages.success(request, _("“%(name)s” is back.") % {"name": scenario.name})
    return redirect("scenarios:list")


@require_POST
@login_required
def share(request: SignedInRequest, id: UUID) -> HttpResponse:
    """Make a link, or a new one in place of the old; with `revoke`, none."""
    scenario = Scenario.objects.visible_to(request.user).get_or_404(id)
    if "revoke" in request.POST:
        services.revoke_share(scenario=scenario)
        messages.success(request, _("The link no longer opens anything."))
    else:
        services.share_scenario(scenario=scenario)
        messages.success(
            request, _("Anyone who has the link below can read this scenario until you revoke it.")
        )
    return redirect(scenario)


@require_GET
def open_shared(request: HtmxRequest, token: UUID) -> HttpResponse:
    """A share link is exchanged for a cookie, so that it does not stay in addresses."""
    scenario = get_object_or_404(Scenario.objects.shared_by([token]))
    response = redirect("scenarios:shared", scenario.pk)
    visitor.remember(response, request, SHARED_KIND, token)
    return response


@require_GET
@never_cache
def shared(request: HtmxRequest, id: UUID) -> HttpResponse:
    """A scenario of somebody who shared it; nothing in it can be changed."""
    links = visitor.ids(request, SHARED_KIND)
    scenario = Scenario.objects.shared_by(links).get_or_404(id)
    shown = {"scenario": scenario, "mine": False, **read_scenario(scenario)}
    return render(request, "scenarios/detail.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def new_prices(request: SignedInRequest, id: UUID) -> HttpResponse:
    """What today's prices would change; a POST puts them in place."""
    scenario = Scenario.objects.visible_to(request.user).get_or_404(id)
    found = reprice(scenario, timezone.now().date())
    if found is None:
        messages.info(request, _("Its prices are those of today."))
        return redirect(scenario)
    if request.method == "POST":
        services.update_scenario(
            scenario=scenario,
            workload=found.workload,
            priced=found.priced,
            last_invoice=scenario.last_invoice,
        )
        messages.success(request, _("“%(name)s” now has today's prices.") % {"name": scenario.name})
        return redirect(scenario)
    shown = {"scenario": scenario, "repricing": read_repricing(found)}
    return render(request, "scenarios/new_prices.html", shown)


@require_GET
@login_required
@never_cache
def side_by_side(request: SignedInRequest) -> HttpResponse:
    """Up to three scenarios, what differs first."""
    chosen = Scenario.objects.visible_to(request.user).chosen(request.GET.getlist("id"))
    if len(chosen) < 2:
        messages.info(request, _("Choose two or three scenarios to compare."))
        return redirect("scenarios:list")
    shown = {"comparison": compare(chosen[:MOST_COMPARED]), "cut": len(chosen) > MOST_COMPARED}
    return render(request, "scenarios/compare.html", shown)


@require_GET
@login_required
@never_cache
def workforce(request: SignedInRequest) -> HttpResponse:
    """The AI Workforce P&L over all of a person's scenarios."""
    agents = portfolio(Scenario.objects.visible_to(request.user))
    return render(request, "scenarios/portfolio.html", {"portfolio": agents})


@require_GET
@login_required
@never_cache
def export(request: SignedInRequest, id: UUID, format: str) -> HttpResponse:
    """The scenario as a file."""
    scenario = Scenario.objects.visible_to(request.user).get_or_404(id)
    return download(format, scenario.workload(), origins_in_words(scenario), scenario.name)
