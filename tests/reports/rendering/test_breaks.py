"""What belongs together on paper stays on one page, wherever on it that begins."""

import json
from io import BytesIO

import pytest
from django.template.loader import render_to_string
from pypdf import PdfReader

from runrate.core.rendering.signs import signs_held
from runrate.reports.domain.compose import compose
from runrate.reports.rendering.document import context, style_sheet
from runrate.reports.rendering.pdf import PrintJob, print_pdf
from tests.reports.domain.sections.test_against_bill import with_a_bill
from tests.reports.printing import CREATED
from tests.reports.readers import SMALL, ZEROS, sheet, source, workload

PAID = workload(SMALL, **ZEROS, value_per_unit=40)
JOINED, ALONE = (
    context(json.loads(json.dumps(compose(made_from).as_json())))
    for made_from in (source(sheet(1), PAID), source(None, PAID))
)
BILLED_FOR = context(json.loads(json.dumps(compose(with_a_bill()).as_json())))
HEIGHTS = (90, 130, 170, 200, 210, 220, 225, 230, 235, 240, 245)
"""Millimetres of a page that are taken before the part begins."""


def pages_with(part: str, key: str, words: tuple[str, ...]) -> list[tuple[int, ...]]:
    """For each height the pages on which the words stand."""
    found = []
    for height in HEIGHTS:
        html = f'<div style="height: {height}mm"></div><section class="part part-{key}">{part}</section>'
        job = PrintJob(html=html, css=style_sheet(), paper="A4", attachment="{}", created=CREATED)
        pages = [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(print_pdf(job))).pages]
        found.append(tuple(number for word in words for number, page in enumerate(pages) if word in page))
    return found


@pytest.mark.parametrize(
    ("template", "key", "words"),
    [
        ("missing", "missing", ("What an assessment would add", "contradict each other")),
        ("paying", "scale", ("Which volumes pay", "does not pay")),
    ],
)
def test_a_list_and_a_strip_stay_with_what_leads_to_them(
    template: str, key: str, words: tuple[str, ...]
) -> None:
    part = render_to_string(
        f"reports/parts/{template}.html", ALONE | {"s": ALONE["report"]["scale"], "paper": True}
    )

    found = pages_with(part, key, words)

    assert {len(pages) for pages in found} == {len(words)}
    assert [pages for pages in found if len(set(pages)) > 1] == []


@pytest.mark.parametrize("key", ["recommendations", "bill", "scale", "cost"])
def test_a_heading_stays_with_its_whole_lead_and_what_comes_first_below(key: str) -> None:
    report, first = {
        "recommendations": (JOINED, "Cash per month"),
        "bill": (BILLED_FOR, "US dollars per month"),
        "scale": (JOINED, "Which volumes pay"),
        "cost": (JOINED, "The cost of a month, by line"),
    }[key]
    whole = str(render_to_string(f"reports/parts/{key}.html", report | {"paper": True}))
    part = report["report"][key]
    headline, lead = " ".join(part["headline"].split()[:3]), " ".join(part["lede"].split()[-3:])

    found = pages_with(whole, key, (headline, lead, first))

    assert min(map(len, found)) >= 3
    assert [pages for pages in found if len(set(pages[:3])) > 1] == []


def test_a_phase_of_the_ninety_days_is_on_one_page_the_first_below_its_title() -> None:
    """All three together would leave half a page empty."""
    whole = str(render_to_string("reports/parts/recommendations.html", JOINED | {"paper": True}))
    part = whole[whole.index('<div class="ahead">') : whole.index("</dl>", whole.index('class="phases"')) + 5]
    phases = JOINED["report"]["recommendations"]["phases"]
    last = " ".join(phases[0]["tasks"][-1].split())[:30]

    found = pages_with(f"{part}</div>", "recommendations", ("The first ninety days", "Weeks 1", last))

    assert {len(pages) for pages in found} == {3}
    assert [pages for pages in found if len(set(pages)) > 1] == []


def test_what_a_formula_comes_to_is_not_torn_at_the_end_of_a_line() -> None:
    rows = [
        {
            "name": "Step",
            "formula": "of a step",
            "substituted": f"{'12 + ' * 12}{'1' * long} × 1",
            "monthly": "$0.8525",
        }
        for long in range(1, 100)
    ]
    html = render_to_string("reports/parts/formulas.html", {"m": {"formulas": rows, "results": []}})
    job = PrintJob(
        html=f'<section class="part part-method">{html}</section>', css=style_sheet(), paper="A4",
        attachment="{}", created=CREATED,
    )  # fmt: skip

    printed = [page.extract_text() for page in PdfReader(BytesIO(print_pdf(job))).pages]

    assert "".join(printed).count("$0.8525") == len(rows)


def test_a_minus_is_not_parted_from_its_amount_at_the_end_of_a_line() -> None:
    lines = "".join(f"<p>{'n' * long} −$9.70 and −€{long}.25</p>" for long in range(1, 130))
    html = f'<section class="part part-method">{lines}</section>'
    jobs = [
        PrintJob(html=each, css=style_sheet(), paper="A4", attachment="{}", created=CREATED)
        for each in (html, signs_held(html))
    ]

    parted, held = (
        [
            line
            for page in PdfReader(BytesIO(print_pdf(job))).pages
            for line in page.extract_text().splitlines()
            if line.rstrip().endswith("−")
        ]
        for job in jobs
    )

    assert parted != []
    assert held == []
