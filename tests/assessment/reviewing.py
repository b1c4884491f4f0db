"""Decisions of reviewers, as the administration sends them."""

from django.test import Client

from assessment.models import Submission

LIST = "/admin/assessment/submission/"


def page_of(submission: Submission) -> str:
    return f"{LIST}{submission.pk}/change/"


def decision(**changes: object) -> dict[str, object]:
    return {"decision": "reviewed", "reviewer": "", "note": "", "seen": 0, **changes}


def decide(client: Client, submission: Submission, **changes: object) -> int:
    return client.post(f"{LIST}{submission.pk}/decide/", decision(**changes)).status_code
