"""A result read by others by a link, and a submission as a file, out and in."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from assessment.models import Submission
from tests.assessment.linking import path_of, share
from tests.assessment.sheets import as_posted
from tests.assessment.walking import at, begin, finished
from tests.refusals import refused

pytestmark = pytest.mark.django_db


def test_a_shared_result_is_read_without_notes_and_with_nothing_to_press(client: Client) -> None:
    """M11: a reason why a question does not apply is in one's own words, as a note is."""
    submission = begin(client)
    own = {"q1-note": "secret", "q11": "na", "q11-reason": "secret, too"}
    client.post(at("all", submission), {**dict.fromkeys(submission.questionnaire.keys, "3"), **own})
    client.post(at("finish", submission))

    reader = Client()
    page = reader.get(path_of(share(client, submission)), follow=True).content.decode()

    assert "Optimized, at 75.0 of 100" in page
    assert ("secret" in page, "Does not apply" in page) == (False, True)
    assert "secret, too" in client.get(at("result", submission)).text
    assert ('<th scope="col">Team</th>' in page, ">You</th>" in page) == (True, False)
    assert [
        name for name in ("share", "retake", "delete", "export_json") if at(name, submission) in page
    ] == []


def test_a_reader_may_open_nothing_else(client: Client) -> None:
    submission = finished(client)
    reader = Client()
    reader.get(path_of(share(client, submission)))

    for name in ("result", "share", "describe", "delete", "export_json", "export_csv"):
        assert reader.get(at(name, submission)).status_code == 404


def test_a_stopped_link_closes_the_page_for_those_who_had_opened_it(client: Client) -> None:
    submission = finished(client)
    reader = Client()
    reader.get(path_of(share(client, submission)))
    assert reader.get(at("shared", submission)).status_code == 200

    client.post(at("stop_sharing", submission))

    assert reader.get(at("shared", submission)).status_code == 404


def test_a_draft_cannot_be_shared(client: Client) -> None:
    assert client.post(at("share", begin(client))).status_code == 404


def test_an_unfinished_sheet_comes_back_as_a_draft(client: Client) -> None:
    response = client.post("/assessment/import/", {"text": '{"version": "1", "answers": {"q1": 2}}'})

    assert Submission.objects.get().finished_at is None
    assert client.get(response["Location"])["Location"].endswith("/2/")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        '{"version": "9", "answers": {}}',
        '{"version": "1", "answers": {"q1": 9}}',
        '{"sheet": 1}',
    ],
)
def test_a_file_that_is_none_is_refused_with_what_was_typed(client: Client, text: str) -> None:
    response = refused(client, "/assessment/import/", {"text": text})

    assert response.context["form"]["text"].value() == text
    assert not Submission.objects.exists()


def test_a_file_over_the_limit_is_refused(client: Client) -> None:
    file = SimpleUploadedFile("big.json", b" " * 70_000 + json.dumps(as_posted(2)).encode())

    page = refused(client, "/assessment/import/", {"file": file})

    assert list(page.context["form"].errors["__all__"]) == ["This is longer than 64 kB."]
    assert "Choose the file again" in page.text


def test_files_are_the_owners(alice_client: Client, bob_client: Client, client: Client) -> None:
    submission = finished(alice_client)

    for kind in ("export_json", "export_csv"):
        assert alice_client.get(at(kind, submission))["Content-Disposition"].startswith("attachment")
        assert {each.get(at(kind, submission)).status_code for each in (bob_client, client)} == {404}
