"""What is made once for a process is made well when sixteen ask for it at the same first moment."""

import ast
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest

from assessment.domain import charts, questionnaire
from assessment.web import markup
from calculator.domain import article_audit, costs, workload
from calculator.domain.formulas import terms
from calculator.domain.presets import BY_KEY
from calculator.domain.typed_numbers import inputs as typed_inputs
from calculator.usage import cells, formats, skus
from calculator.usage.formats import focus, total_rows
from calculator.web import estimate, fields
from runrate.core import numbers, translation
from runrate.core.number_input import reader
from runrate.core.rendering import addresses, cached_parts, compression
from runrate.pages import articles, cards, examples, figures, reading
from runrate.pages.templatetags import site
from runrate.reports.rendering import document, fingerprint, sample
from runrate.reports.web import sharing_views

ROOT = Path(__file__).resolve().parent.parent
SMALL = BY_KEY["article-small"].workload
MADE: dict[str, tuple[Any, tuple[Any, ...]]] = {
    "assessment/domain/charts.py::_path": (charts._path, ()),
    "assessment/domain/questionnaire.py::_load": (questionnaire._load, (questionnaire.FOLDER, "1", "en")),
    "assessment/web/markup.py::_jumps": (markup._jumps, (((1, "Invoices", True, False),), "en")),
    "calculator/domain/article_audit.py::_attempt": (article_audit._attempt, (SMALL,)),
    "calculator/domain/article_audit.py::_costed": (article_audit._costed, ("article-small",)),
    "calculator/domain/article_audit.py::_examples_in": (article_audit._examples_in, ("en",)),
    "calculator/domain/costs.py::_entered": (costs._entered, (SMALL,)),
    "calculator/domain/workload.py::_as_form": (workload._as_form, (SMALL,)),
    "calculator/domain/formulas/terms.py::_input": (terms._input, ("units_per_month", Fraction(5), "en")),
    "calculator/web/estimate.py::_example": (estimate._example, ("support-desk", "en")),
    "calculator/usage/cells.py::_word": (cells._word, ("NovaPro",)),
    "calculator/usage/formats/__init__.py::documents": (formats.documents, ()),
    "calculator/usage/formats/__init__.py::tables": (formats.tables, ()),
    "calculator/usage/formats/focus.py::_moment": (focus._moment, ("2026-10-01T00:00:00Z",)),
    "calculator/usage/formats/focus.py::_named": (focus._named, ("a", "b", '{"app": "c"}')),
    "calculator/usage/formats/total_rows.py::_says_total": (total_rows._says_total, ("Total October 2026",)),
    "calculator/usage/skus.py::_object": (skus._object, ('{"a": 1}',)),
    "calculator/usage/skus.py::aws_model": (skus.aws_model, ("EUW1-NovaPro-input-tokens",)),
    "calculator/usage/skus.py::kind_of": (skus.kind_of, ("Input Tokens",)),
    "calculator/usage/skus.py::lane_of": (skus.lane_of, ("input-batch",)),
    "calculator/usage/skus.py::tokens_in": (skus.tokens_in, ("1K tokens",)),
    "calculator/web/fields.py::_example": (fields._example, ("support-desk", "en")),
    "calculator/web/fields.py::_examples": (fields._examples, ("none", "", "en")),
    "calculator/web/fields.py::_blank": (fields._blank, ("tools_monthly", "en")),
    "calculator/web/fields.py::_tick": (fields._tick, ("other_lines.1.visible", True, "en")),
    "calculator/domain/typed_numbers/inputs.py::measure_of": (
        typed_inputs.measure_of,
        ("steps.2.input_tokens",),
    ),
    "runrate/core/number_input/reader.py::_read": (reader._read, ("1,200", reader.Measure.MONEY)),
    "runrate/core/rendering/addresses.py::_blank": (addresses._blank, ("assessment:question", (3,))),
    "runrate/core/rendering/cached_parts.py::_rendered": (
        cached_parts._rendered,
        ("assessment/parts/find_out.html", "en", (("text", "a"), ("who", "b"))),
    ),
    "runrate/core/rendering/compression.py::_best": (compression._best, (b"<p>a page</p>",)),
    "runrate/core/translation.py::_translated": (
        translation._translated,
        (translation.English(), "en", "Learn"),
    ),
    "runrate/core/numbers.py::_manner": (numbers._manner, ("#,##0.00", "en", None)),
    "runrate/pages/articles.py::_html": (articles._html, (articles.every()[0],)),
    "runrate/pages/articles.py::every": (articles.every, ()),
    "runrate/pages/cards.py::_sans": (cards._sans, (20,)),
    "runrate/pages/cards.py::_serif": (cards._serif, (20,)),
    "runrate/pages/cards.py::card": (cards.card, ("Above", "below")),
    "runrate/pages/examples.py::example": (examples.example, ("support-desk",)),
    "runrate/pages/figures.py::_costed": (figures._costed, (SMALL,)),
    "runrate/pages/figures.py::_example": (figures._example, ("support-desk", "review_rate=0.05")),
    "runrate/pages/reading.py::_made": (reading._made, ("learn", "", "en", "")),
    "runrate/pages/templatetags/site.py::_doors": (site._doors, ("en",)),
    "runrate/pages/templatetags/site.py::_entrances": (site._entrances, ("en",)),
    "runrate/pages/templatetags/site.py::_main_links": (site._main_links, (("page", "", "", "", ""), "en")),
    "runrate/pages/templatetags/site.py::_same_everywhere": (
        site._same_everywhere,
        ("parts/colophon.html", "en"),
    ),
    "runrate/pages/templatetags/site.py::_urls": (site._urls, ()),
    "runrate/reports/rendering/document.py::style_sheet": (document.style_sheet, ()),
    "runrate/reports/rendering/fingerprint.py::shape": (fingerprint.shape, ()),
    "runrate/reports/rendering/sample.py::content": (sample.content, ()),
    "runrate/reports/web/sharing_views.py::_sample_body": (sharing_views._sample_body, ("en",)),
}
BY_ONE = {
    "runrate/management/commands/demo.py::password_hash": "a command has one thread",
    "runrate/reports/rendering/glyphs.py::installed": "the rendering process has one thread",
    "runrate/reports/rendering/pdf.py::_machine": "the rendering process has one thread",
    "runrate/reports/rendering/pdf.py::_sheet": "the rendering process has one thread",
    "runrate/reports/rendering/sample.py::_printed": "its caller holds a lock",
}
KEEPERS = {"cache", "lru_cache"}
COMPARABLE = (str, bytes, int, tuple, dict)


def _cached() -> Iterator[str]:
    for package in ("assessment", "calculator", "runrate"):
        for path in sorted((ROOT / package).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.FunctionDef) and KEEPERS & {
                    ast.unparse(each).partition("(")[0] for each in node.decorator_list
                }:
                    yield f"{path.relative_to(ROOT)}::{node.name}"


def test_every_cached_maker_is_tried_or_has_its_reason() -> None:
    assert sorted(_cached()) == sorted({*MADE, *BY_ONE})


@pytest.mark.parametrize("name", MADE)
def test_sixteen_who_ask_at_once_get_the_same(name: str) -> None:
    make, asked = MADE[name]
    for each, _asked in MADE.values():
        each.cache_clear()
    together = Barrier(16)

    def ask(maker: Callable[..., Any]) -> Any:
        together.wait(30)
        return maker(*asked)

    with ThreadPoolExecutor(16) as pool:
        made = list(pool.map(ask, [make] * 16))

    assert len(made) == 16
    if isinstance(made[0], COMPARABLE):
        assert all(each == made[0] for each in made)
    assert make(*asked) is make(*asked)
