"""Columns chosen by hand, once a file was read with them: said, changed, read again, forgotten."""

from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from calculator.models import ColumnMapping, UploadState, UsageUpload
from calculator.uploads.job import read_upload
from runrate.accounts.models import User
from tests.calculator.web.usage.conftest import Send, text_of
from tests.calculator.web.usage.test_columns_form import CHOSEN, MONTHS, mapped

WHOLE = MONTHS.replace("448.5", "448").replace("(1.50)", "2")
WRONG = {"column_billed": "units", "column_units": ""}
LATER = "month;billed_usd;units\n2025-12;7;3\n"
ASKS = {"state": UploadState.COLUMNS, "header": ["month", "billed_usd", "units"]}


def changed(client: Client, upload: UsageUpload, commits: Any, *, file: str = "", **more: str) -> Any:
    """The answer to other columns, and the upload after a worker has had its turn."""
    given = {"file": SimpleUploadedFile("months.csv", file.encode())} if file else {}
    with commits(execute=True):
        answer = client.post("/usage/", {"again": str(upload.pk)} | CHOSEN | more | given)
        read_upload.func(str(upload.pk))
    upload.refresh_from_db()
    return answer


def billed(upload: UsageUpload) -> list[str]:
    return [line["billed"] for line in upload.exports.get().lines]


@pytest.fixture
def wrong(alice_client: Client, send: Send, django_capture_on_commit_callbacks: Any) -> UsageUpload:
    """Alice has taken units for money."""
    upload = send(alice_client, "months.csv", WHOLE)
    return mapped(alice_client, upload, django_capture_on_commit_callbacks, **WRONG)


def test_the_page_says_with_which_columns_of_which_day_a_file_was_read(
    alice_client: Client, wrong: UsageUpload
) -> None:
    day = f"{timezone.now():%-d %B %Y}"
    page = alice_client.get(wrong.get_absolute_url())

    said = f"Read with the columns you chose on {day}. Every file with the same titles is read with them."
    assert said in text_of(page)
    assert f'href="/usage/{wrong.pk}/columns/"' in page.content.decode()


def test_a_visitor_is_told_the_day_and_can_change_columns_too(
    client: Client, send: Send, django_capture_on_commit_callbacks: Any
) -> None:
    upload = mapped(client, send(client, "months.csv", MONTHS), django_capture_on_commit_callbacks)

    page = text_of(client.get(upload.get_absolute_url()))
    form = client.get(f"/usage/{upload.pk}/columns/")

    assert f"Read with the columns you chose on {timezone.now():%-d %B %Y}." in page
    assert ("Forget these columns" in text_of(form), "Only for later files" in text_of(form)) == (
        False,
        False,
    )


def test_the_form_of_other_columns_holds_those_of_today(alice_client: Client, wrong: UsageUpload) -> None:
    answer = alice_client.get(f"/usage/{wrong.pk}/columns/")
    form = answer.context["form"]

    told = {name: form[name].value() for name in ("column_date", "column_billed", "column_units", "dates")}
    assert told == {
        "column_date": "month",
        "column_billed": "units",
        "column_units": None,
        "dates": "months",
    }
    assert "“months.csv” was deleted when it had been read, so it has to be given again." in text_of(answer)


def test_the_same_file_given_again_is_read_with_other_columns_and_later_ones_too(
    alice_client: Client, wrong: UsageUpload, send: Send, django_capture_on_commit_callbacks: Any
) -> None:
    before = billed(wrong)

    answer = changed(alice_client, wrong, django_capture_on_commit_callbacks, file=WHOLE)
    later = send(alice_client, "december.csv", LATER)

    assert (answer.status_code, answer["Location"]) == (302, wrong.get_absolute_url())
    assert (before, billed(wrong)) == (["10000", "10700", "5"], ["420", "448", "2"])
    assert (wrong.state, wrong.file.name, billed(later)) == (UploadState.READ, "", ["7"])
    assert default_storage.listdir("usage")[1] == []


def test_what_was_chosen_of_the_wrong_sums_is_chosen_anew(
    alice_client: Client, wrong: UsageUpload, django_capture_on_commit_callbacks: Any
) -> None:
    alice_client.post(wrong.get_absolute_url(), {"month": "2025-10", "units_by": "typed", "units": "5"})

    changed(alice_client, wrong, django_capture_on_commit_callbacks, file=WHOLE)

    assert wrong.choice == {"aliases": {}}


def test_another_file_is_not_read_in_place_of_the_first(
    alice_client: Client, wrong: UsageUpload, django_capture_on_commit_callbacks: Any
) -> None:
    answer = changed(alice_client, wrong, django_capture_on_commit_callbacks, file=LATER)
    page = text_of(alice_client.get(answer["Location"]))

    said = "This is another file than “months.csv”: give that one again, or start anew with this one."
    assert said in page
    assert (billed(wrong), default_storage.listdir("usage")[1]) == (["10000", "10700", "5"], [])


def test_without_the_file_it_is_asked_for_and_nothing_is_changed(
    alice_client: Client, wrong: UsageUpload, django_capture_on_commit_callbacks: Any
) -> None:
    answer = changed(alice_client, wrong, django_capture_on_commit_callbacks)
    page = alice_client.get(answer["Location"])

    assert page.context["form"].errors == {"file": ["Choose the file: it was deleted when it had been read."]}
    assert ColumnMapping.objects.get().mapping["columns"]["billed"] == "units"


def test_columns_for_later_files_alone_leave_this_one_as_it_was_read(
    alice_client: Client, wrong: UsageUpload, send: Send, django_capture_on_commit_callbacks: Any
) -> None:
    changed(alice_client, wrong, django_capture_on_commit_callbacks, later="1")
    later = send(alice_client, "december.csv", LATER)
    page = text_of(alice_client.get(wrong.get_absolute_url()))

    assert (billed(wrong), billed(later)) == (["10000", "10700", "5"], ["7"])
    assert f"Read with columns that you have changed since, on {timezone.now():%-d %B %Y}." in page


def test_forgotten_columns_are_asked_for_with_the_next_file(
    alice_client: Client, wrong: UsageUpload, send: Send
) -> None:
    answer = alice_client.post(f"/usage/{wrong.pk}/columns/forget/", follow=True)
    later = send(alice_client, "december.csv", LATER)

    assert "Forgotten: the next file with these titles asks for its columns." in text_of(answer)
    assert "They are not remembered" in text_of(answer)
    assert {"state": later.state, "header": later.header} == ASKS


def test_a_press_on_forget_asks_before_anything_is_forgotten(
    alice_client: Client, wrong: UsageUpload
) -> None:
    page = alice_client.get(f"/usage/{wrong.pk}/columns/").content.decode()
    asked = text_of(alice_client.get(f"/usage/{wrong.pk}/columns/forget/"))

    assert f'href="/usage/{wrong.pk}/columns/forget/"' in page
    assert "Forget these columns?" in asked
    assert ColumnMapping.objects.count() == 1


def test_a_file_of_an_earlier_release_has_its_columns_changed_as_well(
    alice_client: Client, wrong: UsageUpload, send: Send
) -> None:
    UsageUpload.objects.update(header=[])  # as it was kept before

    form = alice_client.get(f"/usage/{wrong.pk}/columns/").context["form"]
    alice_client.post(f"/usage/{wrong.pk}/columns/forget/")

    assert (form["column_billed"].value(), ColumnMapping.objects.count()) == ("units", 0)


def test_remembered_columns_that_cannot_be_read_with_any_more_are_asked_for(
    alice_client: Client, alice: User, wrong: UsageUpload, send: Send
) -> None:
    ColumnMapping.objects.update(mapping={"columns": {"of old": "month"}})

    later = send(alice_client, "december.csv", LATER)

    assert {"state": later.state, "header": later.header} == ASKS


def test_an_export_that_is_known_has_no_columns_to_change(alice_client: Client, send: Send) -> None:
    upload = send(alice_client, "openai-dashboard-usage.csv")

    page = text_of(alice_client.get(upload.get_absolute_url()))
    answer = alice_client.get(f"/usage/{upload.pk}/columns/")

    assert ("Change columns" in page, answer["Location"]) == (False, upload.get_absolute_url())


@pytest.mark.parametrize("again", ["nothing", "00000000-0000-0000-0000-000000000000", None])
def test_columns_of_what_is_not_ones_own_are_not_changed(
    bob_client: Client, wrong: UsageUpload, again: str | None
) -> None:
    answer = bob_client.post("/usage/", CHOSEN | {"again": again or str(wrong.pk)})

    assert answer.status_code == 404
