"""The file: the same bytes, readable by everybody, whole in structure, closed to what it is fed with."""

import dataclasses
import json
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pypdf import PdfReader

from runrate.reports.domain.compose import compose
from runrate.reports.domain.inputs import Source, Team
from runrate.reports.rendering.document import attachment_of, print_job
from runrate.reports.rendering.pdf import PrintJob, print_pdf
from runrate.reports.rendering.process import Limits, Printer, PrintError
from runrate.reports.services.imports import read_back
from tests.reports.readers import LARGE, SMALL, ZEROS, article, sheet, source, workload

CREATED = datetime(2026, 11, 24, 12, tzinfo=UTC)
ROOT = Path(__file__).resolve().parents[3]
EVIDENCE = {
    f"q{number}": "Dashboard 'AI unit costs', https://wiki.example.com/ai/costs" for number in (3, 4, 7)
}


def job_of(made_from: Source) -> PrintJob:
    content = json.loads(json.dumps(compose(made_from).as_json()))
    return print_job(content, attachment=attachment_of(made_from.as_json()), created=CREATED)


def team_report() -> Source:
    made_from = source(sheet(2, q10=1), workload(SMALL, retry_rate="0.08"))
    assert made_from.assessed is not None
    spreads = {f"q{number}": (0, number % 4) for number in range(1, 16)}
    return dataclasses.replace(
        made_from, assessed=dataclasses.replace(made_from.assessed, team=Team(5, spreads))
    )


REPORTS: Mapping[str, Source] = {
    "weak team": article(SMALL),
    "strong team": source(
        sheet(3, evidence=EVIDENCE, q4=4, q11={"na": "Nothing is stored"}, q13="dk"),
        workload(LARGE, **{**ZEROS, "infrastructure_monthly": 100_000, "value_per_unit": "1.90"}),
    ),
    "assessment only": source(sheet(1, q3="dk", q8="dk", q13="dk", q14="dk")),
    "scenario only": source(None, workload(SMALL, **ZEROS)),
    "team round": team_report(),
    "letter": article(LARGE, paper="Letter", example=True),
}


@pytest.fixture(scope="module")
def printed() -> dict[str, bytes]:
    """Each kind of report, printed once for all tests of this module."""
    return {name: print_pdf(job_of(made_from)) for name, made_from in REPORTS.items()}


@pytest.fixture(scope="module")
def printer() -> Iterator[Printer]:
    machine = Printer()
    yield machine
    machine.close()


@pytest.fixture(params=REPORTS)
def report(request: pytest.FixtureRequest, printed: dict[str, bytes]) -> bytes:
    return printed[request.param]


def test_two_processes_print_the_same_bytes(printed: dict[str, bytes], printer: Printer) -> None:
    elsewhere = printer.print(job_of(REPORTS["weak team"]))

    assert sha256(elsewhere).hexdigest() == sha256(printed["weak team"]).hexdigest()


def test_the_data_inside_makes_the_same_report_again(report: bytes, printed: dict[str, bytes]) -> None:
    made_from = read_back(report, today=CREATED.date())

    assert made_from in REPORTS.values()
    assert compose(read_back(attachment_of(made_from.as_json()).encode(), today=CREATED.date())) == compose(
        made_from
    )


@pytest.mark.parametrize(
    ("name", "figures"),
    [
        ("weak team", ["$13,607.55", "$99.00", "$2,500", "$6.19"]),
        ("strong team", ["$744,500.00", "$49,500.00", "6.6%"]),
        ("scenario only", ["$13,599.00", "$99.00", "0.7%", "$6.18"]),
        ("letter", ["$125,000", "$120,000", "$9,281", "50 reviewers to 38"]),
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


def test_qpdf_finds_nothing(report: bytes) -> None:
    with pikepdf.open(BytesIO(report)) as pdf:
        assert (pdf.check_pdf_syntax(), pdf.get_warnings()) == ([], [])


def test_qpdf_finds_a_page_that_was_cut(report: bytes) -> None:
    with pikepdf.open(BytesIO(report)) as pdf:
        pdf.pages[0].Contents = pdf.make_stream(b"(never closed Tj")

        assert len(pdf.check_pdf_syntax()) >= 1


def test_only_our_faces_are_inside(report: bytes) -> None:
    fonts = set()
    with pikepdf.open(BytesIO(report)) as pdf:
        for item in pdf.objects:
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor":
                fonts.add(str(item["/FontName"]).split("+")[-1].split("-")[0])

    assert fonts <= {"Inter", "Caladea"}


def elements(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Dictionary]:
    waiting: list[Any] = [pdf.Root.StructTreeRoot]
    while waiting:
        node = waiting.pop(0)
        if isinstance(node, pikepdf.Array):
            waiting[:0] = list(node)
        elif isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                yield node
            if "/K" in node:
                waiting.insert(0, node["/K"])


def test_the_file_says_it_is_accessible_and_in_which_language(report: bytes) -> None:
    with pikepdf.open(BytesIO(report)) as pdf:
        metadata = pdf.Root.Metadata.read_bytes().decode()

        assert pdf.Root.Lang == "en"
        assert "pdfuaid:part" in metadata
        assert bool(pdf.Root.MarkInfo.Marked)
        assert str(pdf.docinfo["/Title"]).startswith(("What your AI", "How well"))


def test_every_figure_has_words_for_those_who_do_not_see_it(report: bytes) -> None:
    with pikepdf.open(BytesIO(report)) as pdf:
        figures = [element for element in elements(pdf) if element["/S"] == "/Figure"]

        assert figures
        assert [figure for figure in figures if not str(figure.get("/Alt", "")).strip()] == []


def test_headings_do_not_jump_and_there_is_one_of_the_first_order(report: bytes) -> None:
    with pikepdf.open(BytesIO(report)) as pdf:
        orders = [
            int(str(element["/S"])[2:])
            for element in elements(pdf)
            if str(element["/S"])[2:].isdigit() and str(element["/S"]).startswith("/H")
        ]

    assert orders.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(orders))


def test_table_cells_know_their_headers(report: bytes) -> None:
    with pikepdf.open(BytesIO(report)) as pdf:
        kinds = [str(element["/S"]) for element in elements(pdf)]
        headers = [element for element in elements(pdf) if element["/S"] == "/TH"]

        assert kinds.count("/TH") > 0
        assert [header for header in headers if "/A" not in header] == []


def test_every_page_begins_under_a_heading(printed: dict[str, bytes]) -> None:
    with pikepdf.open(BytesIO(printed["weak team"])) as pdf:
        pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages, start=1)}
        with_heading = {
            pages[element["/Pg"].objgen]
            for element in elements(pdf)
            if str(element["/S"]) in {"/H1", "/H2", "/H3"} and "/Pg" in element
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


@pytest.mark.parametrize(
    "markup",
    [
        '<img src="{address}">',
        '<link rel="stylesheet" href="{address}">',
        '<link rel="attachment" href="{address}">',
        '<svg><image href="{address}"/></svg>',
        '<p style="background: url({address})">x</p>',
        '<object data="{address}"></object>',
        '<a rel="attachment" href="{address}">x</a>',
    ],
)
def test_even_markup_of_ours_can_fetch_nothing(markup: str, printer: Printer, tmp_path: Path) -> None:
    canary = tmp_path / "canary.txt"
    canary.write_text("the canary sings")
    knocks: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)

        def listen() -> None:
            try:
                connection, _ = server.accept()
                knocks.append(connection.recv(10))
                connection.close()
            except TimeoutError:
                return

        for address in (canary.as_uri(), f"http://127.0.0.1:{server.getsockname()[1]}/x"):
            listener = threading.Thread(target=listen)
            listener.start()
            html = f"<html><head><title>t</title></head><body>{markup.format(address=address)}</body></html>"
            job = dataclasses.replace(job_of(REPORTS["scenario only"]), html=html)
            try:
                file = printer.print(job)
            except PrintError:
                file = b""
            listener.join()
            assert b"canary" not in file
            if file:
                with pikepdf.open(BytesIO(file)) as pdf:
                    assert list(pdf.attachments) == ["runrate-report.json"]

    assert knocks == []


def test_a_table_of_thirty_thousand_rows_is_refused_before_it_is_printed() -> None:
    printer = Printer()
    job = dataclasses.replace(job_of(REPORTS["scenario only"]), html="<table>" + "<tr><td>1" * 30_000)

    with pytest.raises(PrintError, match="too many table rows"):
        printer.print(job)

    assert printer.started == 0


def test_a_text_of_megabytes_is_refused_before_it_is_printed() -> None:
    printer = Printer()
    job = dataclasses.replace(job_of(REPORTS["scenario only"]), html="x" * 2_000_000)

    with pytest.raises(PrintError, match="too long"):
        printer.print(job)

    assert printer.started == 0


RUNAWAY = "<html><body>" + "<div>" * 4000 + "<table><tr><td colspan=100000>x" + "</body></html>"


@pytest.mark.parametrize(
    "limits",
    [Limits(wall_seconds=2), Limits(cpu_seconds=2), Limits(memory_bytes=260_000_000)],
    ids=["wall", "cpu", "memory"],
)
def test_a_rendering_that_runs_away_is_ended_and_the_next_one_works(limits: Limits) -> None:
    machine = Printer(limits)
    good = job_of(REPORTS["scenario only"])
    nested = "".join(f"<table><tr><td>{number}" for number in range(900))
    runaway = dataclasses.replace(good, html=RUNAWAY + nested)

    with pytest.raises(PrintError):
        machine.print(runaway)
    machine.limits = Limits()
    recovered = machine.print(good)
    machine.close()

    assert recovered.startswith(b"%PDF-1.7")


def test_a_worn_process_is_replaced() -> None:
    machine = Printer(Limits(jobs=2))
    good = job_of(REPORTS["scenario only"])

    files = {machine.print(good) for _ in range(3)}
    machine.close()

    assert (machine.started, len(files)) == (2, 1)


def test_the_process_dies_with_whoever_started_it() -> None:
    started = (
        "import sys; from runrate.reports.rendering.process import Printer; p = Printer(); p._ready();"
        "print(p._process.pid, flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", started], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        parent.kill()
        parent.wait()

    for _ in range(100):
        if not Path(f"/proc/{child}").exists() or "Z" in Path(f"/proc/{child}/stat").read_text().split()[2]:
            break
        threading.Event().wait(0.1)
    else:
        pytest.fail("the rendering process outlived its worker")
