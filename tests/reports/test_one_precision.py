"""One share has one precision in each part of a report: "6.0%" beside "6%" reads as two figures."""

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

import pytest

from runrate.reports.domain.compose import compose
from runrate.reports.domain.inputs import Source
from tests.reports.billed_sources import BILLED
from tests.reports.composed import COMPOSED

SHARE: Final = re.compile(r"(?<![\d.,])(\d[\d,]*(?:\.\d+)?)%")
NONE_AND_ALL: Final = {Decimal(0), Decimal(100)}
"""Of what they are is said beside them: all shares of a column, every unit, no review."""


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list | tuple):
        for each in value.values() if isinstance(value, dict) else value:
            yield from texts(each)


def twice(said: Any) -> dict[Decimal, set[str]]:
    """Shares that are printed in more than one way."""
    found = defaultdict(set)
    for text in texts(said):
        for share in SHARE.findall(text):
            found[Decimal(share.replace(",", ""))].add(share)
    return {share: forms for share, forms in found.items() if len(forms) > 1 and share not in NONE_AND_ALL}


@pytest.mark.parametrize("made_from", [*COMPOSED.values(), *BILLED.values()], ids=[*COMPOSED, *BILLED])
def test_no_share_has_two_precisions_in_a_part_of_a_report(made_from: Source) -> None:
    parts = compose(made_from).as_json()

    assert {name: found for name, part in parts.items() if (found := twice(part))} == {}


MONTHS: Final = re.compile(r"(?<![\d.,])(\d[\d,]*(?:\.\d+)?)(?= months?\b| to \d[\d.,]* months\b)")


@pytest.mark.parametrize("made_from", [*COMPOSED.values(), *BILLED.values()], ids=[*COMPOSED, *BILLED])
def test_months_until_work_is_earned_back_have_one_decimal_each(made_from: Source) -> None:
    """In the sentence with their range and in the column: "5 months (3.4 to 13 months)" it said."""
    content = compose(made_from)
    advice = content.recommendations
    rows = (*advice.worthwhile, *advice.unsure, *advice.later) if advice else ()
    said = [
        *([advice.headline] if advice else []),
        content.summary.ask.sentence,
        *(thing.worth for thing in content.summary.things),
        *(text for row in rows for text in (row.payback, row.payback_span)),
    ]

    assert [each for text in said for each in MONTHS.findall(text) if each.count(".") != 1] == []


def test_two_precisions_of_one_share_are_found() -> None:
    said = {"rows": ["6.0% of it", ("at 6%", "16%, and 0.6%")], "all": ["100%", "100.0%"]}

    assert twice(said) == {Decimal(6): {"6.0", "6"}}
