"""The board page alone is one page for whatever its names, amounts and lists may be."""

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from runrate.reports.domain.compose import compose
from runrate.reports.domain.cover import Cover
from runrate.reports.domain.inputs import Source
from runrate.reports.rendering.document import board_job
from runrate.reports.rendering.process import Printer
from tests.reports.composed import AGENT, EVERY_AMOUNT, MIXED, STEP, THIRTY_DIGITS, named
from tests.reports.fill import pages_of
from tests.reports.printing import CREATED
from tests.reports.readers import BY_THE_MINUTE, source, workload
from tests.reports.rendering.test_glyphs import SCRIPTS
from tests.reports.shortened import names_in, torn

LETTERS = (*SCRIPTS.values(), "W", "m", "@", "﷽", "👩\u200d👩\u200d👧\u200d👦", "Straßenbahn ", "i")


def at_most(longest: int) -> st.SearchStrategy[str]:
    """A name at its limit, or one short enough for a sentence."""
    full = st.sampled_from(LETTERS).map(lambda letters: (letters * longest)[:longest].strip())
    return st.one_of(full, st.just("Claims"))


amounts = st.integers(1, 30).map(lambda digits: "9" * digits)
names = st.lists(st.fixed_dictionaries({"name": at_most(60), "monthly": amounts}), max_size=10, unique_by=str)


@st.composite
def extremes(draw: st.DrawFn) -> Source:
    flat = draw(st.booleans())
    inputs: dict[str, Any] = {**BY_THE_MINUTE, "error_rate": "0.04", "error_cost": 30} if flat else {**AGENT}
    asked = (*THIRTY_DIGITS, *(EVERY_AMOUNT if flat else ()))
    inputs |= {name: draw(amounts) for name in asked if draw(st.booleans())}
    inputs["unit_name"] = draw(at_most(100))
    inputs["other_lines"] = [
        {**line, "name": f"{number}{line['name']}"[:60]} for number, line in enumerate(draw(names))
    ]
    if not flat:
        inputs["steps"] = [STEP] * draw(st.integers(1, 20))
    made_from = source(
        draw(st.sampled_from([None, MIXED])),
        workload(inputs),
        cover=Cover(*(draw(at_most(100)) for _ in range(4))),
        paper=draw(st.sampled_from(["A4", "Letter"])),
    )
    return named(made_from, draw(at_most(120)))


def words_of(board: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", board))


def content_of(made_from: Source) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(json.dumps(compose(made_from).as_json()))
    return found


@pytest.fixture(scope="module")
def printer() -> Iterator[Printer]:
    found = Printer()
    yield found
    found.close()


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(made_from=extremes())
def test_any_extreme_is_one_page(printer: Printer, made_from: Source) -> None:
    content = content_of(made_from)
    job = board_job(content, attachment="{}", created=CREATED)

    pages = pages_of(printer.print(job))

    assert len(pages) == 1
    assert [torn(words_of(board), names_in(content)) for board in job.boards] == [[]] * len(job.boards)
