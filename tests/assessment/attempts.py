"""Attempts of one account, finished one after the other."""

from assessment.models import Submission
from assessment.services import submissions
from runrate.accounts.models import User
from tests.assessment.sheets import sheet

MINE, COMPARE = "/assessment/mine/", "/assessment/compare/"


def attempts(owner: User, *levels: int, workload: str = "Claims") -> list[Submission]:
    named = {"workload_name": workload}
    return [submissions.record(sheet=sheet(level), owner=owner, context=named) for level in levels]
