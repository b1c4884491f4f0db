"""Sentences of a report begin as sentences do, also those that begin with a share, a number or a list."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict

from runrate.reports.domain.compose import compose
from runrate.reports.domain.inputs import Source
from tests.reports.readers import FREE, source, workload
from tests.reports.whole import CASES
from tests.truth.known import documents

UNCAPPED = re.compile(r"(?:^|[.!?] )[a-z]")


def texts(found: object) -> Iterator[str]:
    """All that is said in sentences: not what drawings, formulas and cells hold."""
    if isinstance(found, str):
        yield from [found] if found.endswith(".") else []
    elif isinstance(found, Mapping):
        for key, each in found.items():
            yield from () if key in {"charts", "formula", "method"} else texts(each)
    elif isinstance(found, list | tuple):
        for each in found:
            yield from texts(each)


def uncapped(made: Source) -> list[str]:
    return [text for text in texts(asdict(compose(made))) if UNCAPPED.search(text)]


def test_no_sentence_of_a_report_begins_with_a_small_letter() -> None:
    """“under 0.1% of the total stays when volume falls”, it said."""
    fixed = workload(FREE, units_per_day=10**6, upkeep_monthly="0.01")
    reports = [source(None, fixed), *(made for made, _parts in CASES.values()), *documents()]

    assert [text for made in reports for text in uncapped(made)] == []
