"""A person's own account page."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from runrate.kit.requests import SignedInRequest


@require_safe
@login_required
@never_cache
def account(request: SignedInRequest) -> HttpResponse:
    """Where everything of one's own starts: assessments, scenarios, reports, sign-in."""
    return render(request, "mydata/account.html")
