"""`{% constant %}`: a stretch of a template that says the same to everybody, rendered once per language."""

from typing import Any, Final, Never

from django.template import Context, Library, TemplateSyntaxError
from django.template.base import Node, NodeList, Parser, TextNode, Token
from django.template.defaulttags import CommentNode, URLNode
from django.templatetags.i18n import BlockTranslateNode, TranslateNode
from django.templatetags.static import StaticNode
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = Library()
HOLDS: Final = (TextNode, TranslateNode, BlockTranslateNode, URLNode, StaticNode, CommentNode)


class _Nothing(Context):
    """What a constant knows of the page, the request and the person: it is refused when it asks."""

    def __getitem__(self, key: object) -> Never:
        raise TemplateSyntaxError(f"a constant that asks for {key}")

    def __contains__(self, key: object) -> bool:
        raise TemplateSyntaxError(f"a constant that asks for {key}")

    def __setitem__(self, key: Any, value: Any) -> None:
        raise TemplateSyntaxError(f"a constant that names something {key}")


class ConstantNode(Node):
    """Keeps what it holds, by language, as long as the template itself is kept."""

    # Nothing that a template looks for in its nodes is in here: no block, no other tag.
    child_nodelists = ()

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist
        self.rendered: dict[tuple[str | None, bool], SafeString] = {}

    def render(self, context: Context) -> SafeString:
        said = get_language(), context.autoescape
        found = self.rendered.get(said)
        if found is None:
            # Two who are first render the same twice; neither sees half of it.
            nothing = _Nothing(autoescape=context.autoescape)
            with nothing.bind_template(context.template):  # type: ignore[arg-type]  # set while one is rendered
                found = self.rendered[said] = self.nodelist.render(nothing)
        return found


@register.tag
def constant(parser: Parser, token: Token) -> ConstantNode:
    """`{% constant %}…{% endconstant %}` around text, translations and addresses without any variable.

    It takes no decision and reads nothing of anybody, so one rendering serves all. Raises
    TemplateSyntaxError where it holds another tag or a variable.
    """
    nodelist = parser.parse(("endconstant",))
    parser.delete_first_token()
    for node in nodelist:
        if not isinstance(node, HOLDS):
            raise TemplateSyntaxError(f"a constant that holds {node!r}")
    return ConstantNode(nodelist)
