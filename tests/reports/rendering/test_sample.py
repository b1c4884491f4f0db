"""The public sample: for everybody, marked as an example, drawn for phone and paper."""

from datetime import UTC, datetime
from io import BytesIO

from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from runrate.reports.models import Report
from runrate.reports.rendering import sample
from runrate.reports.rendering.document import print_job


def test_the_sample_is_for_everybody_and_marked_as_an_example(client: Client, db: None) -> None:
    page = client.get(reverse("reports:sample"))
    first = client.get(reverse("reports:sample_download"))
    second = client.get(reverse("reports:sample_download"))

    assert "Example company" in page.content.decode()
    assert (
        "AI cost maturity and unit cost · 24 November 2026" in page.content.decode().partition("<details")[0]
    )
    assert first.content == second.content
    text = PdfReader(BytesIO(first.content)).pages[0].extract_text()
    assert "Example company" in text
    assert not Report.objects.exists()


def test_a_phone_has_drawings_of_its_own_and_paper_the_wide_ones_alone(client: Client, db: None) -> None:
    page = client.get(reverse("reports:sample")).text
    paper = print_job(sample.content(), attachment="{}", created=datetime(2026, 11, 24, tzinfo=UTC)).html

    assert page.count('class="figure__drawing--narrow"') == 5
    assert page.count('class="figure__drawing--wide"') == 5
    assert "figure__drawing" not in paper
    assert ('viewBox="0 0 360' in page, 'viewBox="0 0 360' in paper) == (True, False)


def test_the_sample_has_a_bill_its_months_a_plan_and_who_answers_for_it() -> None:
    """W20."""
    content = sample.content()

    said = {each["kind"]: each["figures"] for each in content["summary"]["basis"]}
    assert said["Measured"] == "8 inputs, from Anthropic usage and cost, October 2026, of a made-up sample."
    assert [row["name"] for row in content["bill"]["months"]] == [
        "August 2026",
        "September 2026",
        "October 2026",
    ]
    assert [row["name"] for row in content["bill"]["rows"]] == ["Estimate", "Volume", "Cached share", "Bill"]
    assert content["summary"]["ask"]["sentence"].startswith("Approve about $")
    assert "earned back" in content["summary"]["ask"]["sentence"]
    assert content["recommendations"]["phases"]
    assert content["summary"]["answers_for"].startswith("Prepared by Example author (made up).")


def test_the_sample_varies_no_input_that_it_says_was_measured() -> None:
    said = str(sample.content())

    assert (
        "not varied: input tokens per unit, output tokens per unit, model calls per unit and cache writes."
    ) in said
    varied = said.partition("20% lower or higher: ")[2].partition(".")[0]
    assert varied.startswith("human review rate")
    assert [name for name in ("tokens per unit", "calls per unit", "cache writes") if name in varied] == []


def test_nothing_in_the_sample_is_unexplained_and_its_last_month_is_the_bill() -> None:
    bill = sample.content()["bill"]

    amounts = {row["name"]: row["amount"] for row in (*bill["rows"], *bill["rest"], *bill["months"])}
    assert amounts["Unexplained"] == "$0.00"
    assert amounts["October 2026"] == amounts["Bill"]


def test_its_board_page_alone_denies_no_bill(client: Client, db: None) -> None:
    answer = client.get(reverse("reports:sample_board"))

    [page] = PdfReader(BytesIO(answer.content)).pages
    text = " ".join(page.extract_text().split())
    assert "8 inputs, from Anthropic usage and cost, October 2026, of a made-up sample." in text
    assert "no bill was read" not in text
