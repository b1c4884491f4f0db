"""The site's own pages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What this is, in one screen, and the two doors."""
    return render(request, "pages/home.html")


@require_safe
def framework(request: HttpRequest) -> HttpResponse:
    """The iceberg, the curve, the workforce P&L and the figure audit."""
    return render(request, "pages/framework.html")


@require_safe
def method(request: HttpRequest) -> HttpResponse:
    """Scoring, cost model, worth table and limits, in public."""
    return render(request, "pages/method.html")


@require_safe
def learn(request: HttpRequest) -> HttpResponse:
    """All articles."""
    return render(request, "pages/learn.html")
