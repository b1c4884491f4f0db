"""Templates as Django loads and keeps them, with a short way to the values that most variables have.

Half of what a page costs is Django finding `row.name`: it tries a key, then an attribute, then a place in a
list, asks whether to call what it found, and wraps each step against failing. Nearly always the value is a
text under a key of a dict or in an attribute, which needs none of it. Here a variable is looked up that way
first; whatever is not found so is left to Django, which then does all that it always does. Pages come out
the same byte for byte.
"""

from collections.abc import Iterator
from html import escape
from typing import Any, Final

from django.template import Context, Origin, Template
from django.template.base import (
    FilterExpression,
    Node,
    NodeList,
    Variable,
    VariableNode,
    render_value_in_context,
)
from django.template.defaulttags import ForNode, IfNode, TemplateLiteral, WithNode
from django.template.loader_tags import IncludeNode
from django.template.loaders import cached
from django.templatetags.i18n import TranslateNode
from django.utils.safestring import SafeString
from django.utils.translation import get_language

_NOT_SO: Final = object()
"""Not found in the short way, which does not say that it is not there."""


class Loader(cached.Loader):
    """Django's own, which reads and compiles each template once."""

    def get_template(self, template_name: str, skip: list[Origin] | None = None) -> Template:
        known = len(self.get_template_cache)
        template = super().get_template(template_name, skip)
        if len(self.get_template_cache) != known:
            shorten(template)
        return template


def shorten(template: Template) -> None:
    """Gives the nodes of a template the short way; those it does not know keep Django's."""
    for node in _nodes(template.nodelist):
        for expression in _expressions(node):
            if type(expression.var) is Variable and expression.var.lookups and not expression.var.translate:
                expression.var.__class__ = _Short
        if type(node) is VariableNode and _is_plain(node.filter_expression):
            node.__class__ = _ShortNode
        elif type(node) is TranslateNode and _says_the_same(node):
            node.__class__ = _ShortTranslateNode


def _nodes(nodelist: NodeList) -> Iterator[Node]:
    """All nodes, also those inside tags such as `{% scrolling %}`, which Django does not look into."""
    for node in nodelist:
        yield node
        for name in {*node.child_nodelists, "nodelist"}:
            inside = getattr(node, name, None)
            if isinstance(inside, NodeList):
                yield from _nodes(inside)


def _expressions(node: Node) -> Iterator[FilterExpression]:
    if isinstance(node, VariableNode):
        yield node.filter_expression
    elif isinstance(node, ForNode):
        sequence: Any = node.sequence  # the stubs do not say that it is always compiled
        yield sequence
    elif isinstance(node, WithNode | IncludeNode):
        yield from node.extra_context.values()
    elif isinstance(node, IfNode):
        for condition, _nodes in node.conditions_nodelists:
            yield from _compared(condition)


def _compared(condition: Any) -> Iterator[Any]:
    """What a condition looks at: one value, or what stands on the sides of `and`, `not` and `==`."""
    if isinstance(condition, TemplateLiteral):
        yield condition.value
    elif condition is not None:
        yield from _compared(condition.first)
        yield from _compared(condition.second)


def _is_plain(expression: FilterExpression) -> bool:
    return not expression.filters and type(expression.var) is _Short


def _says_the_same(node: TranslateNode) -> bool:
    """Whether it is one text in each language, shown where it stands."""
    expression = node.filter_expression
    is_text = expression.var.lookups is None and not expression.filters
    return is_text and not (node.noop or node.asvar or node.message_context)


def _found(variable: Variable, context: Context) -> Any:
    """The value of `row.name`, where each step is a key of a dict or an attribute and nothing is called."""
    first, *rest = variable.lookups or ("",)
    for names in reversed(context.dicts):
        if first in names:
            value = names[first]
            break
    else:
        return _NOT_SO
    try:
        for bit in rest:
            if type(value) is dict:
                value = value[bit]
            elif hasattr(type(value), "__getitem__") or callable(value):
                return _NOT_SO
            else:
                value = getattr(value, bit)
    except Exception:  # noqa: BLE001  # Django meets it again, and knows what is silent
        return _NOT_SO
    return _NOT_SO if callable(value) else value


class _Short(Variable):
    """A variable of a template."""

    __slots__ = ()

    def resolve(self, context: Context) -> Any:  # type: ignore[override]  # in a template it is no other
        found = _found(self, context)
        return super().resolve(context) if found is _NOT_SO else found


class _ShortNode(VariableNode):
    """`{{ row.name }}` without a filter."""

    def render_annotated(self, context: Context) -> str:
        found: Any = _found(self.filter_expression.var, context)
        if found is _NOT_SO:
            return str(super().render_annotated(context))
        if type(found) is str and context.autoescape:
            return escape(found)
        if type(found) is SafeString:
            return found
        return str(render_value_in_context(found, context))


class _ShortTranslateNode(TranslateNode):
    """`{% translate "…" %}`: asked for once in each language."""

    def render_annotated(self, context: Context) -> str:
        said: dict[tuple[str | None, bool], str] = vars(self).setdefault("said", {})
        asked = get_language(), context.autoescape
        text = said.get(asked)
        if text is None:
            text = said[asked] = str(super().render_annotated(context))
        return text
