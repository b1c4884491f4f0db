"""What is read by programs: feed, sitemap, robots, and the pictures of shared links."""

from datetime import UTC, datetime, time

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from runrate.pages import articles
from runrate.pages.cards import card
from runrate.pages.templatetags.site import absolute

PUBLIC = (
    "pages:home",
    "pages:framework",
    "pages:method",
    "pages:learn",
    "assessment:start",
    "calculator:page",
    "reports:sample",
)


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """All articles as an Atom feed."""
    return HttpResponse(_atom().writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def _atom() -> Atom1Feed:
    atom = Atom1Feed(
        title="Runrate",
        link=absolute(reverse("pages:learn")),
        description=_("What AI work costs, and what to do about it"),
        feed_url=absolute(reverse("pages:feed")),
        language="en",
        author_name="Runrate",
    )
    for article in articles.every():
        published, updated = (
            datetime.combine(day, time(8), UTC) for day in (article.published, article.updated)
        )
        atom.add_item(
            article.title,
            absolute(reverse("pages:article", args=[article.slug])),
            article.summary,
            pubdate=published,
            updateddate=updated,
        )
    return atom


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every page that may be indexed."""
    rows = {"pages": [reverse(name) for name in PUBLIC], "articles": articles.every()}
    return render(request, "pages/sitemap.xml", rows, content_type="application/xml")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What crawlers are asked to leave alone."""
    return render(request, "pages/robots.txt", content_type="text/plain; charset=utf-8")


@require_safe
@cache_control(public=True, max_age=86_400)
def site_card(request: HttpRequest) -> HttpResponse:
    """The picture of pages that have none of their own."""
    png = card(_("What your AI really costs, all of it"), _("Assessment, calculator, report"))
    return HttpResponse(png, content_type="image/png")


@require_safe
@cache_control(public=True, max_age=86_400)
def article_card(request: HttpRequest, slug: str) -> HttpResponse:
    """The picture of one article."""
    try:
        article = articles.find(slug)
    except LookupError as error:
        raise Http404 from error
    below = _("%(minutes)s minutes, every figure computed") % {"minutes": article.minutes}
    return HttpResponse(card(article.title, below), content_type="image/png")
