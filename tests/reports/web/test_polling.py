"""While a report is being made its page asks how far it is: often at first, and cheaply for both sides."""

from datetime import timedelta
from gzip import decompress

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from assessment.models import Submission
from runrate.accounts.models import User
from runrate.reports.models import Report, State
from runrate.reports.services.gathering import gather
from runrate.reports.services.reports import start_report, today
from runrate.reports.tasks import make_report
from runrate.reports.web.polling import SOON, ask_again

HTMX = {"HX-Request": "true"}


@pytest.fixture
def report(alice: User, submission: Submission) -> Report:
    source = gather(made_on=today(), submission=submission, scenario=None)
    return start_report(owner=alice, source=source, submission=submission)


@pytest.mark.parametrize(
    ("age", "pause"), [(timedelta(0), "300ms"), (SOON - timedelta(seconds=1), "300ms"), (SOON, "2s")]
)
def test_a_report_that_waits_longer_is_asked_about_less(age: timedelta, pause: str) -> None:
    assert ask_again(age) == pause


@pytest.mark.parametrize(("age", "pause"), [(0, "300ms"), (60, "2s")])
def test_an_unfinished_report_is_answered_with_its_steps_alone(
    alice_client: Client, report: Report, age: int, pause: str
) -> None:
    Report.objects.update(created_at=timezone.now() - timedelta(seconds=age))

    answer = alice_client.get(report.get_absolute_url(), headers=HTMX)

    assert answer.text.strip().startswith('<div id="report-steps"')
    assert f'hx-trigger="every {pause}"' in answer.text
    assert "HX-Refresh" not in answer


def test_a_finished_report_is_asked_for_again_and_not_drawn_for_the_poll(
    alice_client: Client, report: Report, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    Report.objects.update(state=State.READY, content={"summary": "never read"})

    with django_assert_num_queries(3):  # session, person, report
        answer = alice_client.get(report.get_absolute_url(), headers=HTMX)

    assert (answer.status_code, answer.content, answer["HX-Refresh"]) == (200, b"", "true")


def test_a_failed_report_says_so_and_is_asked_about_no_more(alice_client: Client, report: Report) -> None:
    Report.objects.update(state=State.FAILED, failure="The disk is full.")

    answer = alice_client.get(report.get_absolute_url(), headers=HTMX)

    assert "The disk is full." in answer.text
    assert "hx-trigger" not in answer.text


def test_a_stranger_learns_nothing_by_asking(bob_client: Client, report: Report) -> None:
    assert bob_client.get(report.get_absolute_url(), headers=HTMX).status_code == 404


def test_the_page_travels_compressed(alice_client: Client, report: Report) -> None:
    make_report.call(str(report.pk))
    headers = {"Accept-Encoding": "gzip"}

    plain = alice_client.get(report.get_absolute_url())
    packed = alice_client.get(report.get_absolute_url(), headers=headers)

    assert packed["Content-Encoding"] == "gzip"
    assert len(packed.content) < len(plain.content) / 3
    assert f"<title>{report.title}" in decompress(packed.content).decode()
