"""The site's own pages, for people."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from runrate.accounts.guards import limited
from runrate.core import form_drafts, visitor_cookie
from runrate.core.rendering.compression import compressed, compressed_once
from runrate.limits.web import too_many, wait
from runrate.limits.words import limit_in_words
from runrate.pages import articles, examples, reading, services
from runrate.pages.forms import HelpfulForm
from runrate.pages.models import Vote
from runrate.pages.styleguide import COLOURS, EveryField, wrong

VOTES = "vote"
VOTES_AN_HOUR = 20


@require_safe
@compressed_once
def home(request: HttpRequest) -> HttpResponse:
    """What this is, in one screen, and where to begin."""
    return render(request, "pages/home.html", {"parts": reading.home()})


@require_safe
@compressed_once
def framework(request: HttpRequest) -> HttpResponse:
    """The iceberg of a chosen example, the curve, the workforce P&L and the figure audit."""
    try:
        parts = reading.framework(request.GET.get("example", examples.FRAMEWORK))
    except LookupError as error:
        raise Http404 from error
    return render(request, "pages/framework.html", {"parts": parts})


@require_safe
@compressed_once
def method(request: HttpRequest) -> HttpResponse:
    """Scoring, cost model, worth table and limits, in public."""
    return render(request, "pages/method.html", {"parts": reading.method()})


@require_safe
@compressed_once
def learn(request: HttpRequest) -> HttpResponse:
    """All articles."""
    return render(request, "pages/learn.html", {"parts": reading.learn()})


@require_safe
@compressed
def article(request: HttpRequest, slug: str) -> HttpResponse:
    """One article, with its worked example and the question whether it helped."""
    waiting = form_drafts.kept(request)
    if waiting is not None:
        return _article(request, slug, HelpfulForm(waiting.fields))
    return _article(request, slug, HelpfulForm.showing(_vote(request, slug)))


@require_POST
@limited("feedback")
def helpful(request: HttpRequest, slug: str) -> HttpResponse:
    """Keeps a reader's answer, one for each reader and article."""
    form = HelpfulForm(request.POST)
    if not form.is_valid():
        here = reverse("pages:article", args=[_known(slug).slug])
        return form_drafts.refused(request, form, to=here) or _article(request, slug, form, status=422)
    left = wait("votes", request, amount=VOTES_AN_HOUR, seconds=3600)
    if left is not None:
        return too_many(request, left, limit_in_words(VOTES_AN_HOUR, 3600))
    own = visitor_cookie.ids(request, VOTES)
    vote = services.vote(article=_known(slug).slug, helpful=form.helped, comment=form.why, own=own)
    response = redirect(f"{reverse('pages:article', args=[slug])}#helpful")
    visitor_cookie.remember(response, request, VOTES, vote.pk)
    return response


@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """Every part in every state, for those who build and keep the site."""
    if not (settings.DEBUG or getattr(request.user, "is_staff", False)):
        raise Http404
    page = {
        "colours": COLOURS,
        "form": EveryField(request.GET or None),
        "wrong_form": wrong(),
        "example": examples.example(examples.FRAMEWORK),
        "curve": reading.curve(),
    }
    return render(request, "pages/styleguide.html", page)


def _known(slug: str) -> articles.Article:
    try:
        return articles.find(slug)
    except LookupError as error:
        raise Http404 from error


def _vote(request: HttpRequest, slug: str) -> Vote | None:
    return Vote.objects.all().among(visitor_cookie.ids(request, VOTES), slug)


def _article(request: HttpRequest, slug: str, form: HelpfulForm, status: int = 200) -> HttpResponse:
    found = _known(slug)
    page = {
        "article": found,
        "parts": reading.article(found.slug),
        "helpful_form": form,
        "voted": _vote(request, slug) is not None,
    }
    return render(request, "pages/article.html", page, status=status)
