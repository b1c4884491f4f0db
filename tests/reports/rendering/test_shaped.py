"""Letters that join, carry marks or run from right to left are shaped on paper in drawings too."""

import json
import re

import pytest

from runrate.reports.domain.compose import compose
from runrate.reports.rendering.document import print_job
from runrate.reports.rendering.pdf import PrintJob, print_pdf
from runrate.reports.rendering.shaped import needs_shaping, over_drawings
from tests.reports.paper_text import runs
from tests.reports.printing import CREATED
from tests.reports.readers import SMALL, ZEROS, source, workload
from tests.reports.rendering.test_glyphs import SCRIPTS

DRAWN = '<text fill="#111111" font-size="14" x="{x}" y="50" text-anchor="{anchor}">{words}</text>'
DRAWING = '<svg viewBox="0 0 200 100" width="200" height="100">{0}</svg>'
JOINED = ("Arabic", "Hebrew", "Devanagari", "Bengali", "Tamil", "Thai", "Emoji")


@pytest.mark.parametrize("script", SCRIPTS)
def test_what_letters_depend_on_each_other_is_told_by_script(script: str) -> None:
    assert needs_shaping(SCRIPTS[script]) == (script in JOINED)


def test_an_accent_of_its_own_belongs_to_the_letter_before_it() -> None:
    assert needs_shaping("e\u0301")


@pytest.mark.parametrize(
    ("anchor", "at"),
    [("start", "left:25.00%"), ("end", "right:75.00%"), ("middle", "left:-25.00%")],
)
def test_a_label_keeps_its_place_and_colour(anchor: str, at: str) -> None:
    text = DRAWN.format(x=50, anchor=anchor, words=SCRIPTS["Arabic"])
    other = DRAWN.format(x=0, anchor="start", words="Tokens")

    html = over_drawings(DRAWING.format(text + other))

    assert html.startswith('<div class="drawn"><svg')
    assert html.partition("</svg>")[0].endswith(other)
    style = re.search(r'<span style="([^"]*)">', html)
    assert style is not None
    assert style[1].startswith(at)
    assert "bottom:50.00%;color:#111111" in style[1]


@pytest.mark.parametrize("words", ["Tokens", "客服工单", "Служба"])
def test_a_drawing_of_letters_that_stand_for_themselves_is_left_alone(words: str) -> None:
    drawing = DRAWING.format(DRAWN.format(x=0, anchor="start", words=words))

    assert over_drawings(drawing) == drawing


def test_a_label_of_joined_letters_is_one_run_on_paper() -> None:
    """As letters each by itself the twelve of this name were twelve runs."""
    name = SCRIPTS["Arabic"]
    html = DRAWING.format(DRAWN.format(x=0, anchor="start", words=name))
    jobs = [
        PrintJob(html=each, css="", paper="A4", attachment="{}", created=CREATED)
        for each in (html, over_drawings(html))
    ]

    letters, shaped = (list(runs(print_pdf(job))) for job in jobs)

    assert len(letters) >= len(name) - 1
    assert len(shaped) == 1
    assert len(shaped[0].glyphs) > 1


def test_no_drawing_of_a_report_holds_such_letters() -> None:
    lines = [{"name": SCRIPTS[script], "monthly": 900} for script in JOINED]
    made_from = source(None, workload(SMALL, **ZEROS, unit_name=SCRIPTS["Arabic"], other_lines=lines))
    content = json.loads(json.dumps(compose(made_from).as_json()))

    html = print_job(content, attachment="{}", created=CREATED).html

    drawn = re.findall(r"<text[^>]*>([^<]*)</text>", html)
    assert len(drawn) > 20
    assert [words for words in drawn if needs_shaping(words)] == []
    assert [script for script in JOINED if SCRIPTS[script] not in html.partition("chart-berg")[2]] == []
