"""A report of data that this site did not sign says so wherever it is seen, and repeats no claim as ours."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from typing import Any

from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader
from pytest_django.fixtures import Settings

from runrate.reports.domain.compose import compose
from runrate.reports.domain.inputs import PAPERS, Source
from runrate.reports.models import Report
from runrate.reports.rendering.document import attachment_of, board_job, print_job
from runrate.reports.rendering.process import Printer
from runrate.reports.rendering.signing import signed
from runrate.reports.services.imports import read_back
from runrate.reports.services.reports import share, title_of
from runrate.sharing import services as links
from tests.reports.composed import AGENT
from tests.reports.domain.test_billed import BILLED
from tests.reports.importing import MARK, strange
from tests.reports.printing import CREATED
from tests.reports.readers import DAY, SMALL, article, workload

SAID = "from the imported file"


def brought(client: Client, data: dict[str, Any]) -> Report:
    sent = SimpleUploadedFile("report.json", json.dumps(data).encode())
    answer = client.post(reverse("reports:import"), {"file": sent})
    return Report.objects.get(pk=answer["Location"].split("/")[-2])


def test_a_mark_cannot_be_taken_off_by_bringing_the_report_in_again() -> None:
    once = read_back(json.dumps(strange()).encode(), today=DAY)
    twice = read_back(attachment_of(once.as_json()).encode(), today=DAY)

    assert twice == once
    assert twice.imported


def test_the_key_of_a_report_from_before_stays() -> None:
    assert "imported" not in article(SMALL).as_json()


def test_claims_of_a_file_are_dropped() -> None:
    made = read_back(json.dumps(strange()).encode(), today=DAY)

    assert made.made_on == DAY
    assert made.assessed is not None
    assert made.costed is not None
    assert (made.assessed.team, made.assessed.finished_on) == (None, None)
    assert (made.costed.notes, made.costed.saved_on) == ((), None)
    assert set(made.costed.origins.values()) == {SAID}
    assert not made.example


def _without_marks(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def test_no_page_shows_a_word_of_a_file_without_saying_so(
    alice_client: Client, client: Client, worker: Callable[[Report], Report], settings: Settings
) -> None:
    settings.SITE_URL = "http://testserver"
    report = worker(brought(alice_client, strange()))
    address = links.address(share(report=report))
    client.get(address)

    seen = {
        "page": alice_client.get(report.get_absolute_url()).text,
        "shared": client.get(address, follow=True).text,
        "list": alice_client.get(reverse("reports:list")).text,
    }
    with report.file.open() as stored:
        pages = [page.extract_text() for page in PdfReader(BytesIO(stored.read())).pages]

    assert {name for name, text in seen.items() if SAID not in text.lower()} == set()
    assert all(MARK in text for text in seen.values())
    assert [number for number, text in enumerate(pages) if SAID not in _without_marks(text).lower()] == []
    assert sum(MARK in text for text in pages) >= 3
    for text in (*seen.values(), *pages):
        assert not re.search(rf"2001|9999|a team of 1|has verified|{MARK} origin|{MARK} note", text)


def test_each_page_of_paper_and_of_the_board_is_marked_also_with_a_bill_and_model_steps() -> None:
    """What rides in a file as measured, with a cover and steps of its own, is marked as all the rest is."""
    data = strange()
    costed = data["scenario"]
    costed["workload"] = workload(AGENT).as_json()
    costed["origins"] = {"steps.1.calls": f"measured: {MARK} origin"}
    costed["billed"] = replace(BILLED, source=f"{MARK} origin").as_json()
    data["cover"] = {"organisation": f"{MARK} origin", "confidentiality": f"{MARK} note"}
    for paper in PAPERS:
        source = read_back(json.dumps({**data, "paper": paper}).encode(), today=DAY)
        content = json.loads(json.dumps(compose(source).as_json()))
        printer = Printer()
        try:
            for job in (print_job, board_job):
                file = printer.print(job(content, attachment="{}", created=CREATED))
                pages = [page.extract_text() for page in PdfReader(BytesIO(file)).pages]

                assert [n for n, text in enumerate(pages) if SAID not in _without_marks(text).lower()] == []
                assert not re.search(f"{MARK} origin|{MARK} note|you entered", "".join(pages).lower())
        finally:
            printer.close()
        assert "The bill is from the imported file" in content["bill"]["lede"]
        assert content["cover"] == []


def test_a_report_of_our_own_data_says_nothing_of_a_file(
    alice_client: Client, worker: Callable[[Report], Report]
) -> None:
    report = worker(brought(alice_client, signed(article(SMALL).as_json())))

    assert SAID not in alice_client.get(report.get_absolute_url()).text.lower()
    with report.file.open() as stored:
        assert not any(
            SAID in page.extract_text().lower() for page in PdfReader(BytesIO(stored.read())).pages
        )


def test_its_title_says_it_in_every_list_and_mail() -> None:
    made: Source = read_back(json.dumps(strange()).encode(), today=DAY)

    assert title_of(made) == f"{MARK} workload · {MARK} people ({SAID})"


def test_half_letters_in_every_free_field_are_refused_or_kept_and_no_fault(alice_client: Client) -> None:
    data = strange()
    places: list[tuple[Any, Any]] = []

    def walk(part: Any) -> None:
        for key, each in part.items() if isinstance(part, dict) else enumerate(part):
            places.append((part, key))
            if isinstance(each, dict | list):
                walk(each)

    walk({"signature": "", **data})
    codes = set()
    for part, key in [*places, (data, "signature")]:
        before = part.get(key) if isinstance(part, dict) else part[key]
        part[key] = "\ud800"
        sent = SimpleUploadedFile("report.json", json.dumps(data).encode())
        cache.clear()
        codes.add(alice_client.post(reverse("reports:import"), {"file": sent}).status_code)
        part[key] = before

    assert codes <= {302, 303, 422}
