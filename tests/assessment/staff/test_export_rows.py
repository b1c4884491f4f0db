"""Rows that leave: whole, inert in a spreadsheet, anonymous where promised."""

import json
from datetime import UTC, datetime

import pytest
from django.test import Client

from assessment.domain.answer_sheet import parse_sheet
from assessment.domain.scoring import NotApplicable, score
from assessment.models import Submission
from assessment.services import submissions
from runrate.accounts.models import User
from tests.assessment.exporting import rows_of, text_of
from tests.assessment.sheets import sheet
from tests.assessment.submitted import submitted


def test_the_csv_holds_context_result_and_answers(administrator: Client, alice: User) -> None:
    submissions.record(
        sheet=sheet(2, {"q1": "Cost sheet"}, q7=NotApplicable("decided elsewhere"), q2="dk"),
        owner=alice,
        context={"workload_name": "Claims"},
    )

    row = rows_of(text_of(administrator, kind="csv"))[0]

    assert (row["owner"], row["workload_name"], row["stage"]) == ("alice@example.com", "Claims", "allocated")
    assert [row[key] for key in ("q1", "q2", "q7", "q1_evidence")] == ["2", "dk", "na", "Cost sheet"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_starts_a_formula(administrator: Client, start: str) -> None:
    submitted(f"{start}cmd()")

    assert rows_of(text_of(administrator, kind="csv"))[0]["workload_name"] == f"'{start}cmd()"


def test_drafts_stay_where_they_are(analyst: Client) -> None:
    submissions.start()

    assert rows_of(text_of(analyst, kind="csv")) == []


def test_each_json_line_scores_the_same_again(analyst: Client) -> None:
    submission = submitted("Claims", 3)

    line = json.loads(text_of(analyst, kind="jsonl"))

    again = parse_sheet({name: line[name] for name in ("version", "answers", "evidence")})
    assert score(again).as_json() == line["result"] == submission.result


def test_the_research_export_names_nobody_and_merges_small_groups(analyst: Client, alice: User) -> None:
    for number in range(10):
        submitted(f"Secret {number}", 2, owner=alice, industry="banking")
    for industry in ("health", "retail", "public", "software", "telecom"):
        submitted("Rare", 2, industry=industry)
    for industry in ("transport", "education", "services", "insurance", "other"):
        submitted("Rare", 2, industry=industry)
    alone = submitted("Alone", 2, industry="health")
    Submission.objects.filter(pk=alone.pk).update(finished_at=datetime(2020, 2, 2, tzinfo=UTC))

    text = text_of(analyst, kind="research")

    rows = rows_of(text)
    assert sorted(row["industry"] for row in rows) == ["banking"] * 10 + ["suppressed"] * 10
    assert {row["role"] for row in rows if row["industry"] == "suppressed"} == {"suppressed"}
    assert [word for word in ("Secret", "Rare", "alice", "2020", str(alone.pk)) if word in text] == []


def test_a_large_group_lends_its_number_to_no_rare_one(analyst: Client) -> None:
    """Eleven rows of a quarter, ten of them alike: the eleventh is alone and told of nobody."""
    for _number in range(10):
        submitted("Bank", 2, industry="banking")
    submitted("Rare", 2, industry="health")

    told = [row["industry"] for row in rows_of(text_of(analyst, kind="research"))]

    assert told == ["banking"] * 10
