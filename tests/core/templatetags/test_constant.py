"""A constant of a template: rendered once for each language, and nothing of anybody in it."""

from pathlib import Path

import pytest
from django.template import Context, TemplateSyntaxError, engines
from django.template.base import Template
from django.utils import translation

from runrate.core.templatetags.constant import ConstantNode
from tests.pseudo import spoken

ROOT = Path(__file__).resolve().parents[3]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
ENGINE = engines["django"].engine  # type: ignore[attr-defined]  # Django's own


def template(text: str) -> Template:
    return Template(f"{{% load constant i18n idempotency static %}}{text}", engine=ENGINE)


def constants(found: Template) -> list[ConstantNode]:
    return [each for each in found.nodelist.get_nodes_by_type(ConstantNode) if isinstance(each, ConstantNode)]


def test_the_second_rendering_is_the_first_one() -> None:
    shown = template("{% constant %}<b>{% translate 'Learn' %}</b> {% url 'pages:learn' %}{% endconstant %}")

    assert shown.render(Context()) == "<b>Learn</b> /learn/"
    [node] = constants(shown)
    assert node.render(Context()) is node.render(Context())


def test_each_language_has_its_own() -> None:
    shown = template("{% constant %}{% translate 'Learn' %}{% endconstant %}")

    assert shown.render(Context()) == "Learn"
    with spoken():
        assert shown.render(Context()) == "⟦Learn⟧"
    with translation.override("en"):
        assert shown.render(Context()) == "Learn"


def test_text_without_escapes_and_text_with_them_are_told_apart() -> None:
    shown = template("{% constant %}{% translate '<' %}{% endconstant %}")

    assert shown.render(Context(autoescape=False)) == "<"
    assert shown.render(Context()) == "<"  # a literal of a template is not escaped in either
    assert len(constants(shown)[0].rendered) == 2


@pytest.mark.parametrize(
    "inside",
    [
        "{{ user }}",
        "{% csrf_token %}",
        "{% idempotency_field %}",
        "{% now 'Y' %}",
        "{% if user %}x{% endif %}",
        "{% include 'parts/masthead.html' %}",
        "{% for each in these %}x{% endfor %}",
    ],
)
def test_a_constant_holds_nothing_that_differs(inside: str) -> None:
    with pytest.raises(TemplateSyntaxError, match="a constant that holds"):
        template(f"{{% constant %}}{inside}{{% endconstant %}}")


@pytest.mark.parametrize(
    "inside",
    [
        "{% url 'pages:article' slug %}",
        "{% static path %}",
        "{% translate name %}",
        "{% blocktranslate %}Dear {{ name }}{% endblocktranslate %}",
        "{% blocktranslate with who=name %}Dear {{ who }}{% endblocktranslate %}",
        "{% blocktranslate count n=number %}one{% plural %}{{ n }}{% endblocktranslate %}",
        "{% translate 'Learn' as said %}",
        "{% url 'pages:learn' as place %}",
    ],
)
def test_a_constant_that_reads_or_names_a_variable_is_refused(inside: str) -> None:
    shown = template(f"{{% constant %}}{inside}{{% endconstant %}}")

    with pytest.raises(TemplateSyntaxError, match="a constant that"):
        shown.render(Context({"name": "Alice", "slug": "a", "path": "p", "number": 1}))


def test_every_constant_of_every_template_asks_for_nothing() -> None:
    """Also of those that no other test happens to show."""
    found = 0
    for path in TEMPLATES:
        shown = ENGINE.get_template(str(path.relative_to(ROOT / "templates")))
        for node in constants(shown):
            context = Context()
            with context.bind_template(shown):
                assert node.render(context).strip()
            found += 1

    assert found >= 20
