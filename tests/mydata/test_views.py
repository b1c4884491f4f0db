"""All my data and the end of an account: for whoever signed in just now, and not too often."""

import zipfile
from io import BytesIO

from django.test import Client
from django.urls import reverse

from runrate.reports.models import Report


def test_the_page_hands_it_to_whoever_signed_in_just_now(fresh_client: Client, alices_report: Report) -> None:
    answer = fresh_client.post(reverse("mydata:take_out"))

    with zipfile.ZipFile(BytesIO(answer.getvalue())) as packed:
        assert f"files/reports.report/{alices_report.filename}" in packed.namelist()
    assert answer["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"


def test_an_old_session_signs_in_again_first(alice_client: Client) -> None:
    answer = alice_client.post(reverse("mydata:take_out"))

    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_reauthenticate"))


def test_it_is_limited(fresh_client: Client) -> None:
    statuses = []
    for _ in range(8):
        answer = fresh_client.post(reverse("mydata:take_out"))
        statuses.append(answer.status_code)
        b"".join(answer)  # read to its end, the file closes itself and leaves the test's connection alone

    assert statuses == [200] * 6 + [429] * 2
