"""What the pages to read say to everybody: their heads and bodies, made once for each language.

No request and no person is known here, so nothing of whoever came first can stand in them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from assessment.domain import questionnaire
from assessment.domain.charts import MaturityCurve, maturity_curve
from calculator.domain import article_audit
from runrate.pages import articles, examples
from runrate.pages.method import formulas, planning_table, short_names

MOST_PAGES: Final = 128
"""Of some ten kilobytes: each worked example and article in a few languages."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What stands in a page's head and what fills it; `after` is what follows a form of the reader's own."""

    head: SafeString
    body: SafeString
    after: SafeString


def home() -> Parts:
    return _parts("home", examples.HOME)


def framework(example: str) -> Parts:
    """The framework by one worked example. Raises LookupError when there is none of this key."""
    return _parts("framework", example)


def method() -> Parts:
    return _parts("method", examples.FRAMEWORK)


def learn() -> Parts:
    return _parts("learn", "")


def article(slug: str) -> Parts:
    """All of an article but the question whether it helped. Raises LookupError when there is none."""
    return _parts("article", slug)


def curve() -> MaturityCurve:
    """The five stages as the framework's page draws them."""
    return maturity_curve(questionnaire.current(), title=_("Five stages of AI cost maturity"))


def _parts(page: str, key: str) -> Parts:
    # Whoever writes templates wants to see what changed.
    make = _made.__wrapped__ if settings.DEBUG else _made
    return make(page, key, get_language(), settings.SITE_URL)


@lru_cache(maxsize=MOST_PAGES)
def _made(page: str, key: str, _language: str | None, _site: str) -> Parts:
    """Made in the language spoken now, with addresses of the site as it is set: both tell entries apart."""
    shows = _SHOWN[page](key)
    after = render_to_string("pages/bodies/article_after.html", shows) if page == "article" else SafeString()
    return Parts(
        SafeString(render_to_string(f"pages/heads/{page}.html", shows)),
        SafeString(render_to_string(f"pages/bodies/{page}.html", shows)),
        SafeString(after),
    )


def _home(key: str) -> dict[str, Any]:
    return {
        "page_path": reverse("pages:home"),
        "example": examples.example(key),
        "questionnaire": questionnaire.current(),
        "articles": articles.every()[:3],
        "description": _("Cost an AI deployment line by line, and see how well your team manages it."),
    }


def _framework(key: str) -> dict[str, Any]:
    return {
        "page_path": reverse("pages:framework"),
        "example": examples.example(key),
        "examples": examples.every(),
        "questionnaire": questionnaire.current(),
        "curve": curve(),
        "workforce": examples.workforce(),
        "audit": article_audit.figures(),
    }


def _method(key: str) -> dict[str, Any]:
    example, instrument = examples.example(key), questionnaire.current()
    shown = formulas(example)
    return {
        "page_path": reverse("pages:method"),
        "example": example,
        "questionnaire": instrument,
        "formulas": shown,
        "short_names": short_names(shown),
        "planning": planning_table(instrument),
    }


def _learn(key: str) -> dict[str, Any]:
    return {"page_path": reverse("pages:learn"), "articles": articles.every()}


def _article(key: str) -> dict[str, Any]:
    found = articles.find(key)
    return {
        "page_path": reverse("pages:article", args=[found.slug]),
        "article": found,
        "example": examples.example(found.preset),
        "others": articles.others(found),
    }


_SHOWN: Final[Mapping[str, Callable[[str], dict[str, Any]]]] = {
    "home": _home,
    "framework": _framework,
    "method": _method,
    "learn": _learn,
    "article": _article,
}
