"""Words of other people on paper: any script is drawn, what cannot be is named, all inside the page."""

import dataclasses
from collections.abc import Mapping

import pytest

from runrate.reports.domain.inputs import Source
from runrate.reports.rendering.glyphs import installed, merged, named
from runrate.reports.rendering.pdf import PrintJob, print_pdf
from tests.reports.paper_text import outside, runs
from tests.reports.printing import CREATED, job_of
from tests.reports.readers import SMALL, ZEROS, sheet, source, workload

SCRIPTS: Mapping[str, str] = {
    "Latin": "Ärger žluťoučký Ếặ",
    "Greek": "Ομάδα υποστήριξης",
    "Cyrillic": "Служба поддержки",
    "Arabic": "مساعد الدعم",
    "Hebrew": "עוזר תמיכה",
    "Devanagari": "एआई टीम",
    "Bengali": "সহায়তা দল",
    "Tamil": "ஆதரவு குழு",
    "Thai": "ทีมสนับสนุน",
    "Georgian": "მხარდაჭერა",
    "Armenian": "Աջակցություն",
    "Ethiopic": "የድጋፍ ቡድን",
    "Han": "客服工单助手",
    "Kana": "サポートチーム",
    "Hangul": "지원 팀",
    "Emoji": "🤖👩‍💻✅🇺🇸❤️",
}
PRICES = {"input_price": 3, "output_price": 15}
WIDEST = ("W" * 120, "ﷺ" * 120, "客" * 120, "🤖" * 120, "एआ" * 60, "Kostenstelle " * 9)


def with_names(name: str, **others: object) -> Source:
    """A report of everything that people name: workload, team, scenario, unit, steps, own lines, notes."""
    steps = [{"name": name[:60], "input_tokens": 900, "output_tokens": 90, "calls": 1} | PRICES] * 3
    made_from = source(
        sheet(3, evidence={"q1": name, "q2": f"https://example.com/{name}"}, q11={"na": name}),
        workload(
            {key: value for key, value in SMALL.items() if key not in PRICES and "_tokens" not in key},
            **{
                **ZEROS,
                "unit_name": name[:100],
                "steps": steps,
                "value_per_unit": 40,
                "other_lines": [{"name": name[:58] + f"{at}", "monthly": 90 + at} for at in range(10)],
                **others,
            },
        ),
    )
    assert made_from.assessed is not None
    assert made_from.costed is not None
    return dataclasses.replace(
        made_from,
        assessed=dataclasses.replace(made_from.assessed, workload_name=name, team_name=name),
        costed=dataclasses.replace(made_from.costed, name=name, workload_name=name),
    )


def test_fifteen_scripts_and_emoji_are_drawn_with_glyphs_of_their_own() -> None:
    pdf = print_pdf(job_of(with_names(" ".join(SCRIPTS.values())[:120])))
    rest = print_pdf(job_of(with_names(" ".join(list(SCRIPTS.values())[8:])[:120])))

    assert [run for made in (pdf, rest) for run in runs(made) if 0 in run.glyphs] == []


def test_the_search_for_missing_glyphs_finds_one() -> None:
    """A character that nothing draws, printed as it is: the box has glyph 0."""
    job = PrintJob(html="<p>\U0010fffd</p>", css="", paper="A4", attachment="{}", created=CREATED)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("runrate.reports.rendering.pdf.named", lambda text, _drawn: text)
        boxes = [run for run in runs(print_pdf(job)) if 0 in run.glyphs]

    assert len(boxes) == 1
    assert [run for run in runs(print_pdf(job)) if 0 in run.glyphs] == []


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Team \ue000", "Team [U+E000]"),
        ("\U000e0fff\U0010fffd", "[U+E0FFF][U+10FFFD]"),
        ("plain", "plain"),
        ("客服 👩‍💻 e\u0301 \u200f", "客服 👩‍💻 e\u0301 \u200f"),
    ],
)
def test_what_no_typeface_draws_is_told_as_its_code_point(text: str, printed: str) -> None:
    assert named(text, merged("20-7e e9 5ba2 670d 1f400-1f4ff 1f469 1f4bb")) == printed


def test_without_a_list_of_typefaces_the_text_stays_as_it_is() -> None:
    assert named("\ue000", ()) == "\ue000"


def test_ranges_of_all_typefaces_become_one_list() -> None:
    assert merged("20-7e a0\n20 41-5a 7f a1-ff") == ((0x20, 0x7F), (0xA0, 0xFF))


def test_the_machine_draws_the_scripts_that_a_report_promises() -> None:
    assert {name: named(text, installed()) for name, text in SCRIPTS.items()} == dict(SCRIPTS)


@pytest.mark.parametrize(
    ("name", "paper"),
    [*((name, "A4") for name in WIDEST), (WIDEST[0], "Letter")],
    ids=["W", "ligature", "han", "emoji", "devanagari", "words", "W on Letter"],
)
def test_the_longest_names_stay_inside_the_page(name: str, paper: str) -> None:
    made_from = dataclasses.replace(with_names(name), paper=paper)  # type: ignore[arg-type]

    assert outside(print_pdf(job_of(made_from))) == []


def test_the_search_for_text_outside_its_page_finds_some() -> None:
    job = PrintJob(
        html="<p style='white-space: nowrap'>" + "W" * 300 + "</p>",
        css="",
        paper="A4",
        attachment="{}",
        created=CREATED,
    )

    assert len(outside(print_pdf(job))) == 1
