"""Whose scenario it is, before anything is done with it: one's own, deleted, or not to be seen."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from calculator.domain.labels import label_of
from calculator.domain.workload_input import WorkloadErrors
from calculator.models import Scenario
from calculator.web.scenario_page import address_of, moment, read_versions
from runrate.core.requests import SignedInRequest

type ScenarioView = Callable[..., HttpResponse]


def ones_own(*, deleted_too: bool = False) -> Callable[[ScenarioView], ScenarioView]:
    """Hands a view the scenario of the address instead of its id.

    Somebody else's is a 404. One's own that was deleted says so with the way back, at every address, and one
    that this release cannot calculate says why and opens in the calculator; neither is a dead end.
    """

    def guard(view: ScenarioView) -> ScenarioView:
        @login_required
        @never_cache
        @wraps(view)
        def asked(request: SignedInRequest, id: UUID, **more: Any) -> HttpResponse:
            scenario = Scenario.objects.filter(owner=request.user.pk).get_or_404(id)
            if scenario.deleted_at is not None and not deleted_too:
                shown = {"scenario": scenario, "when": moment(scenario.deleted_at)}
                return render(request, "scenarios/deleted.html", shown, status=410)
            try:
                return view(request, scenario, **more)
            except WorkloadErrors as found:
                return _unreadable(request, scenario, found)

        return asked

    return guard


def _unreadable(request: SignedInRequest, scenario: Scenario, found: WorkloadErrors) -> HttpResponse:
    shown = {
        "scenario": scenario,
        "address": address_of(scenario),
        "errors": [(label_of(name), said) for name, said in found.errors.items()],
        "versions": read_versions(scenario),
    }
    return render(request, "scenarios/unreadable.html", shown)
