"""A submission as a file and back."""

import csv
import io
import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import given

from assessment.domain.scoring import NotApplicable, Sheet, score
from assessment.models import Submission
from assessment.services import submission_files, submissions
from runrate.accounts.models import User
from tests.assessment.sheets import as_posted, sheet, sheets
from tests.assessment.walking import at, finished

pytestmark = pytest.mark.django_db


@given(sheets())
def test_a_round_trip_keeps_the_sheet_and_so_the_score(answered: Sheet) -> None:
    submission = Submission(
        version="1", answers=answered.as_json()["answers"], evidence=dict(answered.evidence)
    )

    back = submission_files.read(json.loads(submission_files.as_json(submission)))

    assert back == answered
    assert score(back) == score(answered)


def test_an_exported_file_comes_back_as_a_submission_with_the_same_score(client: Client, alice: User) -> None:
    context = {"workload_name": "Desk", "industry": "retail"}
    original = submissions.record(
        sheet=sheet(3, q5="dk", q10=NotApplicable("none")), owner=alice, context=context
    )
    file = SimpleUploadedFile("export.json", submission_files.as_json(original).encode())

    client.post("/assessment/import/", {"file": file})

    copy = Submission.objects.get(owner=None)
    assert (copy.score, copy.stage, copy.result) == (original.score, original.stage, original.result)
    assert (copy.workload_name, copy.industry) == ("Desk", "retail")


def test_a_result_in_the_file_is_not_believed(client: Client) -> None:
    forged: dict[str, Any] = {**as_posted(0), "result": {"score": "100.0", "stage": "governed"}}

    client.post("/assessment/import/", {"text": json.dumps(forged)})

    assert str(Submission.objects.get().score) == "0.0"


def test_names_that_do_not_fit_are_left_out() -> None:
    given_context = {"industry": "piracy", "workload_name": "x" * 300, "team_name": 7, "role": "nul\0"}

    assert submission_files.context({"context": given_context}) == {"workload_name": "x" * 120}


def test_the_csv_has_a_row_for_each_question_and_runs_no_formula(client: Client) -> None:
    submission = finished(client)
    starts = {"q2": "@cmd", "q3": "\tx", "q4": "-2", "q5": "\n+x", "q6": "\r=x"}
    Submission.objects.update(evidence={"q1": '=HYPERLINK("x")', **starts})

    file = client.get(at("export_csv", submission)).content.decode()
    rows = list(csv.reader(io.StringIO(file, newline="")))

    assert len(rows) == 16
    assert rows[1][3:] == [
        "Which monthly costs of this workload can you put a figure on today?",
        "2",
        submission.questionnaire.question("q1").levels[2],
        '\'=HYPERLINK("x")',
    ]
    assert [row[6] for row in rows[2:7]] == ["'@cmd", "'\tx", "'-2", "'\n+x", "'\r=x"]
