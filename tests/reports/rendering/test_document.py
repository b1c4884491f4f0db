"""What is printed: every page under a heading, every figure as text, on the paper that was asked for."""

import dataclasses
from io import BytesIO

import pikepdf
import pytest
from pypdf import PdfReader

from runrate.reports.rendering.pdf import print_pdf
from tests.reports.composed import AGENT, COMPOSED, EVIDENCE, of_team
from tests.reports.domain.sections.test_against_bill import with_a_bill
from tests.reports.fill import pages_of
from tests.reports.printing import elements, job_of
from tests.reports.readers import SMALL, sheet, source, workload


@pytest.mark.parametrize(
    ("name", "figures"),
    [
        ("weak team", ["$13,607.55", "$99.00", "$2,500", "$6.19"]),
        ("strong team", ["$744,500.00", "$49,500.00", "6.6%"]),
        ("scenario only", ["$13,599.00", "$99.00", "0.7%", "$6.18"]),
        ("letter", ["$125,000", "$120,000", "$8,900", "50 reviewers to 38"]),
    ],
)
def test_figures_stand_in_the_file_as_text(name: str, figures: list[str], printed: dict[str, bytes]) -> None:
    text = " ".join(page.extract_text() for page in PdfReader(BytesIO(printed[name])).pages)
    flat = " ".join(text.split())

    assert [figure for figure in figures if figure not in flat] == []


@pytest.mark.parametrize(("name", "width", "height"), [("weak team", 595, 842), ("letter", 612, 792)])
def test_the_paper_is_the_one_asked_for(
    name: str, width: int, height: int, printed: dict[str, bytes]
) -> None:
    sizes = {tuple(map(round, page.mediabox[2:])) for page in PdfReader(BytesIO(printed[name])).pages}

    assert sizes == {(width, height)}


def test_every_page_has_a_heading_or_goes_on_with_the_head_of_its_table(printed: dict[str, bytes]) -> None:
    with pikepdf.open(BytesIO(printed["weak team"])) as pdf:
        pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages, start=1)}
        with_heading = {
            pages[element["/Pg"].objgen]
            for element in elements(pdf)
            if str(element["/S"]) in {"/H1", "/H2", "/H3", "/H4", "/TH"} and "/Pg" in element
        }

        assert set(pages.values()) - with_heading == set()


HOSTILE = [
    "<script>alert(1)</script>",
    "{{ 7*7 }}{% now 'Y' %}",
    '<img src="file:///etc/hostname">',
    "<link rel=attachment href='file:///etc/hostname'>",
    "=cmd()|' /C calc'!A1",
    "a\x00b\x1b[31m\u202edetrevni",
    "</td></tr></table><style>*{display:none}</style>",
    "url(file:///etc/passwd)",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_people_type_is_only_ever_text(text: str) -> None:
    evidence = {"q4": text.replace("\x00", "")}
    made_from = source(sheet(3, evidence=evidence, q11={"na": text.replace("\x00", "")}), workload(SMALL))
    assert made_from.assessed is not None
    hostile = dataclasses.replace(
        made_from, assessed=dataclasses.replace(made_from.assessed, team_name=text, workload_name=text)
    )

    job = job_of(hostile)
    file = print_pdf(job)

    assert "<script" not in job.html
    assert "<img" not in job.html
    assert "<link" not in job.html
    assert "49" not in job.html.split("</title>")[0]
    assert not any(ord(character) < 9 for character in job.html)
    with pikepdf.open(BytesIO(file)) as pdf:
        assert list(pdf.attachments) == ["runrate-report.json"]


def test_an_estimate_against_a_bill_is_printed_as_a_picture_with_what_is_behind_each_cause() -> None:
    pages = PdfReader(BytesIO(print_pdf(job_of(with_a_bill())))).pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())

    said = (
        "The bill is $5.50 above the estimate",
        "Volume +$6.25",
        "Units per month: 500 estimated, 1,000 billed.",
        "Unexplained $0.00",
        "Total of the bill $17.40",
    )
    assert [each for each in said if each not in text] == []
    assert text.count("+$6.25") == 2  # in the picture and, with its formula, in the appendix


@pytest.fixture(scope="module")
def team_of_many_notes() -> bytes:
    """Whose answers go on for a page and a half."""
    return print_pdf(job_of(of_team(source(sheet(1, evidence=EVIDENCE), workload(AGENT)))))


def test_a_page_is_headed_by_the_part_that_it_begins_with(team_of_many_notes: bytes) -> None:
    starts = [page.extract_text() for page in PdfReader(BytesIO(team_of_many_notes)).pages]
    goes_on = next(place for place, text in enumerate(starts) if "What stops a runaway loop" in text)

    assert "THE FULL COST" in starts[goes_on]
    assert [page.section for page in pages_of(team_of_many_notes)][: goes_on + 1] == [
        "For the board", "Where you stand", "Your fifteen answers", "Your fifteen answers",
    ]  # fmt: skip


def test_what_a_table_of_ranges_rests_on_stands_on_its_page() -> None:
    pages = [
        page.extract_text()
        for page in PdfReader(BytesIO(print_pdf(job_of(COMPOSED["largest amounts"])))).pages
    ]

    assert [("One in ten above" in page, "simulated months" in page) for page in pages].count(
        (True, True)
    ) == 1
    assert [page for page in pages if ("One in ten above" in page) != ("simulated months" in page)] == []


def test_an_amount_breaks_neither_in_the_table_of_costs_nor_from_its_equals_sign() -> None:
    pages = PdfReader(BytesIO(print_pdf(job_of(COMPOSED["largest amounts"])))).pages
    lines = [line.strip() for page in pages for line in page.extract_text().splitlines()]

    amounts = ("$1,011,990,002,500.00", "$990,000,000.00", "under $0.01")
    assert [any(amount in line for line in lines) for amount in amounts] == [True] * 3
    assert [line for line in lines if line.endswith("=")] == []
    assert any("1.30" in line and "1.20 1.10 1.03 1.00" in " ".join(line.split()) for line in lines)
