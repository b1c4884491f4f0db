"""The articles: Markdown files beside this module, each with its date, its sources and its worked example."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from math import ceil
from pathlib import Path

import frontmatter
import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

from runrate.pages import figures

FOLDER = Path(__file__).parent / "articles"
WORDS_PER_MINUTE = 220
_TAGS = {
    "p", "h2", "h3", "ul", "ol", "li", "strong", "em", "a", "blockquote", "code", "hr", "br",
    "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
_ATTRIBUTES = {"a": {"href"}, "th": {"align", "scope"}, "td": {"align"}}


@dataclass(frozen=True, slots=True)
class Source:
    """Something outside that an article leans on."""

    title: str
    by: str
    year: int
    url: str


@dataclass(frozen=True, slots=True)
class Article:
    """One article as it is published: `body` has its figures worked out, `slug` is its address."""

    slug: str
    title: str
    summary: str
    published: date
    updated: date
    preset: str
    sources: tuple[Source, ...]
    body: str

    @property
    def minutes(self) -> int:
        """How long it takes to read."""
        return max(1, ceil(len(self.body.split()) / WORDS_PER_MINUTE))

    @property
    def html(self) -> SafeString:
        """The body as clean HTML: our own Markdown, and still only the tags we expect."""
        return _html(self)


@cache
def every() -> tuple[Article, ...]:
    """All articles, the latest first."""
    found = (_read(path) for path in FOLDER.glob("*.md"))
    return tuple(sorted(found, key=lambda article: (article.published, article.slug), reverse=True))


def find(slug: str) -> Article:
    """The article at this address. Raises LookupError when there is none."""
    for article in every():
        if article.slug == slug:
            return article
    raise LookupError(slug)


def others(than: Article, count: int = 2) -> tuple[Article, ...]:
    """What to read next: the articles published before this one, then the latest."""
    ordered = every()
    place = ordered.index(than)
    return (*ordered[place + 1 :], *ordered[:place])[:count]


def _read(path: Path) -> Article:
    post = frontmatter.loads(path.read_text(encoding="utf-8"))
    matter: Mapping[str, object] = post.metadata
    published, updated, sources = matter["published"], matter.get("updated"), matter["sources"]
    if not isinstance(published, date) or not isinstance(sources, list):
        raise TypeError(f"{path.name} needs a date and a list of sources")
    return Article(
        slug=path.stem,
        title=str(matter["title"]),
        summary=figures.fill(str(matter["summary"])),
        published=published,
        updated=updated if isinstance(updated, date) else published,
        preset=str(matter["preset"]),
        sources=tuple(Source(**source) for source in sources),
        body=figures.fill(post.content),
    )


@cache
def _html(article: Article) -> SafeString:
    raw = (
        MarkdownIt("commonmark", {"typographer": True}).enable(["table", "smartquotes"]).render(article.body)
    )
    # Column alignment comes as inline style, which our pages never carry.
    raw = raw.replace(' style="text-align:right"', ' align="right"').replace("<th>", '<th scope="col">')
    raw = raw.replace("<th align", '<th scope="col" align')
    clean = nh3.clean(raw, tags=_TAGS, attributes=_ATTRIBUTES, link_rel=None, url_schemes={"https", "mailto"})
    return mark_safe(clean)  # noqa: S308  # cleaned on the line above
