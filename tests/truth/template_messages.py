"""Every message in the source of a template, found without rendering it, and whether a condition decides."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.template import Node, engines
from django.template.base import Variable
from django.template.defaulttags import IfNode
from django.template.loader_tags import IncludeNode
from django.templatetags.i18n import BlockTranslateNode, TranslateNode
from django.utils.safestring import SafeString

TESTS = Path(__file__).parent.parent
TEMPLATES = TESTS.parent / "templates"
ENDS = (".", "?", "!", ":")


@dataclass(frozen=True, slots=True)
class Message:
    """One text of a template, as the book of what is said has it: of a pair the plural."""

    text: str
    template: str
    has_words: bool
    """Whether something of its reader is put into it."""
    decided: bool
    """Whether the template decides that it is said at all."""

    @property
    def may_state(self) -> bool:
        """Not what is the same on each page, nor a label that stands where its figure does."""
        return self.has_words or (self.decided and self.text.endswith(ENDS))


def messages_of(template: str) -> Iterator[Message]:
    """Those of one template, without those that it includes."""
    loaded = engines["django"].engine.get_template(template)  # type: ignore[attr-defined]  # Django's own engine
    for node in loaded.nodelist:
        yield from _messages(node, template, decided=False)


def _messages(node: Node, template: str, *, decided: bool) -> Iterator[Message]:
    match node:
        case BlockTranslateNode():
            for tokens in filter(None, (node.plural, None if node.plural else node.singular)):
                text, names = node.render_token_list(tokens)
                yield Message(text, template, bool(names), decided)
        case TranslateNode():
            said = node.filter_expression.var
            text = str(said.literal if isinstance(said, Variable) else said)
            yield Message(text, template, has_words=False, decided=decided)
        case IfNode():
            for inner in (each for _condition, nodes in node.conditions_nodelists for each in nodes):
                yield from _messages(inner, template, decided=True)
        case _:
            for inner in _inside(node):
                yield from _messages(inner, template, decided=decided)


def _inside(node: Node) -> Iterator[Node]:
    for name in {*node.child_nodelists, "nodelist"}:
        yield from getattr(node, name, None) or ()


def _included(nodes: Iterable[Node]) -> Iterator[str]:
    for node in nodes:
        named = node.template.var if isinstance(node, IncludeNode) else None
        if isinstance(named, SafeString | str):
            yield str(named)
        parts = (inner for _condition, inner in node.conditions_nodelists) if isinstance(node, IfNode) else ()
        yield from _included(each for part in parts for each in part)
        yield from _included(_inside(node))


def with_included(*templates: str) -> set[str]:
    """These templates and all that they include by name; a section of a report names its own."""
    found: set[str] = set()
    waiting = list(templates)
    while waiting:
        template = waiting.pop()
        if template not in found:
            found.add(template)
            engine = engines["django"].engine  # type: ignore[attr-defined]  # as above
            waiting += _included(engine.get_template(template).nodelist)
    return found


def under(folder: str) -> list[str]:
    return sorted(str(path.relative_to(TEMPLATES)) for path in (TEMPLATES / folder).rglob("*.html"))


def longest_piece(message: str) -> str:
    """Of a message what stands in one piece wherever it is said: between two words of its reader or marks."""
    pieces = re.split(r"[%{]\(?\w+[)}]s?|[:,.]", message.replace("%%", "%"))
    return max(pieces, key=len).strip(" %.")
