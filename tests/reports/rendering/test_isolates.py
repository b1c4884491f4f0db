"""A name from right to left turns nothing round that stands beside it."""

import json

import pytest
from django.template.loader import render_to_string

from runrate.reports.domain.compose import compose
from runrate.reports.rendering.document import board_job, context, print_job
from runrate.reports.rendering.isolates import BEGINS, ENDS, isolated
from tests.reports.printing import CREATED
from tests.reports.readers import SMALL, source, workload
from tests.reports.rendering.test_glyphs import SCRIPTS, with_names

REPORT = "تقرير 2026"
CONTENT = {
    "subjects": [REPORT],
    "cover": [{"words": "מחלקה"}],
    "cost": {"unit": "وثيقة", "rows": [{"name": "خط 7"}, {"name": "Tokens"}]},
}


def kept(name: str) -> str:
    return f"{BEGINS}{name}{ENDS}"


@pytest.mark.parametrize(
    ("text", "apart"),
    [
        (f"{REPORT} · 24 November 2026", f"{kept(REPORT)} · 24 November 2026"),
        ("Each وثيقة costs $2.43", f"Each {kept('وثيقة')} costs $2.43"),
        ("خط 7, $900; מחלקה", f"{kept('خط 7')}, $900; {kept('מחלקה')}"),
        ("עוזר תמיכה: 3 of 4", f"{kept('עוזר תמיכה')}: 3 of 4"),
        ("12 tickets, $5", "12 tickets, $5"),
    ],
)
def test_a_known_name_stays_whole_and_every_other_stretch_stands_apart(text: str, apart: str) -> None:
    assert isolated(text, CONTENT) == apart


def test_a_report_of_latin_names_stays_as_it_is() -> None:
    words = {"a": ["Tokens", {"b": "12 %"}], "c": 7}

    assert isolated(words, CONTENT) is words


@pytest.mark.parametrize("script", ["Arabic", "Hebrew"])
def test_no_name_from_right_to_left_stands_bare_on_page_board_page_or_paper(script: str) -> None:
    name = SCRIPTS[script]
    content = json.loads(json.dumps(compose(with_names(name)).as_json()))
    made = [
        render_to_string("reports/body.html", context(content)),
        print_job(content, attachment="{}", created=CREATED).html,
        board_job(content, attachment="{}", created=CREATED).html,
    ]

    for html in made:
        assert html.count(name) > 3
        assert html.count(name) == html.count(f"{BEGINS}{name}")
        assert html.count(BEGINS) == html.count(ENDS)


def test_a_report_without_such_names_holds_no_sign_of_direction() -> None:
    content = json.loads(json.dumps(compose(source(None, workload(SMALL))).as_json()))

    assert BEGINS not in print_job(content, attachment="{}", created=CREATED).html
