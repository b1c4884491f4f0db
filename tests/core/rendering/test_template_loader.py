"""Templates say with short ways what they say with Django's own."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.template import Context, Engine, Template, TemplateDoesNotExist
from django.template.base import VariableNode
from django.utils import translation
from django.utils.safestring import mark_safe

from runrate.core.rendering import template_loader

PLAIN = ["django.template.loaders.locmem.Loader"]
LIBRARIES = {"i18n": "django.templatetags.i18n", "wide": "runrate.core.templatetags.wide"}


@dataclass(frozen=True)
class Row:
    name: str = "<b> & \"c\" 'd'"
    number: float = 1234.5
    nothing: None = None

    def shout(self) -> str:
        return f"{self.name}!"

    def needs(self, more: str) -> str:
        return more

    @property
    def broken(self) -> str:
        raise ValueError("broken")

    @property
    def silent(self) -> str:
        raise ObjectDoesNotExist


class Both(dict[str, str]):
    """A key goes before an attribute of the same name."""

    name = "attribute"


def deletes() -> str:
    raise AssertionError("called")


deletes.alters_data = True  # type: ignore[attr-defined]
SHOWN: dict[str, Any] = {
    "row": Row(),
    "rows": [Row("one"), Row("two")],
    "pairs": [("a", 1), ("b", 2)],
    "table": {"key": "<i>", "items": "a key", "deep": {"er": ["x", "y"]}, "row": Row("inside")},
    "both": Both(name="key"),
    "safe": mark_safe("<em>safe</em>"),
    "made": lambda: "made",
    "deletes": deletes,
    "lazy": translation.gettext_lazy("Learn"),
    "empty": "",
}
SAME = [
    "{{ row.name }}|{{ row.number }}|{{ row.nothing }}|{{ safe }}|{{ empty }}|{{ lazy }}",
    "{{ row.shout }}|{{ row.needs }}|{{ made }}|{{ deletes }}",
    "{{ row.missing }}|{{ missing }}|{{ missing.more }}|{{ table.missing }}|{{ row.name.missing }}",
    "{{ row.silent }}",
    "{{ table.key }}|{{ table.items }}|{{ table.values }}|{{ table.deep.er.1 }}|{{ table.deep.er.7 }}",
    "{{ table.row.name }}|{{ both.name }}|{{ pairs.0.1 }}|{{ row.name|upper }}",
    "{{ missing|default:row.name }}|{{ missing|default_if_none:1 }}",
    "{% for a in rows %}{{ forloop.counter }}{{ a.name }}{% if forloop.first %},{% endif %}{% endfor %}",
    "{% for letter, number in pairs %}{{ letter }}{{ number }}{% empty %}none{% endfor %}",
    "{% for each in missing %}{{ each }}{% empty %}none{% endfor %}",
    "{% if row.name and not empty %}yes{% elif missing %}no{% else %}else{% endif %}",
    "{% if missing == None %}none{% endif %}{% if row.number > 3 or missing %}more{% endif %}",
    "{% with row.name as name %}{{ name }}{% endwith %}{% include 'part' with row=table.row only %}",
    "{% autoescape off %}{{ row.name }}{% translate 'a < b' %}{% endautoescape %}{% translate 'a < b' %}",
    "{% load wide %}{% scrolling row.name %}{% for a in rows %}{{ a.name }}{% endfor %}{% endscrolling %}",
    "{% translate 'Learn' as learn %}{{ learn }}{% translate row.name %}{% translate '100%' %}",
    "{% translate 'May' context 'month' %}{% translate 'Learn'|upper %}{% translate 'Learn' noop %}",
]


def _engine(text: str, outer: list[Any], **more: Any) -> Engine:
    texts = {"page": text, "part": "[{{ row.name }}{{ rows }}]"}
    loaders = [(*outer, [(PLAIN[0], texts)])]
    return Engine(loaders=loaders, libraries=LIBRARIES, builtins=["django.templatetags.i18n"], **more)


def _with(text: str, outer: str, **more: Any) -> Template:
    return _engine(text, [outer], **more).get_template("page")


def _short(text: str, **more: Any) -> Template:
    return _with(text, "runrate.core.rendering.template_loader.Loader", **more)


def _djangos(text: str, **more: Any) -> Template:
    return _with(text, "django.template.loaders.cached.Loader", **more)


@pytest.mark.parametrize("text", SAME)
@pytest.mark.parametrize("autoescape", [True, False])
@pytest.mark.parametrize("language", ["en", "de"])
def test_says_what_django_says(text: str, autoescape: bool, language: str) -> None:
    shown = [template.render(Context(dict(SHOWN), autoescape=autoescape)) for template in _twice(text)]

    with translation.override(language):
        shown += [template.render(Context(dict(SHOWN), autoescape=autoescape)) for template in _twice(text)]

    assert shown[0] == shown[1]
    assert shown[2] == shown[3]


def _twice(text: str) -> list[Template]:
    return [make(text, string_if_invalid="[no %s]") for make in (_djangos, _short)]


@pytest.mark.parametrize("make", [_djangos, _short])
def test_an_error_in_a_property_is_raised(make: Callable[..., Template]) -> None:
    with pytest.raises(ValueError, match="broken"):
        make("{{ row.broken }}").render(Context(dict(SHOWN)))


def test_a_translation_is_found_by_its_language() -> None:
    template = _short("{% translate 'Yes' %}")

    said = []
    for language in ("en", "de", "en", "fr"):
        with translation.override(language):
            said.append(template.render(Context()))

    # Django's own words for a button of its administration.
    assert said == ["Yes", "Ja", "Yes", "Oui"]


def test_a_template_gets_the_short_way_where_it_is_first_read(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = _engine("{{ row.name }}", ["runrate.core.rendering.template_loader.Loader"])
    shortened: list[Template] = []
    monkeypatch.setattr(template_loader, "shorten", shortened.append)

    first, second = engine.get_template("page"), engine.get_template("page")

    assert first is second
    assert shortened == [first]


def test_variables_inside_tags_with_a_body_get_it_too() -> None:
    template = _short(
        "{% load wide %}{% scrolling 'a' %}{% for a in rows %}{{ a.name }}{% endfor %}{% endscrolling %}"
    )

    kinds = {
        type(node).__name__
        for node in template_loader._nodes(template.nodelist)
        if isinstance(node, VariableNode)
    }

    assert kinds == {"_ShortNode"}


def test_a_template_that_is_missing_is_missing() -> None:
    engine = _engine("", ["runrate.core.rendering.template_loader.Loader"])

    for _ in range(2):
        with pytest.raises(TemplateDoesNotExist):
            engine.get_template("nowhere")


def test_the_site_uses_it() -> None:
    loader = Engine.get_default().template_loaders[0]

    assert type(loader) is template_loader.Loader
