"""How one JSON object arrives through the API or the command line, and what is refused before its fields."""

import codecs
import json
import os
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import BinaryIO, NoReturn, TextIO

from runrate.core.translation import gettext as _

LONGEST_BODY = 64 * 1024
# Measured before parsing: how deep a parser can go differs between Pythons.
DEEPEST = 20
LONGEST_WHOLE = 18
WHOLE = "__all__"
"""The key of an error that belongs to no single field."""

# One that never closes goes to the end: were it looked for again from each quote, 64 kB would take seconds.
_STRING = re.compile(rb'"(?:[^"\\]|\\.?)*+"?', re.DOTALL)
_BRACKET = re.compile(rb"[\[{\]}]")


class BodyError(Exception):
    """Why a body cannot be read as one JSON object, in words."""


def too_big(longest: int = LONGEST_BODY) -> BodyError:
    return BodyError(_("This is longer than {n} kB.").format(n=longest // 1024))


class NumberText(str):
    """A JSON number as it was written, so that its length is judged before its value."""

    __slots__ = ()


def read_object(
    body: bytes, *, longest: int = LONGEST_BODY, deepest: int = DEEPEST, whole_numbers: bool = False
) -> dict[str, object]:
    """One JSON object with its numbers as written; raises BodyError with what is wrong.

    With `whole_numbers`, integers of a plausible length arrive as such.
    """
    if len(body) > longest:
        raise too_big(longest)
    text = as_text(body)
    if _too_deep(body, deepest):
        raise BodyError(_("This is nested too deeply."))
    try:
        found = json.loads(
            text,
            object_pairs_hook=_without_duplicates,
            parse_int=_whole if whole_numbers else NumberText,
            parse_float=NumberText,
            parse_constant=NumberText,
        )
    except (json.JSONDecodeError, RecursionError) as error:
        raise BodyError(_("This is not JSON.")) from error
    if not isinstance(found, dict):
        raise BodyError(_("This is not a JSON object."))
    return found


def as_text(body: bytes) -> str:
    """Text as desktop programs write it: UTF-8, with or without a byte order mark. Raises BodyError."""
    if body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or (len(body) > 1 and 0 in body[:2]):
        raise BodyError(_("This text is UTF-16: save it as UTF-8 and send it again."))
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BodyError(_("This is not UTF-8 text.")) from error


def _whole(text: str) -> int | NumberText:
    return int(text) if len(text) <= LONGEST_WHOLE else NumberText(text)


def _too_deep(body: bytes, deepest: int) -> bool:
    """Whether brackets are nested deeper, those inside of strings aside; looks no further than it must."""
    depth = 0
    for bracket in _BRACKET.finditer(_STRING.sub(b"", body)):
        depth += 1 if bracket[0] in b"[{" else -1
        if depth > deepest:
            return True
    return False


def lines(source: BinaryIO) -> Iterator[bytes]:
    """Lines that are not blank, each cut just above the longest allowed, so that none fills the memory."""
    limit = LONGEST_BODY + 2
    while line := source.readline(limit):
        rest = line
        while len(rest) == limit and not rest.endswith(b"\n"):
            rest = source.readline(limit)
        if line.strip(b" \t\r\n") or rest is not line:
            yield line.rstrip(b"\r\n")


def answer_lines(answer: Callable[[bytes], dict[str, object]], source: BinaryIO, target: TextIO) -> int:
    """One answer a line, in order; 1 as soon as one of them is errors."""
    failed = False
    for line in lines(source):
        found = answer(line)
        failed = failed or "errors" in found
        print(json.dumps(found), file=target, flush=True)
    return int(failed)


def run(
    answer: Callable[[bytes], dict[str, object]], *, usage: str, arguments: Sequence[str] = ()
) -> NoReturn:
    """A whole command line: standard input to standard output, and the exit code.

    It takes no argument: `usage` is what `--help` prints, and what anything else is answered with.
    """
    if arguments:
        helped = all(each in {"-h", "--help"} for each in arguments)
        print(usage, file=sys.stdout if helped else sys.stderr)
        sys.exit(0 if helped else 2)
    try:
        sys.exit(answer_lines(answer, sys.stdin.buffer, sys.stdout))
    except BrokenPipeError:
        # The reader went away; closing standard output again at exit would complain about it once more.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)


def _without_duplicates(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, value in pairs:
        if not name.isprintable():
            raise BodyError(_("This holds names that are not text."))
        if name in found:
            said = _("The same field is given more than once: {name}.")
            raise BodyError(said.format(name=name[:60]))
        found[name] = value
    return found
