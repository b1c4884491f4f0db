"""Everything a reader sees is spelled as a CFO of the US spells it; "email" has no hyphen; dates are alike.

Walked are the texts of Python (what an API or a command says of itself too), the templates, the articles and
the docs. Not walked: names in code, which are no words, and the published instrument, which is frozen.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).resolve().parent.parent
BRITISH: Final = re.compile(
    r"""\b(
        \w*avour\w* | behaviour\w* | catalogue\w* | cent(re|res|red) | cheques? | \w*colour\w* | defence\w*
        | dialogue\ box | enrol(s|ment)?\b | fulfil(s|ment)?\b | grey\w* | harbour\w* | honour\w* | humour\w*
        | judgement\w* | \w*labour\w* | learnt | licence\w* | neighbour\w* | offence\w* | programmes? | whilst
        | (cancel|label|model|travel|total|signal|level)l(ed|ing)
        | analys(e|ed|ing)\b | catalys(e|ed|ing)\b
        | (apolog|author|capital|categor|character|critic|custom|emphas|final|general|harmon|initial|item
           |local|material|maxim|memor|minim|modern|monet|normal|optim|organ|priorit|random|rational|realis
           |recogn|scrutin|serial|special|stabil|standard|summar|symbol|synchron|util|visual)
          is(e|ed|es|er|ers|ing|ation|ations)
        | e-mails?
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)
"""Not "amortised": the label of that field is decided, and the same word stands wherever it is told."""
NAMES: Final = frozenset(
    {"A cover is an object: organisation, author, audience and confidentiality.", "prix catalogue"}
)
"""Texts that name a field as programs write it, or a column of a French file."""

DAYS: Final = {"j F Y", "j F Y, H:i", "F Y", "Y"}
"""`30 November 2026`, with the time of day, and the month or the year alone."""
FORMATS: Final = re.compile(r"""\|date:["']([^"']*)["']|date_format\([^"]*"([^"]*)"\)|(%-?d %b)|(:%b)\b""")
TIME: Final = re.compile(r"\bH:i\b|(?<!T)%H:%M")
ZONE: Final = re.compile(r"UTC|%H:%M:%SZ|\\U\\T\\C")
AS_FAR_AS_ITS_ZONE: Final = 320
FOR_PROGRAMS: Final = re.compile(r"""(?:datetime|content)=["'][^>]*$|<lastmod>[^<]*$""")
"""What stands before a date that no reader sees."""


def _of_python(path: Path) -> Iterator[str]:
    tree = ast.parse(path.read_text("utf-8"))
    told_by_itself = path.name.startswith("api") or path.parent.name == "commands"
    docs = set() if told_by_itself else {id(node) for node in _docstrings(tree)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            # A small word alone is a key of something, a great one a label.
            is_words = " " in node.value or node.value[:1].isupper()
            yield node.value if is_words and "(?P<" not in node.value else ""


def _docstrings(tree: ast.AST) -> Iterator[ast.Constant]:
    for node in ast.walk(tree):
        for each in getattr(node, "body", None) or () if not isinstance(node, ast.Lambda | ast.IfExp) else ():
            if isinstance(each, ast.Expr) and isinstance(each.value, ast.Constant):
                yield each.value


def _of_template(path: Path) -> Iterator[str]:
    """Without what is no text: tags that translate nothing, values, and the markup itself."""
    text = path.read_text("utf-8")
    text = re.sub(r"\{%-?\s*(?:translate|trans)\s+(\"[^\"]*\"|'[^']*')[^%]*%\}", r"\1", text)
    text = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", " ", text, flags=re.DOTALL)
    yield re.sub(r"\b(?:class|href|id|name|src|for)=\"[^\"]*\"", " ", text)


def _of_markdown(path: Path) -> Iterator[str]:
    text = re.sub(r"```.*?```|`[^`]*`", " ", path.read_text("utf-8"), flags=re.DOTALL)
    yield re.sub(r"\]\([^)]*\)|<[^>]*>", " ", text)


def _texts() -> Iterator[tuple[Path, str]]:
    for package in ("assessment", "calculator", "runrate"):
        for path in sorted((ROOT / package).rglob("*.py")):
            if "migrations" not in path.parts:
                yield from ((path, text) for text in _of_python(path))
    for path in sorted((ROOT / "templates").rglob("*.*")):
        if path.suffix in {".html", ".txt", ".svg", ".xml"}:
            yield from ((path, text) for text in _of_template(path))
    for folder in ("docs", "runrate/pages/articles"):
        for path in sorted((ROOT / folder).rglob("*.md")):
            yield from ((path, text) for text in _of_markdown(path))
    for path in sorted(ROOT.glob("*.md")):
        yield from ((path, text) for text in _of_markdown(path))


def british(text: str) -> list[str]:
    return [] if text in NAMES else [found.group() for found in BRITISH.finditer(text)]


def test_nothing_that_is_read_is_spelled_the_british_way() -> None:
    texts = list(_texts())

    assert len({path for path, _text in texts}) > 500
    assert [(str(path.relative_to(ROOT)), found) for path, text in texts for found in british(text)] == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Our organisation summarises its licences.", ["organisation", "summarises", "licences"]),
        ("Behaviour in a call centre, by E-mail.", ["Behaviour", "centre", "E-mail"]),
        ("Our organization summarizes its licenses by email.", []),
        ("A precise promise, otherwise no exercise: raised, revised, advised; percentage, four hours.", []),
    ],
)
def test_british_words_are_told_from_those_that_only_look_like_them(text: str, found: list[str]) -> None:
    assert british(text) == found


def test_dates_are_written_one_way() -> None:
    texts = [
        (str(path.relative_to(ROOT)), path.read_text("utf-8"))
        for folder in ("assessment", "calculator", "runrate", "templates")
        for path in sorted((ROOT / folder).rglob("*.*"))
        if path.suffix in {".py", ".html", ".txt", ".xml"}
    ]
    found = [
        (name, next(filter(None, each.groups()), ""))
        for name, text in texts
        for each in FORMATS.finditer(text)
        if not FOR_PROGRAMS.search(text[: each.start()].rpartition("\n")[2])
    ]

    assert len(found) > 40
    assert [each for each in found if each[1] not in DAYS] == []


def test_a_time_of_day_has_its_zone() -> None:
    """`30 November 2026, 14:19 UTC`: whoever reads it may be elsewhere."""
    texts = [
        (path, path.read_text("utf-8"))
        for folder in ("assessment", "calculator", "runrate", "templates")
        for path in sorted((ROOT / folder).rglob("*.*"))
        if path.suffix in {".py", ".html", ".txt", ".xml"}
    ]
    times = [
        (str(path.relative_to(ROOT)), text[at.start() - 40 : at.end() + AS_FAR_AS_ITS_ZONE])
        for path, text in texts
        for at in TIME.finditer(text)
        if not FOR_PROGRAMS.search(text[: at.start()].rpartition("\n")[2])
    ]

    assert len(times) > 10
    assert [each for each in times if not ZONE.search(each[1])] == []
