"""The assessment's JSON API agrees with the command line and keeps nothing."""

import json
from typing import Any

import pytest
from django.test import Client

from assessment.domain import questionnaire
from assessment.domain.findings import findings
from assessment.models import Submission
from tests.assessment.sheets import as_posted, sheet

pytestmark = pytest.mark.django_db


def post(client: Client, body: object) -> tuple[int, dict[str, Any]]:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    response = client.post("/api/v1/scores", raw, content_type="application/json")
    return response.status_code, response.json()


def test_a_sheet_comes_back_as_its_result_and_nothing_is_stored(client: Client) -> None:
    status, found = post(client, as_posted(3, q4="dk"))

    assert status == 200
    assert found == json.loads(json.dumps(findings(sheet(3, q4="dk"))))
    assert not Submission.objects.exists()


def test_an_incomplete_sheet_has_no_score(client: Client) -> None:
    status, found = post(client, {"version": "1", "answers": {"q1": 4}})

    assert (status, found["status"], found["score"], len(found["unanswered"])) == (
        200,
        "incomplete",
        None,
        14,
    )


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (as_posted(q3=5), "q3"),
        (as_posted(q3=True), "q3"),
        (as_posted() | {"version": "9"}, "version"),
        (as_posted() | {"version": 1}, "version"),
        (as_posted(q10={"na": 4702466368418384.0}), "q10"),
        (as_posted() | {"evidence": {"q3": -4702466368418384.0}}, "evidence.q3"),
        (as_posted() | {"extra": 1}, "extra"),
        (json.dumps(as_posted(q3="x")).replace('"x"', "NaN").encode(), "q3"),
        (b"{", "__all__"),
        (b"[" * 60_000, "__all__"),
        (b'{"version": "1", "version": "1"}', "__all__"),
        (b" " * 10_000_000, "__all__"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_with_422(client: Client, body: object, field: str) -> None:
    status, found = post(client, body)

    assert status == 422
    assert list(found) == ["errors"]
    assert list(found["errors"]) == [field]


def test_a_note_full_of_brackets_is_no_deep_nesting(client: Client) -> None:
    status, _found = post(client, as_posted(3) | {"evidence": {"q1": '[{"a": "\\"' * 150}})

    assert status == 200


def test_the_questionnaire_comes_whole(client: Client) -> None:
    found = client.get("/api/v1/questionnaire").json()

    assert (found["version"], len(found["questions"]), len(found["stages"])) == ("1", 15, 5)
    assert found["questions"][8]["worth"]["retries"] == ["4", "3", "2", "1.4", "1"]
    assert found["questions"][3] | {"gate": True, "na_allowed": False} == found["questions"][3]


def test_the_questionnaire_is_the_current_version(client: Client, second_version: None) -> None:
    assert client.get("/api/v1/questionnaire").json()["version"] == questionnaire.CURRENT == "2"


def test_both_doors_are_described(client: Client) -> None:
    paths = client.get("/api/v1/openapi.json").json()["paths"]

    assert "post" in paths["/api/v1/scores"]
    assert "get" in paths["/api/v1/questionnaire"]
