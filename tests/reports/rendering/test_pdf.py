"""The file: the same bytes, readable by everybody, whole in structure, closed to what it is fed with."""

import dataclasses
import gc
import socket
import threading
from hashlib import sha256
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest

from runrate.reports.domain.compose import compose
from runrate.reports.rendering.document import attachment_of
from runrate.reports.rendering.pdf import print_pdf
from runrate.reports.rendering.process import Printer, PrintError
from runrate.reports.services.imports import read_back
from tests.reports.printing import CREATED, REPORTS, elements, job_of


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


def test_all_frames_of_a_print_lie_in_one_piece_of_memory() -> None:
    """A piece that CPython fetches has 16 kB, unless a frame in it asks for more."""
    assert print_pdf.__code__.co_stacksize * 8 > 7 * (16 << 10)


@pytest.mark.parametrize("collecting", [True, False])
def test_a_print_leaves_the_collector_of_cycles_as_it_was(collecting: bool) -> None:
    job = dataclasses.replace(
        job_of(REPORTS["scenario only"]), html="<html lang=en><title>One</title><p>line"
    )
    if not collecting:
        gc.disable()
    try:
        print_pdf(job)
        found = gc.isenabled()
    finally:
        gc.enable()

    assert found == collecting
