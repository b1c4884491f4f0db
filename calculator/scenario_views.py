"""Scenarios of one's own: the list, one of them, and what can be done with it."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from calculator.models import Scenario
from calculator.reading import read_scenario, read_scenarios
from runrate.kit.requests import SignedInRequest


@require_GET
@login_required
@never_cache
def index(request: SignedInRequest) -> HttpResponse:
    """All scenarios of a person, the latest change first."""
    scenarios = read_scenarios(Scenario.objects.visible_to(request.user).newest_first())
    return render(request, "scenarios/index.html", {"scenarios": scenarios})


@require_GET
@login_required
@never_cache
def detail(request: SignedInRequest, id: UUID) -> HttpResponse:
    """One scenario with its estimate, worked out from the prices it was saved with."""
    scenario = Scenario.objects.visible_to(request.user).get_or_404(id)
    return render(request, "scenarios/detail.html", {"scenario": scenario, **read_scenario(scenario)})
