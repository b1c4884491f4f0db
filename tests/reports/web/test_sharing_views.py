"""Reports for others: a link opens one report until it ends, a guess opens none, the sample opens for all."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessment.models import Submission
from runrate.reports.models import Report
from runrate.sharing.models import Link
from tests.refusals import refused

type Worker = Callable[[Report], Report]


@pytest.fixture
def report(alice_client: Client, submission: Submission, worker: Worker) -> Report:
    alice_client.post(reverse("reports:start"), {"submission": str(submission.pk)})
    return worker(Report.objects.get())


def link_to(report: Report, owner: Client) -> str:
    """The address of a new link, as the page of the report shows it."""
    page = owner.post(reverse("reports:share", args=[report.pk]), follow=True).content.decode()
    address = page.split('readonly value="')[1].split('"')[0]
    return "/" + address.split("/", 3)[3]


def test_a_link_opens_the_page_and_the_file_without_an_account(report: Report, alice_client: Client) -> None:
    guest = Client()

    opened = guest.get(link_to(report, alice_client), follow=True)
    link = Link.objects.get()
    file = guest.get(reverse("reports:shared_download", args=[link.pk]))

    assert opened.redirect_chain == [(reverse("reports:shared", args=[link.pk]), 302)]
    assert opened.context["report"] == report.content
    assert "no-store" in opened["Cache-Control"]
    assert file.content == alice_client.get(reverse("reports:download", args=[report.pk])).content


def test_the_secret_is_neither_stored_nor_kept_in_the_address(report: Report, alice_client: Client) -> None:
    address = link_to(report, alice_client)
    secret = address.rstrip("/").rsplit("/", 1)[1]

    landed = Client().get(address)["Location"]

    assert secret not in landed
    assert Link.objects.get().secret_hash != secret


@pytest.mark.parametrize("ended", ["stopped", "expired", "deleted"])
def test_an_ended_link_is_the_same_404_as_a_guess(report: Report, alice_client: Client, ended: str) -> None:
    address = link_to(report, alice_client)
    guest = Client()
    guest.get(address)
    link = Link.objects.get()

    if ended == "stopped":
        alice_client.post(reverse("reports:stop_sharing", args=[report.pk]))
    elif ended == "expired":
        Link.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    else:
        alice_client.post(reverse("reports:delete", args=[report.pk]))
    answers = [
        guest.get(where)
        for where in (
            address,
            reverse("reports:open_shared", args=["a-guess"]),
            reverse("reports:shared", args=[link.pk]),
            reverse("reports:shared_download", args=[link.pk]),
        )
    ]

    assert [answer.status_code for answer in answers] == [404, 404, 404, 404]


def test_the_id_of_a_link_opens_nothing_without_its_secret(report: Report, alice_client: Client) -> None:
    link_to(report, alice_client)
    link = Link.objects.get()

    answer = Client().get(reverse("reports:shared", args=[link.pk]))

    assert answer.status_code == 404


@pytest.mark.parametrize("name", ["share", "stop_sharing", "mail"])
def test_only_the_owner_can_share(report: Report, bob_client: Client, name: str) -> None:
    real = bob_client.post(reverse(f"reports:{name}", args=[report.pk]), {"address": "bob@example.com"})
    invented = bob_client.post(reverse(f"reports:{name}", args=[uuid4()]))

    assert (real.status_code, invented.status_code) == (404, 404)
    assert not Link.objects.exists()
    assert mail.outbox == []


def test_a_link_can_be_mailed_and_the_mail_opens_the_report(report: Report, alice_client: Client) -> None:
    answer = alice_client.post(reverse("reports:mail", args=[report.pk]), {"address": "cfo@example.com"})

    assert answer.status_code == 302
    (letter,) = mail.outbox
    assert letter.to == ["cfo@example.com"]
    address = next(line for line in str(letter.body).splitlines() if line.startswith("http"))
    assert Client().get("/" + address.split("/", 3)[3], follow=True).status_code == 200


def test_a_wrong_address_comes_back_at_its_field(report: Report, alice_client: Client) -> None:
    typed = {"address": "not an address"}
    answer = refused(alice_client, reverse("reports:mail", args=[report.pk]), typed)

    assert answer.context["mail_form"]["address"].value() == "not an address"
    assert list(answer.context["mail_form"].errors) == ["address"]
    assert mail.outbox == []


def test_another_form_of_the_page_is_not_answered_with_the_mistyped_address(
    report: Report, alice_client: Client
) -> None:
    page = {"Referer": f"http://testserver{report.get_absolute_url()}"}
    wrong = alice_client.post(reverse("reports:mail", args=[report.pk]), {"address": "cfo@"}, headers=page)
    assert "it is not saved yet" in alice_client.get(wrong["Location"]).text

    stopped = alice_client.post(reverse("reports:stop_sharing", args=[report.pk]), follow=True, headers=page)

    assert "The links of this report no longer work." in stopped.text
    assert "it is not saved yet" not in stopped.text
    assert stopped.context["mail_form"]["address"].value() == "cfo@"
    assert list(stopped.context["mail_form"].errors) == ["address"]


def test_nobody_floods_with_links(report: Report, alice_client: Client) -> None:
    *made, refused = [alice_client.post(reverse("reports:share", args=[report.pk])) for _ in range(21)]

    assert {answer.status_code for answer in made} == {302}
    assert (refused.status_code, 3500 < int(refused["Retry-After"]) <= 3600) == (429, True)
    assert "At most 20 links per hour can be made." in refused.text


def test_newer_answers_about_the_same_workload_are_pointed_at(
    report: Report, alice_client: Client, submission: Submission
) -> None:
    before = alice_client.get(report.get_absolute_url()).context["newer"]
    submission.pk = uuid4()
    submission.finished_at = timezone.now()
    submission.save(force_insert=True)

    after = alice_client.get(report.get_absolute_url()).context["newer"]

    assert before is None
    assert after == submission
