"""`python -m calculator usage FILE ...`: the sums of each file as a line of JSON, on one's own machine."""

import json
import os
import re
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, TextIO

from calculator.usage.analysis.agreement import View, days_apart, view_of
from calculator.usage.exports import read_file
from calculator.usage.files import UnreadableError
from calculator.usage.formats import Rows
from calculator.usage.formats.own_columns import MappingErrors, parse_mapping
from calculator.usage.reading import Options
from calculator.usage.summary import as_json
from runrate.core.json_input import BodyError, read_object
from runrate.core.translation import gettext as _

_MONTH: Final = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])", re.ASCII)
NAME: Final = "usage"


def run(arguments: Sequence[str], target: TextIO | None = None) -> int:
    """One line for each file, in order; 1 if any was refused whole. Each file of an archive has its line."""
    try:
        return _answer(_parser().parse_args(arguments), target)
    except BrokenPipeError:
        # The reader went away; closing standard output again at exit would complain about it once more.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def _answer(asked: Namespace, target: TextIO | None) -> int:
    options = Options(by=_words(asked.by), months=frozenset(_words(asked.months)))
    columns = _columns(asked)
    refused = False
    views: list[View] = []
    for name in asked.files:
        try:
            for reading in read_file(Path(name), options, columns=columns):
                _say(answer := as_json(reading), target)
                _warn(answer, views)
        except BrokenPipeError:
            raise
        except (UnreadableError, OSError) as error:
            refused = True
            said = str(error) if isinstance(error, UnreadableError) else (error.strerror or str(error))
            _say({"file": Path(name).name, "error": said}, target)
        except Exception:  # noqa: BLE001  # a fault of ours in one file is no reason to leave out the others
            refused = True
            said = _("Something unexpected went wrong while this file was read.")
            _say({"file": Path(name).name, "error": said}, target)
    return int(refused)


def _warn(answer: dict[str, Any], views: list[View]) -> None:
    """Says beside the answers which earlier file is the other view of other days of a file's months."""
    view = view_of(answer)
    for earlier in views:
        if words := days_apart(view, earlier):
            sys.stderr.write(f"{earlier.file}, {view.file}: {words}\n")
    views.append(view)


def _say(answer: dict[str, object], target: TextIO | None) -> None:
    print(json.dumps(answer), file=target or sys.stdout, flush=True)


def _columns(asked: Namespace) -> Rows | None:
    if asked.columns is None:
        return None
    try:
        return parse_mapping(read_object(Path(asked.columns).read_bytes())).rows()
    except (OSError, BodyError, MappingErrors) as error:
        _parser().error(f"--columns: {error}")


def _words(text: str) -> list[str]:
    return [word for each in text.split(",") if (word := each.strip())]


def _months(text: str) -> str:
    if not all(_MONTH.fullmatch(word) for word in _words(text)):
        raise ValueError(text)
    return text


def _parser() -> ArgumentParser:
    parser = ArgumentParser(
        prog=f"python -m calculator {NAME}",
        description=_("Reads bills and usage exports and prints their sums, a line of JSON for each file."),
    )
    parser.add_argument("files", nargs="+", metavar="FILE")
    parser.add_argument(
        "--by", default="", metavar="KEYS", help=_("slices to keep apart, as project,key,app")
    )
    parser.add_argument(
        "--months", default="", type=_months, help=_("months that count, as 2026-10,2026-11; without it, all")
    )
    parser.add_argument(
        "--columns", metavar="FILE", help=_("which column of an own table means what, as JSON")
    )
    return parser
